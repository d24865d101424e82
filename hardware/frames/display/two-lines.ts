import { type CodePageName, printable, toPageBytes } from "../escpos/code-page.ts";

/** What stands on a customer display: two lines of twenty letters. */
export type DisplayLines = readonly [upper: string, lower: string];

export const DISPLAY_COLUMNS = 20;

/** Which letters the display has, and under which number it knows them. */
export interface DisplayLetters {
  readonly page: CodePageName;
  readonly number: number;
}

/** Numbers as the makers' manuals have them; clones differ, so the number can be set apart from the page. */
export const PAGE_NUMBERS: Readonly<Record<CodePageName, number>> = {
  cp437: 0,
  cp850: 2,
  cp865: 5,
  windows1252: 16,
  cp858: 19,
};

/**
 * A line as twenty bytes. Letters the display lacks are replaced first ("EUR" for the euro sign), so that what is too long is
 * cut and what is short is filled by what will really stand there.
 */
export function displayLine(text: string, page: CodePageName): number[] {
  const fitted = printable(text, page).text.slice(0, DISPLAY_COLUMNS);
  return toPageBytes(fitted.padEnd(DISPLAY_COLUMNS), page);
}

/** Name on the left, figures on the right: of the two the figures are never cut. */
export function leftAndRight(left: string, right: string, page: CodePageName): string {
  const figures = printable(right, page).text.slice(0, DISPLAY_COLUMNS);
  const room = Math.max(0, DISPLAY_COLUMNS - figures.length - 1);
  const name = printable(left, page).text.slice(0, room).trimEnd();
  return `${name}${figures.padStart(DISPLAY_COLUMNS - name.length)}`;
}
