/** One bit a dot, rows padded to whole bytes, bit 7 leftmost, 1 is black: as GS v 0 carries images. */
export interface Picture {
  readonly widthDots: number;
  readonly rows: number;
  readonly image: Uint8Array;
}

/** Blocks and error correction bytes at level M, by version from 1; larger codes cannot be read from a receipt. */
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21];
const CORRECTION = [
  10, 16, 26, 36, 48, 64, 72, 88, 110, 130, 150, 176, 198, 216, 240, 280, 308, 338, 364, 416, 442, 476, 504, 560,
  588,
];
const LEVEL_M = 0;
const FORMAT_MASK = 0x5412;
const BYTE_MODE = 4;

/**
 * Reads a QR code of level M from a clean picture, as printed, without repairing anything: a code that needs repair on
 * emulated paper is a defect. Null when there is none.
 */
export function readQr(picture: Picture): string | null {
  const modules = modulesOf(picture);
  if (modules === null) return null;
  const version = (modules.length - 17) / 4;
  const blocks = BLOCKS[version - 1];
  const correction = CORRECTION[version - 1];
  const format = formatOf(modules) ^ FORMAT_MASK;
  if (blocks === undefined || correction === undefined || format >> 13 !== LEVEL_M) return null;
  const bits = dataBits(modules, version, (format >> 10) & 7);
  const codewords = bytesOf(bits);
  return contentOf(inOrder(codewords, blocks, codewords.length - correction), version);
}

const blackDot = (picture: Picture, x: number, y: number): boolean =>
  ((picture.image[y * Math.ceil(picture.widthDots / 8) + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;

/** Squares instead of dots, cut to the code's edge; null when the black part is no square of a QR code's size. */
function modulesOf(picture: Picture): boolean[][] | null {
  let [left, top, right, bottom] = [picture.widthDots, picture.rows, -1, -1];
  for (let y = 0; y < picture.rows; y++) {
    for (let x = 0; x < picture.widthDots; x++) {
      if (!blackDot(picture, x, y)) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  }
  let finder = 0;
  while (left + finder <= right && blackDot(picture, left + finder, top)) finder++;
  const moduleDots = finder / 7;
  const size = (right - left + 1) / moduleDots;
  const isQr = finder > 0 && Number.isInteger(moduleDots) && (size - 17) % 4 === 0 && bottom - top === right - left;
  if (!isQr) return null;
  const centre = Math.floor(moduleDots / 2);
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_none, column) =>
      blackDot(picture, left + column * moduleDots + centre, top + row * moduleDots + centre),
    ),
  );
}

/** The fifteen bits around the upper left finder, first bit highest. */
function formatOf(modules: readonly boolean[][]): number {
  const places: [row: number, column: number][] = [];
  for (let column = 0; column <= 8; column++) if (column !== 6) places.push([8, column]);
  for (let row = 7; row >= 0; row--) if (row !== 6) places.push([row, 8]);
  return places.reduce((bits, [row, column]) => (bits << 1) | (modules[row]?.[column] ? 1 : 0), 0);
}

const MASKS: readonly ((row: number, column: number) => boolean)[] = [
  (r, c) => (r + c) % 2 === 0,
  (r) => r % 2 === 0,
  (_r, c) => c % 3 === 0,
  (r, c) => (r + c) % 3 === 0,
  (r, c) => (Math.floor(r / 2) + Math.floor(c / 3)) % 2 === 0,
  (r, c) => ((r * c) % 2) + ((r * c) % 3) === 0,
  (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0,
  (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0,
];

/** Data modules in the order in which they were laid: pairs of columns from the right, up and down. */
function dataBits(modules: readonly boolean[][], version: number, mask: number): boolean[] {
  const size = modules.length;
  const centres = alignmentCentres(version);
  const masks = MASKS[mask] ?? (() => false);
  const bits: boolean[] = [];
  let upward = true;
  for (let pair = size - 1; pair > 0; pair -= 2) {
    if (pair === 6) pair--;
    for (let step = 0; step < size; step++) {
      const row = upward ? size - 1 - step : step;
      for (const column of [pair, pair - 1]) {
        if (isPattern(row, column, size, version, centres)) continue;
        bits.push((modules[row]?.[column] ?? false) !== masks(row, column));
      }
    }
    upward = !upward;
  }
  return bits;
}

function alignmentCentres(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const size = version * 4 + 17;
  const step = Math.ceil((size - 13) / (2 * count - 2)) * 2;
  const centres = [6];
  for (let at = count - 2; at >= 0; at--) centres.push(size - 7 - at * step);
  return centres;
}

/** True for finders, format and version bits, timing lines and alignment squares. */
function isPattern(
  row: number,
  column: number,
  size: number,
  version: number,
  centres: readonly number[],
): boolean {
  if (row === 6 || column === 6) return true;
  if (row <= 8 && (column <= 8 || column >= size - 8)) return true;
  if (row >= size - 8 && column <= 8) return true;
  if (version >= 7 && ((row < 6 && column >= size - 11) || (column < 6 && row >= size - 11))) return true;
  return centres.some((y) =>
    centres.some((x) => {
      const underFinder = (y === 6 && (x === 6 || x === size - 7)) || (x === 6 && y === size - 7);
      return !underFinder && Math.abs(row - y) <= 2 && Math.abs(column - x) <= 2;
    }),
  );
}

function bytesOf(bits: readonly boolean[]): number[] {
  return Array.from({ length: Math.floor(bits.length / 8) }, (_, at) =>
    bits.slice(at * 8, at * 8 + 8).reduce((byte, bit) => (byte << 1) | (bit ? 1 : 0), 0),
  );
}

/** Codewords lie interleaved over the blocks; the later blocks are longer by one when they do not divide evenly. */
function inOrder(codewords: readonly number[], blocks: number, dataLength: number): number[] {
  const short = Math.floor(dataLength / blocks);
  const shortBlocks = blocks - (dataLength % blocks);
  const sorted: number[] = [];
  for (let block = 0; block < blocks; block++) {
    for (let at = 0; at < short; at++) sorted.push(codewords[at * blocks + block] ?? 0);
    if (block >= shortBlocks) sorted.push(codewords[short * blocks + block - shortBlocks] ?? 0);
  }
  return sorted;
}

/** One byte segment, which is all a receipt's code holds. */
function contentOf(codewords: readonly number[], version: number): string | null {
  const nibble = (at: number): number => ((codewords[at >> 1] ?? 0) >> (at % 2 === 0 ? 4 : 0)) & 15;
  if (nibble(0) !== BYTE_MODE) return null;
  const lengthNibbles = version < 10 ? 2 : 4;
  let length = 0;
  for (let at = 1; at <= lengthNibbles; at++) length = length * 16 + nibble(at);
  const first = 1 + lengthNibbles;
  const bytes = Array.from({ length }, (_, at) => nibble(first + 2 * at) * 16 + nibble(first + 2 * at + 1));
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
