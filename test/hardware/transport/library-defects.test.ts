import { pbkdf2 } from "node:crypto";
import { stat } from "node:fs/promises";
import { SerialPort } from "serialport";
import { afterEach, describe, expect, test } from "vitest";
import type { EmulatedPort } from "../../../simulator/devices/emulated-port.ts";
import { openPtyPair, type ServedPty, servePty, socatIsMissing } from "../../../simulator/devices/pty.ts";
import { openOn, until } from "./serial-bench.ts";

/**
 * Defects of serialport 13.0.0, each played against the library as it is and against our lines. The library's figure is
 * printed: it shows that the test can fail. Bytes at the wrong port are a race, so the library is played until it loses it,
 * and ours as often.
 */
const UNPLUGS = 15;
const CROSSINGS = 600;
const CROSSINGS_MOST = 6_000;

const opened: ServedPty[] = [];
afterEach(async () => {
  for (const pty of opened.splice(0)) await pty.close();
});
function kept(pty: ServedPty): ServedPty {
  opened.push(pty);
  return pty;
}

/** The library's own port, with the listeners without which an error would end the process. */
async function stock(path: string, xon = false) {
  const port = new SerialPort({ path, baudRate: 115_200, autoOpen: false, hupcl: false, xon, xoff: xon });
  const state = { heard: "", isGone: false };
  port.on("data", (chunk: Buffer) => {
    state.heard += chunk.toString("latin1");
  });
  port.on("error", () => undefined);
  port.on("close", () => {
    state.isGone = true;
  });
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  const close = () => new Promise<void>((resolve) => port.close(() => resolve()));
  return { port, state, close };
}

/** A device that never stops talking. */
function chatter(port: EmulatedPort): void {
  let isGone = false;
  port.onGone(() => {
    isGone = true;
  });
  const say = () => {
    if (isGone) return;
    port.write(Buffer.from("weight 0.000 kg\r\n"));
    setImmediate(say);
  };
  say();
}

async function happens(holds: () => boolean, withinMs: number): Promise<boolean> {
  return until(holds, withinMs).then(
    () => true,
    () => false,
  );
}

describe.skipIf(socatIsMissing())("where the library fails (skipped: no socat)", () => {
  test("a plug pulled right after opening a device that talks is always noticed", { timeout: 60_000 }, async () => {
    let missedByStock = 0;
    let missed = 0;
    const pty = kept(await servePty({ emulator: chatter }));
    for (let round = 0; round < UNPLUGS; round += 1) {
      const near = await stock(pty.path);
      await pty.unplug();
      if (!(await happens(() => near.state.isGone, 300))) {
        missedByStock += 1;
        await near.close();
      }
      await pty.plug();
      const ours = await openOn(pty.path);
      await pty.unplug();
      if (!(await happens(() => ours.losses.length > 0, 1_000))) missed += 1;
      await ours.line.close();
      await pty.plug();
    }
    console.info(`unplug missed: library ${missedByStock} of ${UNPLUGS}, ours ${missed} of ${UNPLUGS}`);
    expect(missed).toBe(0);
  });

  test("what was written to one port never comes out of another", { timeout: 240_000 }, async () => {
    const heardAtC = { stock: 0, ours: 0 };
    let heardAtA = 0;
    let now: keyof typeof heardAtC = "stock";
    const { pty: a, port: farA } = await openPtyPair();
    const { pty: c, port: farC } = await openPtyPair();
    kept(a);
    kept(c);
    farA.onBytes((bytes) => {
      if (now === "ours") heardAtA += bytes.length;
    });
    farC.onBytes((bytes) => {
      heardAtC[now] += bytes.length;
    });
    const release = occupyThreads();
    let rounds = 0;
    for (; rounds < CROSSINGS || (heardAtC.stock === 0 && rounds < CROSSINGS_MOST); rounds += 1) {
      const near = await stock(a.path);
      near.port.write(Buffer.from("OPEN"));
      const closed = near.close();
      const other = await stock(c.path);
      await Promise.all([closed, other.close()]);
    }
    // Whatever the library still held comes out before ours begins.
    await marked(a, farA);
    await marked(c, farC);
    now = "ours";
    for (let round = 0; round < rounds; round += 1) {
      const near = await openOn(a.path);
      void near.line.write(Buffer.from("OPEN"), 1_000);
      await aFewReactions();
      const closed = near.line.close();
      const other = await openOn(c.path);
      await Promise.all([closed, other.line.close()]);
      // It was under way when the close came, and still arrived where it belongs.
      await until(() => heardAtA === (round + 1) * 4);
    }
    release();
    const ours = heardAtC.ours;
    console.info(`bytes at the wrong port: library ${heardAtC.stock}, ours ${ours} in ${rounds} rounds each`);
    expect(heardAtC.stock).toBeGreaterThan(0);
    expect(ours).toBe(0);
  });

  test("a blocked write does not make us deaf", { timeout: 30_000 }, async () => {
    const heard = { stock: false, ours: false };
    for (const who of ["stock", "ours"] as const) {
      const { pty, port } = await openPtyPair();
      kept(pty);
      port.onBytes(() => undefined);
      const stop = () => port.write(Uint8Array.of(0x13, 0x61));
      if (who === "stock") {
        const near = await stock(pty.path, true);
        stop();
        await until(() => near.state.heard === "a");
        near.port.write(new Uint8Array(5_000));
        await firstWriteParked();
        port.write(Buffer.from("b"));
        heard.stock = await happens(() => near.state.heard === "ab", 500);
        await near.close();
      } else {
        const near = await openOn(pty.path, { flowControl: "xon-xoff" });
        stop();
        await until(() => near.text() === "a");
        void near.line.write(new Uint8Array(5_000), 3_000);
        await firstWriteParked();
        port.write(Buffer.from("b"));
        heard.ours = await happens(() => near.text() === "ab", 500);
        await near.line.close();
      }
    }
    console.info(`heard while a write was blocked: library ${heard.stock}, ours ${heard.ours}`);
    expect(heard.ours).toBe(true);
  });
});

/** Work in the thread pool, so that a queued write, the close behind it and the next open may overtake one another. */
function occupyThreads(): () => void {
  let isOver = false;
  for (const rounds of [200, 500, 800]) {
    const again = () => {
      if (!isOver) pbkdf2("a", "b", rounds, 32, "sha256", again);
    };
    again();
  }
  return () => {
    isOver = true;
  };
}

/** Long enough for a write to be handed to the thread pool, too short for it to come back. */
async function aFewReactions(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await Promise.resolve();
}

/** A byte of our own through C shows that everything before it has arrived. */
async function marked(pty: ServedPty, far: EmulatedPort): Promise<void> {
  const near = await openOn(pty.path);
  far.write(Buffer.from("m"));
  await until(() => near.heard.length > 0);
  await near.line.close();
}

/** Ten turns of the event loop with a trip through the thread pool each: the write has met its full buffer. */
async function firstWriteParked(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await stat("/");
}
