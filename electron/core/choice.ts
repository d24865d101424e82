import type { Allergen } from "./allergen.ts";
import { type Minor, plus, sum } from "./money.ts";

/** A question about one good: its size, its milk. One or several options answer it. */
export interface ChoiceGroup {
  readonly name: string;
  /** Fewest and most options; 1 and 1 is "choose one", 0 means that nothing need be chosen. */
  readonly min: number;
  readonly max: number;
  readonly options: readonly ChoiceOption[];
}

export interface ChoiceOption {
  /** 1 to 32 of [A-Za-z0-9-]; unique among all options of the good. */
  readonly id: string;
  readonly name: string;
  /** On top of the good's price, VAT included and at the good's rate. Below zero where a smaller variant costs less. */
  readonly adds: Minor;
  /** What one unit costs with this variant, where the shop wrote it so; shown instead of `adds`. */
  readonly price?: Minor;
  /** The same, eaten on the premises, where that costs another price. */
  readonly priceEatIn?: Minor;
  /** What it brings beside what the good contains. */
  readonly allergens?: readonly Allergen[];
}

/**
 * The options with these ids, in the order of the catalogue; undefined where an id is unknown or named twice, or a group
 * has too few or too many.
 */
export function chosenFrom(
  groups: readonly ChoiceGroup[],
  ids: readonly string[],
): readonly ChoiceOption[] | undefined {
  const wanted = new Set(ids);
  const chosen: ChoiceOption[] = [];
  for (const group of groups) {
    const options = group.options.filter((option) => wanted.has(option.id));
    if (options.length < group.min || options.length > group.max) return undefined;
    chosen.push(...options);
  }
  return chosen.length === ids.length ? chosen : undefined;
}

/** The least one unit can cost, whatever is chosen. */
export function lowestPrice(price: Minor, groups: readonly ChoiceGroup[]): Minor {
  const least = groups.map(({ options, min, max }) => {
    const adds = options.map((option) => option.adds).sort((a, b) => a - b);
    return sum(adds.slice(0, max).filter((each, at) => at < min || each < 0));
  });
  return plus(price, sum(least));
}
