import { expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import { FOUND_MAX, findSales } from "../../electron/core/sale-search.ts";
import type { SoldSale } from "../../electron/core/staff-view.ts";

/** 23 November 2026, 13:05:00 in Oslo. */
const FIVE_PAST_ONE_MS = Date.UTC(2026, 10, 23, 12, 5);
const MINUTE_MS = 60_000;

function sale(over: Partial<SoldSale>): SoldSale {
  return {
    reference: "k1-7Q2M4XW8AB-1",
    soldAtMs: FIVE_PAST_ONE_MS - 6 * 60 * MINUTE_MS,
    total: minor(1_234),
    left: minor(1_234),
    ...over,
  };
}

const ORDER = sale({ reference: "k1-AAAAAAAAAA-1", orderNumber: 42 });
const RECEIPT = sale({ reference: "k1-BBBBBBBBBB-1", receiptNumber: 42 });
const WHOLE = sale({ reference: "k1-CCCCCCCCCC-1", total: minor(4_200) });
const NOON = sale({ reference: "k1-DDDDDDDDDD-2", soldAtMs: FIVE_PAST_ONE_MS, total: minor(4_250) });
const ALL = [ORDER, RECEIPT, WHOLE, NOON];
const found = (typed: string) => findSales(ALL, typed, "NO").sales;

test("a number is an order's, a receipt's, or whole kroner; the latest stands first", () => {
  expect(found("42")).toEqual([ORDER, RECEIPT, WHOLE]);
  expect(found(" 42 ")).toEqual([ORDER, RECEIPT, WHOLE]);
  expect(found("43")).toEqual([]);
});

test("an amount is written with two decimals, a time of day is met to about ten minutes by the shop's own clock", () => {
  expect(found("42,50")).toEqual([NOON]);
  expect(found("42.50")).toEqual([NOON]);
  expect(found("13:05")).toEqual([NOON]);
  expect(found("13:15")).toEqual([NOON]);
  expect(found("13:16")).toEqual([]);
  const beforeMidnight = sale({ soldAtMs: FIVE_PAST_ONE_MS + (10 * 60 + 53) * MINUTE_MS });
  expect(findSales([beforeMidnight], "0:05", "NO").sales).toEqual([beforeMidnight]);
});

test("the tail of a reference is enough, hyphens and small letters or not; fewer than three letters mean nothing", () => {
  expect(found("ddd-2")).toEqual([NOON]);
  expect(found("DDD2")).toEqual([NOON]);
  expect(found("dd")).toEqual([]);
  expect(found("")).toEqual([]);
  expect(found("--")).toEqual([]);
});

test("no more than so many are named, and it is said that there are more", () => {
  const many = Array.from({ length: FOUND_MAX + 1 }, () => WHOLE);
  expect(findSales(many, "42", "NO")).toEqual({ sales: many.slice(1), isMore: true });
  expect(findSales(many.slice(1), "42", "NO").isMore).toBe(false);
});
