import { readFileSync, statSync } from "node:fs";
import { type GreyPicture, readPng } from "./png-dots.ts";

/** A picture of black dots for a receipt printer, as the hardware room takes it. */
export interface LogoDots {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly rows: string;
}

export type ReadLogo =
  | { readonly ok: true; readonly logo: LogoDots }
  | { readonly ok: false; readonly expected: string; readonly got: string };

const FILE_MAX_BYTES = 1_000_000;
/** So many bytes a printer that was left in the middle of a logo is given until it is sure to be awake. */
const LOGO_MAX_BYTES = 8_000;
const BLACK_BELOW = 128;

/** Reads the PNG and makes it black and white. `widest`: dots the printer has on a line. */
export function readLogo(file: string, tone: "threshold" | "dither", widest: number): ReadLogo {
  const expected = `a PNG at most ${widest} dots wide and, at that width, ${tallest(widest)} dots high (a narrower one may be higher)`;
  let picture: GreyPicture | string;
  try {
    picture = statSync(file).size > FILE_MAX_BYTES ? "more than 1 MB" : readPng(readFileSync(file));
  } catch {
    return { ok: false, expected: "a file this program may read", got: file };
  }
  if (typeof picture === "string") return { ok: false, expected, got: picture };
  const { width, height } = picture;
  const widthDots = Math.ceil(width / 8) * 8;
  if (width > widest || height > tallest(widthDots))
    return { ok: false, expected, got: `one of ${width} x ${height} dots` };
  const isBlack = tone === "dither" ? dithered(picture) : (at: number) => (picture.grey[at] ?? 255) < BLACK_BELOW;
  const rows = Buffer.alloc((widthDots / 8) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (isBlack(y * width + x)) {
        const at = y * (widthDots / 8) + (x >> 3);
        rows[at] = (rows[at] ?? 0) | (0x80 >> (x & 7));
      }
  return { ok: true, logo: { widthDots, heightDots: height, rows: rows.toString("base64") } };
}

const tallest = (widthDots: number): number => Math.floor(LOGO_MAX_BYTES / Math.ceil(widthDots / 8));

/** Floyd and Steinberg: what a dot is too dark or too light goes to its neighbours. */
function dithered({ width, height, grey }: GreyPicture): (at: number) => boolean {
  const left = Float32Array.from(grey);
  const black = new Uint8Array(left.length);
  const pass = (x: number, y: number, share: number): void => {
    if (x >= 0 && x < width && y < height) left[y * width + x] = (left[y * width + x] ?? 0) + share;
  };
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const wanted = left[y * width + x] ?? 255;
      const isBlack = wanted < BLACK_BELOW;
      black[y * width + x] = isBlack ? 1 : 0;
      const error = wanted - (isBlack ? 0 : 255);
      pass(x + 1, y, (error * 7) / 16);
      pass(x - 1, y + 1, (error * 3) / 16);
      pass(x, y + 1, (error * 5) / 16);
      pass(x + 1, y + 1, error / 16);
    }
  return (at) => black[at] === 1;
}
