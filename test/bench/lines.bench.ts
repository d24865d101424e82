/**
 * How fast lines answer, and how fast outputs go off when processes die. Run by hand, needs socat:
 *
 *   node test/bench/lines.bench.ts
 *
 * The far ends are pseudo-terminals whose emulated devices live in this process, so every figure holds their share too.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { servePty } from "../../simulator/devices/pty.ts";
import { emulateDevices, lastSwitchMs, startRig } from "../hardware/hosts/host-rig.ts";
import { openOn, until } from "../hardware/transport/serial-bench.ts";

const TRIPS = 2_000;
const CYCLES = 200;
const DEATHS = 5;
const PATIENCE_MS = 60_000;

function row(what: string, timesMs: readonly number[]): void {
  const sorted = timesMs.toSorted((one, other) => one - other);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2);
  const n = String(sorted.length).padStart(5);
  console.log(`${what.padEnd(62)} n ${n}  p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)}  worst ${at(1)} ms`);
}

async function timed(times: number, act: () => Promise<unknown>): Promise<readonly number[]> {
  const timesMs: number[] = [];
  for (let count = 0; count < times; count += 1) {
    const beganMs = performance.now();
    await act();
    timesMs.push(performance.now() - beganMs);
  }
  return timesMs;
}

async function lines(): Promise<void> {
  const pty = await servePty({ emulator: (port) => port.onBytes((bytes) => port.write(bytes)) });
  const frame = Uint8Array.of(1, 1, 0, 0, 0, 8, 0x3d, 0xcc);
  const near = await openOn(pty.path);
  let heard = 0;
  row(
    "eight bytes there and back",
    await timed(TRIPS, async () => {
      await near.line.write(frame, 1_000);
      heard += frame.length;
      while (near.heard.reduce((sum, chunk) => sum + chunk.length, 0) < heard) await new Promise(setImmediate);
      if (heard > 4_096) heard -= near.heard.splice(0).reduce((sum, chunk) => sum + chunk.length, 0);
    }),
  );
  await near.line.close();
  row("open and close a port", await timed(CYCLES, async () => (await openOn(pty.path)).line.close()));
  const noticedMs: number[] = [];
  for (let count = 0; count < CYCLES; count += 1) {
    const open = await openOn(pty.path);
    const pulled = pty.unplug();
    noticedMs.push(await until(() => open.losses.length > 0));
    await pulled;
    await open.line.close();
    await pty.plug();
  }
  row("a pulled plug is noticed", noticedMs);
  await pty.close();
}

/** A pulse the host times is under way; the dispense host is killed or stopped; the guard switches off. */
async function deathOfTheHost(signal: "SIGKILL" | "SIGSTOP"): Promise<void> {
  const offMs: number[] = [];
  const backMs: number[] = [];
  for (let count = 0; count < DEATHS; count += 1) {
    const rig = await startRig({ board: "lcus", pulseMs: 9_000 });
    const board = rig.fleet.board("shelf");
    await until(() => board?.sellable("A1") === true, PATIENCE_MS);
    void board?.vend("A1");
    await until(() => rig.board.bench.outputs[0] === true, PATIENCE_MS);
    const diedMs = performance.now();
    process.kill(rig.pids.dispense.at(-1) ?? 0, signal);
    await until(() => rig.board.bench.outputs[0] === false, PATIENCE_MS);
    offMs.push((lastSwitchMs(rig.board, false) ?? 0) - diedMs);
    await until(() => rig.pids.dispense.length === 2 && board?.sellable("A1") === true, PATIENCE_MS);
    backMs.push(performance.now() - diedMs);
    await rig.close();
  }
  const how = signal === "SIGKILL" ? "killed" : "hung";
  row(`dispense host ${how} in a pulse: output off`, offMs);
  row(`dispense host ${how} in a pulse: selling again`, backMs);
}

/** Main is killed, alone or with its hosts as Electron does it. */
async function deathOfMain(alone: boolean): Promise<void> {
  const offMs: number[] = [];
  const script = fileURLToPath(new URL("../hardware/hosts/main-to-be-killed.ts", import.meta.url));
  for (let count = 0; count < DEATHS; count += 1) {
    const devices = await emulateDevices({ board: "lcus", pulseMs: 9_000 });
    const main: ChildProcess = spawn(process.execPath, [script, JSON.stringify(devices.specs)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (main.stdout === null) throw new Error("main has no output");
    const [said] = (await once(main.stdout, "data")) as [Buffer];
    const hosts = JSON.parse(said.toString("utf8")) as readonly number[];
    await until(() => devices.board.bench.outputs[0] === true, PATIENCE_MS);
    const diedMs = performance.now();
    if (!alone) for (const pid of hosts) process.kill(pid, "SIGKILL");
    main.kill("SIGKILL");
    await until(() => devices.board.bench.outputs[0] === false, PATIENCE_MS);
    offMs.push((lastSwitchMs(devices.board, false) ?? 0) - diedMs);
    await devices.close();
  }
  row(`main killed in a pulse, ${alone ? "its hosts live" : "all processes with it"}: output off`, offMs);
}

await lines();
await deathOfTheHost("SIGKILL");
await deathOfTheHost("SIGSTOP");
await deathOfMain(true);
await deathOfMain(false);
