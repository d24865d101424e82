import { allergenNames } from "./allergens.ts";
import type { Good } from "./view.ts";
import type { Words } from "./words/words.ts";

/**
 * What the cashier means by what stands in the search field: a barcode or an article number exactly, otherwise every
 * good that has all the words in its name or among its allergens, those whose names begin with them first.
 */
export function findGoods(goods: readonly Good[], typed: string, language: Words): readonly Good[] {
  const asked = plain(typed);
  if (asked === "") return goods;
  const exact = goods.filter((good) => good.barcode === typed.trim() || plain(good.sku) === asked);
  if (exact.length > 0) return exact;
  const words = asked.split(/\s+/);
  return goods
    .filter((good) => {
      const known = plain(`${good.name} ${allergenNames(allergensOf(good), language)}`);
      return words.every((word) => known.includes(word));
    })
    .toSorted((a, b) => Number(plain(b.name).startsWith(asked)) - Number(plain(a.name).startsWith(asked)));
}

/** Of the good and of whatever can be chosen with it. */
function allergensOf({ allergens = [], choices = [] }: Good): NonNullable<Good["allergens"]> {
  const options = choices.flatMap((group) => group.options);
  return [...allergens, ...options.flatMap((option) => option.allergens ?? [])];
}

function plain(text: string): string {
  return text.trim().toLocaleLowerCase("nb");
}
