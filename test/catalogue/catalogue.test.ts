import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type CatalogueTerms, checkCatalogue } from "../../electron/catalogue/check.ts";

const SAMPLES = join(import.meta.dirname, "../../electron/catalogue/samples");

const KIOSK: CatalogueTerms = { market: "NO", mode: "kiosk", canCheckAge: true };
const COFFEE = { sku: "coffee", name: "Coffee", category: "Warm", price: "39.00", vat: 15 };

function faultsOf(goods: unknown, terms: CatalogueTerms = KIOSK): string[] {
  const checked = checkCatalogue("goods.json", { goods }, terms);
  if (checked.ok) throw new Error("the catalogue was taken");
  return checked.faults.map(({ field, expected, got }) => `${field} | ${expected} | ${got}`);
}

test("a good is read into whole minor units and hundredths of a percent", () => {
  expect(checkCatalogue("goods.json", { goods: [COFFEE] }, KIOSK)).toEqual({
    ok: true,
    goods: [{ sku: "coffee", name: "Coffee", category: "Warm", price: 3900, vat: 1500 }],
  });
});

test("Finland's fractional rates are exact", () => {
  const checked = checkCatalogue(
    "goods.json",
    {
      goods: [
        { ...COFFEE, vat: 25.5 },
        { ...COFFEE, sku: "bread", vat: 13.5 },
      ],
    },
    { ...KIOSK, market: "FI" },
  );
  expect(checked.ok && checked.goods.map(({ vat }) => vat)).toEqual([2550, 1350]);
});

test("a name of 200 characters and a good without a picture are taken", () => {
  expect(checkCatalogue("goods.json", { goods: [{ ...COFFEE, name: "å".repeat(200) }] }, KIOSK).ok).toBe(true);
});

test("a name of 201 characters is refused", () => {
  expect(faultsOf([{ ...COFFEE, name: "a".repeat(201) }])).toEqual([
    `goods[0].name | at most 200 characters | "${"a".repeat(79)}… (203 characters)`,
  ]);
});

test.each([
  [3900, "goods[0].price | a text | 3900"],
  ["39", 'goods[0].price | a price as text with two decimals, such as "39.00" | "39"'],
  ["39,00", 'goods[0].price | a price as text with two decimals, such as "39.00" | "39,00"'],
  ["-39.00", 'goods[0].price | a price as text with two decimals, such as "39.00" | "-39.00"'],
  ["0.00", 'goods[0].price | at least 1.00 NOK, the smallest payment the wallet takes | "0.00"'],
  ["0.99", 'goods[0].price | at least 1.00 NOK, the smallest payment the wallet takes | "0.99"'],
])("the price %j is refused", (price, fault) => {
  expect(faultsOf([{ ...COFFEE, price }])).toEqual([fault]);
});

test("a VAT rate the market does not know is refused with the rates it knows", () => {
  expect(
    faultsOf([
      { ...COFFEE, vat: 15.001 },
      { ...COFFEE, sku: "tea", vat: 24 },
    ]),
  ).toEqual([
    "goods[0].vat | a VAT rate of NO: 25 %, 15 %, 12 %, 0 % | 15.001 %",
    "goods[1].vat | a VAT rate of NO: 25 %, 15 %, 12 %, 0 % | 24 %",
  ]);
});

test("goods that share a sku, a barcode or a slot are all named", () => {
  const twin = { ...COFFEE, barcode: "7035620000010", slot: "A1" };
  expect(faultsOf([twin, { ...COFFEE, sku: "tea" }, twin])).toEqual([
    'goods[2].sku | a sku of its own | "coffee", as goods[0]',
    'goods[2].barcode | a barcode of its own | "7035620000010", as goods[0]',
    'goods[2].slot | a slot of its own | "A1", as goods[0]',
  ]);
});

test("a machine wants a slot for every good", () => {
  expect(faultsOf([COFFEE], { ...KIOSK, mode: "vending" })).toEqual([
    "goods[0].slot | the slot the good lies in | nothing",
  ]);
});

test("an age limit is refused where nobody and nothing can check it", () => {
  const beer = { ...COFFEE, minimumAge: 18 };
  const unable = { ...KIOSK, canCheckAge: false };
  expect(faultsOf([beer], unable)).toEqual([
    "goods[0].minimumAge | no age limit where nobody attends: the eCom API cannot check a customer's age | 18",
  ]);
  expect(checkCatalogue("goods.json", { goods: [beer] }, { ...unable, mode: "counter" }).ok).toBe(true);
});

test("an unknown field and an empty catalogue are refused", () => {
  expect(faultsOf([{ ...COFFEE, colour: "black" }])).toEqual([
    "goods[0].colour | only fields named in docs/configuration.md | a field of that name",
  ]);
  expect(faultsOf([])).toEqual(["goods | at least 1 entries | []"]);
});

const MODES = { "coffee-bar": "kiosk", "farm-stall": "counter", "snack-machine": "vending" } as const;

test("every sample shop is taken in its mode, with pictures that the terminal packs", () => {
  expect(readdirSync(SAMPLES).sort()).toEqual(Object.keys(MODES).map((name) => `${name}.json`));
  for (const [name, mode] of Object.entries(MODES)) {
    const raw: unknown = JSON.parse(readFileSync(join(SAMPLES, `${name}.json`), "utf8"));
    expect(checkCatalogue(name, raw, { ...KIOSK, mode })).toMatchObject({ ok: true });
  }
});

test("the snack machine sells from 8 rows of 6 slots", () => {
  const raw: unknown = JSON.parse(readFileSync(join(SAMPLES, "snack-machine.json"), "utf8"));
  const checked = checkCatalogue("snack-machine", raw, { ...KIOSK, mode: "vending" });
  const slots = checked.ok ? checked.goods.map(({ slot }) => slot) : [];
  expect(slots).toEqual([..."ABCDEFGH"].flatMap((row) => [1, 2, 3, 4, 5, 6].map((place) => `${row}${place}`)));
});

test.each([
  "👨‍👩‍👧‍👦 Family box 🍓",
  "قهوة عربية 250 غ",
  "מיץ תפוזים 0,5 ל׳",
  "<script>alert(1)</script>",
  "日本茶",
  "7",
])("the name %s is taken as it is", (name) => {
  const checked = checkCatalogue("goods.json", { goods: [{ ...COFFEE, name }] }, KIOSK);
  expect(checked.ok && checked.goods[0]?.name).toBe(name);
});

const HIDDEN = "a name without control signs and signs that turn the direction of writing";
const UNREADABLE = "a name with something to read in it";
test.each([
  ["Tea\u202e00.1", `goods[0].name | ${HIDDEN} | "Tea\\u202e00.1"`],
  ["Tea\u2067x", `goods[0].name | ${HIDDEN} | "Tea\\u2067x"`],
  ["Tea\u001b@now", `goods[0].name | ${HIDDEN} | "Tea\\u001b@now"`],
  ["Tea\u0085now", `goods[0].name | ${HIDDEN} | "Tea\\u0085now"`],
  ["Tea\ud83d", `goods[0].name | ${HIDDEN} | "Tea\\ud83d"`],
  ["\u200b", `goods[0].name | ${UNREADABLE} | "\\u200b"`],
])("a name that is not what it looks like is refused, and the list shows why: %j", (name, fault) => {
  expect(faultsOf([{ ...COFFEE, name }])).toEqual([fault]);
});

test("everything wrong with a bad catalogue is listed at once, each with its place", () => {
  const twin = { ...COFFEE, slot: "A1" };
  const bad = [
    { ...twin, name: "x".repeat(201) },
    { ...twin, price: "0.00" },
    { ...twin, picture: "No such.png" },
    { ...twin, vat: 24 },
    twin,
  ];
  expect(faultsOf(bad, { ...KIOSK, mode: "vending" })).toEqual([
    `goods[0].name | at most 200 characters | "${"x".repeat(79)}… (203 characters)`,
    'goods[2].picture | 1 to 40 small letters, digits or hyphens | "No such.png"',
    'goods[1].price | at least 1.00 NOK, the smallest payment the wallet takes | "0.00"',
    "goods[3].vat | a VAT rate of NO: 25 %, 15 %, 12 %, 0 % | 24 %",
    'goods[3].sku | a sku of its own | "coffee", as goods[1]',
    'goods[4].sku | a sku of its own | "coffee", as goods[1]',
    'goods[3].slot | a slot of its own | "A1", as goods[1]',
    'goods[4].slot | a slot of its own | "A1", as goods[1]',
  ]);
});
