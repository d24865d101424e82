import type { Good } from "./view.ts";

/**
 * What the cashier means by what stands in the search field: a barcode or an article number exactly, otherwise every
 * good whose name has all the words, those beginning with them first.
 */
export function findGoods(goods: readonly Good[], typed: string): readonly Good[] {
  const asked = plain(typed);
  if (asked === "") return goods;
  const exact = goods.filter((good) => good.barcode === typed.trim() || plain(good.sku) === asked);
  if (exact.length > 0) return exact;
  const words = asked.split(/\s+/);
  return goods
    .filter((good) => words.every((word) => plain(good.name).includes(word)))
    .toSorted((a, b) => Number(plain(b.name).startsWith(asked)) - Number(plain(a.name).startsWith(asked)));
}

function plain(text: string): string {
  return text.trim().toLocaleLowerCase("nb");
}
