import type { Good } from "./good.ts";
import { type Minor, sum, times } from "./money.ts";
import type { OrderLine } from "./ports.ts";
import { type VatLine, vatByRate } from "./vat.ts";

/** What a customer has chosen so far. Lives in memory only and is wiped when the customer leaves. */
export interface Basket {
  readonly lines: readonly BasketLine[];
}

export interface BasketLine {
  readonly good: Good;
  readonly count: number;
}

export const EMPTY_BASKET: Basket = { lines: [] };

/** Different goods in one basket, and units of one good: more is a mistake or mischief. */
export const LINES_MAX = 100;
export const UNITS_MAX = 99;

/** One unit more. The same basket comes back when a limit is reached. */
export function addGood(basket: Basket, good: Good): Basket {
  const held = basket.lines.find((line) => line.good.sku === good.sku);
  if (held === undefined)
    return basket.lines.length >= LINES_MAX ? basket : { lines: [...basket.lines, { good, count: 1 }] };
  if (held.count >= UNITS_MAX) return basket;
  return { lines: basket.lines.map((line) => (line === held ? { good, count: line.count + 1 } : line)) };
}

/** One unit less; the line goes with its last unit. */
export function removeGood(basket: Basket, sku: string): Basket {
  const lines = basket.lines.map((line) => (line.good.sku === sku ? { ...line, count: line.count - 1 } : line));
  return { lines: lines.filter((line) => line.count > 0) };
}

export function countOf(basket: Basket, sku: string): number {
  return basket.lines.find((line) => line.good.sku === sku)?.count ?? 0;
}

export function basketTotal(basket: Basket): Minor {
  return sum(basket.lines.map(lineGross));
}

export function basketVat(basket: Basket): VatLine[] {
  return vatByRate(basket.lines.map((line) => ({ gross: lineGross(line), rate: line.good.vat })));
}

export function lineGross(line: BasketLine): Minor {
  return times(line.good.price, line.count);
}

/** The lines as they go to the provider, the journal and the paper. */
export function orderLines(basket: Basket): OrderLine[] {
  return basket.lines.map((line) => ({
    id: line.good.sku,
    name: line.good.name,
    quantity: line.count,
    unitPrice: line.good.price,
    gross: lineGross(line),
    vat: line.good.vat,
  }));
}

/** The highest age any good in the basket asks for. */
export function minimumAge(basket: Basket): number | undefined {
  const ages = basket.lines.map((line) => line.good.minimumAge ?? 0);
  const highest = Math.max(0, ...ages);
  return highest > 0 ? highest : undefined;
}
