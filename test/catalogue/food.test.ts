import { expect, test } from "vitest";
import { type CatalogueTerms, checkCatalogue } from "../../electron/catalogue/check.ts";

const KIOSK: CatalogueTerms = { market: "NO", mode: "kiosk", canCheckAge: true };
const COFFEE = { sku: "coffee", name: "Coffee", category: "Warm", price: "39.00", vat: 15 };

function read(good: object, terms: CatalogueTerms = KIOSK) {
  const checked = checkCatalogue("goods.json", { goods: [{ ...COFFEE, ...good }] }, terms);
  return checked.ok
    ? checked.goods[0]
    : checked.faults.map(({ field, expected, got }) => `${field} | ${expected} | ${got}`);
}

test("a good eaten on the premises has the other rate, and the same price unless another is written", () => {
  expect(read({ vatEatIn: 25 })).toMatchObject({ price: 3900, vat: 1500, eatIn: { price: 3900, vat: 2500 } });
  expect(read({ vatEatIn: 25, priceEatIn: "42.00" })).toMatchObject({ eatIn: { price: 4200, vat: 2500 } });
  expect(read({ priceEatIn: "42.00" })).toMatchObject({ eatIn: { price: 4200, vat: 1500 } });
});

test("where neither rate nor price differ nothing is asked, as in Denmark and Finland", () => {
  expect(read({ vatEatIn: 15, priceEatIn: "39.00" })).not.toHaveProperty("eatIn");
  expect(read({ vat: 25, vatEatIn: 25 }, { ...KIOSK, market: "DK" })).not.toHaveProperty("eatIn");
  expect(read({ vat: 13.5, vatEatIn: 13.5 }, { ...KIOSK, market: "FI" })).not.toHaveProperty("eatIn");
});

test.each([
  [{ vatEatIn: 24 }, "goods[0].vatEatIn | a VAT rate of NO: 25 %, 15 %, 12 %, 0 % | 24 %"],
  [{ vat: "25" }, 'goods[0].vat | a number | "25"'],
  [
    { vatEatIn: 25, priceEatIn: "0.50" },
    'goods[0].priceEatIn | at least 1.00 NOK, the smallest payment the wallet takes | "0.50"',
  ],
  [
    {
      priceEatIn: "4.00",
      choices: [{ name: "Size", options: [{ id: "small", name: "small", price: "35.50" }] }],
    },
    "goods[0].choices | at least 1.00 NOK whatever is chosen | 0.50",
  ],
])("%j is refused", (written, fault) => {
  expect(read(written)).toEqual([fault]);
});

test("a Finnish rate that has ended is refused with those in force", () => {
  expect(read({ vat: 14 }, { ...KIOSK, market: "FI" })).toEqual([
    "goods[0].vat | a VAT rate of FI: 25.5 %, 13.5 %, 10 %, 0 % | 14 %, which ended on 31 December 2025",
  ]);
});

test("nobody eats on the premises of a vending machine", () => {
  expect(read({ slot: "A1", vatEatIn: 25, priceEatIn: "42.00" }, { ...KIOSK, mode: "vending" })).toEqual([
    "goods[0].vatEatIn | nothing eaten on the premises of a vending machine | 25",
    'goods[0].priceEatIn | nothing eaten on the premises of a vending machine | "42.00"',
  ]);
});

test("allergens are read from goods and from options; an empty list says none", () => {
  const choices = [{ name: "Milk", min: 0, options: [{ id: "soy", name: "soy", allergens: ["soy"] }] }];
  expect(read({ allergens: ["gluten", "milk"], choices })).toMatchObject({
    allergens: ["gluten", "milk"],
    choices: [{ options: [{ allergens: ["soy"] }] }],
  });
  expect(read({ allergens: [] })).toHaveProperty("allergens", []);
});

test("an allergen nobody knows is refused with the fourteen that are known", () => {
  const fourteen =
    '"gluten" or "crustaceans" or "eggs" or "fish" or "peanuts" or "soy" or "milk" or "nuts" or "celery" or "mustard" or "sesame" or "sulphites" or "lupin" or "molluscs"';
  expect(read({ allergens: ["milk", "wheat"] })).toEqual([`goods[0].allergens[1] | ${fourteen} | "wheat"`]);
});

test("an allergen named twice is refused, also with an option", () => {
  const choices = [{ name: "Milk", min: 0, options: [{ id: "soy", name: "soy", allergens: ["soy", "soy"] }] }];
  expect(read({ allergens: ["milk", "eggs", "milk"], choices })).toEqual([
    'goods[0].choices[0].options[0].allergens[1] | each allergen once | "soy"',
    'goods[0].allergens[2] | each allergen once | "milk"',
  ]);
});
