import { lowestPrice } from "../core/choice.ts";
import type { Good } from "../core/good.ts";
import { MARKETS, type Market } from "../core/market.ts";
import type { Mode } from "../core/mode.ts";
import { plainAmount } from "../core/money.ts";
import { vatRate } from "../core/vat.ts";
import { choicesOf, faultsOfChoices } from "./choices.ts";
import { type FieldFault, faultsOfIssues } from "./field-fault.ts";
import { priceOf } from "./price.ts";
import { type WrittenGood, writtenCatalogue } from "./schema.ts";
import { plainRate, VAT_RATES } from "./vat-rates.ts";

/** What a catalogue is held against. */
export interface CatalogueTerms {
  readonly market: Market;
  readonly mode: Mode;
  /** The eCom API cannot check a customer's age. */
  readonly canCheckAge: boolean;
}

export type CheckedCatalogue =
  | { readonly ok: true; readonly goods: readonly Good[] }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** Every fault is listed, not only the first. `under` is where the catalogue lies in the file, "" for a file of its own. */
export function checkCatalogue(file: string, raw: unknown, terms: CatalogueTerms, under = ""): CheckedCatalogue {
  const parsed = writtenCatalogue.safeParse(raw);
  if (!parsed.success) {
    const faults = faultsOfIssues(file, raw, parsed.error.issues);
    return { ok: false, faults: faults.map((fault) => ({ ...fault, field: joined(under, fault.field) })) };
  }
  const { goods } = parsed.data;
  const faults = [
    ...goods.flatMap((good, at) => faultsOfGood(good, terms).map((fault) => ({ ...fault, at }))),
    ...duplicates(goods, "sku"),
    ...duplicates(goods, "barcode"),
    ...duplicates(goods, "slot"),
  ];
  if (faults.length === 0) return { ok: true, goods: goods.map(goodOf) };
  return {
    ok: false,
    faults: faults.map(({ at, name, expected, got }) => ({
      file,
      field: joined(under, `goods[${at}].${name}`),
      expected,
      got,
    })),
  };
}

interface GoodFault {
  /** Where in the good: `price`, `choices[0].options[1].id`. */
  readonly name: string;
  readonly expected: string;
  readonly got: string;
}

function faultsOfGood(good: WrittenGood, { market, mode, canCheckAge }: CatalogueTerms): GoodFault[] {
  const faults: GoodFault[] = [];
  const { smallest, currency } = MARKETS[market];
  const price = priceOf(good.price);
  const lowest = lowestPrice(price, choicesOf(good.choices ?? [], price));
  if (price < smallest)
    faults.push({
      name: "price",
      expected: `at least ${plainAmount(smallest, ".")} ${currency}, the smallest payment the wallet takes`,
      got: JSON.stringify(good.price),
    });
  else if (lowest < smallest)
    faults.push({
      name: "choices",
      expected: `at least ${plainAmount(smallest, ".")} ${currency} whatever is chosen`,
      got: plainAmount(lowest, "."),
    });
  faults.push(...faultsOfChoices(good.choices ?? []));
  if (mode === "vending" && good.choices !== undefined)
    faults.push({
      name: "choices",
      expected: "no choices in a vending machine: the slot is the variant",
      got: `${good.choices.length}`,
    });
  const rates: readonly number[] = VAT_RATES[market];
  if (!rates.includes(rateOf(good)))
    faults.push({
      name: "vat",
      expected: `a VAT rate of ${market}: ${rates.map(plainRate).join(", ")}`,
      got: `${good.vat} %`,
    });
  if (mode === "vending" && good.slot === undefined)
    faults.push({ name: "slot", expected: "the slot the good lies in", got: "nothing" });
  if (good.minimumAge !== undefined && !canCheckAge && mode !== "counter")
    faults.push({
      name: "minimumAge",
      expected: "no age limit where nobody attends: the eCom API cannot check a customer's age",
      got: String(good.minimumAge),
    });
  return faults;
}

function duplicates(
  goods: readonly WrittenGood[],
  name: "sku" | "barcode" | "slot",
): (GoodFault & { readonly at: number })[] {
  const firstAt = new Map<string, number>();
  return goods.flatMap((good, at) => {
    const value = good[name];
    if (value === undefined) return [];
    const first = firstAt.get(value);
    if (first === undefined) {
      firstAt.set(value, at);
      return [];
    }
    return [{ at, name, expected: `a ${name} of its own`, got: `${JSON.stringify(value)}, as goods[${first}]` }];
  });
}

/** Hundredths of a percent; a finer rate rounds to one no market knows and is refused by its own value. */
function rateOf(good: WrittenGood): number {
  const hundredths = Math.round(good.vat * 100);
  return Math.abs(hundredths - good.vat * 100) < 1e-6 ? hundredths : Number.NaN;
}

function goodOf(written: WrittenGood): Good {
  const { choices, ...plain } = written;
  return {
    ...plain,
    price: priceOf(written.price),
    vat: vatRate(rateOf(written)),
    ...(choices === undefined ? {} : { choices: choicesOf(choices, priceOf(written.price)) }),
  };
}

function joined(under: string, field: string): string {
  if (under === "" || field === "") return under + field;
  return field.startsWith("[") ? under + field : `${under}.${field}`;
}
