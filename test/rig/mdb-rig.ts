import type { Dispenser } from "../../electron/core/ports.ts";
import type { LineOpener, Ticker, VendingBoard } from "../../hardware/contract.ts";
import { createMdbQibixxBoard, createMdbWaferstarBoard } from "../../hardware/drivers/mdb/reader-board.ts";
import { createMemoryCable, type MemoryCable } from "../../hardware/transport/memory.ts";
import { VendingMachine } from "../../simulator/devices/mdb/vending-machine.ts";
import { type RigOptions, TerminalRig } from "./terminal-rig.ts";

export type MdbAdapter = "qibixx" | "waferstar";

/** The driver as the engine's shelf. Item 5 is the coffee of `GOODS`, item 6 the bun. */
export function boardOn(
  adapter: MdbAdapter,
  parts: { readonly opener: LineOpener; readonly ticker: Ticker; readonly onChange: () => void },
): VendingBoard {
  const slot = { pulseMs: 500, dropWindowMs: 20_000 };
  const create = adapter === "qibixx" ? createMdbQibixxBoard : createMdbWaferstarBoard;
  return create({
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
    ...parts,
  });
}

export function dispenserOf(board: VendingBoard): Dispenser {
  return {
    id: "machine",
    state: () => ({ id: "machine", kind: "dispenser", sinceMs: 0, ...board.condition() }),
    sellable: (slot) => board.sellable(slot),
    vend: (slot) => board.vend(slot),
    lockedSlots: () => board.lockedSlots(),
    choice: () => board.choice?.(),
    refuse: async (slot) => (await board.refuse?.(slot)) ?? false,
  };
}

/** A whole terminal as the cashless reader of a vending machine: real engine, real driver, real bytes, one clock. */
export async function openMachine(adapter: MdbAdapter, options: Partial<RigOptions> = {}) {
  const made: { machine?: VendingMachine; board?: VendingBoard; cable?: MemoryCable } = {};
  /** False: the machine is heard, but the process that guards its line is not up, so nothing can be sold. */
  const line = { isGuarded: true };
  const rig = new TerminalRig({
    mode: "vending",
    ...options,
    dispenser: (ticker) => {
      const machine = new VendingMachine({ ticker, adapter });
      const cable = createMemoryCable({ ticker, device: machine.device });
      const onChange = () => rig.terminal.devicesChanged();
      const board = boardOn(adapter, { opener: cable.opener, ticker, onChange: () => ticker.after(1, onChange) });
      Object.assign(made, { machine, board, cable });
      const dispenser = dispenserOf(board);
      const connecting = { id: "machine", kind: "dispenser", sinceMs: 0, state: "connecting", what: "" } as const;
      return {
        ...dispenser,
        state: () => (line.isGuarded ? dispenser.state() : connecting),
        sellable: (slot) => line.isGuarded && dispenser.sellable(slot),
      };
    },
  });
  await rig.open();
  const { machine, board, cable } = made;
  if (machine === undefined || board === undefined || cable === undefined) throw new Error("no dispenser was made");
  /** The machine's customer presses a key, until the machine takes it. */
  const choose = async (item = 5, priceMinor = 4_500) => {
    await rig.time.pass(1_500);
    await rig.time.passUntil(() => machine.select(item, priceMinor), 10_000);
    await rig.time.pass(500);
  };
  return { rig, machine, board, cable, choose, line };
}
