import { type Basket, type BasketLine, basketTotal } from "./basket.ts";
import type { Discount } from "./discount.ts";
import type { Minor } from "./money.ts";
import type { Serving } from "./serving.ts";

/** Baskets that may wait at one counter. */
export const HELD_MAX = 20;

/**
 * A basket put aside, as the journal keeps it: what was chosen, not what it cost. It is priced when it is taken up again, but for
 * prices that were typed, and reserves nothing meanwhile: goods in it may be sold to others, as those in any basket that is not being paid.
 */
export interface HeldBasket {
  /** 1 to `HELD_MAX`; the least that was free. */
  readonly number: number;
  /** Wall time. */
  readonly heldAtMs: number;
  /** What it cost when it was put aside. */
  readonly total: Minor;
  readonly lines: readonly HeldLine[];
  readonly serving?: Serving;
  readonly discount?: Discount;
}

export interface HeldLine {
  readonly sku: string;
  /** Ids of options. */
  readonly chosen: readonly string[];
  /** Where the good has an open price: what one unit costs. */
  readonly typedPrice?: Minor;
  readonly count: number;
  readonly discount?: Discount;
}

/** Why a basket is not taken up again. Fixed words: what is typed could be about somebody. */
export type DiscardReason = "left" | "mistake" | "other";

/** Whoever takes it up again looks at the customer anew, so an age seen to is not kept. */
export function heldBasket(basket: Basket, number: number, heldAtMs: number): HeldBasket {
  return {
    number,
    heldAtMs,
    total: basketTotal(basket),
    lines: basket.lines.map(heldLine),
    ...(basket.serving === undefined ? {} : { serving: basket.serving }),
    ...(basket.discount === undefined ? {} : { discount: basket.discount }),
  };
}

function heldLine({ good, chosen, typedPrice, count, discount }: BasketLine): HeldLine {
  return {
    sku: good.sku,
    chosen: chosen.map((option) => option.id),
    count,
    ...(typedPrice === undefined ? {} : { typedPrice }),
    ...(discount === undefined ? {} : { discount }),
  };
}

/** Undefined where all places are taken. */
export function freePlace(held: readonly HeldBasket[]): number | undefined {
  for (let number = 1; number <= HELD_MAX; number += 1)
    if (!held.some((each) => each.number === number)) return number;
  return undefined;
}
