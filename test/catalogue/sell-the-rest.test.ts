import { expect, test } from "vitest";
import { type CatalogueTerms, checkCatalogue } from "../../electron/catalogue/check.ts";
import { plainFieldFault } from "../../electron/catalogue/field-fault.ts";
import { restOf } from "../../electron/catalogue/sell-the-rest.ts";

const KIOSK: CatalogueTerms = { market: "NO", mode: "kiosk", canCheckAge: true };
const good = (sku: string, more: object = {}) => ({
  sku,
  name: sku,
  category: "All",
  price: "39.00",
  vat: 15,
  ...more,
});

function rest(raw: unknown) {
  const { goods, faults, leftOut } = restOf(raw, (each) => {
    const checked = checkCatalogue("goods.json", each, KIOSK);
    return checked.ok ? { goods: checked.goods, faults: [] } : { goods: [], faults: checked.faults };
  });
  return { sold: goods.map(({ sku }) => sku), faults, leftOut: leftOut.map(plainFieldFault) };
}

test("goods with a fault are left out and listed with their place in the file; the others are sold", () => {
  const goods = [
    good("tea"),
    good("free", { price: "0.00" }),
    good("odd", { vat: 14 }),
    good("long", { name: "x".repeat(201) }),
    good("bun", { name: "بقلاوة 🥐 <script>alert(1)</script>" }),
    "not a good",
  ];
  expect(rest({ goods })).toEqual({
    sold: ["tea", "bun"],
    faults: [],
    leftOut: [
      `goods.json: goods[3].name: expected at most 200 characters, got "${"x".repeat(79)}… (203 characters)`,
      'goods.json: goods[5]: expected an object in braces, got "not a good"',
      'goods.json: goods[1].price: expected at least 1.00 NOK, the smallest payment the wallet takes, got "0.00"',
      "goods.json: goods[2].vat: expected a VAT rate of NO: 25 %, 15 %, 12 %, 0 %, got 14 %",
    ],
  });
});

test("of two goods in one slot none is sold: nobody can tell which one lies there", () => {
  const goods = [
    good("free", { price: "no" }),
    good("nuts", { slot: "A1" }),
    good("chips", { slot: "A1" }),
    good("gum", { slot: "A2" }),
  ];
  const { sold, leftOut } = rest({ goods });
  expect(sold).toEqual(["gum"]);
  expect(leftOut.at(-1)).toBe('goods.json: goods[2].slot: expected a slot of its own, got "A1", as goods[1]');
});

test("a file that is wrong as a whole, or of which nothing is left, is refused", () => {
  expect(rest({ goods: [good("free", { price: "0.00" })] })).toMatchObject({ sold: [], leftOut: [] });
  expect(rest({ goods: [good("free", { price: "0.00" })] }).faults).toHaveLength(1);
  expect(rest({ goods: [good("tea")], more: 1 }).faults).toMatchObject([{ field: "more" }]);
  expect(rest({ goods: [] }).faults).toHaveLength(1);
  expect(rest(null).faults).toHaveLength(1);
  expect(rest([1]).faults).toHaveLength(1);
});
