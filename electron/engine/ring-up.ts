import { type AskedLine, addGood, type Basket, basketTotal, countOf } from "../core/basket.ts";
import { chosenFrom } from "../core/choice.ts";
import type { Good } from "../core/good.ts";
import { LARGEST_PAYMENT } from "../core/market.ts";
import { fitsOpenPrice } from "../core/open-price.ts";

/** Units free to sell now, beside those that open sales hold. */
type Free = (good: Good) => number;

/**
 * One unit more, with the options of these ids. Undefined where it is not to be had: an unknown good, choices not answered
 * as its groups ask, a price missing or out of its bounds, none left, or more than one payment can carry.
 */
export function oneMore(
  basket: Basket,
  goods: readonly Good[],
  { sku, chosen, typedPrice }: AskedLine,
  free: Free,
): Basket | undefined {
  const good = goods.find((each) => each.sku === sku);
  if (good === undefined || !fitsOpenPrice(good.openPrice, typedPrice)) return undefined;
  const options = chosenFrom(good.choices ?? [], chosen);
  if (options === undefined || countOf(basket, sku) >= free(good)) return undefined;
  const more = addGood(basket, good, options, typedPrice);
  return basketTotal(more) > LARGEST_PAYMENT ? undefined : more;
}

/** So many units more, all or none. */
export function more(
  basket: Basket,
  goods: readonly Good[],
  { count, ...wanted }: AskedLine & { readonly count: number },
  free: Free,
): Basket | undefined {
  let held: Basket | undefined = basket;
  for (let unit = 0; unit < count && held !== undefined; unit += 1) {
    const next = oneMore(held, goods, wanted, free);
    // At a limit of the basket the same one comes back.
    held = next === held ? undefined : next;
  }
  return held;
}

/** Everything in the basket can still be sold. Lines of one good come off one shelf. */
export function isAllFree(basket: Basket, free: Free): boolean {
  return basket.lines.every(({ good }) => countOf(basket, good.sku) <= free(good));
}
