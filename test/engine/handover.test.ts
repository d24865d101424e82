import { describe, expect, test } from "vitest";
import type { ProviderName } from "../../electron/core/ports.ts";
import { CUSTOMER, TerminalRig } from "../rig/terminal-rig.ts";

const PROVIDERS: readonly ProviderName[] = ["epayment", "ecom"];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

async function ordered(provider: ProviderName): Promise<TerminalRig> {
  const rig = new TerminalRig({ provider, captureAt: "on-handover" });
  await rig.open();
  const reference = await rig.payByNumber();
  rig.wallet.act(CUSTOMER, reference, "approve");
  await rig.time.passUntil(() => rig.screen.at === "done", 6_000);
  await rig.time.pass(30_000);
  return rig;
}

describe.each(PROVIDERS)("money taken on handover, through %s", (provider) => {
  test("is taken when staff hand the order over, and only once", async () => {
    const rig = await ordered(provider);
    expect(rig.wallet.ledger()).toMatchObject([{ authorized: 4_500, captured: 0 }]);
    expect(rig.terminal.staff.acts.handOver(2)).toBe(false);
    expect(rig.terminal.staff.acts.handOver(1)).toBe(true);
    expect(rig.terminal.staff.acts.handOver(1)).toBe(false);
    await rig.time.pass(5_000);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 4_500 }]);
    expect(rig.kinds()).toContain("sale/closed");
  });

  test("is let go when staff call the order off, and cannot be taken afterwards", async () => {
    const rig = await ordered(provider);
    expect(rig.terminal.staff.acts.callOff(2)).toBe(false);
    expect(rig.terminal.staff.acts.callOff(1)).toBe(true);
    expect(rig.terminal.staff.acts.handOver(1)).toBe(false);
    expect(rig.terminal.staff.acts.callOff(1)).toBe(false);
    await rig.time.pass(5_000);
    expect(rig.wallet.ledger()).toMatchObject([{ authorized: 4_500, captured: 0, cancelled: 4_500 }]);
    expect(rig.kinds()).toContain("sale/closed");
  });

  test("is let go in spite of a power cut in the middle of calling it off", async () => {
    const rig = await ordered(provider);
    rig.wallet.weather = (request) => (request.url.includes("/cancel") ? { lost: "request" } : {});
    expect(rig.terminal.staff.acts.callOff(1)).toBe(true);
    await rig.time.pass(1_000);
    await rig.restart();
    rig.wallet.weather = () => ({});
    await rig.time.pass(MINUTE_MS);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 0, cancelled: 4_500 }]);
    expect(rig.at("attract").available).toBe(true);
  });

  test("a result still on the screen is taken away when its order is called off", async () => {
    const rig = new TerminalRig({ provider, captureAt: "on-handover" });
    await rig.open();
    rig.wallet.act(CUSTOMER, await rig.payByNumber(), "approve");
    await rig.time.passUntil(() => rig.screen.at === "done", 6_000);
    expect(rig.terminal.staff.acts.callOff(1)).toBe(true);
    expect(rig.at("attract").available).toBe(true);
  });

  test("from day 170 the operator is told, once, that the reservation is running out", async () => {
    const rig = await ordered(provider);
    const told = (): number => rig.notes.filter((note) => note.includes("money/window-ending")).length;
    rig.time.setWall(170 * 24 * HOUR_MS - HOUR_MS);
    await rig.restart();
    expect(told()).toBe(0);
    await rig.time.pass(HOUR_MS);
    expect(told()).toBe(1);
    await rig.restart();
    await rig.time.pass(MINUTE_MS);
    expect(told()).toBe(1);
    expect(rig.terminal.staff.acts.handOver(1)).toBe(true);
    await rig.time.pass(MINUTE_MS);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 4_500 }]);
  });

  test("an order in the kitchen keeps nobody from buying after a restart, and is still taken later", async () => {
    const rig = await ordered(provider);
    await rig.restart();
    expect(rig.at("attract").available).toBe(true);
    await rig.time.pass(600_000);
    expect(rig.wallet.ledger()).toMatchObject([{ authorized: 4_500, captured: 0, cancelled: 0 }]);
    expect(rig.terminal.staff.acts.handOver(1)).toBe(true);
    await rig.time.pass(5_000);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 4_500 }]);
  });
});
