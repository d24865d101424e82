import type { WireAnswer } from "./http.ts";

const LONGEST_MS = 3_600_000;

/**
 * `Retry-After` in milliseconds from now, at most an hour; undefined if absent or unreadable. The date form is measured
 * against the answer's own `Date`, so that a terminal with a wrong clock waits the right time.
 */
export function retryAfterMs(answer: WireAnswer): number | undefined {
  if (answer.is !== "answered") return undefined;
  const text = answer.headers["retry-after"]?.trim();
  if (text === undefined || text === "") return undefined;
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : secondsBetween(answer.headers["date"], text);
  return seconds === undefined ? undefined : Math.min(Math.max(seconds, 0) * 1_000, LONGEST_MS);
}

function secondsBetween(from: string | undefined, until: string): number | undefined {
  const startMs = from === undefined ? Number.NaN : Date.parse(from);
  const endMs = Date.parse(until);
  return Number.isNaN(startMs) || Number.isNaN(endMs) ? undefined : (endMs - startMs) / 1_000;
}
