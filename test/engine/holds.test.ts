import { expect, test } from "vitest";
import type { Good } from "../../electron/core/good.ts";
import { HELD_MAX } from "../../electron/core/held-basket.ts";
import { minor } from "../../electron/core/money.ts";
import { vatRate } from "../../electron/core/vat.ts";
import { MemoryJournal } from "../../electron/journal/memory-journal.ts";
import { CUSTOMER, CUSTOMER_TYPED, TerminalRig } from "../rig/terminal-rig.ts";

const COFFEE: Good = {
  sku: "coffee",
  name: "Coffee",
  category: "Warm",
  price: minor(3_900),
  vat: vatRate(1_500),
  choices: [{ name: "With", min: 0, max: 1, options: [{ id: "oat", name: "oat milk", adds: minor(500) }] }],
};
const MUG: Good = {
  sku: "mug",
  name: "Mug",
  category: "Things",
  price: minor(10_000),
  vat: vatRate(2_500),
  stock: 2,
};
const settings = { discounts: { reasons: ["worn"], withoutPinPercent: 20 } };

async function counter(): Promise<TerminalRig> {
  const rig = new TerminalRig({ mode: "counter", goods: [COFFEE, MUG], settings });
  await rig.open();
  return rig;
}

async function paid(rig: TerminalRig): Promise<void> {
  rig.terminal.checkout.open();
  rig.terminal.checkout.byNumber("NO", CUSTOMER_TYPED);
  await rig.time.passUntil(() => rig.screen.at === "paying" && rig.at("paying").step === "waiting", 10_000);
  rig.wallet.act(CUSTOMER, rig.lastReference(), "approve");
  await rig.time.passUntil(() => rig.screen.at === "done" && rig.at("done").money === "paid", 20_000);
  rig.terminal.checkout.finish();
}

test("a held basket makes room for the next customer, waits through a restart, and is taken up as it was", async () => {
  const rig = await counter();
  rig.terminal.basket.add("coffee", ["oat"], 3);
  rig.terminal.basket.add("mug");
  rig.terminal.discounts.give({ lineId: "mug", off: { by: "percent", percent: 10 }, reason: "worn" });
  const { basket } = rig.at("goods");
  expect(rig.terminal.holds.hold(" by the door ")).toBe(true);
  expect(rig.at("goods").basket.lines).toEqual([]);
  expect(rig.at("goods").counter).toMatchObject({
    held: [{ number: 1, name: "by the door", total: 22_200, units: 4 }],
    isFull: false,
  });
  rig.terminal.basket.add("coffee");
  await paid(rig);
  await rig.restart();
  expect(rig.at("goods").counter?.held).toMatchObject([{ number: 1, total: 22_200, units: 4 }]);
  expect(rig.terminal.holds.resume(1)).toBe(true);
  expect(rig.at("goods").basket).toEqual(basket);
  expect(rig.at("goods").counter?.held).toEqual([]);
});

test("what the cashier calls a basket is in no entry: it may be somebody's name", async () => {
  const rig = await counter();
  rig.terminal.basket.add("mug");
  rig.terminal.holds.hold("Kari");
  expect(JSON.stringify([...new MemoryJournal(rig.disk).all()])).not.toContain("Kari");
  await rig.restart();
  expect(rig.at("goods").counter?.held).toMatchObject([{ number: 1 }]);
  expect(rig.at("goods").counter?.held[0]).not.toHaveProperty("name");
});

test("a held basket is paid once: taken up it waits no more, also when the power goes before it is paid", async () => {
  const rig = await counter();
  rig.terminal.basket.add("mug");
  rig.terminal.holds.hold("");
  expect(rig.terminal.holds.resume(1)).toBe(true);
  expect(rig.terminal.holds.resume(1)).toBe(false);
  await rig.restart();
  expect(rig.at("goods").counter?.held).toEqual([]);
  expect(rig.terminal.holds.resume(1)).toBe(false);
  expect(rig.at("goods").basket.lines).toEqual([]);
});

test("a basket is taken up only onto an empty screen, and never while somebody pays", async () => {
  const rig = await counter();
  rig.terminal.basket.add("mug");
  rig.terminal.holds.hold("");
  rig.terminal.basket.add("coffee");
  expect(rig.terminal.holds.resume(1)).toBe(false);
  rig.terminal.checkout.open();
  expect(rig.terminal.holds.hold("")).toBe(false);
  expect(rig.terminal.holds.discard(1, "left")).toBe(false);
  rig.terminal.back();
  expect(rig.terminal.holds.discard(1, "left")).toBe(true);
  expect(rig.at("goods").counter?.held).toEqual([]);
  expect(rig.kinds().filter((kind) => kind.startsWith("basket/"))).toEqual(["basket/held", "basket/discarded"]);
});

test("a held basket reserves nothing: what others bought meanwhile is left out, and said until the next good", async () => {
  const rig = await counter();
  rig.terminal.basket.add("coffee");
  rig.terminal.basket.add("mug", [], 2);
  rig.terminal.holds.hold("");
  rig.terminal.basket.add("mug");
  await paid(rig);
  expect(rig.terminal.holds.resume(1)).toBe(true);
  expect(rig.at("goods").basket.lines.map(({ sku }) => sku)).toEqual(["coffee"]);
  expect(rig.at("goods").counter?.missing).toEqual(["Mug"]);
  rig.terminal.basket.add("mug");
  expect(rig.at("goods").counter?.missing).toBeUndefined();
});

test("so many baskets wait at most, and a place that is free again is used again", async () => {
  const rig = await counter();
  for (let place = 1; place <= HELD_MAX; place += 1) {
    rig.terminal.basket.add("coffee");
    expect(rig.terminal.holds.hold(String(place))).toBe(true);
  }
  rig.terminal.basket.add("coffee");
  expect(rig.at("goods").counter?.isFull).toBe(true);
  expect(rig.terminal.holds.hold("one more")).toBe(false);
  rig.terminal.holds.discard(7, "mistake");
  expect(rig.terminal.holds.hold("")).toBe(true);
  expect(rig.at("goods").counter?.held.at(-1)).toMatchObject({ number: 7 });
});

test("an empty basket is not held, and a kiosk holds none", async () => {
  const rig = await counter();
  expect(rig.terminal.holds.hold("")).toBe(false);
  const kiosk = new TerminalRig({ goods: [COFFEE] });
  await kiosk.open();
  kiosk.terminal.begin();
  kiosk.terminal.basket.add("coffee");
  expect(kiosk.terminal.holds.hold("")).toBe(false);
});

test("a number typed before a good puts in so many or none", async () => {
  const rig = await counter();
  expect(rig.terminal.basket.add("mug", [], 3)).toBe(false);
  expect(rig.at("goods").basket.lines).toEqual([]);
  expect(rig.terminal.basket.add("mug", [], 2)).toBe(true);
  expect(rig.terminal.basket.add("coffee", ["oat"], 99)).toBe(true);
  expect(rig.terminal.basket.add("coffee", ["oat"], 2)).toBe(false);
  expect(rig.at("goods").basket.lines.map(({ count }) => count)).toEqual([2, 99]);
});
