import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addGood,
  basketTotal,
  basketVat,
  countOf,
  EMPTY_BASKET,
  orderLines,
  removeGood,
  UNITS_MAX,
} from "../../electron/core/basket.ts";
import type { Good } from "../../electron/core/good.ts";
import { idleOf } from "../../electron/core/idle.ts";
import { localTime } from "../../electron/core/local-time.ts";
import { walletName } from "../../electron/core/market.ts";
import { minor, plainAmount, sum, times } from "../../electron/core/money.ts";
import { vatByRate, vatRate, vatWithin } from "../../electron/core/vat.ts";

const bun: Good = { sku: "bun", name: "Bun", category: "Food", price: minor(3_900), vat: vatRate(1_500) };

describe("money", () => {
  test("is whole coins or a bug", () => {
    expect(() => minor(1.5)).toThrow("whole minor units");
    expect(() => minor(2 ** 53)).toThrow("whole minor units");
    expect(Object.is(minor(-0), 0)).toBe(true);
  });

  test("is written with two decimals", () => {
    expect([0, 5, 45, 1_250, -1_250].map((ore) => plainAmount(minor(ore)))).toEqual([
      "0,00",
      "0,05",
      "0,45",
      "12,50",
      "-12,50",
    ]);
    expect(plainAmount(minor(1_250), ".")).toBe("12.50");
  });
});

describe("VAT", () => {
  test("is what a price contains, to the nearest øre", () => {
    expect(vatWithin(minor(13_500), vatRate(1_500))).toBe(1_761);
    expect(vatWithin(minor(12_500), vatRate(2_500))).toBe(2_500);
    expect(vatWithin(minor(-12_500), vatRate(2_500))).toBe(-2_500);
    expect(vatWithin(minor(100), vatRate(0))).toBe(0);
  });

  test("of a bill adds up: net and VAT are the gross, whatever the lines", () => {
    const line = fc.record({
      gross: fc.integer({ min: 0, max: 10_000_000 }),
      rate: fc.constantFrom(0, 1_200, 1_500, 2_500),
    });
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const bill = vatByRate(lines.map(({ gross, rate }) => ({ gross: minor(gross), rate: vatRate(rate) })));
        expect(sum(bill.map((each) => each.gross))).toBe(sum(lines.map(({ gross }) => minor(gross))));
        for (const each of bill) expect(each.net + each.vat).toBe(each.gross);
      }),
    );
  });

  test("rates outside 0 to 100 % are a bug", () => {
    expect(() => vatRate(10_001)).toThrow("VAT rate");
    expect(() => vatRate(-1)).toThrow("VAT rate");
    expect(() => vatRate(12.5)).toThrow("VAT rate");
  });
});

describe("a basket", () => {
  test("counts units, and a line goes with its last unit", () => {
    const two = addGood(addGood(EMPTY_BASKET, bun), bun);
    expect(countOf(two, "bun")).toBe(2);
    expect(basketTotal(two)).toBe(7_800);
    expect(basketVat(two)).toEqual([{ rate: 1_500, gross: 7_800, net: 6_783, vat: 1_017 }]);
    expect(orderLines(two)).toEqual([
      { id: "bun", name: "Bun", quantity: 2, unitPrice: 3_900, gross: 7_800, vat: 1_500 },
    ]);
    expect(removeGood(removeGood(two, "bun"), "bun")).toEqual(EMPTY_BASKET);
  });

  test("has a largest size", () => {
    let basket = EMPTY_BASKET;
    for (let unit = 0; unit < UNITS_MAX + 5; unit += 1) basket = addGood(basket, bun);
    expect(countOf(basket, "bun")).toBe(UNITS_MAX);
    let wide = EMPTY_BASKET;
    for (let good = 0; good < 150; good += 1) wide = addGood(wide, { ...bun, sku: `bun-${good}` });
    expect(wide.lines).toHaveLength(100);
    expect(basketTotal(wide)).toBe(times(bun.price, 100));
  });
});

describe("patience", () => {
  const clocks = {
    browsingMs: 60_000,
    numberMs: 45_000,
    waitingMs: 75_000,
    resultMs: 20_000,
    warningMs: 20_000,
    extensionsMax: 10,
  };

  test("warns for its last 20 seconds, second by second, and then is over", () => {
    expect(idleOf("waiting", clocks, 1_000, 2_000)).toEqual({ expired: false, nextMs: 56_000 });
    expect(idleOf("waiting", clocks, 1_000, 56_000)).toEqual({
      expired: false,
      leaving: { secondsLeft: 20, secondsTotal: 20 },
      nextMs: 57_000,
    });
    expect(idleOf("waiting", clocks, 1_000, 75_999).leaving?.secondsLeft).toBe(1);
    expect(idleOf("waiting", clocks, 1_000, 76_000)).toEqual({ expired: true });
  });

  test("leaves a result without asking, and an attended screen never", () => {
    expect(idleOf("result", clocks, 0, 19_999)).toEqual({ expired: false, nextMs: 20_000 });
    expect(idleOf("result", clocks, 0, 20_000)).toEqual({ expired: true });
    expect(idleOf("none", clocks, 0, 1e9)).toEqual({ expired: false });
    expect(idleOf("browsing", clocks, 0, 0).nextMs).toBe(40_000);
    expect(idleOf("number", clocks, 0, 0).nextMs).toBe(25_000);
  });
});

describe("names and times", () => {
  test("MobilePay is called Vipps from 12 January 2027, Oslo time", () => {
    const day = Date.UTC(2027, 0, 11, 23, 0, 0);
    expect(walletName("DK", day - 1)).toBe("MobilePay");
    expect(walletName("FI", day)).toBe("Vipps");
    expect(walletName("NO", day - 1)).toBe("Vipps");
  });

  test("paper shows the market's own time, summer time included", () => {
    expect(localTime("NO", Date.UTC(2026, 6, 1, 22, 30, 5))).toBe("02.07.2026 00:30:05");
    expect(localTime("FI", Date.UTC(2026, 11, 1, 22, 30, 5))).toBe("02.12.2026 00:30:05");
  });
});
