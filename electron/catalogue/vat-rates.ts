import type { Market } from "../core/market.ts";
import { type VatRate, vatRate } from "../core/vat.ts";

/**
 * Rates a shop in each market may charge today, highest first. Norway: general, food, transport and culture, exempt.
 * Denmark has one rate. Finland: general, food and other reduced, newspapers, exempt.
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
