import { expect, test } from "vitest";
import { addGood, basketTotal, countOf, EMPTY_BASKET, orderLines, removeGood } from "../../electron/core/basket.ts";
import { type ChoiceGroup, chosenFrom, lowestPrice } from "../../electron/core/choice.ts";
import type { Good } from "../../electron/core/good.ts";
import { minor, sum } from "../../electron/core/money.ts";
import { vatRate } from "../../electron/core/vat.ts";

const SIZE: ChoiceGroup = {
  name: "Size",
  min: 1,
  max: 1,
  options: [
    { id: "small", name: "small", adds: minor(-400), price: minor(3_500) },
    { id: "large", name: "large", adds: minor(1_000), price: minor(4_900) },
  ],
};
const EXTRAS: ChoiceGroup = {
  name: "With it",
  min: 0,
  max: 2,
  options: [
    { id: "oat", name: "oat milk", adds: minor(500) },
    { id: "shot", name: "extra shot", adds: minor(800) },
    { id: "cup", name: "own cup", adds: minor(-200) },
  ],
};
const COFFEE: Good = {
  sku: "coffee",
  name: "Coffee",
  category: "Warm",
  price: minor(3_900),
  vat: vatRate(1_500),
  choices: [SIZE, EXTRAS],
};

function pick(...ids: readonly string[]) {
  const chosen = chosenFrom([SIZE, EXTRAS], ids);
  if (chosen === undefined) throw new Error(`${ids.join(", ")} is no answer`);
  return chosen;
}

test("options come in the order of the catalogue, whatever order they were asked for in", () => {
  expect(pick("shot", "large").map(({ id }) => id)).toEqual(["large", "shot"]);
});

test.each([
  [[], "no size"],
  [["small", "large"], "two sizes"],
  [["small", "oat", "shot", "cup"], "three extras where two are the most"],
  [["small", "tea"], "an unknown option"],
  [["small", "oat", "oat"], "one option twice"],
])("%j is no answer: %s", (ids, _why) => {
  expect(chosenFrom([SIZE, EXTRAS], ids)).toBeUndefined();
});

test("a good without choices takes none", () => {
  expect(chosenFrom([], [])).toEqual([]);
  expect(chosenFrom([], ["oat"])).toBeUndefined();
});

test("the least a good costs has the cheapest variant and every option that makes it cheaper", () => {
  expect(lowestPrice(COFFEE.price, [SIZE, EXTRAS])).toBe(3_300);
  expect(lowestPrice(COFFEE.price, [])).toBe(3_900);
});

test("the same good with other options is another line; its units come off one shelf, and the lines add up", () => {
  let basket = addGood(EMPTY_BASKET, COFFEE, pick("large", "oat"));
  basket = addGood(basket, COFFEE, pick("small"));
  basket = addGood(basket, COFFEE, pick("large", "oat"));
  expect(countOf(basket, "coffee")).toBe(3);
  expect(countOf(basket, "tea")).toBe(0);
  const lines = orderLines(basket);
  expect(lines).toEqual([
    {
      id: "coffee.large.oat",
      sku: "coffee",
      name: "Coffee, large, oat milk",
      quantity: 2,
      unitPrice: 5_400,
      gross: 10_800,
      vat: 1_500,
    },
    {
      id: "coffee.small",
      sku: "coffee",
      name: "Coffee, small",
      quantity: 1,
      unitPrice: 3_500,
      gross: 3_500,
      vat: 1_500,
    },
  ]);
  expect(sum(lines.map((line) => line.gross))).toBe(basketTotal(basket));
  expect(orderLines(removeGood(basket, "coffee.small")).map(({ id }) => id)).toEqual(["coffee.large.oat"]);
});
