/** Whole units of the market's smallest coin (øre, øre, cent). Made only by `minor()` and the sums below. */
export type Minor = number & { readonly __brand: "minor" };

/** Currencies the wallet takes; each has two decimals. Source: ePayment `amount.currency`. */
export type Currency = "NOK" | "DKK" | "EUR";

export const NOTHING = 0 as Minor;

/** A fraction of a coin or a number past 2^53 can only come from a bug in this program, so it throws. Negative is allowed: returns. */
export function minor(value: number): Minor {
  if (!Number.isSafeInteger(value)) throw new Error(`money is whole minor units, got ${value}`);
  return (value === 0 ? 0 : value) as Minor;
}

export function plus(a: Minor, b: Minor): Minor {
  return minor(a + b);
}

export function minus(a: Minor, b: Minor): Minor {
  return minor(a - b);
}

/** `count` is a whole number of pieces. */
export function times(a: Minor, count: number): Minor {
  return minor(a * count);
}

export function sum(amounts: Iterable<Minor>): Minor {
  let total = NOTHING;
  for (const amount of amounts) total = plus(total, amount);
  return total;
}

/** "12,50" with the given decimal sign; for paper and plain text, where no locale library may be at hand. */
export function plainAmount(amount: Minor, decimalSign: "," | "." = ","): string {
  const digits = String(Math.abs(amount)).padStart(3, "0");
  return `${amount < 0 ? "-" : ""}${digits.slice(0, -2)}${decimalSign}${digits.slice(-2)}`;
}
