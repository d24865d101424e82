import type { Market } from "../core/market.ts";
import { type VatRate, vatRate } from "../core/vat.ts";

/**
 * Rates a shop in each market may charge today, highest first. Some goods are exempt everywhere: 0 %.
 *
 * Norway: 25 % general, since 2005; 15 % food and drink taken away (merverdiavgiftsloven § 5-2), since 2012, while food
 * served on the premises is 25 % (same section, first paragraph, second sentence); 12 % passenger transport, cinema, museums,
 * since 2018. Source: skatteetaten.no/satser/merverdiavgift.
 *
 * Denmark: 25 % on everything, eaten in or taken away, since 1992 (momsloven § 33). A lower rate on food is announced for 2028
 * and not decided. Source: fiscal-requirements.com, news of 28 January 2026.
 *
 * Finland: 25.5 % general, since 1 September 2024 (arvonlisäverolaki § 84); 13.5 % food and restaurant meals alike, since
 * 1 January 2026 (before that 14 %, § 85 and 85 a); 10 % newspapers and magazines, since 1 January 2025 (§ 85 b). Alcohol is 25.5 %
 * also where it is served. Sources: vero.fi/en, rates of VAT, for 25.5 % and 10 %; vatupdate.com of 10 January 2026 for 13.5 %.
 */
export const VAT_RATES: Readonly<Record<Market, readonly VatRate[]>> = {
  NO: [2500, 1500, 1200, 0].map(vatRate),
  DK: [2500, 0].map(vatRate),
  FI: [2550, 1350, 1000, 0].map(vatRate),
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
