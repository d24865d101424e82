import { expect, test } from "vitest";
import type { Dispenser } from "../../electron/core/ports.ts";
import type { VendingBoard } from "../../hardware/contract.ts";
import { createMdbQibixxBoard, createMdbWaferstarBoard } from "../../hardware/drivers/mdb/reader-board.ts";
import { createMemoryCable } from "../../hardware/transport/memory.ts";
import { VendingMachine } from "../../simulator/devices/mdb/vending-machine.ts";
import type { ManualTime } from "../rig/manual-time.ts";
import { CUSTOMER, TerminalRig } from "../rig/terminal-rig.ts";

const ADAPTERS = [
  { adapter: "qibixx", create: createMdbQibixxBoard },
  { adapter: "waferstar", create: createMdbWaferstarBoard },
] as const;

/** A whole terminal as the cashless reader of a vending machine: real engine, real driver, real bytes. */
async function openMachine({ adapter, create }: (typeof ADAPTERS)[number]) {
  const made: { machine?: VendingMachine; board?: VendingBoard } = {};
  const dispenser = (ticker: ManualTime): Dispenser => {
    const machine = new VendingMachine({ ticker, adapter });
    const cable = createMemoryCable({ ticker, device: machine.device });
    const slot = { pulseMs: 500, dropWindowMs: 20_000 };
    const board = create({
      spec: {
        id: "machine",
        kind: "dispenser",
        driver: `mdb-${adapter}`,
        line: { kind: "serial", path: "/dev/none", baudRate: 115_200 },
        channels: 6,
        slots: [
          { ...slot, slot: "A1", channel: 5, priceMinor: 4_500 },
          { ...slot, slot: "A2", channel: 6, priceMinor: 3_900 },
        ],
      },
      opener: cable.opener,
      ticker,
    });
    made.machine = machine;
    made.board = board;
    return {
      id: "machine",
      state: () => ({ id: "machine", kind: "dispenser", sinceMs: 0, ...board.condition() }),
      sellable: (name) => board.sellable(name),
      vend: (name) => board.vend(name),
      lockedSlots: () => board.lockedSlots(),
    };
  };
  const rig = new TerminalRig({ mode: "vending", dispenser });
  await rig.open();
  const { machine, board } = made;
  if (machine === undefined || board === undefined) throw new Error("the terminal made no dispenser");
  await rig.time.passUntil(() => machine.select(5, 4_500), 10_000);
  await rig.time.passUntil(() => board.sellable("A1"), 10_000);
  return { rig, machine, board };
}

test.each(ADAPTERS)(
  "a choice at the machine is paid at the terminal, dispensed and captured ($adapter)",
  async (adapter) => {
    const { rig, machine } = await openMachine(adapter);
    await expect(rig.payByNumber("bun")).rejects.toThrow("cannot be bought now");
    const reference = await rig.payByNumber("coffee");
    expect(machine.approvals).toEqual([]);
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.pass(30_000);
    expect([machine.approvals, machine.dropped, machine.outOfSequence]).toEqual([[5], [5], 0]);
    expect(rig.wallet.ledger().at(-1)).toMatchObject({ captured: 4_500 });
  },
);

test.each(ADAPTERS)("what the machine could not dispense is not charged ($adapter)", async (adapter) => {
  const { rig, machine } = await openMachine(adapter);
  machine.isJammed = true;
  const reference = await rig.payByNumber("coffee");
  rig.wallet.act(CUSTOMER, reference, "approve");
  await rig.time.pass(30_000);
  expect([machine.approvals, machine.dropped]).toEqual([[5], []]);
  expect(rig.wallet.ledger().at(-1)).toMatchObject({ captured: 0 });
});
