import { describe, expect, test } from "vitest";
import type { CashDrawer, DrawerNews, KickOutcome } from "../../electron/core/ports.ts";
import { MemoryJournal } from "../../electron/journal/memory-journal.ts";
import type { ManualTime } from "../rig/manual-time.ts";
import { CUSTOMER, TerminalRig } from "../rig/terminal-rig.ts";

interface Bench {
  readonly rig: TerminalRig;
  readonly fired: { count: number; outcome: KickOutcome };
  says(news: DrawerNews): void;
  entries(): { kind: string; body: unknown }[];
}

async function counter(opensAfterSale = false): Promise<Bench> {
  const fired: Bench["fired"] = { count: 0, outcome: "opened" };
  let says: (news: DrawerNews) => void = () => undefined;
  const drawer = (time: ManualTime): CashDrawer => ({
    opensAfterSale,
    onNews: (heard) => {
      says = heard;
    },
    open: async () => {
      fired.count += 1;
      await new Promise<void>((resolve) => time.after(300, resolve));
      return fired.outcome;
    },
  });
  const rig = new TerminalRig({ mode: "counter", drawer });
  await rig.open();
  const entries = () =>
    [...new MemoryJournal(rig.disk).all()]
      .filter(({ kind }) => kind.startsWith("drawer/") || kind === "operator/alert")
      .map(({ kind, body }) => ({ kind, body }));
  return { rig, fired, says: (news) => says(news), entries };
}

async function sell(rig: TerminalRig): Promise<void> {
  const reference = await rig.payByCode();
  rig.wallet.act(CUSTOMER, reference, "approve");
  await rig.time.passUntil(() => rig.kinds().includes("sale/closed"), 60_000);
  await rig.time.pass(1_000);
}

describe("the cash drawer", () => {
  test("is opened by staff with a reason, once, and what came of it is in the journal and on their sheet", async () => {
    const { rig, fired, entries } = await counter();
    expect(rig.terminal.staff.openDrawer("change")).toBe(false);
    rig.terminal.staff.knock();
    expect(rig.terminal.staff.openDrawer("change")).toBe(true);
    expect(rig.terminal.staff.openDrawer("change")).toBe(false);
    expect(entries()).toEqual([{ kind: "drawer/asked", body: { why: "change" } }]);
    await rig.time.pass(400);
    expect(fired.count).toBe(1);
    expect(entries().at(-1)).toEqual({ kind: "drawer/answered", body: { why: "change", outcome: "opened" } });
    expect(rig.terminal.staff.view()?.drawer?.last).toMatchObject({ why: "change", outcome: "opened" });
  });

  test("stays shut after a sale, unless the configuration says otherwise: then it opens once", async () => {
    const shut = await counter(false);
    await sell(shut.rig);
    expect(shut.fired.count).toBe(0);
    const { rig, fired, entries } = await counter(true);
    await sell(rig);
    expect(fired.count).toBe(1);
    expect(entries().map(({ body }) => body)).toEqual([{ why: "sale" }, { why: "sale", outcome: "opened" }]);
    await rig.restart();
    await rig.time.pass(10_000);
    expect(fired.count).toBe(1);
  });

  test("is not opened for a sale nobody stands at any more", async () => {
    const { rig, fired } = await counter(true);
    await rig.payByCode();
    rig.terminal.checkout.cancel();
    await rig.time.passUntil(() => rig.kinds().includes("sale/closed"), 60_000);
    expect(fired.count).toBe(0);
    await rig.time.pass(60_000);
    const reference = await rig.payByCode();
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.restart();
    await rig.time.pass(120_000);
    expect(fired.count).toBe(0);
  });

  test.each(["stuck", "unknown"] as const)("tells the operator when it is %s", async (outcome) => {
    const { rig, fired, entries } = await counter();
    fired.outcome = outcome;
    rig.terminal.staff.knock();
    rig.terminal.staff.openDrawer("count");
    await rig.time.pass(400);
    expect(entries().at(-1)).toMatchObject({ kind: "operator/alert", body: { code: `drawer/${outcome}` } });
    expect(fired.count).toBe(1);
  });

  test("opened by nobody here, and left open, is noted, told to the operator and shown to staff", async () => {
    const { rig, says, entries } = await counter();
    says("closed");
    await rig.time.pass(5_000);
    says("opened-alone");
    await rig.time.pass(60_000);
    says("left-open");
    rig.terminal.staff.knock();
    expect(rig.terminal.staff.view()?.drawer).toMatchObject({ is: "open", leftOpen: true });
    says("closed");
    const { drawer } = rig.terminal.staff.view() ?? {};
    expect(drawer).toMatchObject({ is: "closed", openedAloneAtMs: expect.any(Number) });
    expect(drawer?.leftOpen).toBeUndefined();
    expect(entries().map(({ kind }) => kind)).toEqual([
      "drawer/closed",
      "drawer/opened-alone",
      "operator/alert",
      "drawer/left-open",
      "operator/alert",
      "drawer/closed",
    ]);
    expect(rig.notes.filter((note) => note.includes("alert"))).toHaveLength(2);
  });

  test("is no matter where none is configured", async () => {
    const rig = new TerminalRig({ mode: "counter" });
    await rig.open();
    rig.terminal.staff.knock();
    expect(rig.terminal.staff.openDrawer("change")).toBe(false);
    expect(rig.terminal.staff.view()?.drawer).toBeUndefined();
  });
});
