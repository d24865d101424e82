import { describe, expect, test } from "vitest";
import type { ProviderName } from "../../electron/core/ports.ts";
import { CUSTOMER, TerminalRig } from "../rig/terminal-rig.ts";

const MINUTE_MS = 60_000;

describe.each<ProviderName>(["epayment", "ecom"])("after power came back, through %s", (provider) => {
  test("a create that was stored and never arrived holds the shop up for seconds, not for ten minutes", async () => {
    const rig = new TerminalRig({ provider });
    await rig.open();
    rig.wallet.weather = ({ method, url }) =>
      method === "POST" && url.endsWith("/payments") ? { lost: "request" } : {};
    rig.terminal.begin();
    rig.terminal.basket.add("coffee");
    rig.terminal.checkout.open();
    rig.terminal.checkout.byCode();
    await rig.time.pass(200);
    expect(rig.wallet.ledger()).toEqual([]);
    rig.wallet.weather = () => ({});
    await rig.restart();
    await rig.time.pass(10_000);
    expect(rig.at("attract").available).toBe(true);
    expect(rig.kinds()).not.toContain("sale/closed");
    // The next customer buys while the old payment is still being watched, and what it reserved stays reserved.
    const reference = await rig.payByCode();
    expect(rig.wallet.ledger()).toHaveLength(1);
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.pass(30_000);
    rig.terminal.begin();
    expect(rig.terminal.basket.add("coffee")).toBe(false);
    await rig.time.pass(11 * MINUTE_MS);
    expect(rig.kinds().filter((kind) => kind === "sale/closed")).toHaveLength(2);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 4_500 }]);
    rig.terminal.begin();
    expect(rig.terminal.basket.add("coffee")).toBe(true);
  });

  test("a clock set forward meanwhile does not end the search for a create that may still arrive", async () => {
    const rig = new TerminalRig({ provider });
    await rig.open();
    rig.wallet.weather = ({ method, url }) =>
      method === "POST" && url.endsWith("/payments") ? { lost: "request" } : {};
    rig.terminal.begin();
    rig.terminal.basket.add("coffee");
    rig.terminal.checkout.open();
    rig.terminal.checkout.byCode();
    await rig.time.pass(200);
    rig.wallet.weather = () => ({});
    rig.time.setWall(40 * 24 * 60 * MINUTE_MS);
    await rig.restart();
    await rig.time.pass(9 * MINUTE_MS);
    expect(rig.kinds()).not.toContain("sale/closed");
    await rig.time.pass(2 * MINUTE_MS);
    expect(rig.kinds()).toContain("sale/closed");
  });

  test("a payment locked on its customer's phone is left to the watcher once its cancel was answered", async () => {
    const rig = new TerminalRig({ provider });
    await rig.open();
    const reference = await rig.payByCode();
    rig.wallet.act(CUSTOMER, reference, "start-3ds");
    await rig.restart();
    await rig.time.pass(3_000);
    expect(rig.kinds()).toContain("sale/cancel-answered");
    expect(rig.at("attract").available).toBe(true);
    rig.wallet.act(CUSTOMER, reference, "finish-3ds");
    await rig.time.pass(3 * MINUTE_MS);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 0, cancelled: 4_500 }]);
    expect(rig.kinds().at(-1)).toBe("sale/closed");
  });

  test("nothing is sold while the provider has said nothing", async () => {
    const rig = new TerminalRig({ provider });
    await rig.open();
    await rig.payByCode();
    rig.wallet.weather = ({ url }) => (url.includes("k1-") ? { answers: { status: 503, body: "" } } : {});
    await rig.restart();
    await rig.time.pass(MINUTE_MS);
    expect(rig.at("attract")).toMatchObject({ available: false, why: "checking" });
    rig.wallet.weather = () => ({});
    await rig.time.pass(MINUTE_MS);
    expect(rig.at("attract").available).toBe(true);
  });
});
