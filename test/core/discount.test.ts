import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addGood,
  type Basket,
  type BasketLine,
  basketTotal,
  basketVat,
  EMPTY_BASKET,
  fullPrice,
  orderLines,
  pricedLines,
} from "../../electron/core/basket.ts";
import {
  type Discount,
  offTheWhole,
  shares,
  staysWithin,
  takenOff,
  toldAlone,
} from "../../electron/core/discount.ts";
import type { Good } from "../../electron/core/good.ts";
import { type Minor, minor, sum } from "../../electron/core/money.ts";
import { vatRate } from "../../electron/core/vat.ts";
import { linesFault } from "../../electron/gateway/receipt.ts";

const COFFEE: Good = { sku: "coffee", name: "Coffee", category: "Warm", price: minor(3_900), vat: vatRate(1_500) };
const MUG: Good = { sku: "mug", name: "Mug", category: "Things", price: minor(10_001), vat: vatRate(2_500) };
const BASKET = addGood(addGood(addGood(EMPTY_BASKET, COFFEE), COFFEE), MUG);
const percent = (most: number, atMostPercent?: number): Discount => ({
  off: { by: "percent", percent: most },
  reason: "staff",
  ...(atMostPercent === undefined ? {} : { atMostPercent }),
});
const amount = (off: number, atMostPercent?: number): Discount => ({
  off: { by: "amount", amount: minor(off) },
  reason: "worn",
  ...(atMostPercent === undefined ? {} : { atMostPercent }),
});
const onLine = (basket: Basket, sku: string, discount: Discount): Basket => ({
  ...basket,
  lines: basket.lines.map((line) => (line.good.sku === sku ? { ...line, discount } : line)),
});

test("percent of a line is taken off with all its units, a half coin in the customer's favour", () => {
  const basket = onLine(BASKET, "coffee", percent(10));
  expect(orderLines(basket)).toMatchObject([
    {
      id: "coffee",
      unitPrice: 3_900,
      gross: 7_020,
      reduction: { amount: 780, reason: "staff", of: "line", approved: true },
    },
    { id: "mug", gross: 10_001 },
  ]);
  expect(takenOff(minor(5), percent(10))).toBe(1);
});

test("an amount off the whole is shared out by value and lessens each rate by its share", () => {
  const basket = { ...BASKET, discount: amount(1_000, 20) };
  expect(pricedLines(basket).map(({ gross, reduction }) => [gross, reduction?.amount])).toEqual([
    [7_362, 438],
    [9_439, 562],
  ]);
  expect(basketTotal(basket)).toBe(16_801);
  expect(basketVat(basket).map(({ rate, gross }) => [rate, gross])).toEqual([
    [2_500, 9_439],
    [1_500, 7_362],
  ]);
});

test("a line has its own discount or its share of the whole one, never both", () => {
  const basket = { ...onLine(BASKET, "mug", percent(50)), discount: percent(10) };
  expect(pricedLines(basket).map(({ reduction }) => [reduction?.of, reduction?.amount])).toEqual([
    ["basket", 780],
    ["line", 5_001],
  ]);
});

test("what was taken off the whole is told once with its reason, beside what was taken off a line", () => {
  const basket = { ...onLine(BASKET, "mug", percent(50)), discount: amount(1_000) };
  const priced = pricedLines(addGood(basket, { ...COFFEE, sku: "tea" }) as typeof basket);
  expect(offTheWhole(priced)).toEqual({ amount: 1_000, reason: "worn", of: "basket", approved: true });
  expect(priced.map(toldAlone)).toEqual([
    { gross: 7_800 },
    { gross: 5_000, reduction: { amount: 5_001, reason: "staff", of: "line", approved: true } },
    { gross: 3_900 },
  ]);
  expect(offTheWhole(pricedLines(BASKET))).toBeUndefined();
});

test("what was given without a PIN stays within its bound when goods are taken out again", () => {
  expect(staysWithin(minor(17_801), { by: "amount", amount: minor(1_000) }, 10)).toBe(true);
  const fewer = { lines: BASKET.lines.slice(0, 1), discount: amount(1_000, 10) };
  expect(basketTotal(fewer)).toBe(7_800 - 780);
  expect(basketTotal({ lines: [], discount: amount(1_000, 10) })).toBe(0);
});

test("an amount larger than the goods takes all of it and no more", () => {
  expect(basketTotal({ ...BASKET, discount: amount(1_000_000) })).toBe(0);
});

test("the provider takes lines with a discount: they come to what is paid", () => {
  const basket = { ...onLine(BASKET, "coffee", amount(333)), discount: percent(7) };
  expect(linesFault(orderLines(basket), basketTotal(basket))).toBeUndefined();
});

describe("whatever is taken off", () => {
  const offs = fc.oneof(
    fc.integer({ min: 1, max: 100 }).map((whole) => percent(whole)),
    fc.integer({ min: 1, max: 70_000_000 }).map((off) => amount(off)),
    fc
      .record({ off: fc.integer({ min: 1, max: 70_000_000 }), most: fc.integer({ min: 0, max: 100 }) })
      .map(({ off, most }) => amount(off, most)),
  );
  const lines = fc.record({
    price: fc.integer({ min: 0, max: 5_000_000 }),
    rate: fc.constantFrom(0, 1_200, 1_500, 2_500),
    count: fc.integer({ min: 1, max: 99 }),
    discount: fc.option(offs, { nil: undefined }),
  });
  const baskets = fc.record({
    lines: fc.array(lines, { minLength: 1, maxLength: 12 }),
    discount: fc.option(offs, { nil: undefined }),
  });
  const made = baskets.map(
    ({ lines: parts, discount }): Basket => ({
      lines: parts.map(
        (part, at): BasketLine => ({
          good: { ...COFFEE, sku: `g${at}`, price: minor(part.price), vat: vatRate(part.rate) },
          chosen: [],
          count: part.count,
          ...(part.discount === undefined ? {} : { discount: part.discount }),
        }),
      ),
      ...(discount === undefined ? {} : { discount }),
    }),
  );

  test("lines, rates and total agree to the coin, and no line is below zero or above its full price", () => {
    fc.assert(
      fc.property(made, (basket) => {
        const priced = pricedLines(basket);
        const total = basketTotal(basket);
        expect(sum(basketVat(basket).map(({ gross }) => gross))).toBe(total);
        expect(sum(orderLines(basket).map(({ gross }) => gross))).toBe(total);
        for (const { line, gross, reduction } of priced) {
          expect(gross + (reduction?.amount ?? 0)).toBe(fullPrice(line));
          expect(gross).toBeGreaterThanOrEqual(0);
        }
        for (const { net, vat, gross } of basketVat(basket)) expect(net + vat).toBe(gross);
      }),
    );
  });

  test("told alone, the lines come to what is paid and what was taken off the whole, which is told once", () => {
    fc.assert(
      fc.property(made, (basket) => {
        const priced = pricedLines(basket);
        const told = priced.map(toldAlone);
        const whole = offTheWhole(priced);
        expect(sum(told.map(({ gross }) => gross)) - (whole?.amount ?? 0)).toBe(basketTotal(basket));
        expect(told.every(({ reduction }) => reduction === undefined || reduction.of === "line")).toBe(true);
        for (const [at, { line }] of priced.entries())
          expect(told[at]).toMatchObject({
            gross: fullPrice(line) - (told[at]?.reduction?.amount ?? 0),
          });
      }),
    );
  });

  test("the shares of a whole discount come to exactly what it takes off", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 65_000_000 }), { minLength: 1, maxLength: 100 }),
        offs,
        (weights, off) => {
          const held = weights.map(minor);
          const whole = takenOff(sum(held), off);
          const parts = shares(whole, held);
          expect(sum(parts)).toBe(sum(held) === 0 ? 0 : whole);
          for (const [at, part] of parts.entries()) {
            expect(part).toBeGreaterThanOrEqual(0);
            expect(part).toBeLessThanOrEqual(held[at] as Minor);
          }
        },
      ),
    );
  });
});
