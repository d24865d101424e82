import type { Market } from "../core/market.ts";
import { type VatRate, vatRate } from "../core/vat.ts";

/**
 * Rates a shop in each market may charge today, highest first; the last, 0 %, is for what is exempt or zero-rated.
 *
 * Norway: 25 % general; 15 % food and drink taken away, without alcohol, while food served on the premises is 25 %
 * (merverdiavgiftsloven § 5-2, first paragraph); 12 % passenger transport, cinema, admission, since 1 October 2021 (6 % before).
 * Sources: skatteetaten.no/satser/merverdiavgift; Merverdiavgiftshåndboken, chapter 5-2.
 *
 * Denmark: 25 % on everything, eaten in or taken away. A lower rate on food from 2028 is looked into and not decided.
 * Source: fiscal-requirements.com, news 5052 and 5069 of January 2026.
 *
 * Finland: 25.5 % general, since 1 September 2024, also on alcohol where it is served; 13.5 % food and restaurant meals
 * alike, since 1 January 2026 (14 % before); 10 % newspapers and magazines, since 1 January 2025. Sources: vero.fi, "Rates of VAT", for
 * 25.5 % and 10 %; info.aallon.fi and vatupdate.com (10 January 2026) for 13.5 %.
 */
export const VAT_RATES: Readonly<Record<Market, readonly VatRate[]>> = {
  NO: [2500, 1500, 1200, 0].map(vatRate),
  DK: [2500, 0].map(vatRate),
  FI: [2550, 1350, 1000, 0].map(vatRate),
};

/** Rates that shops still write from habit, with the last day on which they held. */
const ENDED: Readonly<Record<Market, readonly (readonly [percent: number, lastDay: string])[]>> = {
  NO: [],
  DK: [],
  FI: [
    [14, "31 December 2025"],
    [24, "31 August 2024"],
  ],
};

/** "25.5 %" */
export function plainRate(rate: number): string {
  return `${rate / 100} %`;
}

/** "25 %, 15 %, 12 %, 0 %" */
export function plainRates(market: Market): string {
  return VAT_RATES[market].map(plainRate).join(", ");
}

/** What was written in percent, as one of the market's rates; undefined where the market has no such rate. */
export function rateIn(market: Market, percent: number): VatRate | undefined {
  return VAT_RATES[market].find((rate) => Math.abs(rate - percent * 100) < 1e-6);
}

/** "14 %, which ended on 31 December 2025": a rate the market has not, as it stands in the file. */
export function plainWrongRate(market: Market, percent: number): string {
  const [, lastDay] = ENDED[market].find(([ended]) => ended === percent) ?? [];
  return lastDay === undefined ? `${percent} %` : `${percent} %, which ended on ${lastDay}`;
}
