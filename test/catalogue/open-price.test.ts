import { expect, test } from "vitest";
import { type CatalogueTerms, checkCatalogue } from "../../electron/catalogue/check.ts";

const COUNTER: CatalogueTerms = { market: "NO", mode: "counter", canCheckAge: true };
const SALAD = {
  sku: "salad",
  name: "Salad by weight",
  category: "Food",
  openPrice: { min: "5.00", max: "500.00" },
  vat: 15,
};

function faultsOf(good: object, terms: CatalogueTerms = COUNTER): string[] {
  const checked = checkCatalogue("goods.json", { goods: [good] }, terms);
  if (checked.ok) throw new Error("the catalogue was taken");
  return checked.faults.map(({ field, expected, got }) => `${field} | ${expected} | ${got}`);
}

test("a counter takes a good whose price is typed, with its bounds, and VAT of its own where it is eaten", () => {
  expect(checkCatalogue("goods.json", { goods: [{ ...SALAD, vatEatIn: 25 }] }, COUNTER)).toEqual({
    ok: true,
    goods: [
      {
        sku: "salad",
        name: "Salad by weight",
        category: "Food",
        price: 500,
        openPrice: { min: 500, max: 50_000 },
        vat: 1_500,
        eatIn: { price: 500, vat: 2_500 },
      },
    ],
  });
});

test.each(["kiosk", "vending"] as const)("a %s refuses it: nobody is there to type a price", (mode) => {
  expect(faultsOf({ ...SALAD, slot: "A1" }, { ...COUNTER, mode })).toEqual([
    "goods[0].openPrice | a price of its own where no cashier can type one: openPrice is for counters only | 5.00 to 500.00",
  ]);
});

test("a good has a price or bounds for one, never both and never neither", () => {
  const { openPrice: _bounds, ...unpriced } = SALAD;
  expect(faultsOf({ ...SALAD, price: "39.00" })).toEqual(["goods[0].openPrice | either price or openPrice | both"]);
  expect(faultsOf(unpriced)).toEqual(["goods[0].price | a price, or openPrice instead | nothing"]);
  expect(faultsOf(unpriced, { ...COUNTER, mode: "kiosk" })).toEqual(["goods[0].price | a price | nothing"]);
});

test.each([
  [
    { min: "0.50", max: "5.00" },
    'goods[0].openPrice.min | at least 1.00 NOK, the smallest payment the wallet takes | "0.50"',
  ],
  [{ min: "5.00", max: "4.99" }, 'goods[0].openPrice.max | at least min, "5.00" | "4.99"'],
  [
    { min: "5.00", max: "650000.01" },
    'goods[0].openPrice.max | at most 650000.00 NOK, the largest payment | "650000.01"',
  ],
  [{ min: "5", max: "9.00" }, 'goods[0].openPrice.min | a price as text with two decimals, such as "39.00" | "5"'],
])("the bounds %j are refused", (openPrice, fault) => {
  expect(faultsOf({ ...SALAD, openPrice })).toEqual([fault]);
});

test("nothing is chosen with it and nothing else costs another price: the cashier types what it costs", () => {
  const choices = [{ name: "Size", options: [{ id: "large", name: "large" }] }];
  expect(faultsOf({ ...SALAD, choices, priceEatIn: "9.00" })).toEqual([
    "goods[0].choices | no choices where the price is typed | 1",
    'goods[0].priceEatIn | no price of its own where the price is typed | "9.00"',
  ]);
});
