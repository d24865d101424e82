import { lowestPrice } from "../core/choice.ts";
import type { Good } from "../core/good.ts";
import { MARKETS, type Market } from "../core/market.ts";
import type { Mode } from "../core/mode.ts";
import { type Minor, plainAmount } from "../core/money.ts";
import { must } from "../core/must.ts";
import type { VatRate } from "../core/vat.ts";
import { choicesOf, faultsOfChoices, twiceNamed } from "./choices.ts";
import { type FieldFault, faultsOfIssues } from "./field-fault.ts";
import { boundsOf, faultsOfOpenPrice } from "./open-price.ts";
import { priceOf } from "./price.ts";
import { GOODS_MAX, type WrittenGood, writtenCatalogue, writtenGood } from "./schema.ts";
import { plainRates, plainWrongRate, rateIn } from "./vat-rates.ts";

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
  const malformed = parsed.success ? [] : faultsOfIssues(file, raw, parsed.error.issues);
  const goods = parsed.success ? parsed.data.goods.map((good, at) => ({ good, at })) : wellFormed(raw);
  const untrue = [
    ...goods.flatMap(({ good, at }) => faultsOfGood(good, terms).map((fault) => ({ ...fault, at }))),
    ...duplicates(goods, "sku"),
    ...duplicates(goods, "barcode"),
    ...duplicates(goods, "slot"),
  ].map(({ at, name, expected, got }) => ({ file, field: `goods[${at}].${name}`, expected, got }));
  const faults = [...malformed, ...untrue];
  if (faults.length === 0) return { ok: true, goods: goods.map(({ good }) => goodOf(good, terms.market)) };
  return { ok: false, faults: faults.map((fault) => ({ ...fault, field: joined(under, fault.field) })) };
}

interface PlacedGood {
  readonly good: WrittenGood;
  /** Where in the list. */
  readonly at: number;
}

/** The goods that can be looked at further beside others that cannot: nobody mends a file twice. */
function wellFormed(raw: unknown): readonly PlacedGood[] {
  const listed: unknown = typeof raw === "object" && raw !== null ? Reflect.get(raw, "goods") : undefined;
  if (!Array.isArray(listed) || listed.length > GOODS_MAX) return [];
  return listed.flatMap((good: unknown, at) => {
    const parsed = writtenGood.safeParse(good);
    return parsed.success ? [{ good: parsed.data, at }] : [];
  });
}

interface GoodFault {
  /** Where in the good: `price`, `choices[0].options[1].id`. */
  readonly name: string;
  readonly expected: string;
  readonly got: string;
}

function faultsOfGood(good: WrittenGood, terms: CatalogueTerms): GoodFault[] {
  const { mode, canCheckAge } = terms;
  const faults = [
    ...faultsOfOpenPrice(good, terms),
    ...faultsOfPrices(good, terms),
    ...faultsOfChoices(good.choices ?? []),
    ...faultsOfVat(good, terms),
    ...twiceNamed("allergens", good.allergens ?? []),
  ];
  if (good.minimumAge !== undefined && !canCheckAge && mode !== "counter")
    faults.push({
      name: "minimumAge",
      expected: "no age limit where nobody attends: the eCom API cannot check a customer's age",
      got: String(good.minimumAge),
    });
  return mode === "vending" ? [...faults, ...faultsInMachine(good)] : faults;
}

function faultsOfPrices(good: WrittenGood, { market }: CatalogueTerms): GoodFault[] {
  const { smallest, currency } = MARKETS[market];
  const least = `${plainAmount(smallest, ".")} ${currency}`;
  return (["price", "priceEatIn"] as const).flatMap((name): GoodFault[] => {
    const written = good[name];
    if (written === undefined) return [];
    if (priceOf(written) < smallest)
      return [
        {
          name,
          expected: `at least ${least}, the smallest payment the wallet takes`,
          got: JSON.stringify(written),
        },
      ];
    const lowest = lowestPrice(priceOf(written), choicesOf(good.choices ?? [], leastPrice(good)));
    if (lowest >= smallest) return [];
    return [{ name: "choices", expected: `at least ${least} whatever is chosen`, got: plainAmount(lowest, ".") }];
  });
}

function faultsOfVat(good: WrittenGood, { market }: CatalogueTerms): GoodFault[] {
  return (["vat", "vatEatIn"] as const).flatMap((name): GoodFault[] => {
    const percent = good[name];
    if (percent === undefined || rateIn(market, percent) !== undefined) return [];
    return [
      { name, expected: `a VAT rate of ${market}: ${plainRates(market)}`, got: plainWrongRate(market, percent) },
    ];
  });
}

/** A machine has a slot for each good, and no table. */
function faultsInMachine(good: WrittenGood): GoodFault[] {
  const faults: GoodFault[] = [];
  if (good.choices !== undefined)
    faults.push({
      name: "choices",
      expected: "no choices in a vending machine: the slot is the variant",
      got: `${good.choices.length}`,
    });
  for (const name of ["vatEatIn", "priceEatIn"] as const)
    if (good[name] !== undefined)
      faults.push({
        name,
        expected: "nothing eaten on the premises of a vending machine",
        got: JSON.stringify(good[name]),
      });
  if (good.slot === undefined) faults.push({ name: "slot", expected: "the slot the good lies in", got: "nothing" });
  return faults;
}

function duplicates(
  goods: readonly PlacedGood[],
  name: "sku" | "barcode" | "slot",
): (GoodFault & { readonly at: number })[] {
  const firstAt = new Map<string, number>();
  return goods.flatMap(({ good, at }) => {
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

/** After the checks every rate is one of the market's. */
function checkedRate(market: Market, percent: number): VatRate {
  const rate = rateIn(market, percent);
  must(rate !== undefined, `${percent} % was taken for a VAT rate of ${market}`);
  return rate;
}

/** After the checks a good has a price or its bounds. */
function leastPrice({ price, openPrice }: WrittenGood): Minor {
  return priceOf(price ?? openPrice?.min ?? "0.00");
}

function goodOf(written: WrittenGood, market: Market): Good {
  const { choices, vatEatIn, priceEatIn, openPrice, ...plain } = written;
  const price = leastPrice(written);
  const vat = checkedRate(market, written.vat);
  const eatIn = {
    price: priceEatIn === undefined ? price : priceOf(priceEatIn),
    vat: vatEatIn === undefined ? vat : checkedRate(market, vatEatIn),
  };
  return {
    ...plain,
    price,
    ...(openPrice === undefined ? {} : { openPrice: boundsOf(openPrice) }),
    vat,
    ...(eatIn.price === price && eatIn.vat === vat ? {} : { eatIn }),
    ...(choices === undefined ? {} : { choices: choicesOf(choices, price, eatIn.price) }),
  };
}

function joined(under: string, field: string): string {
  if (under === "" || field === "") return under + field;
  return field.startsWith("[") ? under + field : `${under}.${field}`;
}
