import { type Minor, minor, minus, NOTHING, plus } from "./money.ts";

/** Hundredths of a percent: 2500 is 25 %. The unit of ePayment `taxRate`. */
export type VatRate = number & { readonly __brand: "vat" };

export function vatRate(hundredths: number): VatRate {
  if (!Number.isInteger(hundredths) || hundredths < 0 || hundredths > 10_000)
    throw new Error(`a VAT rate is 0 to 10000 hundredths of a percent, got ${hundredths}`);
  return hundredths as VatRate;
}

/** VAT contained in a price that includes it, rounded half away from zero to the whole coin. */
export function vatWithin(gross: Minor, rate: VatRate): Minor {
  const exact = (Math.abs(gross) * rate) / (10_000 + rate);
  return minor(Math.sign(gross) * Math.floor(exact + 0.5));
}

export interface VatLine {
  readonly rate: VatRate;
  readonly gross: Minor;
  readonly net: Minor;
  readonly vat: Minor;
}

/** One line per rate, highest first. VAT is taken line by line, so the parts add up to what the order lines say. */
export function vatByRate(lines: Iterable<{ readonly gross: Minor; readonly rate: VatRate }>): VatLine[] {
  const sums = new Map<VatRate, { gross: Minor; vat: Minor }>();
  for (const line of lines) {
    const held = sums.get(line.rate) ?? { gross: NOTHING, vat: NOTHING };
    sums.set(line.rate, {
      gross: plus(held.gross, line.gross),
      vat: plus(held.vat, vatWithin(line.gross, line.rate)),
    });
  }
  return [...sums]
    .sort(([a], [b]) => b - a)
    .map(([rate, { gross, vat }]) => ({ rate, gross, vat, net: minus(gross, vat) }));
}
