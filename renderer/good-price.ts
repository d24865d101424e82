import type { Good, Minor } from "./view.ts";

type Option = NonNullable<Good["choices"]>[number]["options"][number];

/** What stands on the tile: the least the good costs, where it is eaten in or taken away. */
export function priceOnTile({ price, priceFrom, eatIn }: Good, eatsIn: boolean): Minor {
  return eatsIn && eatIn !== undefined ? (eatIn.priceFrom ?? eatIn.price) : (priceFrom ?? price);
}

/** An option's own price there; undefined where it has none. */
export function ownPrice({ price, priceEatIn }: Option, eatsIn: boolean): Minor | undefined {
  return eatsIn ? (priceEatIn ?? price) : price;
}
