import { codeLeastPx } from "./density-css.ts";
import type { TerminalConfig } from "./schema.ts";

/** Three keys of a number beside each other, and what lies between them and the code, in CSS pixels. */
const KEYS_PX = 216;
/** How much of a lying window's width the code and the keys share; the rest is for the field and what is read. */
const SHARED_PART = 0.52;
/** What an upright window leaves free at its sides, in CSS pixels. */
const EDGES_PX = 128;
/** A screen of unknown density is taken for the smallest that is usual, by its diagonal. */
const SMALL_INCHES = 7;

/** A window in CSS pixels. */
export interface WindowSize {
  readonly width: number;
  readonly height: number;
  readonly pixelsPerInch?: number;
}

/**
 * What a customer meets on a screen of this size. A code of 35 mm and the number's keys beside each other need room; where
 * there is none the code comes first, whole, and the number is one touch away.
 */
export function payOnScreen(
  first: TerminalConfig["pay"]["first"],
  { width, height, pixelsPerInch }: WindowSize,
): TerminalConfig["pay"]["first"] {
  if (first !== "side-by-side") return first;
  const shared = width > height ? width * SHARED_PART : width - EDGES_PX;
  const density = pixelsPerInch ?? Math.hypot(width, height) / SMALL_INCHES;
  return codeLeastPx(density) + KEYS_PX <= shared ? first : "qr";
}
