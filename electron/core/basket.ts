import type { ChoiceOption } from "./choice.ts";
import type { Good } from "./good.ts";
import { type Minor, plus, sum, times } from "./money.ts";
import type { OrderLine } from "./ports.ts";
import { type VatLine, vatByRate } from "./vat.ts";

/** What a customer has chosen so far. Lives in memory only and is wiped when the customer leaves. */
export interface Basket {
  readonly lines: readonly BasketLine[];
}

export interface BasketLine {
  readonly good: Good;
  /** Variant and extras, in the order of the catalogue. The same good with other options is another line. */
  readonly chosen: readonly ChoiceOption[];
  readonly count: number;
}

export const EMPTY_BASKET: Basket = { lines: [] };

/** Different goods in one basket, and units of one line: more is a mistake or mischief. */
export const LINES_MAX = 100;
export const UNITS_MAX = 99;

/** One unit more. The same basket comes back when a limit is reached. */
export function addGood(basket: Basket, good: Good, chosen: readonly ChoiceOption[] = []): Basket {
  const id = lineId({ good, chosen });
  const held = basket.lines.find((line) => lineId(line) === id);
  if (held === undefined)
    return basket.lines.length >= LINES_MAX ? basket : { lines: [...basket.lines, { good, chosen, count: 1 }] };
  if (held.count >= UNITS_MAX) return basket;
  return { lines: basket.lines.map((line) => (line === held ? { ...line, count: line.count + 1 } : line)) };
}

/** One unit less of the line with this id; the line goes with its last unit. */
export function removeGood(basket: Basket, id: string): Basket {
  const lines = basket.lines.map((line) => (lineId(line) === id ? { ...line, count: line.count - 1 } : line));
  return { lines: lines.filter((line) => line.count > 0) };
}

/** Units of a good, whatever was chosen with them: they come off one shelf. */
export function countOf(basket: Basket, sku: string): number {
  return basket.lines.reduce((count, line) => (line.good.sku === sku ? count + line.count : count), 0);
}

/** The SKU, with the chosen options' ids behind points. */
export function lineId({ good, chosen }: Pick<BasketLine, "good" | "chosen">): string {
  return [good.sku, ...chosen.map((option) => option.id)].join(".");
}

/** "Coffee, large, oat milk" */
export function lineName({ good, chosen }: BasketLine): string {
  return [good.name, ...chosen.map((option) => option.name)].join(", ");
}

export function unitPrice({ good, chosen }: Pick<BasketLine, "good" | "chosen">): Minor {
  return plus(good.price, sum(chosen.map((option) => option.adds)));
}

export function basketTotal(basket: Basket): Minor {
  return sum(basket.lines.map(lineGross));
}

export function basketVat(basket: Basket): VatLine[] {
  return vatByRate(basket.lines.map((line) => ({ gross: lineGross(line), rate: line.good.vat })));
}

export function lineGross(line: BasketLine): Minor {
  return times(unitPrice(line), line.count);
}

/** The lines as they go to the provider, the journal and the paper. */
export function orderLines(basket: Basket): OrderLine[] {
  return basket.lines.map((line) => ({
    id: lineId(line),
    ...(line.chosen.length === 0 ? {} : { sku: line.good.sku }),
    name: lineName(line),
    quantity: line.count,
    unitPrice: unitPrice(line),
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
