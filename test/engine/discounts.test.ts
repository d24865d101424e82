import { describe, expect, test } from "vitest";
import type { Good } from "../../electron/core/good.ts";
import { minor } from "../../electron/core/money.ts";
import type { ProviderName } from "../../electron/core/ports.ts";
import { vatRate } from "../../electron/core/vat.ts";
import { MemoryJournal } from "../../electron/journal/memory-journal.ts";
import { CUSTOMER, CUSTOMER_TYPED, TerminalRig } from "../rig/terminal-rig.ts";

const COFFEE: Good = { sku: "coffee", name: "Coffee", category: "Warm", price: minor(3_900), vat: vatRate(1_500) };
const MUG: Good = { sku: "mug", name: "Mug", category: "Things", price: minor(10_001), vat: vatRate(2_500) };
const PIN = "482915";
const PROVIDERS: readonly ProviderName[] = ["epayment", "ecom"];
const settings = { discounts: { reasons: ["worn", "staff"], withoutPinPercent: 20 } };
const tenPercent = { off: { by: "percent", percent: 10 }, reason: "staff" } as const;
const half = { off: { by: "percent", percent: 50 }, reason: "worn" } as const;

async function counterWith(options: ConstructorParameters<typeof TerminalRig>[0] = {}): Promise<TerminalRig> {
  const rig = new TerminalRig({ mode: "counter", goods: [COFFEE, MUG], settings, ...options });
  await rig.open();
  rig.terminal.basket.add("coffee");
  rig.terminal.basket.add("coffee");
  rig.terminal.basket.add("mug");
  return rig;
}

describe.each(PROVIDERS)("a discount given at the counter, through %s", (provider) => {
  test("is what the customer pays less, and stands on the paper and in the journal with its reason", async () => {
    const rig = await counterWith({ provider });
    expect(rig.terminal.discounts.give({ ...tenPercent })).toBe(true);
    expect(
      rig.terminal.discounts.give({ lineId: "mug", off: { by: "amount", amount: minor(1_001) }, reason: "worn" }),
    ).toBe(true);
    expect(rig.at("goods").basket).toMatchObject({
      total: 16_020,
      discount: { reason: "staff" },
      reduction: { amount: 780, reason: "staff", of: "basket" },
      lines: [{ gross: 7_800 }, { gross: 9_000, reduction: { amount: 1_001, of: "line", reason: "worn" } }],
    });
    rig.terminal.checkout.open();
    rig.terminal.checkout.byNumber("NO", CUSTOMER_TYPED);
    await rig.time.passUntil(() => rig.screen.at === "paying" && rig.at("paying").step === "waiting", 10_000);
    expect(rig.terminal.discounts.remove(undefined)).toBe(false);
    rig.wallet.act(CUSTOMER, rig.lastReference(), "approve");
    await rig.time.passUntil(() => rig.screen.at === "done" && rig.at("done").receipt === "printed", 20_000);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 16_020 }]);
    const begun = [...new MemoryJournal(rig.disk).all()].find((entry) => entry.kind === "sale/begun");
    expect(begun?.body).toMatchObject({
      sale: { lines: [{ reduction: { amount: 780, reason: "staff" } }, { reduction: { amount: 1_001 } }] },
    });
    const rows = rig.slips[0]?.parts.filter((part) => part.part === "row");
    expect(rows?.slice(2)).toEqual([
      { part: "row", left: "Coffee", right: "78,00" },
      { part: "row", left: "Mug", right: "100,01" },
      { part: "row", left: "  Rabatt worn", right: "-10,01" },
      { part: "row", left: "Rabatt staff", right: "-7,80" },
      { part: "row", left: "Sum", right: "NOK 160,20", bold: true },
      { part: "row", left: "MVA 25,00 % av 72,00", right: "18,00" },
      { part: "row", left: "MVA 15,00 % av 61,04", right: "9,16" },
      { part: "row", left: "Vipps", right: "160,20" },
    ]);
  });
});

test("a discount can be taken back until the customer pays, and goes with the last of its goods", async () => {
  const rig = await counterWith();
  rig.terminal.discounts.give({ ...tenPercent });
  rig.terminal.discounts.give({ ...tenPercent, lineId: "mug" });
  expect(rig.terminal.discounts.remove("mug")).toBe(true);
  expect(rig.terminal.discounts.remove(undefined)).toBe(true);
  expect(rig.at("goods").basket.total).toBe(17_801);
  rig.terminal.discounts.give({ ...tenPercent });
  for (const sku of ["coffee", "coffee", "mug"]) rig.terminal.basket.remove(sku);
  rig.terminal.basket.add("mug");
  expect(rig.at("goods").basket.total).toBe(10_001);
});

test("more than the shop's bound takes the staff's PIN; a wrong one is in the journal and opens nothing", async () => {
  const rig = await counterWith({ staffPin: PIN });
  expect(rig.at("goods").counter?.discounts).toMatchObject({ withoutPinPercent: 20, asksPin: true });
  expect(rig.terminal.discounts.give({ ...half, lineId: "mug" })).toBe(false);
  expect(rig.terminal.discounts.give({ ...half, lineId: "mug", pin: "111111" })).toBe(false);
  expect(rig.terminal.discounts.give({ off: { by: "amount", amount: minor(3_561) }, reason: "worn" })).toBe(false);
  expect(rig.at("goods").basket.total).toBe(17_801);
  expect(rig.terminal.discounts.give({ ...half, lineId: "mug", pin: PIN })).toBe(true);
  expect(rig.at("goods").basket.lines[1]?.reduction).toMatchObject({ amount: 5_001, approved: true });
  expect(rig.view?.frame.staff).toBeUndefined();
  expect(rig.kinds().filter((kind) => kind.startsWith("staff/"))).toEqual(["staff/refused"]);
});

test("an amount given without a PIN stays within the bound when goods are taken out again", async () => {
  const rig = await counterWith();
  rig.terminal.discounts.give({ off: { by: "amount", amount: minor(2_000) }, reason: "worn" });
  rig.terminal.basket.remove("mug");
  expect(rig.at("goods").basket.total).toBe(7_800 - 1_560);
});

test("nothing is taken off for a reason that is not the shop's, off goods that are not there, or in a kiosk", async () => {
  const rig = await counterWith();
  expect(rig.terminal.discounts.give({ ...tenPercent, reason: "a friend" })).toBe(false);
  expect(rig.terminal.discounts.give({ ...tenPercent, lineId: "tea" })).toBe(false);
  const kiosk = new TerminalRig({ goods: [COFFEE] });
  await kiosk.open();
  kiosk.terminal.begin();
  kiosk.terminal.basket.add("coffee");
  expect(kiosk.terminal.discounts.give({ ...tenPercent })).toBe(false);
  expect(kiosk.at("goods").counter).toBeUndefined();
});

test("goods given away whole cannot be paid: no wallet takes nothing", async () => {
  const rig = await counterWith();
  expect(rig.terminal.discounts.give({ off: { by: "percent", percent: 100 }, reason: "worn" })).toBe(true);
  expect(rig.at("goods").basket.total).toBe(0);
  expect(rig.terminal.checkout.open()).toBe(false);
});
