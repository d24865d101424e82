import type { Allergen, Good } from "./view.ts";
import type { Words } from "./words/words.ts";

/** "gluten, milk"; nothing for none. */
export function allergenNames(codes: Iterable<Allergen>, words: Words): string {
  return [...new Set(codes)].map((code) => words.allergenNames[code]).join(", ");
}

/**
 * Of each allergen, what contains it, in the order of the shop: a machine's slots, elsewhere names, with the option in
 * brackets where only that brings it.
 */
export function goodsByAllergen(goods: readonly Good[]): ReadonlyMap<Allergen, readonly string[]> {
  const found = new Map<Allergen, string[]>();
  const note = (codes: readonly Allergen[] = [], what: string) => {
    for (const code of codes) found.set(code, [...(found.get(code) ?? []), what]);
  };
  for (const { allergens = [], choices = [], name, slot } of goods) {
    note(allergens, slot ?? name);
    for (const option of choices.flatMap((group) => group.options))
      note(
        option.allergens?.filter((code) => !allergens.includes(code)),
        `${name} (${option.name})`,
      );
  }
  return found;
}
