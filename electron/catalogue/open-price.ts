import { LARGEST_PAYMENT, MARKETS } from "../core/market.ts";
import { type Minor, plainAmount } from "../core/money.ts";
import type { PriceBounds } from "../core/open-price.ts";
import type { CatalogueTerms } from "./check.ts";
import { priceOf } from "./price.ts";
import type { WrittenGood } from "./schema.ts";

type WrittenBounds = NonNullable<WrittenGood["openPrice"]>;

export function boundsOf({ min, max }: WrittenBounds): PriceBounds {
  return { min: priceOf(min), max: priceOf(max) };
}

interface PriceFault {
  readonly name: string;
  readonly expected: string;
  readonly got: string;
}

/** A good has a price, or one is typed by a cashier; never both, and never neither. */
export function faultsOfOpenPrice(good: WrittenGood, { market, mode }: CatalogueTerms): PriceFault[] {
  const { price, openPrice, choices, priceEatIn } = good;
  if (openPrice === undefined) {
    const expected = mode === "counter" ? "a price, or openPrice instead" : "a price";
    return price === undefined ? [{ name: "price", expected, got: "nothing" }] : [];
  }
  const { min, max } = boundsOf(openPrice);
  const { smallest, currency } = MARKETS[market];
  const plain = (amount: Minor) => `${plainAmount(amount, ".")} ${currency}`;
  const written = `${openPrice.min} to ${openPrice.max}`;
  const faults: (PriceFault | false)[] = [
    mode !== "counter" && {
      name: "openPrice",
      expected: "a price of its own where no cashier can type one: openPrice is for counters only",
      got: written,
    },
    price !== undefined && { name: "openPrice", expected: "either price or openPrice", got: "both" },
    min < smallest && {
      name: "openPrice.min",
      expected: `at least ${plain(smallest)}, the smallest payment the wallet takes`,
      got: JSON.stringify(openPrice.min),
    },
    max < min && {
      name: "openPrice.max",
      expected: `at least min, ${JSON.stringify(openPrice.min)}`,
      got: JSON.stringify(openPrice.max),
    },
    max > LARGEST_PAYMENT && {
      name: "openPrice.max",
      expected: `at most ${plain(LARGEST_PAYMENT)}, the largest payment`,
      got: JSON.stringify(openPrice.max),
    },
    choices !== undefined && {
      name: "choices",
      expected: "no choices where the price is typed",
      got: `${choices.length}`,
    },
    priceEatIn !== undefined && {
      name: "priceEatIn",
      expected: "no price of its own where the price is typed",
      got: JSON.stringify(priceEatIn),
    },
  ];
  return faults.filter((fault) => fault !== false);
}
