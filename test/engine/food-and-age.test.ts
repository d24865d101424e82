import { describe, expect, test } from "vitest";
import type { Good } from "../../electron/core/good.ts";
import { minor } from "../../electron/core/money.ts";
import type { ProviderName } from "../../electron/core/ports.ts";
import { vatRate } from "../../electron/core/vat.ts";
import { MemoryJournal } from "../../electron/journal/memory-journal.ts";
import { CUSTOMER, CUSTOMER_TYPED, TerminalRig } from "../rig/terminal-rig.ts";

const COFFEE: Good = {
  sku: "coffee",
  name: "Coffee",
  category: "Warm",
  price: minor(3_900),
  vat: vatRate(1_500),
  eatIn: { price: minor(4_500), vat: vatRate(2_500) },
};
const MUG: Good = { sku: "mug", name: "Mug", category: "Things", price: minor(10_000), vat: vatRate(2_500) };
const CIDER: Good = { ...MUG, sku: "cider", name: "Cider", minimumAge: 18 };
const PROVIDERS: readonly ProviderName[] = ["epayment", "ecom"];

function begun(rig: TerminalRig): unknown {
  return [...new MemoryJournal(rig.disk).all()].find((entry) => entry.kind === "sale/begun")?.body;
}

describe.each(PROVIDERS)("food eaten in or taken away, through %s", (provider) => {
  test("is not paid before the customer says which; amount, VAT, paper and journal follow the answer", async () => {
    const rig = new TerminalRig({ provider, goods: [COFFEE, MUG] });
    await rig.open();
    rig.terminal.begin();
    rig.terminal.basket.add("mug");
    expect(rig.at("goods").basket).not.toHaveProperty("serving");
    rig.terminal.basket.add("coffee");
    expect(rig.at("goods").basket).toMatchObject({ serving: "unanswered", total: 13_900 });
    expect(rig.terminal.checkout.open()).toBe(false);
    expect(rig.terminal.basket.serve("take-away")).toBe(true);
    expect(rig.at("goods").basket).toMatchObject({ serving: "take-away", total: 13_900 });
    expect(rig.terminal.basket.serve("eat-in")).toBe(true);
    expect(rig.at("goods").basket).toMatchObject({
      serving: "eat-in",
      total: 14_500,
      vat: [{ rate: 2_500, vat: 2_900 }],
    });
    expect(rig.terminal.checkout.open()).toBe(true);
    expect(rig.terminal.basket.serve("take-away")).toBe(false);
    rig.terminal.checkout.byNumber("NO", CUSTOMER_TYPED);
    await rig.time.passUntil(() => rig.screen.at === "paying" && rig.at("paying").step === "waiting", 10_000);
    rig.wallet.act(CUSTOMER, rig.lastReference(), "approve");
    await rig.time.passUntil(() => rig.screen.at === "done" && rig.at("done").receipt === "printed", 20_000);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 14_500 }]);
    expect(begun(rig)).toMatchObject({
      sale: { terms: { serving: "eat-in" }, lines: [{}, { vat: 2_500, gross: 4_500 }] },
    });
    const paper = JSON.stringify(rig.slips);
    expect(paper).toContain("Spise her");
    expect(paper).toContain("MVA 25,00 % av 116,00");
  });
});

describe("goods with an age limit", () => {
  test("are not paid at a counter before the cashier has looked; that they did is stored with the sale", async () => {
    const rig = new TerminalRig({ mode: "counter", provider: "ecom", goods: [CIDER, MUG] });
    await rig.open();
    rig.terminal.basket.add("cider");
    expect(rig.at("goods").basket).toMatchObject({ minimumAge: 18, ageToSee: 18 });
    expect(rig.terminal.checkout.open()).toBe(false);
    expect(rig.terminal.basket.seeAge(18, true)).toBe(true);
    expect(rig.at("goods").basket).not.toHaveProperty("ageToSee");
    expect(rig.terminal.checkout.open()).toBe(true);
    rig.terminal.checkout.byNumber("NO", CUSTOMER_TYPED);
    await rig.time.pass(200);
    expect(begun(rig)).toMatchObject({ sale: { terms: { minimumAge: 18, ageSeen: true } } });
  });

  test("leave the basket again where the customer is too young, and only that is stored", async () => {
    const rig = new TerminalRig({ mode: "counter", goods: [CIDER, MUG] });
    await rig.open();
    rig.terminal.basket.add("cider");
    rig.terminal.basket.add("mug");
    expect(rig.terminal.basket.seeAge(18, false)).toBe(true);
    expect(rig.at("goods")).toMatchObject({ tooYoungFor: 18, basket: { lines: [{ sku: "mug" }], total: 10_000 } });
    expect([...new MemoryJournal(rig.disk).all()].at(-1)).toMatchObject({
      kind: "age/refused",
      body: { years: 18 },
    });
    rig.terminal.basket.add("mug");
    expect(rig.at("goods")).not.toHaveProperty("tooYoungFor");
    expect(rig.wallet.ledger()).toEqual([]);
  });

  test("are asked about again when something for an older customer comes after", async () => {
    const spirit = { ...CIDER, sku: "spirit", minimumAge: 20 };
    const rig = new TerminalRig({ mode: "counter", goods: [CIDER, spirit] });
    await rig.open();
    rig.terminal.basket.add("cider");
    rig.terminal.basket.seeAge(18, true);
    rig.terminal.basket.add("spirit");
    expect(rig.at("goods").basket).toMatchObject({ ageToSee: 20 });
    // The question on the screen was still the one about 18.
    expect(rig.terminal.basket.seeAge(18, true)).toBe(false);
    expect(rig.terminal.checkout.open()).toBe(false);
  });

  test("are checked by the wallet where nobody attends: nothing is reserved, and the screen names the age", async () => {
    const rig = new TerminalRig({ goods: [{ ...CIDER, minimumAge: 99 }] });
    await rig.open();
    rig.terminal.begin();
    rig.terminal.basket.add("cider");
    expect(rig.at("goods").basket).toMatchObject({ minimumAge: 99 });
    expect(rig.at("goods").basket).not.toHaveProperty("ageToSee");
    expect(rig.terminal.basket.seeAge(99, true)).toBe(false);
    rig.terminal.checkout.open();
    rig.terminal.checkout.byNumber("NO", CUSTOMER_TYPED);
    await rig.time.passUntil(() => rig.screen.at === "number", 10_000);
    expect(rig.at("number")).toMatchObject({ complaint: "could-not-send", basket: { minimumAge: 99 } });
    expect(rig.wallet.ledger().filter((payment) => payment.authorized > 0)).toEqual([]);
  });

  test("are not sold through eCom where nobody attends", async () => {
    const rig = new TerminalRig({ provider: "ecom", goods: [CIDER, MUG] });
    await rig.open();
    rig.terminal.begin();
    expect(rig.terminal.basket.add("cider")).toBe(false);
    expect(rig.view?.frame.soldOut).toEqual(["cider"]);
  });
});
