import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DISPENSER_DRIVERS } from "../../../hardware/drivers/registry.ts";
import { allOffFrames, DeadMansSwitch, startShell } from "../../../hardware/hosts/dead-mans-switch.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
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
    const shell = startShell(line, pty.path, [all, Uint8Array.of(0x25, 0x00, 0x5c)]);
    shell.stdin?.destroy();
    await until(() => heard().length >= 259, 20_000, "the last byte");
    expect(new Uint8Array(heard())).toEqual(Uint8Array.from([...all, 0x25, 0x00, 0x5c]));
    const { stdout } = spawnSync("stty", ["-F", pty.path, "-a"], { encoding: "utf8" });
    expect(stdout).toContain("speed 19200 baud");
    expect(stdout).toMatch(/(?<!-)cstopb/);
    expect(stdout).toContain("-hupcl");
  });

  test("where the port is gone, the shell ends all the same", async ({ onTestFinished }) => {
    const { pty } = await bench(onTestFinished);
    const shell = startShell({ kind: "serial", path: pty.path, baudRate: 9_600 }, pty.path, [Uint8Array.of(0x6e)]);
    await pty.unplug();
    shell.stdin?.destroy();
    await until(() => shell.exitCode !== null, 20_000, "the shell's end");
    expect(shell.exitCode).toBe(1);
  });
});

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
