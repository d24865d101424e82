import type { ChoiceGroup, ChoiceOption } from "../core/choice.ts";
import { type Minor, minus, NOTHING, plus } from "../core/money.ts";
import { priceOf } from "./price.ts";
import type { WrittenChoice } from "./schema.ts";

type WrittenOption = WrittenChoice["options"][number];

/** A variant's own price becomes what it adds to the good's, also where the good is eaten on the premises. */
export function choicesOf(
  written: readonly WrittenChoice[],
  price: Minor,
  priceEatIn?: Minor,
): readonly ChoiceGroup[] {
  return written.map(({ options, ...group }) => ({
    ...group,
    options: options.map((option) => optionOf(option, price, priceEatIn)),
  }));
}

function optionOf({ adds, price: own, ...option }: WrittenOption, price: Minor, eatIn?: Minor): ChoiceOption {
  if (own === undefined) return { ...option, adds: adds === undefined ? NOTHING : priceOf(adds) };
  const more = minus(priceOf(own), price);
  return {
    ...option,
    adds: more,
    price: priceOf(own),
    ...(eatIn === undefined || eatIn === price ? {} : { priceEatIn: plus(eatIn, more) }),
  };
}

interface ChoiceFault {
  readonly name: string;
  readonly expected: string;
  readonly got: string;
}

export function faultsOfChoices(choices: readonly WrittenChoice[]): ChoiceFault[] {
  const ids = new Set<string>();
  let pricing: number | undefined;
  const faults: ChoiceFault[] = [];
  for (const [at, { min, max, options }] of choices.entries()) {
    const place = `choices[${at}]`;
    if (max < min) faults.push({ name: `${place}.max`, expected: `at least min, ${min}`, got: `${max}` });
    if (max > options.length)
      faults.push({
        name: `${place}.max`,
        expected: `at most the options there are, ${options.length}`,
        got: `${max}`,
      });
    for (const [nth, { id, adds, price, allergens = [] }] of options.entries()) {
      const option = `${place}.options[${nth}]`;
      faults.push(...twiceNamed(`${option}.allergens`, allergens));
      if (ids.has(id))
        faults.push({ name: `${option}.id`, expected: "an id of its own in the good", got: JSON.stringify(id) });
      ids.add(id);
      if (price === undefined) continue;
      if (adds !== undefined)
        faults.push({ name: `${option}.adds`, expected: "either adds or price", got: "both" });
      if (min !== 1 || max !== 1)
        faults.push({
          name: `${option}.price`,
          expected: "a price of its own only where exactly one option is chosen",
          got: `${min} to ${max}`,
        });
      pricing ??= at;
      if (pricing !== at)
        faults.push({
          name: `${option}.price`,
          expected: `prices of their own in one choice of a good, choices[${pricing}]`,
          got: JSON.stringify(price),
        });
    }
  }
  return faults;
}

export function twiceNamed(name: string, allergens: readonly string[]): ChoiceFault[] {
  return allergens.flatMap((code, at) =>
    allergens.indexOf(code) === at
      ? []
      : [{ name: `${name}[${at}]`, expected: "each allergen once", got: JSON.stringify(code) }],
  );
}
