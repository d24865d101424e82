import { expect, test } from "vitest";
import { addGood, EMPTY_BASKET, serve } from "../../electron/core/basket.ts";
import type { Good } from "../../electron/core/good.ts";
import { freePlace, HELD_MAX, heldBasket } from "../../electron/core/held-basket.ts";
import { minor } from "../../electron/core/money.ts";
import { vatRate } from "../../electron/core/vat.ts";

const MUG: Good = { sku: "mug", name: "Mug", category: "Things", price: minor(10_000), vat: vatRate(2_500) };
const WRAPPED = { id: "wrapped", name: "wrapped", adds: minor(500) };

test("a basket put aside keeps what was chosen and what it came to", () => {
  const basket = addGood(EMPTY_BASKET, MUG, [WRAPPED]);
  expect(heldBasket(basket, 3, 1_000)).toEqual({
    number: 3,
    heldAtMs: 1_000,
    total: 10_500,
    lines: [{ sku: "mug", chosen: ["wrapped"], count: 1 }],
  });
});

test("where it is eaten and what was taken off are kept with it", () => {
  const discount = { off: { by: "percent", percent: 10 }, reason: "damaged", atMostPercent: 20 } as const;
  const basket = { ...serve(addGood(EMPTY_BASKET, MUG), "eat-in"), discount };
  expect(heldBasket(basket, 1, 0)).toMatchObject({ serving: "eat-in", discount, total: 9_000 });
});

test("the least free place is taken, until there is none", () => {
  const held = Array.from({ length: HELD_MAX }, (_, at) => heldBasket(EMPTY_BASKET, at + 1, 0));
  expect(freePlace(held.filter(({ number }) => number !== 4))).toBe(4);
  expect(freePlace(held)).toBeUndefined();
});
