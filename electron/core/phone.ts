import type { PhoneCountry } from "./market.ts";

/** A number somebody typed, understood. `msisdn` never leaves memory; `masked` may be shown. */
export interface PhoneNumber {
  /** Digits with country code, no plus. */
  readonly msisdn: string;
  /** The country its code belongs to, which may differ from the one chosen on the screen. */
  readonly country: PhoneCountry;
  /** Enough for its owner to recognise it: "91 2• •• 67". */
  readonly masked: string;
}

/** Understands typed numbers; a numbering-plan library stands behind it. */
export interface PhoneNumbers {
  /** Undefined when it cannot be a number of one of the four countries. */
  parse(country: PhoneCountry, typed: string): PhoneNumber | undefined;
}
