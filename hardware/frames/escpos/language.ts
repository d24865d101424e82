import * as command from "./commands.ts";
import type { PrinterProfile } from "./profile.ts";
import { type Bitmap, rasterBands } from "./raster.ts";

/** How one family of printers is told what a slip needs; everything else about a slip is the same for all. */
export interface PrinterLanguage {
  /** Puts a printer into a known state: its modes, its letters, and its readiness to report. */
  preamble(profile: PrinterProfile): number[];
  align(side: "left" | "centre" | "right"): number[];
  bold(on: boolean): number[];
  letterSize(factor: 1 | 2): number[];
  moveTo(dots: number): number[];
  feedLines(lines: number): number[];
  feedDots(dots: number): number[];
  cut(how: "full" | "partial"): number[];
  kickDrawer(pin: 2 | 5, pulseMs?: number): number[];
  /** Commands that set, store and print a QR code. */
  qrCode(content: Uint8Array, moduleDots: number): number[][];
  /** Commands that print a picture from the left edge or as aligned. */
  picture(bitmap: Bitmap): Uint8Array[];
}

export const ESCPOS: PrinterLanguage = {
  preamble: (profile) => [
    ...command.initialise(),
    ...command.leaveTwoByteLetters(),
    ...command.selectCodePage(profile.codePage.number),
    ...command.plainAsciiSet(),
    ...(profile.statusLevel === 2 ? command.pushStatus() : []),
  ],
  align: command.align,
  bold: command.bold,
  letterSize: command.letterSize,
  moveTo: command.moveTo,
  feedLines: command.feedLines,
  feedDots: command.feedDots,
  cut: command.cut,
  kickDrawer: command.kickDrawer,
  qrCode: command.qrCode,
  picture: rasterBands,
};
