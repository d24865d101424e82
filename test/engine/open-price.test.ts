import { describe, expect, test } from "vitest";
import type { Good } from "../../electron/core/good.ts";
import { minor } from "../../electron/core/money.ts";
import type { ProviderName } from "../../electron/core/ports.ts";
import { vatRate } from "../../electron/core/vat.ts";
import { MemoryJournal } from "../../electron/journal/memory-journal.ts";
import { handlersFor } from "../../electron/main/handlers.ts";
import { CUSTOMER, CUSTOMER_TYPED, type RigOptions, TerminalRig } from "../rig/terminal-rig.ts";

const SALAD: Good = {
  sku: "salad",
  name: "Salad",
  category: "Food",
  price: minor(500),
  openPrice: { min: minor(500), max: minor(50_000) },
  vat: vatRate(1_500),
  barcode: "7038010009457",
  stock: 4,
};
const MUG: Good = { sku: "mug", name: "Mug", category: "Things", price: minor(10_000), vat: vatRate(2_500) };
const PROVIDERS: readonly ProviderName[] = ["epayment", "ecom"];
const settings = { discounts: { reasons: ["worn"], withoutPinPercent: 20 } };

async function counter(options: RigOptions = {}) {
  const rig = new TerminalRig({ mode: "counter", goods: [SALAD, MUG], settings, ...options });
  await rig.open();
  const rungUp = () =>
    rig.at("goods").basket.lines.map(({ sku, count, gross, typedPrice }) => [sku, count, gross, typedPrice]);
  return { rig, rungUp, asks: handlersFor(rig.terminal, () => undefined) };
}

test("nothing is rung up without its price, out of its bounds, or at another price than its own", async () => {
  const { rig, rungUp } = await counter();
  const { basket } = rig.terminal;
  expect(basket.add("salad")).toBe(false);
  for (const price of [0, 499, 50_001, 65_000_000]) expect(basket.add("salad", [], 1, minor(price))).toBe(false);
  expect(basket.add("mug", [], 1, minor(1_000))).toBe(false);
  expect(rungUp()).toEqual([]);
});

test("each price is a line of its own, taken away by its price; all come off one shelf", async () => {
  const { rungUp, asks } = await counter();
  asks["basket:add"]({ sku: "salad", typedPrice: 4_550, count: 2 });
  asks["basket:add"]({ sku: "salad", typedPrice: 9_900 });
  asks["basket:add"]({ sku: "salad", typedPrice: 4_550 });
  expect(rungUp()).toEqual([
    ["salad", 3, 13_650, 4_550],
    ["salad", 1, 9_900, 9_900],
  ]);
  expect(() => asks["basket:add"]({ sku: "salad", typedPrice: 9_900 })).toThrow("not on this screen");
  asks["basket:remove"]({ sku: "salad", typedPrice: 9_900 });
  expect(rungUp()).toEqual([["salad", 3, 13_650, 4_550]]);
  asks["discount:give"]({
    line: { sku: "salad", typedPrice: 4_550 },
    off: { by: "percent", percent: 10 },
    reason: "worn",
  });
  expect(rungUp()).toEqual([["salad", 3, 12_285, 4_550]]);
});

test("its barcode asks for the price, and puts nothing in the basket", async () => {
  const { rig, rungUp } = await counter();
  rig.terminal.scans.take("7038010009457");
  expect(rig.at("goods").scan).toMatchObject({ is: "choose", sku: "salad" });
  expect(rungUp()).toEqual([]);
});

describe.each(PROVIDERS)("a price typed at the counter, through %s", (provider) => {
  test("is paid, stands on the paper and in the journal, and survives being put aside and a restart", async () => {
    const { rig, rungUp } = await counter({ provider });
    rig.terminal.basket.add("salad", [], 2, minor(4_550));
    rig.terminal.basket.add("salad", [], 1, minor(9_900));
    rig.terminal.basket.add("mug");
    rig.terminal.discounts.give({
      lineId: "salad.9900",
      off: { by: "amount", amount: minor(900) },
      reason: "worn",
    });
    const before = rungUp();
    rig.terminal.holds.hold("");
    await rig.restart();
    expect(rig.terminal.holds.resume(1)).toBe(true);
    expect(rungUp()).toEqual(before);
    rig.terminal.checkout.open();
    rig.terminal.checkout.byNumber("NO", CUSTOMER_TYPED);
    await rig.time.passUntil(() => rig.screen.at === "paying" && rig.at("paying").step === "waiting", 10_000);
    rig.wallet.act(CUSTOMER, rig.lastReference(), "approve");
    await rig.time.passUntil(() => rig.screen.at === "done" && rig.at("done").receipt === "printed", 20_000);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 28_100 }]);
    const parts = rig.slips[0]?.parts;
    expect(parts).toContainEqual({ part: "row", left: "Salad", right: "91,00" });
    expect(parts).toContainEqual({ part: "text", text: "  2 x 45,50" });
    expect(parts).toContainEqual({ part: "row", left: "  Rabatt worn", right: "-9,00" });
    const closed = [...new MemoryJournal(rig.disk).all()].find(({ kind }) => kind === "sale/closed");
    expect(closed?.body).toMatchObject({ sold: { salad: 3, mug: 1 } });
  });
});

test("a held price that its bounds no longer allow is left out, and said", async () => {
  const goods = [SALAD];
  const { rig } = await counter({ goods });
  rig.terminal.basket.add("salad", [], 1, minor(4_550));
  rig.terminal.holds.hold("");
  goods[0] = { ...SALAD, openPrice: { min: minor(5_000), max: minor(9_000) } };
  await rig.restart();
  rig.terminal.holds.resume(1);
  expect(rig.at("goods")).toMatchObject({ basket: { lines: [] }, counter: { missing: ["Salad"] } });
});
