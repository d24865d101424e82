import { expect, test } from "vitest";
import {
  addGood,
  asksServing,
  basketTotal,
  basketVat,
  EMPTY_BASKET,
  minimumAge,
  orderLines,
  rateOf,
  removeGood,
  serve,
  unitPrice,
  withAgeSeen,
  withoutAgeLimits,
} from "../../electron/core/basket.ts";
import type { Good } from "../../electron/core/good.ts";
import { minor } from "../../electron/core/money.ts";
import { vatRate } from "../../electron/core/vat.ts";

const COFFEE: Good = {
  sku: "coffee",
  name: "Coffee",
  category: "Warm",
  price: minor(3_900),
  vat: vatRate(1_500),
  eatIn: { price: minor(3_900), vat: vatRate(2_500) },
};
const CAKE: Good = { ...COFFEE, sku: "cake", name: "Cake", eatIn: { price: minor(4_500), vat: vatRate(2_500) } };
const MUG: Good = { sku: "mug", name: "Mug", category: "Things", price: minor(10_000), vat: vatRate(2_500) };
const CREAM = { id: "cream", name: "cream", adds: minor(500) };

const BASKET = addGood(addGood(addGood(EMPTY_BASKET, COFFEE), CAKE, [CREAM]), MUG);

test("until the customer says where, goods are priced to be taken away", () => {
  expect(basketTotal(BASKET)).toBe(3_900 + 4_400 + 10_000);
  expect(basketVat(BASKET).map(({ rate, gross }) => [rate, gross])).toEqual([
    [2_500, 10_000],
    [1_500, 8_300],
  ]);
});

test("eaten on the premises, each line has the rate and the price it then has, with what options add", () => {
  const eatenIn = serve(BASKET, "eat-in");
  expect(orderLines(eatenIn).map(({ id, gross, vat }) => [id, gross, vat])).toEqual([
    ["coffee", 3_900, 2_500],
    ["cake.cream", 5_000, 2_500],
    ["mug", 10_000, 2_500],
  ]);
  expect(basketVat(eatenIn)).toEqual([{ rate: 2_500, gross: 18_900, vat: 3_780, net: 15_120 }]);
});

test("the answer may be changed back, to the same basket to the øre", () => {
  const again = serve(serve(BASKET, "eat-in"), "take-away");
  expect(orderLines(again)).toEqual(orderLines(BASKET));
  expect(again.lines).toEqual(BASKET.lines);
});

test("the answer holds for goods that come after it, and for one more of the same", () => {
  const eatenIn = addGood(addGood(serve(addGood(EMPTY_BASKET, COFFEE), "eat-in"), COFFEE), CAKE);
  expect(eatenIn.lines.map(({ count, eatenIn: inside }) => [count, inside])).toEqual([
    [2, true],
    [1, true],
  ]);
  expect(removeGood(eatenIn, "coffee").serving).toBe("eat-in");
});

test("a discount is taken off the price that holds where the good is eaten, and stays when the answer changes", () => {
  const half = { off: { by: "percent" as const, percent: 50 }, reason: "Staff", atMostPercent: 50 };
  const eatenIn = serve({ ...BASKET, discount: half }, "eat-in");
  expect(orderLines(eatenIn).map(({ gross, vat }) => [gross, vat])).toEqual([
    [1_950, 2_500],
    [2_500, 2_500],
    [5_000, 2_500],
  ]);
  expect(basketTotal(serve(eatenIn, "take-away"))).toBe(1_950 + 2_200 + 5_000);
});

test("nobody is asked about goods to which it makes no difference", () => {
  expect(asksServing(EMPTY_BASKET)).toBe(false);
  expect(asksServing(addGood(EMPTY_BASKET, MUG))).toBe(false);
  expect(asksServing(BASKET)).toBe(true);
});

const CIDER: Good = { ...MUG, sku: "cider", minimumAge: 18 };
const SPIRIT: Good = { ...MUG, sku: "spirit", minimumAge: 20 };

test("an age that was seen to is the highest in the basket at that moment", () => {
  const seen = withAgeSeen(addGood(BASKET, CIDER));
  expect(seen.ageSeen).toBe(18);
  const older = addGood(seen, SPIRIT);
  expect([older.ageSeen, minimumAge(older)]).toEqual([18, 20]);
});

test("where nothing has an age there is nothing to see, and where nothing differs eating in changes nothing", () => {
  expect(withAgeSeen(BASKET)).toBe(BASKET);
  const line = { good: MUG, chosen: [], count: 1, eatenIn: true } as const;
  expect([unitPrice(line), rateOf(line)]).toEqual([MUG.price, MUG.vat]);
});

test("without the goods that have an age, the others stay as they were and nothing was seen", () => {
  const rest = withoutAgeLimits(withAgeSeen(addGood(addGood(BASKET, CIDER), SPIRIT)));
  expect(rest).toEqual(BASKET);
});
