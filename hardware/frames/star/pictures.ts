import type { Bitmap } from "../escpos/raster.ts";
import { ESC, LF } from "./commands.ts";

/** Rows ESC X prints at once, a byte for each eight of them. */
const BAND_ROWS = 24;

const STATUS_REQUEST = [ESC, 0x06, 0x01] as const;

/**
 * ESC X in bands of 24 rows, column by column, each closed by a line feed of just that height (ESC 0); the usual line
 * spacing (ESC z 1) comes back at the end. Raster modes differ from model to model; this one all thermal printers have.
 */
export function columnBands(bitmap: Bitmap): Uint8Array[] {
  const bands: Uint8Array[] = [];
  const rowBytes = Math.ceil(bitmap.widthDots / 8);
  const isBlack = (x: number, y: number): boolean =>
    y < bitmap.heightDots && (Number(bitmap.rows[y * rowBytes + (x >> 3)]) & (0x80 >> (x & 7))) !== 0;
  for (let top = 0; top < bitmap.heightDots; top += BAND_ROWS) {
    const columns = Uint8Array.from({ length: bitmap.widthDots * 3 }, (_, at) => {
      const firstRow = top + (at % 3) * 8;
      const bits = Array.from({ length: 8 }, (_none, row) => isBlack(Math.floor(at / 3), firstRow + row));
      return bits.reduce((byte, black) => (byte << 1) | Number(black), 0);
    });
    const header = [ESC, 0x58, bitmap.widthDots & 0xff, bitmap.widthDots >> 8];
    bands.push(Uint8Array.from([...header, ...withoutStatusRequests(columns), LF]));
  }
  return [Uint8Array.of(ESC, 0x30), ...bands, Uint8Array.of(ESC, 0x7a, 0x01)];
}

/** Blackens one dot where image data would read as a question for the status. */
function withoutStatusRequests(columns: Uint8Array): Uint8Array {
  const safe = Uint8Array.from(columns);
  for (let at = 0; at + 2 < safe.length; at++) {
    if (STATUS_REQUEST.every((byte, offset) => safe[at + offset] === byte)) safe[at] = ESC | 0x40;
  }
  return safe;
}
