import { expect, test } from "vitest";
import {
  addGood,
  askedLineId,
  basketTotal,
  basketVat,
  countOf,
  EMPTY_BASKET,
  lineId,
  orderLines,
  removeGood,
  serve,
} from "../../electron/core/basket.ts";
import type { Good } from "../../electron/core/good.ts";
import { heldBasket } from "../../electron/core/held-basket.ts";
import { minor, sum } from "../../electron/core/money.ts";
import { fitsOpenPrice } from "../../electron/core/open-price.ts";
import { vatRate } from "../../electron/core/vat.ts";

const BOUNDS = { min: minor(500), max: minor(50_000) };
const SALAD: Good = {
  sku: "salad",
  name: "Salad by weight",
  category: "Food",
  price: BOUNDS.min,
  openPrice: BOUNDS,
  vat: vatRate(1_500),
  eatIn: { price: BOUNDS.min, vat: vatRate(2_500) },
};
const TEA: Good = { sku: "tea", name: "Tea", category: "Warm", price: minor(3_500), vat: vatRate(1_500) };

const put = (basket: typeof EMPTY_BASKET, ...prices: readonly number[]) =>
  prices.reduce((held, price) => addGood(held, SALAD, [], minor(price)), basket);

test("a price is typed for goods without one of their own, within their bounds, and for no other", () => {
  expect([500, 4_550, 50_000].map((price) => fitsOpenPrice(BOUNDS, minor(price)))).toEqual([true, true, true]);
  expect([0, 499, 50_001].map((price) => fitsOpenPrice(BOUNDS, minor(price)))).toEqual([false, false, false]);
  expect(fitsOpenPrice(BOUNDS, undefined)).toBe(false);
  expect(fitsOpenPrice(undefined, minor(4_550))).toBe(false);
  expect(fitsOpenPrice(undefined, undefined)).toBe(true);
});

test("two prices of one good are two lines, the same price twice is one; all come off one shelf", () => {
  const basket = put(addGood(EMPTY_BASKET, TEA), 4_550, 12_000, 4_550);
  expect(orderLines(basket)).toEqual([
    { id: "tea", name: "Tea", quantity: 1, unitPrice: 3_500, gross: 3_500, vat: 1_500 },
    {
      id: "salad.4550",
      sku: "salad",
      name: "Salad by weight",
      quantity: 2,
      unitPrice: 4_550,
      gross: 9_100,
      vat: 1_500,
    },
    {
      id: "salad.12000",
      sku: "salad",
      name: "Salad by weight",
      quantity: 1,
      unitPrice: 12_000,
      gross: 12_000,
      vat: 1_500,
    },
  ]);
  expect(countOf(basket, "salad")).toBe(3);
  expect(basketTotal(basket)).toBe(24_600);
  const less = removeGood(removeGood(basket, "salad.4550"), "salad.4550");
  expect(less.lines.map(lineId)).toEqual(["tea", "salad.12000"]);
});

test("eaten on the premises the typed price stays and its VAT is the other one", () => {
  const basket = serve(put(EMPTY_BASKET, 12_500), "eat-in");
  expect(orderLines(basket)).toMatchObject([{ unitPrice: 12_500, gross: 12_500, vat: 2_500 }]);
  expect(basketVat(basket)).toEqual([{ rate: 2_500, gross: 12_500, vat: 2_500, net: 10_000 }]);
});

test("what is taken off a basket with typed prices is shared by them, and the lines still add up", () => {
  const basket = {
    ...put(EMPTY_BASKET, 4_550, 12_001),
    discount: { off: { by: "percent" as const, percent: 10 }, reason: "worn" },
  };
  expect(orderLines(basket).map(({ gross, reduction }) => [gross, reduction?.amount])).toEqual([
    [4_095, 455],
    [10_801, 1_200],
  ]);
  expect(sum(orderLines(basket).map(({ gross }) => gross))).toBe(basketTotal(basket));
});

test("a held basket keeps the price that was typed, and names the line by it", () => {
  const { lines, total } = heldBasket(put(addGood(EMPTY_BASKET, TEA), 4_550), 1, 0);
  expect(total).toBe(8_050);
  expect(lines).toEqual([
    { sku: "tea", chosen: [], count: 1 },
    { sku: "salad", chosen: [], typedPrice: 4_550, count: 1 },
  ]);
  expect(lines.map(askedLineId)).toEqual(["tea", "salad.4550"]);
});
