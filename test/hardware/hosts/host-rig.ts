import type { DeviceSpec } from "../../../hardware/contract.ts";
import { type Fleet, startFleet } from "../../../hardware/hosts/fleet.ts";
import { nodeLauncher } from "../../../hardware/hosts/node-launcher.ts";
import type { HostKind } from "../../../hardware/hosts/protocol.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import type { BenchEvent } from "../../../simulator/devices/boards/bench.ts";
import type { EmulatedBoard } from "../../../simulator/devices/boards/board-shell.ts";
import { BOARD_KINDS } from "../../../simulator/devices/boards/kinds.ts";
import { bytesPerSecond, pacePort } from "../../../simulator/devices/paced-port.ts";
import {
  createPrinterEmulator,
  type PrinterEmulator,
} from "../../../simulator/devices/printer/printer-emulator.ts";
import { type ServedPty, servePty } from "../../../simulator/devices/pty.ts";

export interface EmulatedDevices {
  readonly specs: readonly DeviceSpec[];
  readonly board: EmulatedBoard;
  readonly printer: PrinterEmulator;
  readonly ptys: Readonly<Record<"board" | "printer", ServedPty>>;
  close(): Promise<void>;
}

export interface RigOptions {
  /** "lcus" is timed by the host, "modbus" by the board. */
  readonly board?: "lcus" | "modbus";
  readonly pulseMs?: number;
}

const DRIVERS = { lcus: "lcus", modbus: "modbus-rtu" } as const;
const PRINTER_BAUD = 115_200;

/** A board with slot A1 on output 1 and a printer, each on a pseudo-terminal at the speed of its real line. */
export async function emulateDevices(options: RigOptions = {}): Promise<EmulatedDevices> {
  const { board: kindName = "modbus", pulseMs = 500 } = options;
  const kind = BOARD_KINDS[kindName];
  if (kind === undefined) throw new Error(`no emulated board is called ${kindName}`);
  const { channels, inputs, baudRate } = kind;
  const sensor = inputs > 0 ? { dropInput: 1 } : {};
  const ticker = steadyTicker;
  const board = kind.create({ ticker, channels, inputs, shelf: [{ slot: "A1", channel: 1, ...sensor }] });
  const printer = createPrinterEmulator({ model: "epson-80", ticker });
  const boardPty = await servePty({
    emulator: (port) => board.device(pacePort(port, { bytesPerSecond: bytesPerSecond(baudRate), ticker })),
  });
  const printerPty = await servePty({
    emulator: (port) => printer.plug(pacePort(port, { bytesPerSecond: bytesPerSecond(PRINTER_BAUD), ticker })),
  });
  return {
    board,
    printer,
    ptys: { board: boardPty, printer: printerPty },
    specs: [
      {
        id: "bar",
        kind: "printer",
        driver: "escpos",
        line: { kind: "serial", path: printerPty.path, baudRate: PRINTER_BAUD },
        profile: "epson-80",
      },
      {
        id: "shelf",
        kind: "dispenser",
        driver: DRIVERS[kindName],
        line: { kind: "serial", path: boardPty.path, baudRate },
        channels,
        slots: [{ slot: "A1", channel: 1, pulseMs, dropWindowMs: 3_000, ...sensor }],
      },
    ],
    async close() {
      printer.switchOff();
      await boardPty.close();
      await printerPty.close();
    },
  };
}

export interface HostRig extends EmulatedDevices {
  readonly fleet: Fleet;
  readonly notes: string[];
  /** Every process of a kind, oldest first. */
  readonly pids: Readonly<Record<HostKind, number[]>>;
}

/** The devices, driven from real processes. */
export async function startRig(options: RigOptions & { readonly traceFolder?: string } = {}): Promise<HostRig> {
  const devices = await emulateDevices(options);
  const notes: string[] = [];
  const pids: Record<HostKind, number[]> = { counter: [], dispense: [], guard: [], finder: [] };
  const fleet = startFleet({
    specs: devices.specs,
    launcher: nodeLauncher((kind, pid) => pids[kind].push(pid)),
    ticker: steadyTicker,
    onNote: (what) => notes.push(what),
    ...(options.traceFolder === undefined ? {} : { traceFolder: options.traceFolder }),
  });
  return {
    ...devices,
    fleet,
    notes,
    pids,
    async close() {
      await fleet.stop();
      await devices.close();
    },
  };
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** When output 1 went on or off for the last time; undefined when it never did. */
export function lastSwitchMs(board: EmulatedBoard, on: boolean): number | undefined {
  const isIt = (event: BenchEvent): boolean => event.event === "output" && event.channel === 1 && event.on === on;
  return board.bench.events.findLast(isIt)?.atMs;
}
