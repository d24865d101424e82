import { describe, expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import { vatRate } from "../../electron/core/vat.ts";
import type { GoodView } from "../../electron/core/view.ts";
import { allergenNames, goodsByAllergen } from "../../renderer/allergens.ts";
import { ownPrice, priceOnTile } from "../../renderer/good-price.ts";
import { questionOf } from "../../renderer/paying.ts";
import { findGoods } from "../../renderer/search.ts";
import { goodIn, places, shelves, slotName } from "../../renderer/slot-map.ts";
import { nb } from "../../renderer/words/nb.ts";

function good(sku: string, more: Partial<GoodView> = {}): GoodView {
  return { sku, name: sku, category: "x", price: minor(1000), vat: vatRate(1500), ...more };
}

describe("the machine as the page draws it", () => {
  const goods = [
    good("b2", { slot: "B2" }),
    good("a10", { slot: "A10" }),
    good("a2", { slot: "A2" }),
    good("loose"),
    good("a1", { slot: "A1" }),
  ];

  test("has its shelves from the top and its places from the left, tens after ones", () => {
    expect(shelves(goods).map(({ shelf, goods: lying }) => [shelf, lying.map(({ slot }) => slot)])).toEqual([
      ["A", ["A1", "A2", "A10"]],
      ["B", ["B2"]],
    ]);
    expect(places(goods)).toEqual(["1", "2", "10"]);
  });

  test("reads a slot as two presses, also where shelves have numbers", () => {
    expect(slotName("C7")).toEqual({ shelf: "C", place: "7" });
    expect(slotName("12")).toEqual({ shelf: "1", place: "2" });
  });

  test("finds what lies in a slot and nothing in an empty one", () => {
    expect(goodIn(goods, "A2")?.sku).toBe("a2");
    expect(goodIn(goods, "B1")).toBeUndefined();
  });
});

describe("what the cashier finds", () => {
  const goods = [
    good("coffee", { name: "Filterkaffe", barcode: "7038010000018" }),
    good("iced", { name: "Iskaffe" }),
    good("kaffe-beans", { name: "Kaffebønner, hele" }),
    good("7", { name: "Øl 7" }),
  ];

  test("is every good while nothing is typed", () => {
    expect(findGoods(goods, "  ", nb)).toEqual(goods);
  });

  test("is exactly one good for a barcode or an article number", () => {
    expect(findGoods(goods, "7038010000018", nb).map(({ sku }) => sku)).toEqual(["coffee"]);
    expect(findGoods(goods, "7", nb).map(({ sku }) => sku)).toEqual(["7"]);
  });

  test("is all goods with the words in their names, those beginning with them first", () => {
    expect(findGoods(goods, "KAFFE", nb).map(({ sku }) => sku)).toEqual(["kaffe-beans", "coffee", "iced"]);
    expect(findGoods(goods, "hele kaffe", nb).map(({ sku }) => sku)).toEqual(["kaffe-beans"]);
    expect(findGoods(goods, "øl", nb).map(({ sku }) => sku)).toEqual(["7"]);
  });

  test("is nothing for words no name has", () => {
    expect(findGoods(goods, "sjokolade", nb)).toEqual([]);
  });

  test("is what contains an allergen, in the language of the screen, also where only an option brings it", () => {
    const options = [{ id: "soy", name: "Barista", adds: minor(0), allergens: ["soy" as const] }];
    const food = [
      good("cake", { name: "Kake", allergens: ["gluten", "milk"] }),
      good("latte", { name: "Latte", choices: [{ name: "Slag", min: 0, max: 1, options }] }),
      good("water", { name: "Vann", allergens: [] }),
    ];
    expect(findGoods(food, "melk", nb).map(({ sku }) => sku)).toEqual(["cake"]);
    expect(findGoods(food, "soya", nb).map(({ sku }) => sku)).toEqual(["latte"]);
    expect(findGoods(food, "kake melk", nb).map(({ sku }) => sku)).toEqual(["cake"]);
  });
});

describe("what a good contains and costs", () => {
  test("is told once for each allergen, in the order of the shop", () => {
    expect(allergenNames(["milk", "gluten", "milk"], nb)).toBe("melk, gluten");
    expect(allergenNames([], nb)).toBe("");
  });

  test("is told by allergen: a machine's slots, elsewhere names, with the option that alone brings it", () => {
    const options = [
      { id: "soy", name: "soyamelk", adds: minor(0), allergens: ["soy" as const] },
      { id: "cream", name: "krem", adds: minor(0), allergens: ["milk" as const] },
    ];
    const goods = [
      good("a1", { slot: "A1", allergens: ["milk"] }),
      good("cake", { name: "Kake", allergens: ["nuts", "milk"] }),
      good("latte", { name: "Latte", allergens: ["milk"], choices: [{ name: "Til", min: 0, max: 2, options }] }),
      good("water"),
    ];
    expect([...goodsByAllergen(goods)]).toEqual([
      ["milk", ["A1", "Kake", "Latte"]],
      ["nuts", ["Kake"]],
      ["soy", ["Latte (soyamelk)"]],
    ]);
  });

  test("follows where it is eaten, on the tile and at an option with a price of its own", () => {
    const coffee = good("coffee", { eatIn: { price: minor(1200), vat: vatRate(2500) } });
    expect([priceOnTile(coffee, false), priceOnTile(coffee, true), priceOnTile(good("mug"), true)]).toEqual([
      1000, 1200, 1000,
    ]);
    const from = good("latte", {
      priceFrom: minor(900),
      eatIn: { price: minor(1200), priceFrom: minor(1100), vat: vatRate(2500) },
    });
    expect([priceOnTile(from, false), priceOnTile(from, true)]).toEqual([900, 1100]);
    const large = { id: "l", name: "l", adds: minor(500), price: minor(1500), priceEatIn: minor(1700) };
    const small = { id: "s", name: "s", adds: minor(0), price: minor(1000) };
    expect([ownPrice(large, false), ownPrice(large, true), ownPrice(small, true)]).toEqual([1500, 1700, 1000]);
  });
});

describe("before paying", () => {
  const empty = { lines: [], total: minor(0), vat: [] };

  test("where the goods are eaten is asked first, then the age, then nothing", () => {
    expect(questionOf({ ...empty, serving: "unanswered", ageToSee: 18 })).toEqual({ is: "serving" });
    expect(questionOf({ ...empty, serving: "eat-in", ageToSee: 18 })).toEqual({ is: "age", years: 18 });
    expect(questionOf({ ...empty, serving: "take-away", minimumAge: 18 })).toBeUndefined();
  });
});
