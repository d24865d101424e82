import { expect, test, vi } from "vitest";
import { steadyTicker } from "../../hardware/steady-ticker.ts";
import { openerFor } from "../../hardware/transport/opener.ts";
import { VendingMachine } from "../../simulator/devices/mdb/vending-machine.ts";
import { servePty, socatIsMissing } from "../../simulator/devices/pty.ts";
import { boardOn, dispenserOf, type MdbAdapter, openMachine } from "../rig/mdb-rig.ts";
import { CUSTOMER, CUSTOMER_TYPED, TerminalRig } from "../rig/terminal-rig.ts";

const ADAPTERS: readonly MdbAdapter[] = ["qibixx", "waferstar"];

/** The machine's customer types a number on the screen that came by itself. */
async function typeNumber(rig: TerminalRig): Promise<string> {
  rig.at("number");
  rig.terminal.checkout.byNumber("NO", CUSTOMER_TYPED);
  await rig.time.pass(500);
  rig.at("paying");
  return rig.lastReference();
}

async function openPaying(adapter: MdbAdapter) {
  const opened = await openMachine(adapter);
  await opened.choose();
  return { ...opened, reference: await typeNumber(opened.rig) };
}

test("whoever touches the screen first is sent to the machine's keys: nothing is sold by a touch here", async () => {
  const { rig, choose } = await openMachine("qibixx");
  expect(rig.at("attract")).toEqual({ at: "attract", available: true, chooseOn: "machine" });
  expect(rig.terminal.begin()).toBe(false);
  await choose();
  expect(rig.screen.at).toBe("number");
});

test.each(ADAPTERS)(
  "a choice at the machine goes straight to its payment, is dispensed and captured (%s)",
  async (adapter) => {
    const { rig, machine, choose } = await openMachine(adapter);
    expect(rig.screen.at).toBe("attract");
    await choose();
    expect(rig.at("number")).toMatchObject({ basket: { total: 4_500, lines: [{ sku: "coffee" }] } });
    const reference = await typeNumber(rig);
    expect(machine.approvals).toEqual([]);
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.pass(10_000);
    expect([machine.approvals, machine.dropped, machine.outOfSequence]).toEqual([[5], [5], 0]);
    expect(rig.wallet.ledger().at(-1)).toMatchObject({ captured: 4_500 });
    expect(rig.at("done")).toMatchObject({ amount: 4_500, money: "paid" });
    // The next customer need not wait for the result to go.
    await choose(6, 3_900);
    expect(rig.at("number")).toMatchObject({ basket: { total: 3_900, lines: [{ sku: "bun" }] } });
    expect(machine.denials).toEqual([]);
  },
);

test.each(ADAPTERS)("with the code first, the choice goes straight to the code (%s)", async (adapter) => {
  const { rig, choose } = await openMachine(adapter, { settings: { payFirst: "qr" } });
  await choose();
  await rig.time.pass(500);
  expect(rig.at("paying")).toMatchObject({ flow: "qr", amount: 4_500 });
});

test.each(ADAPTERS)("what the machine could not dispense is not charged (%s)", async (adapter) => {
  const { rig, machine, reference } = await openPaying(adapter);
  machine.isJammed = true;
  rig.wallet.act(CUSTOMER, reference, "approve");
  await rig.time.pass(30_000);
  expect([machine.approvals, machine.dropped]).toEqual([[5], []]);
  expect(rig.wallet.ledger().at(-1)).toMatchObject({ captured: 0, cancelled: 4_500 });
});

test.each(ADAPTERS)(
  "walking away from the question tells the machine no when the clock has run out (%s)",
  async (a) => {
    const { rig, machine, choose } = await openMachine(a);
    await choose();
    rig.at("number");
    await rig.time.pass(44_000);
    expect(machine.denials).toEqual([]);
    await rig.time.pass(2_000);
    expect(machine.denials).toEqual([5]);
    expect(rig.screen.at).toBe("attract");
    expect(rig.wallet.ledger()).toEqual([]);
  },
);

test.each(ADAPTERS)(
  "walking away from the payment tells the machine no and lets the money go (%s)",
  async (adapter) => {
    const { rig, machine, reference } = await openPaying(adapter);
    await rig.time.pass(76_000);
    expect(machine.denials).toEqual([5]);
    expect(() => rig.wallet.act(CUSTOMER, reference, "approve")).toThrow();
    await rig.time.pass(30_000);
    expect(machine.approvals).toEqual([]);
    expect(rig.wallet.ledger().at(-1)).toMatchObject({ captured: 0, authorized: 0 });
  },
);

test.each(ADAPTERS)("a request declined on the phone tells the machine no (%s)", async (adapter) => {
  const { rig, machine, reference } = await openPaying(adapter);
  rig.wallet.act(CUSTOMER, reference, "reject");
  await rig.time.pass(8_000);
  expect(rig.at("ended")).toMatchObject({ why: "declined" });
  expect([machine.denials, machine.approvals]).toEqual([[5], []]);
});

test.each(ADAPTERS)("back and cancel tell the machine no at once (%s)", async (adapter) => {
  const { rig, machine, choose } = await openMachine(adapter);
  await choose();
  expect(rig.terminal.back()).toBe(true);
  await rig.time.pass(300);
  expect(machine.denials).toEqual([5]);
  expect(rig.screen.at).toBe("attract");
  await choose(6, 3_900);
  await typeNumber(rig);
  expect(rig.terminal.checkout.cancel()).toBe(true);
  await rig.time.pass(300);
  expect(machine.denials).toEqual([5, 6]);
  await rig.time.pass(10_000);
  expect(rig.at("ended")).toMatchObject({ why: "cancelled" });
  expect(machine.approvals).toEqual([]);
});

test.each(ADAPTERS)(
  "an approval that crosses the cancel is given back without asking: the machine was told no (%s)",
  async (a) => {
    const { rig, machine, reference } = await openPaying(a);
    rig.wallet.act(CUSTOMER, reference, "approve");
    expect(rig.terminal.checkout.cancel()).toBe(true);
    await rig.time.pass(30_000);
    expect([machine.denials, machine.approvals, machine.dropped]).toEqual([[5], [], []]);
    expect(rig.wallet.ledger().at(-1)).toMatchObject({ captured: 0, cancelled: 4_500 });
    expect(rig.kinds()).not.toContain("slot/locked");
  },
);

test.each(ADAPTERS)("a choice taken back at the machine ends its payment (%s)", async (adapter) => {
  const { rig, machine, choose } = await openMachine(adapter);
  await choose();
  machine.withdraw();
  await rig.time.pass(500);
  expect(rig.screen.at).toBe("attract");
  await choose();
  await typeNumber(rig);
  machine.withdraw();
  await rig.time.pass(10_000);
  expect(rig.at("ended")).toMatchObject({ why: "cancelled" });
  expect(machine.approvals).toEqual([]);
  expect(rig.kinds()).not.toContain("slot/locked");
});

test.each(ADAPTERS)(
  "another choice waits until the money for the first is let go, and is then asked for (%s)",
  async (adapter) => {
    const { rig, machine, choose } = await openPaying(adapter);
    machine.withdraw();
    await rig.time.pass(200);
    await choose(6, 3_900);
    await rig.time.passUntil(() => rig.screen.at === "number", 20_000);
    expect(rig.at("number")).toMatchObject({ basket: { total: 3_900, lines: [{ sku: "bun" }] } });
    expect(rig.wallet.ledger().at(-1)).toMatchObject({ captured: 0 });
    expect(machine.denials).toEqual([]);
  },
);

test.each(ADAPTERS)("the same key after a no is a new question (%s)", async (adapter) => {
  const { rig, machine, choose } = await openMachine(adapter);
  await choose();
  rig.terminal.back();
  await rig.time.passUntil(() => machine.select(5, 4_500), 5_000, 5);
  await rig.time.pass(2_000);
  rig.at("number");
  expect(machine.denials).toEqual([5]);
});

test.each(ADAPTERS)(
  "a price that is not the configured one is denied and named, until it is put right (%s)",
  async (a) => {
    const { rig, machine, board, choose } = await openMachine(a);
    await choose(5, 4_700);
    expect(machine.denials).toEqual([5]);
    expect(rig.screen.at).toBe("attract");
    expect(board.condition()).toMatchObject({
      state: "degraded",
      what: "Slot A1: the machine asked 47.00 for item 5, which costs 45.00 here, and was told no. Make both prices the same.",
    });
    await choose(9, 1_000);
    expect(board.condition().what).toContain("item 9, which no slot has as its channel");
    await choose(6, 3_900);
    expect(rig.screen.at).toBe("number");
    rig.terminal.back();
    await choose(5, 4_500);
    expect(rig.screen.at).toBe("number");
  },
);

test.each(ADAPTERS)("a terminal that cannot sell now tells the machine no at once (%s)", async (adapter) => {
  const { rig, machine, choose } = await openMachine(adapter, { staffPin: "4711" });
  rig.terminal.staff.knock();
  await choose();
  expect(machine.denials).toEqual([5]);
  expect(rig.wallet.ledger()).toEqual([]);
});

test.each(ADAPTERS)(
  "a choice made while the line is still being set up is asked for as soon as it is, and told no when that takes too long (%s)",
  async (adapter) => {
    const { rig, machine, choose, line } = await openMachine(adapter);
    line.isGuarded = false;
    await choose();
    expect([rig.screen.at, machine.isAsking]).toEqual(["attract", true]);
    line.isGuarded = true;
    rig.terminal.devicesChanged();
    await rig.time.pass(100);
    expect(rig.at("number")).toMatchObject({ basket: { total: 4_500 } });
    rig.terminal.back();
    line.isGuarded = false;
    await choose(6, 3_900);
    await rig.time.pass(2_000);
    expect(machine.denials).toEqual([5]);
    await rig.time.pass(2_000);
    expect([machine.denials, rig.screen.at]).toEqual([[5, 6], "attract"]);
  },
);

test.each(["reset", "unplugged"] as const)(
  "%s after the approval: unknown, never no; the money goes back and the slot is locked",
  async (how) => {
    for (const adapter of ADAPTERS) {
      const { rig, machine, cable, reference } = await openPaying(adapter);
      rig.wallet.act(CUSTOMER, reference, "approve");
      await rig.time.passUntil(() => machine.approvals.length === 1, 10_000);
      if (how === "reset") machine.reset();
      else cable.unplug();
      await rig.time.passUntil(() => rig.screen.at === "ended", 30_000);
      expect(rig.at("ended")).toMatchObject({ why: "unknown-drop", items: [{ state: "unknown" }] });
      expect(rig.kinds()).toContain("slot/locked");
      expect(machine.approvals).toEqual([5]);
    }
  },
);

test.each(["reset", "unplugged"] as const)(
  "%s before the approval ends the payment and approves nothing",
  async (how) => {
    for (const adapter of ADAPTERS) {
      const { rig, machine, cable } = await openPaying(adapter);
      if (how === "reset") machine.reset();
      else cable.unplug();
      await rig.time.pass(15_000);
      expect(rig.at("ended")).toMatchObject({ why: "cancelled" });
      expect(machine.approvals).toEqual([]);
      expect(rig.kinds()).not.toContain("slot/locked");
    }
  },
);

test.skipIf(socatIsMissing()).each(ADAPTERS)(
  "on a real terminal line: chosen, paid, dispensed, captured; then chosen, cancelled, denied (%s; skipped: socat is not installed)",
  async (adapter) => {
    const machine = new VendingMachine({ ticker: steadyTicker, adapter, dispenseMs: 100 });
    const pty = await servePty({ emulator: machine.device });
    const line = { kind: "serial", path: pty.path, baudRate: 115_200 } as const;
    const onChange = () => rig.terminal.devicesChanged();
    const board = boardOn(adapter, { opener: openerFor(line, steadyTicker), ticker: steadyTicker, onChange });
    const rig = new TerminalRig({ mode: "vending", dispenser: () => dispenserOf(board) });
    const comes = (isSo: () => boolean) =>
      vi.waitFor(async () => {
        await rig.time.pass(100);
        expect(isSo()).toBe(true);
      }, 10_000);
    try {
      await rig.open();
      await comes(() => machine.select(5, 4_500));
      await comes(() => rig.screen.at === "number");
      rig.wallet.act(CUSTOMER, await typeNumber(rig), "approve");
      await comes(() => machine.dropped.length === 1);
      await comes(() => rig.screen.at === "done" && rig.at("done").money === "paid");
      await comes(() => machine.select(6, 3_900));
      await comes(() => rig.screen.at === "number");
      rig.terminal.back();
      await comes(() => machine.denials.length === 1);
      expect([machine.approvals, machine.outOfSequence]).toEqual([[5], 0]);
    } finally {
      await board.stop();
      await pty.close();
    }
  },
);
