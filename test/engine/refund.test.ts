import { describe, expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import type { ProviderName } from "../../electron/core/ports.ts";
import { CUSTOMER, TerminalRig } from "../rig/terminal-rig.ts";

/** Refund period over, as each API says it. */
const LATE_EPAYMENT = JSON.stringify({
  title: "Too late",
  status: 400,
  extraDetails: [{ name: "ErrorCode", reason: "6220" }],
});
const LATE_ECOM = JSON.stringify([{ errorGroup: "Payment", errorCode: "95", errorMessage: "Too late" }]);

async function sold(provider: ProviderName): Promise<{ rig: TerminalRig; reference: string }> {
  const rig = new TerminalRig({ provider });
  await rig.open();
  const reference = await rig.payByNumber();
  rig.wallet.act(CUSTOMER, reference, "approve");
  await rig.time.passUntil(() => rig.kinds().includes("sale/closed"), 15_000);
  return { rig, reference };
}

describe.each<ProviderName>(["epayment", "ecom"])("giving money back through %s", (provider) => {
  test("in part, again, and in full, each with a key of its own", async () => {
    const { rig, reference } = await sold(provider);
    for (const [amount, refunded] of [
      [1_000, 1_000],
      [1_500, 2_500],
      [2_000, 4_500],
    ] as const) {
      expect(rig.terminal.staff.acts.refund(reference, minor(amount))).toBeDefined();
      await rig.time.pass(5_000);
      expect(rig.wallet.ledger()).toMatchObject([{ captured: 4_500, refunded }]);
    }
    expect(rig.terminal.staff.acts.refund(reference, minor(1))).toBeUndefined();
    expect(rig.kinds().filter((kind) => kind === "sale/closed")).toHaveLength(4);
  });

  test("while its result is on the screen, takes the result away: paid is not said of money that goes back", async () => {
    const { rig, reference } = await sold(provider);
    expect(rig.at("done").money).toBe("paid");
    rig.terminal.staff.acts.refund(reference, minor(1_000));
    expect(rig.at("attract").available).toBe(true);
    await rig.time.pass(5_000);
    expect(rig.wallet.ledger()).toMatchObject([{ refunded: 1_000 }]);
  });

  test("no more than was taken, nothing of a stranger, nothing twice at once", async () => {
    const { rig, reference } = await sold(provider);
    expect(rig.terminal.staff.acts.refund(reference, minor(4_501))).toBeUndefined();
    expect(rig.terminal.staff.acts.refund(reference, minor(0))).toBeUndefined();
    expect(rig.terminal.staff.acts.refund("k1-STRANGER-1", minor(100))).toBeUndefined();
    expect(rig.terminal.staff.acts.refund(reference, minor(4_500))).toBeDefined();
    expect(rig.terminal.staff.acts.refund(reference, minor(4_500))).toBeUndefined();
    await rig.time.pass(5_000);
    expect(rig.wallet.ledger()).toMatchObject([{ refunded: 4_500 }]);
  });

  test("a refund whose answer was lost is repeated, not doubled, also over a crash", async () => {
    const { rig, reference } = await sold(provider);
    rig.wallet.weather = (request) => (request.url.endsWith("/refund") ? { lost: "answer" } : {});
    rig.terminal.staff.acts.refund(reference, minor(2_000));
    await rig.time.pass(5_000);
    await rig.restart();
    rig.wallet.weather = () => ({});
    await rig.time.pass(120_000);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 4_500, refunded: 2_000 }]);
    expect(rig.at("attract").available).toBe(true);
  });

  test("a wall clock set back an hour over a restart makes no refund wait", async () => {
    const { rig, reference } = await sold(provider);
    for (const part of [1, 2, 3, 4]) {
      expect(rig.terminal.staff.acts.refund(reference, minor(100))).toBeDefined();
      const closed = () => rig.kinds().filter((kind) => kind === "sale/closed").length;
      await rig.time.passUntil(() => closed() === part + 1, 100_000);
    }
    rig.time.setWall(-3_600_000);
    await rig.restart();
    expect(rig.terminal.staff.acts.refund(reference, minor(100))).toBeDefined();
    await rig.time.pass(100_000);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 4_500, refunded: 500 }]);
  });

  test("after the last day the amounts stay, and the operator is told", async () => {
    const { rig, reference } = await sold(provider);
    rig.wallet.control("POST", "/faults", {
      method: "POST",
      path: "*/refund",
      effect: "answer",
      status: 400,
      body: provider === "epayment" ? LATE_EPAYMENT : LATE_ECOM,
      times: 5,
    });
    rig.terminal.staff.acts.refund(reference, minor(2_000));
    await rig.time.pass(60_000);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 4_500, refunded: 0 }]);
    expect(rig.notes.join()).toContain("money/short");
    expect(rig.kinds().at(-1)).toBe("sale/closed");
  });
});
