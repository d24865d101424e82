import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { LineLoss } from "../../../hardware/contract.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { type SupervisedLine, superviseLine } from "../../../hardware/supervised-line.ts";
import { createSerialOpener } from "../../../hardware/transport/serial.ts";
import { createTcpOpener } from "../../../hardware/transport/tcp.ts";
import { watchForPort } from "../../../hardware/transport/watch.ts";
import type { EmulatedPort, Emulator } from "../../../simulator/devices/emulated-port.ts";
import { type ServedPty, servePty, socatIsMissing } from "../../../simulator/devices/pty.ts";
import { serveTcp } from "../../../simulator/devices/tcp.ts";
import { openWith, until } from "./serial-bench.ts";

const noSocat = socatIsMissing();
/** More for a bench: RECONNECT_CYCLES=1000. */
const CYCLES = Number(process.env["RECONNECT_CYCLES"] ?? 100);
const endings: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const echo: Emulator = (port: EmulatedPort) => port.onBytes((bytes) => port.write(bytes));

async function echoing(link?: string): Promise<ServedPty> {
  const pty = await servePty({ emulator: echo, ...(link === undefined ? {} : { link }) });
  endings.push(() => pty.close());
  return pty;
}

/** A line kept open on a path, and what has become of it. */
function keep(path: string) {
  const seen = { ups: 0, heard: "", losses: [] as LineLoss[] };
  const line: SupervisedLine = superviseLine({
    opener: createSerialOpener({ kind: "serial", path, baudRate: 115_200 }, steadyTicker),
    ticker: steadyTicker,
    onUp: () => {
      seen.ups += 1;
    },
    onBytes: (chunk) => {
      seen.heard += Buffer.from(chunk).toString("latin1");
      line.answered();
    },
    onDown: (loss) => seen.losses.push(loss),
  });
  endings.push(() => line.stop());
  return { line, seen };
}

/** What this process has open; a line that leaks one a cycle has a hundred more at the end. */
function descriptors(): number {
  return process.platform === "linux" ? readdirSync("/proc/self/fd").length : 0;
}

/** Says a word and waits for its echo: the line is in service. */
async function inService(kept: ReturnType<typeof keep>, word: string, deadlineMs: number): Promise<number> {
  const beganMs = performance.now();
  await until(() => kept.line.state().state === "probing" || kept.line.state().state === "ready", deadlineMs);
  expect(await kept.line.write(Buffer.from(word), 1_000)).toBe(true);
  await until(() => kept.seen.heard.endsWith(word), deadlineMs, `the echo of ${word}`);
  return performance.now() - beganMs;
}

describe.skipIf(noSocat)("a line that is kept open (skipped: no socat)", () => {
  test(`comes back ${CYCLES} times after ${CYCLES} pulled plugs, each noticed within a second`, {
    timeout: 60_000 + CYCLES * 200,
  }, async () => {
    const pty = await echoing();
    const kept = keep(pty.path);
    await inService(kept, "start", 3_000);
    const openBefore = descriptors();
    const noticedMs: number[] = [];
    const backMs: number[] = [];
    for (let cycle = 1; cycle <= CYCLES; cycle += 1) {
      await pty.unplug();
      noticedMs.push(await until(() => kept.seen.losses.length === cycle, 1_000, "the loss"));
      await pty.plug();
      backMs.push(await inService(kept, `cycle ${cycle}.`, 3_000));
    }
    const worst = (times: number[]) => Math.max(...times).toFixed(0);
    console.info(`${CYCLES} cycles: noticed within ${worst(noticedMs)} ms, in service within ${worst(backMs)} ms`);
    expect(kept.seen.losses.every((loss) => loss.cause === "unplugged")).toBe(true);
    expect(kept.seen.ups).toBe(CYCLES + 1);
    // The simulated cable's own sockets are closed a little later.
    await until(() => descriptors() <= openBefore, 5_000, `only ${openBefore} open descriptors`);
  });

  test("is found again under another terminal behind the same link", async () => {
    const folder = mkdtempSync(join(tmpdir(), "links-"));
    endings.push(() => rmSync(folder, { recursive: true, force: true }));
    const pty = await echoing(join(folder, "ttyUSB0"));
    const link = join(folder, "by-id");
    symlinkSync(pty.path, link);
    const kept = keep(link);
    await inService(kept, "here", 3_000);
    await pty.unplug();
    await until(() => kept.seen.losses.length === 1, 1_000);
    rmSync(link);
    await pty.plug(join(folder, "ttyUSB1"));
    symlinkSync(pty.path, link);
    expect(await inService(kept, "there", 3_000)).toBeLessThan(3_000);
  });

  test("waits for a device that is not there yet and opens it when it is plugged in", async () => {
    const folder = mkdtempSync(join(tmpdir(), "later-"));
    endings.push(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, "ttyUSB0");
    const kept = keep(path);
    await until(() => kept.line.state().state === "absent", 3_000);
    expect(kept.line.condition().what).toBe(
      `There is no ${path}; plug the device in and check its cable and power.`,
    );
    await echoing(path);
    expect(await inService(kept, "first", 3_000)).toBeLessThan(3_000);
  });

  test("stopped, it leaves the port free for the next", async () => {
    const pty = await echoing();
    const first = keep(pty.path);
    await inService(first, "one", 3_000);
    await first.line.stop();
    const second = keep(pty.path);
    expect(await inService(second, "two", 1_000)).toBeLessThan(1_000);
  });
});

describe("watching for a port", () => {
  test("tells of the name that appears, and of no other", async () => {
    const folder = mkdtempSync(join(tmpdir(), "watch-"));
    endings.push(() => rmSync(folder, { recursive: true, force: true }));
    let told = 0;
    const stop = watchForPort(
      { kind: "serial", path: join(folder, "relay"), baudRate: 9_600 },
      () => {
        told += 1;
      },
      steadyTicker,
    );
    endings.push(stop);
    symlinkSync("/dev/null", join(folder, "printer"));
    symlinkSync("/dev/null", join(folder, "relay"));
    await until(() => told > 0, 1_000);
    expect(told).toBe(1);
  });

  test("looks by itself where the folder does not exist yet", async () => {
    const folder = mkdtempSync(join(tmpdir(), "watch-"));
    endings.push(() => rmSync(folder, { recursive: true, force: true }));
    let told = 0;
    const path = join(folder, "by-id", "relay");
    const stop = watchForPort(
      { kind: "serial", path, baudRate: 9_600 },
      () => {
        told += 1;
      },
      steadyTicker,
    );
    endings.push(stop);
    mkdirSync(join(folder, "by-id"));
    symlinkSync("/dev/null", path);
    await until(() => told === 1, 3_000);
  });
});

describe("a line over TCP", () => {
  test("carries bytes, and says once that the other side ended it", async () => {
    let far: EmulatedPort | undefined;
    const served = await serveTcp((port) => {
      far = port;
      echo(port);
    }, 0);
    endings.push(() => served.close());
    const near = await openWith(
      createTcpOpener({ kind: "tcp", host: "127.0.0.1", port: served.port }, steadyTicker),
    );
    expect(await near.line.write(Buffer.from("slip"), 1_000)).toBe(true);
    await until(() => near.text() === "slip");
    far?.hangUp();
    await until(() => near.losses.length > 0, 1_000);
    await near.line.close();
    expect(near.losses.map((loss) => loss.cause)).toEqual(["unplugged"]);
    expect(await near.line.write(Buffer.from("x"), 100)).toBe(false);
  });

  test("is given up when the device takes no more, since nobody can say how much of it arrived", async () => {
    const served = await serveTcp((port) => port.hold(), 0);
    endings.push(() => served.close());
    const near = await openWith(
      createTcpOpener({ kind: "tcp", host: "127.0.0.1", port: served.port }, steadyTicker),
    );
    const chunk = new Uint8Array(262_144);
    let isTaken = true;
    for (let count = 0; count < 100 && isTaken; count += 1) isTaken = await near.line.write(chunk, 200);
    expect(isTaken).toBe(false);
    await until(() => near.losses.length > 0);
    expect(near.losses.map((loss) => loss.cause)).toEqual(["timed-out"]);
  });

  test("says in words that nobody answers, within its deadline", async () => {
    const served = await serveTcp(() => undefined, 0);
    const { port } = served;
    await served.close();
    const opened = await createTcpOpener({ kind: "tcp", host: "127.0.0.1", port }, steadyTicker).open(
      { bytes: () => undefined, lost: () => undefined },
      1_000,
    );
    expect(opened).toEqual({
      loss: {
        cause: "not-there",
        what: `127.0.0.1:${port} cannot be reached; check its power, its network cable and that no other computer uses it.`,
      },
    });
  });
});
