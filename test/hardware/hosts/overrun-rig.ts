import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { getPriority } from "node:os";
import { fileURLToPath } from "node:url";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import type { BenchEvent } from "../../../simulator/devices/boards/bench.ts";
import { BOARD_KINDS } from "../../../simulator/devices/boards/kinds.ts";
import { bytesPerSecond, pacePort } from "../../../simulator/devices/paced-port.ts";
import { servePty } from "../../../simulator/devices/pty.ts";
import type { Family } from "../drivers/board-rig.ts";
import { until } from "../transport/serial-bench.ts";
import { isRunning } from "./host-rig.ts";

/** "all" is what Electron does to its processes when its main process is killed. */
export const VICTIMS = ["dispense host", "guard", "main", "all"] as const;
export type Victim = (typeof VICTIMS)[number];

const PATIENCE_MS = 40_000;
const NAP_MS = 50;
const MAIN = fileURLToPath(new URL("main-to-be-killed.ts", import.meta.url));

export interface Killed {
  /** From the output's going on to its last going off, by the board's own log. */
  readonly onForMs: number;
  /** From the killing to the output's last going off; 0 when the pulse was over before it. */
  readonly fromKillMs: number;
  /** The floor: how late this process, with nothing else to do, was woken in the middle of the pulse. */
  readonly lateMs: number;
  /** How often the output went on: once, whatever was killed. */
  readonly pulses: number;
  /** Ends when every process has ended and the terminal line is gone. True when all outputs are off then. */
  readonly isOffAtTheEnd: Promise<boolean>;
}

/**
 * Sells one item on a board of this family with main, dispense host and guard in processes of their own, and kills `victim` by
 * SIGKILL `afterMs` after the board's output went on; kills nobody without one. The board and its log live here, in a process that
 * is not killed, behind a pseudo-terminal at the speed of its real line.
 */
export async function killInPulse(family: Family, victim: Victim | undefined, afterMs: number): Promise<Killed> {
  const { driver, channels, inputs, pulseMs } = family;
  const baudRate = Object.values(BOARD_KINDS).find(({ create }) => create === family.emulate)?.baudRate ?? 9_600;
  const sensor = inputs > 0 ? { dropInput: 1 } : {};
  const shelf = [{ slot: "A1", channel: 1, ...sensor }];
  const wentOn: { call: () => void } = { call: () => undefined };
  const isOn = new Promise<void>((resolve) => {
    wentOn.call = resolve;
  });
  const onEvent = (event: BenchEvent): void => {
    if (event.event === "output" && event.on) wentOn.call();
  };
  const board = family.emulate({ ticker: steadyTicker, channels, inputs, shelf, onEvent });
  const pty = await servePty({
    emulator: (port) =>
      board.device(pacePort(port, { bytesPerSecond: bytesPerSecond(baudRate), ticker: steadyTicker })),
  });
  const line = { kind: "serial", path: pty.path, baudRate };
  const slots = shelf.map((slot) => ({ ...slot, pulseMs, dropWindowMs: pulseMs + 2_000 }));
  const specs = [{ id: "shelf", kind: "dispenser", driver, line, channels, slots }];
  const main = spawnOrdinary([MAIN, JSON.stringify(specs)]);
  const [said] = (await once(main.stdout, "data", { signal: AbortSignal.timeout(PATIENCE_MS) })) as [Buffer];
  const pids = JSON.parse(said.toString("utf8")) as readonly number[];
  await Promise.race([isOn, napMs(PATIENCE_MS)]);
  const late = lateByMs();
  await napMs(afterMs);
  const killedMs = steadyTicker.nowMs();
  strike(victim, main, pids);
  const areOff = () => board.bench.outputs.every((on) => !on);
  await until(areOff, PATIENCE_MS, `${driver}, ${victim ?? "nobody"} killed: the output's going off`);
  const { onMs, offMs } = onAndOff(board.bench.events);
  const ended = async (): Promise<boolean> => {
    main.kill("SIGKILL");
    await until(() => pids.every((pid) => !isRunning(pid)), PATIENCE_MS, "the processes' end");
    await pty.close();
    return areOff();
  };
  const fromKillMs = Math.max(0, offMs - killedMs);
  const pulses = board.bench.pulses(1);
  return { onForMs: offMs - onMs, fromKillMs, lateMs: await late, pulses, isOffAtTheEnd: ended() };
}

/** What is measured runs like any program, also where this process, which stands for the board, was put before all others. */
function spawnOrdinary(args: readonly string[]) {
  const downBy = String(0 - getPriority());
  return spawn("nice", ["-n", downBy, process.execPath, ...args], { stdio: ["ignore", "pipe", "ignore"] });
}

function strike(victim: Victim | undefined, main: ChildProcess, pids: readonly number[]): void {
  const [guard = 0, dispense = 0] = pids;
  if (victim === "dispense host" || victim === "all") process.kill(dispense, "SIGKILL");
  if (victim === "guard" || victim === "all") process.kill(guard, "SIGKILL");
  if (victim === "main" || victim === "all") main.kill("SIGKILL");
}

/** When output 1 went on first and off last. */
function onAndOff(events: readonly BenchEvent[]): { readonly onMs: number; readonly offMs: number } {
  const switches = events.flatMap((event) => (event.event === "output" && event.channel === 1 ? [event] : []));
  const onMs = switches.find(({ on }) => on)?.atMs ?? Number.NaN;
  const offMs = switches.findLast(({ on }) => !on)?.atMs ?? Number.NaN;
  return { onMs, offMs };
}

const napMs = (ms: number) => new Promise<void>((resolve) => steadyTicker.after(ms, resolve));

async function lateByMs(): Promise<number> {
  const dueMs = performance.now() + NAP_MS;
  await napMs(NAP_MS);
  return Math.max(0, performance.now() - dueMs);
}
