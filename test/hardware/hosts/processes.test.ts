import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Slip } from "../../../hardware/contract.ts";
import { startFleet } from "../../../hardware/hosts/fleet.ts";
import { nodeLauncher } from "../../../hardware/hosts/node-launcher.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { parseTrace } from "../../../hardware/transport/trace.ts";
import { socatIsMissing } from "../../../simulator/devices/pty.ts";
import { until } from "../transport/serial-bench.ts";
import { emulateDevices, type HostRig, isRunning, lastSwitchMs, startRig } from "./host-rig.ts";

/** For what takes two seconds on an idle machine. */
const LONG_MS = 40_000;
/** From the killing to the last output going off; far more than it takes where nothing else runs. */
const OFF_MS = 10_000;
/** What a busy machine may add to a pulse. */
const BUSY_MS = 1_000;

/** What closes what a test opened, at its end. */
type AtEnd = (close: () => Promise<void>) => void;

async function rigWith(atEnd: AtEnd, options: Parameters<typeof startRig>[0] = {}): Promise<HostRig> {
  const rig = await startRig(options);
  atEnd(() => rig.close());
  return rig;
}

const isSellable = (rig: HostRig) => rig.fleet.board("shelf")?.sellable("A1") === true;
const outputsOn = (rig: Pick<HostRig, "board">) => rig.board.bench.outputs.some((on) => on);
const last = (pids: readonly number[]): number => {
  const pid = pids.at(-1);
  if (pid === undefined) throw new Error("no such process was started");
  return pid;
};

/** Starts a vend and waits for its motor. Without its board or its guard nothing moves; it is asked again until both are back. */
async function motorTurns(rig: HostRig) {
  const untilMs = performance.now() + LONG_MS;
  for (;;) {
    await until(() => isSellable(rig), LONG_MS, "the board being ready");
    const vend = rig.fleet.board("shelf")?.vend("A1");
    let isRefused = false;
    void vend?.then((outcome) => {
      isRefused = outcome.is === "not-dropped" && !rig.board.bench.outputs[0];
    });
    await until(() => isRefused || rig.board.bench.outputs[0] === true, LONG_MS, "the motor's turning");
    if (!isRefused) return { outcome: vend };
    // A guard on its way back refuses within a moment, and may do so many times before it is there.
    expect(performance.now()).toBeLessThan(untilMs);
  }
}

function slipOf(lines: number): Slip {
  const parts = Array.from({ length: lines }, (_, line) => ({ part: "text", text: `Line ${line}` }) as const);
  return { id: "receipt-1", parts: [...parts, { part: "cut" }] };
}

describe
  .skipIf(socatIsMissing())
  .concurrent("host processes on terminals (skipped: socat is not installed)", () => {
    test("conditions arrive, a slip is proven, an item drops, and an orderly stop leaves nothing behind", async ({
      onTestFinished,
    }) => {
      const rig = await rigWith(onTestFinished);
      const { fleet, pids } = rig;
      await until(
        () => isSellable(rig) && fleet.printer("bar")?.condition().state === "ready",
        LONG_MS,
        "readiness",
      );
      const [slip, vend] = await Promise.all([
        fleet.printer("bar")?.print(slipOf(3)),
        fleet.board("shelf")?.vend("A1"),
      ]);
      expect(slip).toEqual({ is: "printed" });
      expect(rig.printer.receipts).toHaveLength(1);
      expect(vend).toMatchObject({ is: "dropped" });
      expect(rig.board.bench.dropped("A1")).toBe(1);
      expect(await fleet.board("shelf")?.allOff()).toBe(true);
      const everyPid = [pids.counter, pids.dispense, pids.guard].flat();
      expect(everyPid).toHaveLength(3);
      await fleet.stop();
      expect(everyPid.filter(isRunning)).toEqual([]);
      expect(outputsOn(rig)).toBe(false);
      expect(rig.board.bench.pulses(1)).toBe(1);
      expect(rig.notes).toEqual([]);
    });

    test("stopped in the middle of a pulse, the output goes off before the process ends", async ({
      onTestFinished,
    }) => {
      const rig = await rigWith(onTestFinished, { board: "lcus", pulseMs: 8_000 });
      const vend = await motorTurns(rig);
      await rig.fleet.stop();
      expect((await vend.outcome)?.is).toBe("unknown");
      expect(outputsOn(rig)).toBe(false);
    });

    test("a host killed in the middle of a pulse is unknown; the guard switches off and the host comes back", async ({
      onTestFinished,
    }) => {
      const traceFolder = mkdtempSync(join(tmpdir(), "traces-"));
      onTestFinished(() => rmSync(traceFolder, { recursive: true, force: true }));
      const rig = await rigWith(onTestFinished, { traceFolder, board: "lcus", pulseMs: 8_000 });
      const vend = await motorTurns(rig);
      const killedMs = performance.now();
      process.kill(last(rig.pids.dispense), "SIGKILL");
      expect((await vend.outcome)?.is).toBe("unknown");
      expect(isSellable(rig)).toBe(false);
      await until(() => !outputsOn(rig), LONG_MS, "the guard's switching off");
      // The output would have stayed on for good: nobody else times this pulse.
      expect((lastSwitchMs(rig.board, false) ?? 0) - killedMs).toBeLessThan(OFF_MS);
      await until(() => isSellable(rig), LONG_MS, "the new host's readiness");
      expect(rig.notes).toEqual([
        "The dispense process ended (SIGKILL) and is started again.",
        "The guard switched off shelf; unproven: none.",
      ]);
      expect(rig.board.bench.pulses(1)).toBe(1);
      expect([rig.pids.counter.length, rig.pids.guard.length, rig.pids.dispense.length]).toEqual([1, 1, 2]);
      // The guard's bytes are kept: output 1 off is A0 01 00 A1.
      const kept = readdirSync(traceFolder).filter((name) => name.endsWith("-shelf-guard.jsonl"));
      expect(kept).toHaveLength(1);
      const entries = parseTrace(readFileSync(join(traceFolder, kept[0] ?? ""), "utf8"));
      expect(entries.some(({ dir, hex }) => dir === "out" && hex === "a00100a1")).toBe(true);
      expect(entries.at(-1)?.note).toContain("The guard proved the outputs off.");
    });

    test("a host that hangs in the middle of a pulse is noticed, switched off, killed and replaced", async ({
      onTestFinished,
    }) => {
      const rig = await rigWith(onTestFinished, { board: "lcus", pulseMs: 8_000 });
      const vend = await motorTurns(rig);
      const hung = last(rig.pids.dispense);
      const hungMs = performance.now();
      process.kill(hung, "SIGSTOP");
      await until(() => !outputsOn(rig), LONG_MS, "the guard's switching off");
      expect((lastSwitchMs(rig.board, false) ?? 0) - hungMs).toBeLessThan(OFF_MS);
      expect((await vend.outcome)?.is).toBe("unknown");
      await until(() => !isRunning(hung), LONG_MS, "the hung process's end");
      await until(() => isSellable(rig), LONG_MS, "the new host's readiness");
      expect(rig.board.bench.pulses(1)).toBe(1);
    });

    test("a host killed while it prints is unconfirmed, and the next slip is proven again", async ({
      onTestFinished,
    }) => {
      const rig = await rigWith(onTestFinished);
      const printer = rig.fleet.printer("bar");
      await until(() => printer?.condition().state === "ready", LONG_MS, "the printer being ready");
      const slip = printer?.print(slipOf(60));
      await until(() => rig.printer.paper.length > 3, LONG_MS, "the first lines");
      process.kill(last(rig.pids.counter), "SIGKILL");
      expect((await slip)?.is).toBe("unconfirmed");
      await until(() => printer?.condition().state === "ready", LONG_MS, "the printer being ready again");
      expect(await printer?.print(slipOf(3))).toEqual({ is: "printed" });
      // The board's process had nothing to do with it.
      expect(rig.pids.dispense).toHaveLength(1);
    });

    test("a guard that was killed is back before it is needed", async ({ onTestFinished }) => {
      const rig = await rigWith(onTestFinished, { board: "lcus", pulseMs: 8_000 });
      await until(() => isSellable(rig), LONG_MS, "the board being ready");
      process.kill(last(rig.pids.guard), "SIGKILL");
      await until(() => rig.pids.guard.length === 2, LONG_MS, "the new guard's start");
      const vend = await motorTurns(rig);
      process.kill(last(rig.pids.dispense), "SIGKILL");
      expect((await vend.outcome)?.is).toBe("unknown");
      await until(() => !outputsOn(rig), LONG_MS, "switching off");
      await until(() => isSellable(rig), LONG_MS, "the new host's readiness");
    });

    test("one device that cannot be made does not keep the others from running", async ({ onTestFinished }) => {
      const devices = await emulateDevices();
      onTestFinished(() => devices.close());
      const [printer, board] = devices.specs;
      if (printer?.kind !== "printer" || board?.kind !== "dispenser") throw new Error("the rig changed");
      const fleet = startFleet({
        specs: [
          { ...printer, id: "odd-printer", profile: "no-such-profile" },
          { ...board, id: "odd-board", driver: "no-such-driver" },
          printer,
          board,
        ],
        launcher: nodeLauncher(),
        ticker: steadyTicker,
      });
      onTestFinished(() => fleet.stop());
      await until(
        () => fleet.board("shelf")?.sellable("A1") === true && fleet.printer("bar")?.condition().state === "ready",
        LONG_MS,
        "the sound devices' readiness",
      );
      expect(fleet.board("odd-board")?.condition()).toMatchObject({ state: "fault" });
      expect(fleet.board("odd-board")?.condition().what).toContain("no-such-driver");
      expect(fleet.printer("odd-printer")?.condition()).toMatchObject({ state: "fault" });
      expect(await fleet.board("odd-board")?.vend("A1")).toMatchObject({ is: "not-dropped" });
      expect(await fleet.printer("odd-printer")?.print(slipOf(1))).toMatchObject({ nothingPrinted: true });
    });

    test("a main that is held up for longer than the guard waits does not end a healthy vend", async ({
      onTestFinished,
    }) => {
      const devices = await emulateDevices({ board: "lcus", pulseMs: 5_000 });
      onTestFinished(() => devices.close());
      const { main } = await startMain(onTestFinished, devices.specs);
      await until(() => devices.board.bench.outputs[0] === true, LONG_MS, "the motor's turning");
      main.kill("SIGSTOP");
      const onMs = lastSwitchMs(devices.board, true) ?? 0;
      await until(() => !outputsOn(devices), LONG_MS, "the pulse's end");
      const lastedMs = (lastSwitchMs(devices.board, false) ?? 0) - onMs;
      main.kill("SIGCONT");
      // The guard would have cut it after two seconds.
      expect(lastedMs).toBeGreaterThan(5_000 - BUSY_MS);
      expect(lastedMs).toBeLessThan(5_000 + BUSY_MS);
      expect(devices.board.bench.pulses(1)).toBe(1);
    });

    test("when main is held up and the host hangs, the output is off before the pulse would have been", async ({
      onTestFinished,
    }) => {
      const devices = await emulateDevices({ board: "lcus", pulseMs: 10_000 });
      onTestFinished(() => devices.close());
      const { main, pids } = await startMain(onTestFinished, devices.specs);
      await until(() => devices.board.bench.outputs[0] === true, LONG_MS, "the motor's turning");
      const [, , dispense = 0] = pids;
      main.kill("SIGSTOP");
      process.kill(dispense, "SIGSTOP");
      const hungMs = performance.now();
      await until(() => !outputsOn(devices), LONG_MS, "the guard's switching off");
      expect((lastSwitchMs(devices.board, false) ?? 0) - hungMs).toBeLessThan(8_000);
      main.kill("SIGCONT");
      process.kill(dispense, "SIGKILL");
    });

    test("when main is killed in the middle of a pulse, its hosts switch off and end by themselves", async ({
      onTestFinished,
    }) => {
      const devices = await emulateDevices({ board: "lcus", pulseMs: 8_000 });
      onTestFinished(() => devices.close());
      const { main, pids } = await startMain(onTestFinished, devices.specs);
      await until(() => devices.board.bench.outputs[0] === true, LONG_MS, "the motor's turning");
      const killedMs = performance.now();
      main.kill("SIGKILL");
      await until(() => !outputsOn(devices), LONG_MS, "switching off");
      expect((lastSwitchMs(devices.board, false) ?? 0) - killedMs).toBeLessThan(OFF_MS);
      await until(() => pids.every((pid) => !isRunning(pid)), LONG_MS, "the hosts' ends");
      expect(outputsOn(devices)).toBe(false);
      expect(devices.board.bench.pulses(1)).toBe(1);
    });

    test("when every process is killed in the same moment, as Electron does, the output goes off all the same", async ({
      onTestFinished,
    }) => {
      const devices = await emulateDevices({ board: "lcus", pulseMs: 8_000 });
      onTestFinished(() => devices.close());
      const { main, pids } = await startMain(onTestFinished, devices.specs);
      await until(() => devices.board.bench.outputs[0] === true, LONG_MS, "the motor's turning");
      const [, guard = 0] = pids;
      await until(() => hasChild(guard), LONG_MS, "the guard's arming its switch");
      const killedMs = performance.now();
      for (const pid of pids) process.kill(pid, "SIGKILL");
      main.kill("SIGKILL");
      await until(() => !outputsOn(devices), LONG_MS, "switching off");
      expect((lastSwitchMs(devices.board, false) ?? 0) - killedMs).toBeLessThan(OFF_MS);
    });

    test("when main is killed and its dispense host hangs, the guard switches off before it goes", async ({
      onTestFinished,
    }) => {
      const devices = await emulateDevices({ board: "lcus", pulseMs: 8_000 });
      onTestFinished(() => devices.close());
      const { main, pids } = await startMain(onTestFinished, devices.specs);
      await until(() => devices.board.bench.outputs[0] === true, LONG_MS, "the motor's turning");
      const [, guard = 0, dispense = 0] = pids;
      process.kill(dispense, "SIGSTOP");
      const killedMs = performance.now();
      main.kill("SIGKILL");
      await until(() => !isRunning(guard), LONG_MS, "the guard's end");
      process.kill(dispense, "SIGKILL");
      expect(outputsOn(devices)).toBe(false);
      expect((lastSwitchMs(devices.board, false) ?? 0) - killedMs).toBeLessThan(OFF_MS);
    });
  });

/** True when a shell of this process's waits. */
function hasChild(pid: number): boolean {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .some((name) => {
      try {
        // pid (name) state parent …
        return readFileSync(`/proc/${name}/stat`, "utf8").split(") ")[1]?.split(" ")[1] === String(pid);
      } catch {
        // It ended while we looked.
        return false;
      }
    });
}

/** A main process of its own, and its hosts' numbers once it has begun to dispense. */
async function startMain(
  atEnd: AtEnd,
  specs: unknown,
): Promise<{ readonly main: ChildProcess; readonly pids: readonly number[] }> {
  const script = fileURLToPath(new URL("main-to-be-killed.ts", import.meta.url));
  const main = spawn(process.execPath, [script, JSON.stringify(specs)], { stdio: ["ignore", "pipe", "inherit"] });
  atEnd(async () => {
    if (main.exitCode === null && main.signalCode === null) main.kill("SIGKILL");
  });
  const [line] = (await once(main.stdout, "data", { signal: AbortSignal.timeout(LONG_MS) })) as [Buffer];
  return { main, pids: JSON.parse(line.toString("utf8")) as number[] };
}
