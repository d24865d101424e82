import { useStore } from "zustand";
import { pictureStore } from "../store.ts";
import type { Catalogue, ScreenAt } from "../view.ts";

const NOT_READ_YET: Catalogue = { version: -1, categories: [], goods: [] };

/** The last catalogue main answered with; empty until the first answer. */
export function useCatalogue(): Catalogue {
  return useStore(pictureStore, (picture) => picture.catalogue) ?? NOT_READ_YET;
}

/** Units in the basket by SKU. */
export function countsOf(basket: ScreenAt<"goods">["basket"]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { sku, count } of basket.lines) counts.set(sku, (counts.get(sku) ?? 0) + count);
  return counts;
}

/** The shop's categories in its own order, save those in which nothing stands. */
export function sectionsOf(
  categories: Catalogue["categories"],
  goods: Catalogue["goods"],
): readonly { readonly name: string; readonly goods: Catalogue["goods"] }[] {
  const byCategory = Map.groupBy(goods, (good) => good.category);
  return categories.flatMap((name) => {
    const inIt = byCategory.get(name);
    return inIt === undefined ? [] : [{ name, goods: inIt }];
  });
}
