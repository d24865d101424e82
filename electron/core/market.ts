import type { Currency, Minor } from "./money.ts";
import { minor } from "./money.ts";

/** Where the sales unit is at home. The market decides the currency. Source: ePayment error 5040. */
export type Market = "NO" | "DK" | "FI";

/** Countries whose wallet users may pay at any Nordic merchant. */
export type PhoneCountry = "NO" | "DK" | "FI" | "SE";

export type Language = "nb" | "nn" | "en" | "da" | "sv" | "fi";

export const LANGUAGES: readonly Language[] = ["nb", "nn", "en", "da", "sv", "fi"];

interface MarketFacts {
  readonly currency: Currency;
  /** ePayment `amount.value` minimum; eCom asks 100 øre too. */
  readonly smallest: Minor;
  readonly wallet: "Vipps" | "MobilePay";
  readonly phoneCountry: PhoneCountry;
}

export const MARKETS: Readonly<Record<Market, MarketFacts>> = {
  NO: { currency: "NOK", smallest: minor(100), wallet: "Vipps", phoneCountry: "NO" },
  DK: { currency: "DKK", smallest: minor(1), wallet: "MobilePay", phoneCountry: "DK" },
  FI: { currency: "EUR", smallest: minor(1), wallet: "MobilePay", phoneCountry: "FI" },
};

/** The largest amount either API takes in one payment. Source: ePayment `amount.value` maximum. */
export const LARGEST_PAYMENT = minor(65_000_000);

/** 12 January 2027, 00:00 in Oslo: from then on MobilePay is called Vipps. */
const ONE_NAME_FROM_MS = 1_799_708_400_000;

/** The name the wallet goes by in this market on this day. `nowMs` is wall-clock time since 1970. */
export function walletName(market: Market, nowMs: number): "Vipps" | "MobilePay" {
  return nowMs >= ONE_NAME_FROM_MS ? "Vipps" : MARKETS[market].wallet;
}
