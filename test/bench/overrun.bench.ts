/**
 * How long an output stays on beyond its pulse when processes are killed in the middle of it. Run by hand, needs socat:
 *
 *   node test/bench/overrun.bench.ts [KILLS] [DRIVER…]
 *
 * For each family of boards and each victim: SIGKILL at a random instant of a pulse of half a second (or of the shortest that the
 * board times). The board's own log says when its output went on and off. Overrun is what lies beyond the ordered pulse; a pulse
 * that ends earlier has none. The floor, measured in between, is how late this machine wakes a process that asked for 50 ms.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { steadyTicker } from "../../hardware/steady-ticker.ts";
import type { EmulatedBoard } from "../../simulator/devices/boards/board-shell.ts";
import { BOARD_KINDS } from "../../simulator/devices/boards/kinds.ts";
import { bytesPerSecond, pacePort } from "../../simulator/devices/paced-port.ts";
import { servePty } from "../../simulator/devices/pty.ts";
import type { Family } from "../hardware/drivers/board-rig.ts";
import { ALL_FAMILIES } from "../hardware/drivers/families.ts";
import { until } from "../hardware/transport/serial-bench.ts";

const PATIENCE_MS = 60_000;
const SEED = 20_261_123;
const NAP_MS = 50;
const MAIN = fileURLToPath(new URL("../hardware/hosts/main-to-be-killed.ts", import.meta.url));

/** "all" is what Electron does when its main process is killed. */
const VICTIMS = ["dispense host", "main", "all"] as const;
type Victim = (typeof VICTIMS)[number];

let state = SEED;
function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

const nap = (ms: number) => new Promise<void>((resolve) => steadyTicker.after(ms, resolve));

async function emulate(family: Family) {
  const { driver, channels, inputs, pulseMs } = family;
  const baudRate = Object.values(BOARD_KINDS).find(({ create }) => create === family.emulate)?.baudRate ?? 9_600;
  const sensor = inputs > 0 ? { dropInput: 1 } : {};
  const shelf = [{ slot: "A1", channel: 1, ...sensor }];
  const board = family.emulate({ ticker: steadyTicker, channels, inputs, shelf });
  const pty = await servePty({
    emulator: (port) =>
      board.device(pacePort(port, { bytesPerSecond: bytesPerSecond(baudRate), ticker: steadyTicker })),
  });
  const line = { kind: "serial", path: pty.path, baudRate };
  const slots = shelf.map((slot) => ({ ...slot, pulseMs, dropWindowMs: pulseMs + 2_000 }));
  return { board, pty, specs: [{ id: "shelf", kind: "dispenser", driver, line, channels, slots }] };
}

/** When output 1 went on first and off last. */
function onAndOff(board: EmulatedBoard): { readonly onMs: number; readonly offMs: number } {
  const switches = board.bench.events.flatMap((event) =>
    event.event === "output" && event.channel === 1 ? [event] : [],
  );
  const onMs = switches.find(({ on }) => on)?.atMs ?? Number.NaN;
  const offMs = switches.findLast(({ on }) => !on)?.atMs ?? Number.NaN;
  return { onMs, offMs };
}

interface Figures {
  readonly overrunMs: number;
  readonly fromKillMs: number;
  readonly floorMs: number;
}

async function kill(family: Family, victim: Victim): Promise<Figures> {
  const { board, pty, specs } = await emulate(family);
  const main: ChildProcess = spawn(process.execPath, [MAIN, JSON.stringify(specs)], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  if (main.stdout === null) throw new Error("main has no output");
  const [said] = (await once(main.stdout, "data")) as [Buffer];
  const [guard = 0, dispense = 0] = JSON.parse(said.toString("utf8")) as readonly number[];
  const isOn = () => board.bench.outputs.some((on) => on);
  await until(isOn, PATIENCE_MS);
  const beganMs = performance.now();
  await nap(random() * family.pulseMs * 0.98);
  const floorMs = Math.max(0, await lateBy(1));
  const killedMs = performance.now();
  if (victim === "all") for (const pid of [guard, dispense]) process.kill(pid, "SIGKILL");
  if (victim === "dispense host") process.kill(dispense, "SIGKILL");
  else main.kill("SIGKILL");
  await until(() => !isOn(), PATIENCE_MS);
  const { onMs, offMs } = onAndOff(board);
  await ended(main, [guard, dispense], victim);
  await pty.close();
  const wasOver = killedMs - beganMs > family.pulseMs;
  const overrunMs = Math.max(0, offMs - onMs - family.pulseMs);
  return { overrunMs, fromKillMs: wasOver ? 0 : Math.max(0, offMs - killedMs), floorMs };
}

async function ended(main: ChildProcess, pids: readonly number[], victim: Victim): Promise<void> {
  if (victim === "dispense host") main.kill("SIGKILL");
  await until(() => pids.every((pid) => !isRunning(pid)), PATIENCE_MS);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function lateBy(times: number): Promise<number> {
  let worstMs = 0;
  for (let time = 0; time < times; time += 1) {
    const dueMs = performance.now() + NAP_MS;
    await nap(NAP_MS);
    worstMs = Math.max(worstMs, performance.now() - dueMs);
  }
  return worstMs;
}

function at(figures: readonly number[], share: number): string {
  const sorted = figures.toSorted((one, other) => one - other);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0);
}

const [kills = "20", ...drivers] = process.argv.slice(2);
const families = ALL_FAMILIES.filter(({ driver }) => drivers.length === 0 || drivers.includes(driver));
console.log(
  "| driver | pulse | killed | n | beyond the pulse: p50 | p95 | most | off after the kill: p50 | most | floor: p95 |",
);
console.log("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
for (const family of families) {
  for (const victim of VICTIMS) {
    const figures: Figures[] = [];
    for (let count = 0; count < Number(kills); count += 1) figures.push(await kill(family, victim));
    const overrun = figures.map(({ overrunMs }) => overrunMs);
    const from = figures.map(({ fromKillMs }) => fromKillMs);
    const floor = figures.map(({ floorMs }) => floorMs);
    console.log(
      `| \`${family.driver}\` | ${family.pulseMs} ms | ${victim} | ${kills} | ${at(overrun, 0.5)} | ${at(overrun, 0.95)} | ${at(overrun, 1)} | ${at(from, 0.5)} | ${at(from, 1)} | ${at(floor, 0.95)} |`,
    );
  }
}
process.exit(0);
