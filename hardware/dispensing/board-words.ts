import type { VendOutcome } from "../contract.ts";
import type { Reading } from "./speech.ts";

export const ON_UNASKED = "An output was on although nothing was being sold. Check the board.";
export const ANSWERS_LATE =
  "The board answers late, or only when it is asked again. Check its power and its cable.";
const SILENT = "The board does not answer. Check its power and its cable.";

/** A board that refuses a reading has other outputs or inputs than the configuration says. */
export function whyUnread(reading: Extract<Reading, { readonly is: "unread" }>): string {
  return reading.isRefusal === true
    ? `${reading.what} Compare the configured outputs and inputs with the board.`
    : SILENT;
}

export function notGiven(what: string): VendOutcome {
  return { is: "not-dropped", evidence: `No pulse was given. ${what}` };
}
