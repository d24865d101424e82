import { expect, test } from "vitest";
import { type CatalogueTerms, checkCatalogue } from "../../electron/catalogue/check.ts";

const KIOSK: CatalogueTerms = { market: "NO", mode: "kiosk", canCheckAge: true };
const COFFEE = { sku: "coffee", name: "Coffee", category: "Warm", price: "39.00", vat: 15 };
const small = { id: "small", name: "Small" };
const large = { id: "large", name: "Large", price: "49.00" };

function faultsOf(choices: unknown, terms: CatalogueTerms = KIOSK): string[] {
  const checked = checkCatalogue("goods.json", { goods: [{ ...COFFEE, choices }] }, terms);
  if (checked.ok) throw new Error("the catalogue was taken");
  return checked.faults.map(({ field, expected, got }) => `${field} | ${expected} | ${got}`);
}

test("a variant's own price becomes what it adds; without limits exactly one is chosen", () => {
  const choices = [
    { name: "Size", options: [{ ...small, price: "35.00" }, large] },
    {
      name: "Milk",
      min: 0,
      max: 2,
      options: [
        { id: "oat", name: "Oat", adds: "5.00" },
        { id: "soy", name: "Soy" },
      ],
    },
  ];
  expect(checkCatalogue("goods.json", { goods: [{ ...COFFEE, choices }] }, KIOSK)).toMatchObject({
    ok: true,
    goods: [
      {
        price: 3_900,
        choices: [
          {
            name: "Size",
            min: 1,
            max: 1,
            options: [
              { id: "small", adds: -400, price: 3_500 },
              { id: "large", adds: 1_000, price: 4_900 },
            ],
          },
          {
            min: 0,
            max: 2,
            options: [
              { id: "oat", adds: 500 },
              { id: "soy", adds: 0 },
            ],
          },
        ],
      },
    ],
  });
});

test.each([
  [
    [{ name: "Size", min: 2, options: [small, large] }],
    [
      "goods[0].choices[0].max | at least min, 2 | 1",
      "goods[0].choices[0].options[1].price | a price of its own only where exactly one option is chosen | 2 to 1",
    ],
  ],
  [
    [{ name: "Size", max: 3, min: 0, options: [small] }],
    ["goods[0].choices[0].max | at most the options there are, 1 | 3"],
  ],
  [
    [
      { name: "Size", options: [small] },
      { name: "Cup", options: [small] },
    ],
    ['goods[0].choices[1].options[0].id | an id of its own in the good | "small"'],
  ],
  [
    [{ name: "Size", options: [small, { ...large, adds: "1.00" }] }],
    ["goods[0].choices[0].options[1].adds | either adds or price | both"],
  ],
  [
    [
      { name: "Size", options: [large] },
      { name: "Cup", options: [{ id: "mug", name: "Mug", price: "50.00" }] },
    ],
    ['goods[0].choices[1].options[0].price | prices of their own in one choice of a good, choices[0] | "50.00"'],
  ],
  [
    [{ name: "Size", options: [{ ...small, price: "0.50" }, large] }],
    ["goods[0].choices | at least 1.00 NOK whatever is chosen | 0.50"],
  ],
])("%j is refused with where and why", (choices, faults) => {
  expect(faultsOf(choices)).toEqual(faults);
});

test("a vending machine takes no choices: the slot is the variant", () => {
  const goods = [{ ...COFFEE, slot: "A1", choices: [{ name: "Size", options: [small, large] }] }];
  const checked = checkCatalogue("goods.json", { goods }, { ...KIOSK, mode: "vending" });
  expect(checked).toMatchObject({ ok: false, faults: [{ field: "goods[0].choices", got: "1" }] });
});
