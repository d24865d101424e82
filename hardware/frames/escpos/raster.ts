import { GS } from "./commands.ts";

/** One bit a dot, rows padded to whole bytes, bit 7 leftmost, 1 is black. */
export interface Bitmap {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly rows: Uint8Array;
}

/** Square modules of a QR code without the white border, row by row. */
export interface QrModules {
  readonly size: number;
  isBlack(row: number, column: number): boolean;
}

/** Modules of white the standard wants on each side. */
export const QUIET_MODULES = 4;

/** Rows of one band: enough that a slow line prints no white stripes, little enough for a small buffer. */
const BAND_ROWS = 128;

/** Third bytes that make 10 xx into a command the printer obeys even inside image data. */
const REAL_TIME: ReadonlyMap<number | undefined, readonly (number | undefined)[]> = new Map([
  [0x04, [1, 2, 3, 4]],
  [0x05, [1, 2]],
  [0x14, [1, 2, 8]],
]);

/** Where in the bytes a real-time command begins, from `from` on; -1 when there is none. */
export function findRealTimeCommand(bytes: Uint8Array, from = 0): number {
  for (let at = from; at + 2 < bytes.length; at++) {
    if (bytes[at] !== 0x10) continue;
    const thirds = REAL_TIME.get(bytes[at + 1]);
    if (thirds?.includes(bytes[at + 2])) return at;
  }
  return -1;
}

/**
 * Blackens one dot at each place where image data would read as a real-time command. 30 is no byte of any of those
 * commands, so the change cannot make a new one.
 */
export function withoutRealTimeCommands(rows: Uint8Array): Uint8Array {
  const safe = Uint8Array.from(rows);
  for (let at = findRealTimeCommand(safe); at !== -1; at = findRealTimeCommand(safe, at + 1)) safe[at] = 0x30;
  return safe;
}

/** GS v 0 in bands, to be sent back to back. Officially obsolete, and the form that works nearly everywhere. */
export function rasterBands(bitmap: Bitmap): Uint8Array[] {
  const rowBytes = Math.ceil(bitmap.widthDots / 8);
  const bands: Uint8Array[] = [];
  for (let row = 0; row < bitmap.heightDots; row += BAND_ROWS) {
    const height = Math.min(BAND_ROWS, bitmap.heightDots - row);
    const rows = bitmap.rows.subarray(row * rowBytes, (row + height) * rowBytes);
    const header = [GS, 0x76, 0x30, 0x00, rowBytes & 0xff, rowBytes >> 8, height & 0xff, height >> 8];
    bands.push(Uint8Array.from([...header, ...withoutRealTimeCommands(rows)]));
  }
  return bands;
}

/** A QR code with its white border, each module a square of `moduleDots`. */
export function drawModules(modules: QrModules, moduleDots: number): Bitmap {
  const widthDots = (modules.size + 2 * QUIET_MODULES) * moduleDots;
  const rowBytes = Math.ceil(widthDots / 8);
  const moduleAt = (dot: number): number => Math.floor(dot / moduleDots) - QUIET_MODULES;
  const isInside = (module: number): boolean => module >= 0 && module < modules.size;
  const isBlack = (x: number, y: number): boolean =>
    isInside(moduleAt(x)) && isInside(moduleAt(y)) && modules.isBlack(moduleAt(y), moduleAt(x));
  const rows = Uint8Array.from({ length: rowBytes * widthDots }, (_, at) => {
    const y = Math.floor(at / rowBytes);
    const left = (at % rowBytes) * 8;
    return [0, 1, 2, 3, 4, 5, 6, 7].reduce((byte, dot) => (byte << 1) | (isBlack(left + dot, y) ? 1 : 0), 0);
  });
  return { widthDots, heightDots: widthDots, rows };
}
