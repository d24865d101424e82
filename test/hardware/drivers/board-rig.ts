import type { SlotWiring, VendOutcome } from "../../../hardware/contract.ts";
import type { BoardParts, LockableBoard } from "../../../hardware/dispensing/vending-board.ts";
import type { DispenserSpec } from "../../../hardware/dispensing/wiring.ts";
import { createMemoryCable, type MemoryCable } from "../../../hardware/transport/memory.ts";
import type { BenchOptions } from "../../../simulator/devices/boards/bench.ts";
import type { EmulatedBoard, ShellOptions } from "../../../simulator/devices/boards/board-shell.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";

export type EmulatorOptions = BenchOptions & Omit<ShellOptions, "bench">;
export type MakeBoard = (parts: BoardParts) => LockableBoard;

/** A driver family with the emulator of its board. */
export interface Family {
  readonly driver: string;
  readonly channels: number;
  /** 0 for boards without inputs: their slots have no drop sensor. */
  readonly inputs: number;
  readonly pulseMs: number;
  readonly make: MakeBoard;
  /** True for the request that switches a motor on. */
  readonly startsPulse: (request: Uint8Array) => boolean;
  readonly emulate: (options: EmulatorOptions) => EmulatedBoard;
}

export interface Rig {
  readonly ticker: ManualTicker;
  readonly emulated: EmulatedBoard;
  readonly cable: MemoryCable;
  readonly board: LockableBoard;
  /** Runs the clock until the promise ends. */
  finish<T>(promise: Promise<T>): Promise<T>;
  vend(slot: string): Promise<VendOutcome>;
  ready(): Promise<void>;
}

export interface RigOptions {
  readonly spec?: Partial<DispenserSpec>;
  readonly emulator?: Partial<EmulatorOptions>;
  readonly wiring?: Partial<SlotWiring>;
}

const LONGEST_MS = 120_000;

/** Two slots, A1 on output 1 and A2 on output 2, both above the sensor on input 1 where the family has inputs. */
export function openRig(family: Family, options: RigOptions = {}): Rig {
  const ticker = new ManualTicker();
  const sensor = family.inputs > 0 ? { dropInput: 1 } : {};
  const shelf = [1, 2].map((channel) => ({ slot: `A${channel}`, channel, ...sensor, stock: 9 }));
  const { channels, inputs } = family;
  const emulated = family.emulate({ ticker, channels, inputs, shelf, ...options.emulator });
  const cable = createMemoryCable({ ticker, device: emulated.device });
  const slots = shelf.map(({ slot, channel }) => ({
    slot,
    channel,
    ...sensor,
    pulseMs: family.pulseMs,
    dropWindowMs: 1_000,
    ...options.wiring,
  }));
  const spec: DispenserSpec = {
    id: "shelf",
    kind: "dispenser",
    driver: family.driver,
    line: { kind: "serial", path: "/dev/none", baudRate: 9_600 },
    channels,
    slots,
    ...options.spec,
  };
  const board = family.make({ spec, opener: cable.opener, ticker });
  const finish = async <T>(promise: Promise<T>): Promise<T> => {
    const ended: { value?: { of: T } } = {};
    const watched = promise.then((value) => {
      ended.value = { of: value };
    });
    for (let waitedMs = 0; ended.value === undefined; waitedMs += 20) {
      if (waitedMs > LONGEST_MS) throw new Error("nothing came of it within two minutes");
      await ticker.advance(20);
    }
    await watched;
    return ended.value.of;
  };
  return {
    ticker,
    emulated,
    cable,
    board,
    finish,
    vend: (slot) => finish(board.vend(slot)),
    async ready() {
      for (let tries = 0; !board.sellable("A1"); tries++) {
        if (tries > 2_000) throw new Error(`the board never became ready: ${board.condition().what}`);
        await ticker.advance(10);
      }
    },
  };
}
