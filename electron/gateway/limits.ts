import { type Fault, fault } from "../core/fault.ts";
import { LARGEST_PAYMENT, MARKETS } from "../core/market.ts";
import type { Currency, Minor } from "../core/money.ts";
import { isHeaderWord } from "./headers.ts";

/**
 * Fields are measured before anything is sent: a request the API must refuse costs a round trip, and on ePayment its
 * idempotency key. Each fault names the field and the limit, never the value of a text.
 */
function bad(what: string): Fault {
  return fault("gateway/bad-request", what);
}

/** The first fault, if any. */
export function firstFault(...faults: readonly (Fault | undefined)[]): Fault | undefined {
  return faults.find((found) => found !== undefined);
}

export function textFault(field: string, text: string, min: number, max: number): Fault | undefined {
  if (text.length >= min && text.length <= max) return undefined;
  return bad(`${field} must be ${min} to ${max} characters, got ${text.length}`);
}

/** 8 to 50 of [A-Za-z0-9-]: fits both APIs and every version of their files. */
export function referenceFault(reference: string): Fault | undefined {
  if (/^[A-Za-z0-9-]{8,50}$/.test(reference)) return undefined;
  return bad(`reference must be 8 to 50 letters, digits and hyphens, got ${reference.length} characters`);
}

/** ePayment `Idempotency-Key` 50, eCom `X-Request-Id` 40. */
export function keyFault(field: string, key: string, max: number): Fault | undefined {
  return (
    textFault(field, key, 1, max) ??
    (isHeaderWord(key) ? undefined : bad(`${field} must be printable ASCII without spaces`))
  );
}

const MARKET_BY_CURRENCY = { NOK: MARKETS.NO, DKK: MARKETS.DK, EUR: MARKETS.FI } as const;

/** What a new payment may be worth. The type promises whole numbers; a value from outside the types does not. */
export function paymentAmountFault(amount: Minor, currency: Currency): Fault | undefined {
  return amountFault(amount, MARKET_BY_CURRENCY[currency].smallest, currency);
}

/** `least` is the smallest amount the API takes for this deed, in whole minor units. */
export function amountFault(amount: number, least: number, currency: Currency): Fault | undefined {
  if (!Number.isSafeInteger(amount)) return bad(`amount must be whole minor units, got ${amount}`);
  if (amount < least) return bad(`amount is ${amount}, at least ${least} for ${currency}`);
  if (amount > LARGEST_PAYMENT) return bad(`amount is ${amount}, at most ${LARGEST_PAYMENT}`);
  return undefined;
}

/** ePayment `customer.phoneNumber`: 9 to 15 digits with country code, no plus. */
export function msisdnFault(msisdn: string | undefined): Fault | undefined {
  if (msisdn === undefined) return bad("msisdn is needed for a push");
  if (/^\d{9,15}$/.test(msisdn)) return undefined;
  return bad("msisdn must be 9 to 15 digits with country code and without plus");
}

/** ePayment `minimumUserAge`, in years. */
export function ageFault(years: number | undefined): Fault | undefined {
  if (years === undefined || (Number.isInteger(years) && years >= 1 && years <= 100)) return undefined;
  return bad(`minimumAge must be 1 to 100 whole years, got ${years}`);
}
