import type { Allergen, Good } from "./view.ts";
import type { Words } from "./words/words.ts";

/** "gluten, milk"; nothing for none. */
export function allergenNames(codes: Iterable<Allergen>, words: Words): string {
  return [...new Set(codes)].map((code) => words.allergenNames[code]).join(", ");
}

/** Of each allergen that goods of a machine contain, the slots they lie in, in the order of the shelves. */
export function slotsByAllergen(goods: readonly Good[]): ReadonlyMap<Allergen, readonly string[]> {
  const slots = new Map<Allergen, string[]>();
  for (const { allergens = [], slot } of goods)
    for (const code of slot === undefined ? [] : allergens)
      slots.set(code, [...(slots.get(code) ?? []), slot ?? ""]);
  return slots;
}
