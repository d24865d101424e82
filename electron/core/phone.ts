import type { PhoneCountry } from "./market.ts";

/** A number somebody typed, understood. `msisdn` never leaves memory; `masked` may be shown. */
export interface PhoneNumber {
  /** Digits with country code, no plus. */
  readonly msisdn: string;
  /** Enough for its owner to recognise it: "912 •• •78". */
  readonly masked: string;
}

/** Understands typed numbers; a numbering-plan library stands behind it. */
export interface PhoneNumbers {
  /** Undefined when it cannot be a number of that country. */
  parse(country: PhoneCountry, typed: string): PhoneNumber | undefined;
}
