import type { Market } from "./market.ts";

const ZONES: Readonly<Record<Market, string>> = {
  NO: "Europe/Oslo",
  DK: "Europe/Copenhagen",
  FI: "Europe/Helsinki",
};

/** Made once each: making one takes longer than a thousand uses. */
const FORMATS = new Map<Market, Intl.DateTimeFormat>();

function formatOf(market: Market): Intl.DateTimeFormat {
  const known = FORMATS.get(market);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: ZONES[market],
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  FORMATS.set(market, format);
  return format;
}

/** "23.11.2026 14:05:09" in the market's own time, summer time included (kassasystemforskrifta § 2). */
export function localTime(market: Market, nowMs: number): string {
  const parts = formatOf(market).formatToParts(nowMs);
  // British order: day, month, year, hour, minute, second.
  const [day, month, year, ...time] = parts.filter(({ type }) => type !== "literal").map(({ value }) => value);
  return `${day}.${month}.${year} ${time.join(":")}`;
}
