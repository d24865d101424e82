import { ESC } from "../escpos/commands.ts";
import { type DisplayLetters, type DisplayLines, displayLine } from "./two-lines.ts";

/** Languages customer displays speak; which one, is a switch or a stored setting on the display. */
export type DisplayLanguage = "escpos" | "cd5220";

export const DISPLAY_LANGUAGES: readonly DisplayLanguage[] = ["escpos", "cd5220"];

const US = 0x1f;
const CLEAR = 0x0c;
const CR = 0x0d;

/** First words on a new line: modes as after power-on, an empty screen, no cursor. The cursor's order is ESC/POS only. */
export function wakeDisplay(language: DisplayLanguage): Uint8Array {
  const hideCursor = language === "escpos" ? [US, 0x43, 0x00] : [];
  return Uint8Array.from([ESC, 0x40, CLEAR, ...hideCursor]);
}

/**
 * Both lines, whole, each written at its own place: nothing that stood there before shows through, and nothing scrolls. The
 * page is named each time, because a display that lost its power has forgotten it.
 */
export function showOnDisplay(
  language: DisplayLanguage,
  [upper, lower]: DisplayLines,
  { page, number }: DisplayLetters,
): Uint8Array {
  const lines = [displayLine(upper, page), displayLine(lower, page)];
  const letters = [ESC, 0x74, number];
  const placed = lines.flatMap((line, at) =>
    language === "escpos" ? [US, 0x24, 0x01, at + 1, ...line] : [ESC, 0x51, at === 0 ? 0x41 : 0x42, ...line, CR],
  );
  return Uint8Array.from([...letters, ...placed]);
}
