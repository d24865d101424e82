import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DISPENSER_DRIVERS } from "../../../hardware/drivers/registry.ts";
import { allOffFrames, DeadMansSwitch, portAt, startShell } from "../../../hardware/hosts/dead-mans-switch.ts";
import { restBetweenMs } from "../../../hardware/hosts/volley.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";
import { openPtyPair, socatIsMissing } from "../../../simulator/devices/pty.ts";
import { until } from "../transport/serial-bench.ts";

type Spec = Parameters<typeof allOffFrames>[0];

function specOf(driver: string, path = "/dev/none"): Spec {
  return {
    id: "shelf",
    kind: "dispenser",
    driver,
    line: { kind: "serial", path, baudRate: 9_600, parity: "even" },
    channels: 4,
    slots: [{ slot: "A1", channel: 1, pulseMs: 1_000, dropWindowMs: 3_000 }],
  };
}

const hexOf = (frames: readonly Uint8Array[]) => frames.map((frame) => Buffer.from(frame).toString("hex"));

test("the frames are the driver's own, learned in no time and without a board", async () => {
  const beganMs = performance.now();
  expect(hexOf(await allOffFrames(specOf("lcus"))).slice(0, 4)).toEqual([
    "a00100a1",
    "a00200a2",
    "a00300a3",
    "a00400a4",
  ]);
  expect(hexOf(await allOffFrames(specOf("devantech")))[0]).toBe("6e");
  expect(hexOf(await allOffFrames(specOf("kmtronic")))).toContain("ff0100");
  expect(performance.now() - beganMs).toBeLessThan(2_000);
});

test.each(DISPENSER_DRIVERS.filter((driver) => driver !== "vmc"))(
  "%s has frames that switch off",
  async (driver) => {
    expect((await allOffFrames(specOf(driver))).length).toBeGreaterThan(0);
  },
);

test("a driver nobody knows has none", async () => {
  expect(await allOffFrames(specOf("no-such-make"))).toEqual([]);
});

describe.skipIf(socatIsMissing() || process.platform !== "linux")("armed (skipped: no socat, or not Linux)", () => {
  async function bench(atEnd: (close: () => Promise<void>) => void) {
    const { pty, port } = await openPtyPair();
    atEnd(() => pty.close());
    const heard: Uint8Array[] = [];
    port.onBytes((bytes) => heard.push(bytes));
    return { pty, heard: () => Buffer.concat(heard) };
  }

  test("disarmed, it says nothing and its shell ends", async ({ onTestFinished }) => {
    const { pty, heard } = await bench(onTestFinished);
    const one = new DeadMansSwitch(specOf("lcus", pty.path), steadyTicker);
    await one.arm();
    expect(shellsOn(pty.path)).toBe(1);
    await one.disarm();
    await until(() => shellsOn(pty.path) === 0, 20_000, "the shell's end");
    expect(heard()).toHaveLength(0);
  });

  test("left alone, it sets the port up and says every byte as it is", async ({ onTestFinished }) => {
    const { pty, heard } = await bench(onTestFinished);
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const line = { kind: "serial", path: pty.path, baudRate: 19_200, stopBits: 2 } as const;
    const shell = startShell(line, await at(pty.path), [all, Uint8Array.of(0x25, 0x00, 0x5c)]);
    shell.stdin?.destroy();
    const said = [...all, 0x25, 0x00, 0x5c];
    // At once, at whatever speed the port has; and again, once it is set up.
    await until(() => heard().length >= 2 * said.length, 20_000, "the last byte");
    expect(new Uint8Array(heard())).toEqual(Uint8Array.from([...said, ...said]));
    const { stdout } = spawnSync("stty", ["-F", pty.path, "-a"], { encoding: "utf8" });
    expect(stdout).toContain("speed 19200 baud");
    expect(stdout).toMatch(/(?<!-)cstopb/);
    expect(stdout).toContain("-hupcl");
  });

  test("told that the host has died, the guard says the frames itself at once, in order and each once", async ({
    onTestFinished,
  }) => {
    const { pty, heard } = await bench(onTestFinished);
    const one = new DeadMansSwitch(specOf("modbus-coils", pty.path), steadyTicker);
    await one.arm();
    onTestFinished(() => one.disarm());
    const frames = Buffer.concat(await allOffFrames(specOf("modbus-coils")));
    expect(await one.fire()).toBe(true);
    await until(() => heard().length >= frames.length, 20_000, "the last frame");
    expect(heard()).toEqual(frames);
    // Its shell is armed as before.
    expect(shellsOn(pty.path)).toBe(1);
  });

  test("what a dying process has half said to a module with a command line is ended before the first frame", async ({
    onTestFinished,
  }) => {
    const { pty, heard } = await bench(onTestFinished);
    const one = new DeadMansSwitch(specOf("numato", pty.path), steadyTicker);
    await one.arm();
    onTestFinished(() => one.disarm());
    expect(await one.fire()).toBe(true);
    await until(() => heard().includes("id get"), 20_000, "the last frame");
    expect(heard().toString("latin1")).toMatch(/^\rrelay writeall 0+\r/);
  });

  test("frames that end by a silence get one, others follow each other at once", () => {
    const frame = Uint8Array.of(1, 5, 0, 0, 0, 0, 0xcd, 0xca);
    // Eight letters of eleven bits at 9,600, and more than three and a half letters after them.
    expect(restBetweenMs(specOf("modbus-rtu"), frame)).toBe(10 + 15);
    expect(restBetweenMs(specOf("lcus"), frame)).toBe(0);
    const network = { ...specOf("modbus-rtu"), line: { kind: "tcp", host: "127.0.0.1", port: 1 } } as const;
    expect(restBetweenMs(network, frame)).toBe(0);
  });

  test("a switch whose port is not there cannot say anything, and says so", async () => {
    const one = new DeadMansSwitch(specOf("lcus"), steadyTicker);
    await one.arm();
    expect(await one.fire()).toBe(false);
    await one.disarm();
  });

  test("another port under the same name hears nothing, neither from the shell nor from the guard; armed anew, it does", async ({
    onTestFinished,
  }) => {
    const [first, second] = [await bench(onTestFinished), await bench(onTestFinished)];
    const folder = mkdtempSync(join(tmpdir(), "armed-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const name = join(folder, "board");
    symlinkSync(first.pty.terminal, name);
    const pointTo = (terminal: string) => {
      symlinkSync(terminal, `${name}.new`);
      renameSync(`${name}.new`, name);
    };
    const line = { kind: "serial", path: name, baudRate: 9_600 } as const;
    const shell = startShell(line, await at(name), [Uint8Array.of(0x6e)]);
    const clock = new ManualTicker();
    const guard = new DeadMansSwitch(specOf("lcus", name), clock);
    await guard.arm();
    onTestFinished(() => guard.disarm());
    pointTo(second.pty.terminal);
    expect(await guard.fire()).toBe(false);
    shell.stdin?.destroy();
    await until(() => shell.exitCode !== null, 20_000, "the shell's end");
    expect(shell.exitCode).toBe(1);
    // The next look finds the board at its new port.
    await until(() => shellsOn(name) === 1, 20_000, "the old shell's end");
    let isSaid = false;
    for (let looks = 0; !isSaid && looks < 100; looks++) {
      await clock.advance(5_000);
      // A look asks the system, which no clock of ours hurries.
      await stat(name);
      isSaid = await guard.fire();
    }
    expect(isSaid).toBe(true);
    await until(() => second.heard().length > 0, 20_000, "the frames");
    expect(first.heard()).toHaveLength(0);
  });

  test("where the port is gone, the shell ends all the same", async ({ onTestFinished }) => {
    const { pty } = await bench(onTestFinished);
    const shell = startShell({ kind: "serial", path: pty.path, baudRate: 9_600 }, await at(pty.path), [
      Uint8Array.of(0x6e),
    ]);
    await pty.unplug();
    shell.stdin?.destroy();
    await until(() => shell.exitCode !== null, 20_000, "the shell's end");
    expect(shell.exitCode).toBe(1);
  });
});

async function at(path: string): Promise<{ readonly path: string; readonly port: string }> {
  const port = await portAt(path);
  if (port === undefined) throw new Error(`${path} is no port`);
  return { path, port };
}

/** Shells that wait to speak on a port. */
function shellsOn(path: string): number {
  return readdirSync("/proc").filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const words = readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0");
      return words[0] === "/bin/sh" && words.includes(path);
    } catch {
      // It ended while we looked.
      return false;
    }
  }).length;
}
