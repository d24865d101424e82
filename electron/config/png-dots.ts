import { inflateSync } from "node:zlib";

/** Brightness of every dot on white paper, 0 black to 255 white, row by row. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** More than any receipt is wide, and enough for what is on it. */
const SIDE_MAX = 2_000;
const SIGNATURE = "89504e470d0a1a0a";
/** Samples of a dot by colour type: grey, colour, palette, grey with alpha, colour with alpha. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: number;
}

/** Reads a PNG without interlacing, 1 to 8 bits a sample; a sentence instead where it is none that can be read. */
export function readPng(file: Buffer): GreyPicture | string {
  if (file.subarray(0, 8).toString("hex") !== SIGNATURE) return "a file of another kind";
  const chunks = chunksOf(file);
  const header = headerOf(chunks.get("IHDR"));
  if (typeof header === "string") return header;
  const rowBytes = Math.ceil((header.width * header.depth * (SAMPLES[header.colour] ?? 1)) / 8);
  const packed = chunks.get("IDAT");
  if (packed === undefined) return "a PNG without a picture";
  let rows: Buffer;
  try {
    rows = inflateSync(packed, { maxOutputLength: (rowBytes + 1) * header.height });
  } catch {
    return "a PNG that is damaged";
  }
  if (rows.length !== (rowBytes + 1) * header.height) return "a PNG that is cut short";
  const { width, height } = header;
  return { width, height, grey: greyOf(unfiltered(rows, rowBytes, header), rowBytes, header, chunks) };
}

/** By name; those of one name joined. A chunk that says it is longer than the file ends the reading. */
function chunksOf(file: Buffer): ReadonlyMap<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    if (at + 12 + length > file.length) break;
    const name = file.toString("latin1", at + 4, at + 8);
    chunks.set(name, Buffer.concat([chunks.get(name) ?? Buffer.alloc(0), file.subarray(at + 8, at + 8 + length)]));
    at += 12 + length;
  }
  return chunks;
}

function headerOf(chunk: Buffer | undefined): Header | string {
  if (chunk === undefined || chunk.length !== 13) return "a PNG that is damaged";
  const [depth = 0, colour = 0, , , interlaced] = chunk.subarray(8);
  const header = { width: chunk.readUInt32BE(0), height: chunk.readUInt32BE(4), depth, colour };
  const { width, height } = header;
  if (width < 1 || height < 1 || width > SIDE_MAX || height > SIDE_MAX)
    return `a picture of ${width} x ${height} dots`;
  const mayBeSmall = colour === 0 || colour === 3;
  if (SAMPLES[colour] === undefined || !(depth === 8 || (mayBeSmall && [1, 2, 4].includes(depth))))
    return "a PNG with 16 bits a sample";
  return interlaced === 0 ? header : "an interlaced PNG";
}

/** Every row is written as what differs from its neighbours. */
function unfiltered(rows: Buffer, rowBytes: number, { height, depth, colour }: Header): Uint8Array {
  const step = Math.max(1, (depth * (SAMPLES[colour] ?? 1)) / 8);
  const out = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (rowBytes + 1)] ?? 0;
    for (let x = 0; x < rowBytes; x++) {
      const at = y * rowBytes + x;
      const left = x >= step ? (out[at - step] ?? 0) : 0;
      const up = y > 0 ? (out[at - rowBytes] ?? 0) : 0;
      const corner = x >= step && y > 0 ? (out[at - rowBytes - step] ?? 0) : 0;
      out[at] = (rows[y * (rowBytes + 1) + 1 + x] ?? 0) + expected(filter, left, up, corner);
    }
  }
  return out;
}

function expected(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function greyOf(
  rows: Uint8Array,
  rowBytes: number,
  { width, height, depth, colour }: Header,
  chunks: ReadonlyMap<string, Buffer>,
): Uint8Array {
  const palette = chunks.get("PLTE");
  const alphas = chunks.get("tRNS");
  const most = 2 ** depth - 1;
  const samples = SAMPLES[colour] ?? 1;
  const sample = (x: number, y: number, which: number): number => {
    const bit = (x * samples + which) * depth;
    return ((rows[y * rowBytes + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & most;
  };
  const dot = (x: number, y: number): number => {
    const first = sample(x, y, 0);
    if (colour === 3) {
      const [red = 0, green = 0, blue = 0] = palette?.subarray(first * 3, first * 3 + 3) ?? [];
      return onPaper(brightness(red, green, blue), alphas?.[first] ?? 255);
    }
    if (colour === 0) return (first * 255) / most;
    if (colour === 4) return onPaper(first, sample(x, y, 1));
    const bright = brightness(first, sample(x, y, 1), sample(x, y, 2));
    return onPaper(bright, colour === 6 ? sample(x, y, 3) : 255);
  };
  return Uint8Array.from({ length: width * height }, (_, at) =>
    Math.round(dot(at % width, Math.floor(at / width))),
  );
}

const brightness = (red: number, green: number, blue: number): number => 0.299 * red + 0.587 * green + 0.114 * blue;

/** What shines through is white. */
const onPaper = (bright: number, alpha: number): number => 255 - ((255 - bright) * alpha) / 255;
