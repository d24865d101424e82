import { describe, expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import { vatRate } from "../../electron/core/vat.ts";
import type { GoodView } from "../../electron/core/view.ts";
import { findGoods } from "../../renderer/search.ts";
import { goodIn, places, shelves, slotName } from "../../renderer/slot-map.ts";

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
    expect(findGoods(goods, "  ")).toEqual(goods);
  });

  test("is exactly one good for a barcode or an article number", () => {
    expect(findGoods(goods, "7038010000018").map(({ sku }) => sku)).toEqual(["coffee"]);
    expect(findGoods(goods, "7").map(({ sku }) => sku)).toEqual(["7"]);
  });

  test("is all goods with the words in their names, those beginning with them first", () => {
    expect(findGoods(goods, "KAFFE").map(({ sku }) => sku)).toEqual(["kaffe-beans", "coffee", "iced"]);
    expect(findGoods(goods, "hele kaffe").map(({ sku }) => sku)).toEqual(["kaffe-beans"]);
    expect(findGoods(goods, "øl").map(({ sku }) => sku)).toEqual(["7"]);
  });

  test("is nothing for words no name has", () => {
    expect(findGoods(goods, "sjokolade")).toEqual([]);
  });
});
