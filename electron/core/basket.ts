import type { ChoiceOption } from "./choice.ts";
import { afterReduction, type Discount, type Reduction, reductions } from "./discount.ts";
import type { Good } from "./good.ts";
import { type Minor, plus, sum, times } from "./money.ts";
import type { OrderLine } from "./ports.ts";
import type { Serving } from "./serving.ts";
import { type VatLine, type VatRate, vatByRate } from "./vat.ts";

/** What a customer has chosen so far. Lives in memory only and is wiped when the customer leaves. */
export interface Basket {
  readonly lines: readonly BasketLine[];
  /** What the customer answered; until then goods are priced to be taken away. */
  readonly serving?: Serving;
  /** Years of age the cashier has seen to. */
  readonly ageSeen?: number;
  /** Counter: taken off the lines that have no discount of their own. */
  readonly discount?: Discount;
}

export interface BasketLine {
  readonly good: Good;
  /** Variant and extras, in the order of the catalogue. The same good with other options is another line. */
  readonly chosen: readonly ChoiceOption[];
  /** What one unit costs, where the good has an open price. The same good at another price is another line. */
  readonly typedPrice?: Minor;
  readonly count: number;
  /** The good is eaten on the premises, at the rate and price it then has. */
  readonly eatenIn?: true;
  /** Counter: taken off this line, whatever its count. */
  readonly discount?: Discount;
}

export const EMPTY_BASKET: Basket = { lines: [] };

/** Different goods in one basket, and units of one line: more is a mistake or mischief. */
export const LINES_MAX = 100;
export const UNITS_MAX = 99;

/** One unit more. The same basket comes back when a limit is reached. */
export function addGood(
  basket: Basket,
  good: Good,
  chosen: readonly ChoiceOption[] = [],
  typedPrice?: Minor,
): Basket {
  const added = { good, chosen, ...(typedPrice === undefined ? {} : { typedPrice }) };
  const id = lineId(added);
  const held = basket.lines.find((line) => lineId(line) === id);
  if (held === undefined) {
    if (basket.lines.length >= LINES_MAX) return basket;
    return { ...basket, lines: [...basket.lines, served({ ...added, count: 1 }, basket.serving)] };
  }
  if (held.count >= UNITS_MAX) return basket;
  return {
    ...basket,
    lines: basket.lines.map((line) => (line === held ? { ...line, count: line.count + 1 } : line)),
  };
}

/** One unit less of the line with this id; the line goes with its last unit. */
export function removeGood(basket: Basket, id: string): Basket {
  const lines = basket.lines.map((line) => (lineId(line) === id ? { ...line, count: line.count - 1 } : line));
  return { ...basket, lines: lines.filter((line) => line.count > 0) };
}

/** The customer says where the goods are eaten; may be said again until they pay. */
export function serve(basket: Basket, serving: Serving): Basket {
  return { ...basket, serving, lines: basket.lines.map((line) => served(line, serving)) };
}

function served({ eatenIn: _before, ...line }: BasketLine, serving: Serving | undefined): BasketLine {
  return serving === "eat-in" && line.good.eatIn !== undefined ? { ...line, eatenIn: true } : line;
}

/** Where the goods are eaten is asked only if it makes a difference to one of them. */
export function asksServing(basket: Basket): boolean {
  return basket.lines.some((line) => line.good.eatIn !== undefined);
}

/** The cashier has looked at the customer: old enough for everything in the basket now. */
export function withAgeSeen(basket: Basket): Basket {
  const years = minimumAge(basket);
  return years === undefined ? basket : { ...basket, ageSeen: years };
}

/** The basket without the goods this customer is too young for. */
export function withoutAgeLimits({ ageSeen: _none, ...basket }: Basket): Basket {
  return { ...basket, lines: basket.lines.filter((line) => line.good.minimumAge === undefined) };
}

/** Units of a good, whatever was chosen with them: they come off one shelf. */
export function countOf(basket: Basket, sku: string): number {
  return basket.lines.reduce((count, line) => (line.good.sku === sku ? count + line.count : count), 0);
}

/** The SKU, with the chosen options' ids, or the typed price in whole minor units, behind points. */
export function lineId({ good, chosen, typedPrice }: Omit<BasketLine, "count">): string {
  return askedLineId({
    sku: good.sku,
    chosen: chosen.map((option) => option.id),
    ...(typedPrice === undefined ? {} : { typedPrice }),
  });
}

/** How a line is told from every other: by ids of options, in the order of the catalogue, and by the price typed. */
export interface AskedLine {
  readonly sku: string;
  readonly chosen: readonly string[];
  readonly typedPrice?: Minor;
}

export function askedLineId({ sku, chosen, typedPrice }: AskedLine): string {
  return [sku, ...chosen, ...(typedPrice === undefined ? [] : [typedPrice])].join(".");
}

/** "Coffee, large, oat milk" */
export function lineName({ good, chosen }: BasketLine): string {
  return [good.name, ...chosen.map((option) => option.name)].join(", ");
}

export function unitPrice({ good, chosen, typedPrice, eatenIn }: Omit<BasketLine, "count">): Minor {
  if (typedPrice !== undefined) return typedPrice;
  const price = eatenIn === true ? (good.eatIn?.price ?? good.price) : good.price;
  return plus(price, sum(chosen.map((option) => option.adds)));
}

/** Options are part of the good and carry its rate. */
export function rateOf({ good, eatenIn }: BasketLine): VatRate {
  return eatenIn === true ? (good.eatIn?.vat ?? good.vat) : good.vat;
}

export function basketTotal(basket: Basket): Minor {
  return sum(pricedLines(basket).map(({ gross }) => gross));
}

export function basketVat(basket: Basket): VatLine[] {
  return vatByRate(pricedLines(basket).map(({ line, gross }) => ({ gross, rate: rateOf(line) })));
}

/** A line, and what it costs after what is taken off it. */
export interface PricedLine {
  readonly line: BasketLine;
  readonly gross: Minor;
  readonly reduction?: Reduction;
}

/** The lines with their discounts, in order: a discount of the whole basket is shared out among them. */
export function pricedLines({ lines, discount }: Basket): PricedLine[] {
  const fulls = lines.map((line) => ({
    full: fullPrice(line),
    ...(line.discount === undefined ? {} : { discount: line.discount }),
  }));
  const reduced = reductions(fulls, discount);
  return lines.map((line, at) => {
    const reduction = reduced[at];
    const gross = afterReduction(fullPrice(line), reduction);
    return { line, gross, ...(reduction === undefined ? {} : { reduction }) };
  });
}

/** Before anything is taken off. */
export function fullPrice(line: BasketLine): Minor {
  return times(unitPrice(line), line.count);
}

/** The lines as they go to the provider, the journal and the paper. */
export function orderLines(basket: Basket): OrderLine[] {
  return pricedLines(basket).map(({ line, gross, reduction }) => ({
    id: lineId(line),
    ...(line.chosen.length === 0 && line.typedPrice === undefined ? {} : { sku: line.good.sku }),
    name: lineName(line),
    quantity: line.count,
    unitPrice: unitPrice(line),
    gross,
    vat: rateOf(line),
    ...(reduction === undefined ? {} : { reduction }),
  }));
}

/** The highest age any good in the basket asks for. */
export function minimumAge(basket: Basket): number | undefined {
  const ages = basket.lines.map((line) => line.good.minimumAge ?? 0);
  const highest = Math.max(0, ...ages);
  return highest > 0 ? highest : undefined;
}
