import { describe, expect, test } from "vitest";
import type { Good } from "../../electron/core/good.ts";
import { minor } from "../../electron/core/money.ts";
import type { ProviderName } from "../../electron/core/ports.ts";
import { vatRate } from "../../electron/core/vat.ts";
import { CUSTOMER, TerminalRig } from "../rig/terminal-rig.ts";

const LATTE: Good = {
  sku: "latte",
  name: "Latte",
  category: "Warm",
  price: minor(4_500),
  vat: vatRate(1_500),
  stock: 3,
  choices: [
    {
      name: "Size",
      min: 1,
      max: 1,
      options: [
        { id: "small", name: "small", adds: minor(0), price: minor(4_500) },
        { id: "large", name: "large", adds: minor(1_000), price: minor(5_500) },
      ],
    },
    { name: "Milk", min: 0, max: 1, options: [{ id: "oat", name: "oat milk", adds: minor(500) }] },
  ],
};
const PROVIDERS: readonly ProviderName[] = ["epayment", "ecom"];

describe.each(PROVIDERS)("a good with variants and extras, through %s", (provider) => {
  test("is not taken before its choices are answered", async () => {
    const rig = new TerminalRig({ provider, goods: [LATTE] });
    await rig.open();
    rig.terminal.begin();
    expect(rig.terminal.basket.add("latte")).toBe(false);
    expect(rig.terminal.basket.add("latte", ["small", "large"])).toBe(false);
    expect(rig.terminal.basket.add("latte", ["small"])).toBe(true);
  });

  test("stands in the basket, on the receipt and in the amount as it was chosen, and sells out as one good", async () => {
    const rig = new TerminalRig({ provider, goods: [LATTE] });
    await rig.open();
    rig.terminal.begin();
    rig.terminal.basket.add("latte", ["large", "oat"]);
    rig.terminal.basket.add("latte", ["small"]);
    rig.terminal.basket.add("latte", ["small"]);
    expect(rig.terminal.basket.add("latte", ["large"])).toBe(false);
    expect(rig.at("goods").basket).toMatchObject({
      total: 15_000,
      lines: [
        { sku: "latte", chosen: [{ id: "large" }, { id: "oat" }], count: 1, unitPrice: 6_000 },
        { sku: "latte", chosen: [{ id: "small" }], count: 2, gross: 9_000 },
      ],
    });
    expect(rig.terminal.basket.remove("latte", ["small"])).toBe(true);
    rig.terminal.basket.add("latte", ["small"]);
    rig.terminal.checkout.open();
    rig.terminal.checkout.byNumber("NO", CUSTOMER.slice(2));
    await rig.time.passUntil(() => rig.screen.at === "paying" && rig.at("paying").step === "waiting", 10_000);
    expect(rig.view?.frame.soldOut).toEqual(["latte"]);
    const reference = rig.wallet.ledger()[0]?.reference ?? "";
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.passUntil(() => rig.screen.at === "done" && rig.at("done").money === "paid", 20_000);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 15_000 }]);
    await rig.time.passUntil(() => rig.at("done").receipt === "printed", 10_000);
    const paper = JSON.stringify(rig.slips);
    expect(paper).toContain("Latte, large, oat milk");
    expect(paper).toContain("2 x 45,00");
    expect(rig.view?.frame.soldOut).toEqual(["latte"]);
  });

  test("shows the least it can cost", async () => {
    const rig = new TerminalRig({ provider, goods: [LATTE] });
    await rig.open();
    expect(rig.terminal.catalogue().goods).toMatchObject([{ price: 4_500, priceFrom: 4_500 }]);
  });
});
