import type { PhoneCountry } from "./view.ts";

/** ITU calling codes. */
export const CALLING_CODE: Readonly<Record<PhoneCountry, string>> = { NO: "47", DK: "45", FI: "358", SE: "46" };

/** As many digits as the field takes: the longest Nordic number with its leading zero, and two to spare. */
export const MOST_DIGITS = 13;

/** How people of the country write a mobile number. With a leading zero typed, the first group grows by it. */
const GROUPS: Readonly<Record<PhoneCountry, readonly number[]>> = {
  NO: [3, 2, 3],
  DK: [2, 2, 2, 2],
  FI: [2, 3, 4],
  SE: [2, 3, 2, 2],
};

/** The shape of the answer, to show how long it is. */
export const PATTERN: Readonly<Record<PhoneCountry, string>> = {
  NO: "___ __ ___",
  DK: "__ __ __ __",
  FI: "__ ___ ____",
  SE: "__ ___ __ __",
};

/** Puts the spaces in while typing. For reading only: main parses what was typed. */
export function grouped(country: PhoneCountry, digits: string): string {
  const groups = [...GROUPS[country]];
  if (digits.startsWith("0")) groups[0] = (groups[0] ?? 0) + 1;
  const parts: string[] = [];
  let rest = digits;
  for (const size of groups) {
    if (rest === "") break;
    parts.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  if (rest !== "") parts.push(rest);
  return parts.join(" ");
}

/** What stands in the field after a key: digits only, and never more than the field takes. */
export function typedAfter(typed: string, key: string): string {
  if (key === "Backspace") return typed.slice(0, -1);
  if (!/^\d$/.test(key) || typed.length >= MOST_DIGITS) return typed;
  return typed + key;
}
