import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { runGuard } from "../../../hardware/hosts/guard-duty.ts";
import { Lifeline, lifelineName } from "../../../hardware/hosts/lifeline.ts";
import { SILENT_AFTER_MS } from "../../../hardware/hosts/protocol.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { BOARD_KINDS } from "../../../simulator/devices/boards/kinds.ts";
import { serveTcp } from "../../../simulator/devices/tcp.ts";
import { until } from "../transport/serial-bench.ts";
import { fakePort } from "./fake-port.ts";

type AtEnd = (close: () => Promise<void>) => void;

/** A guard over one board whose output 1 is on, as a dead host left it. */
async function bench(atEnd: AtEnd, kindName = "lcus", channels = 4, driver = kindName, dropWindowMs = 1_000) {
  const ticker = steadyTicker;
  const emulated = BOARD_KINDS[kindName]?.create({ ticker, channels, inputs: 0, shelf: [] });
  if (emulated === undefined) throw new Error(`no emulated board is called ${kindName}`);
  const served = await serveTcp(emulated.device, 0);
  const port = fakePort();
  let left = false;
  runGuard(port, ticker, () => {
    left = true;
  });
  atEnd(() => served.close());
  const lifeline = lifelineName(randomUUID());
  port.tell({
    to: "run",
    lifeline,
    specs: [
      {
        id: "shelf",
        kind: "dispenser",
        driver,
        line: { kind: "tcp", host: "127.0.0.1", port: served.port },
        channels,
        slots: [{ slot: "A1", channel: 1, pulseMs: 500, dropWindowMs }],
      },
    ],
  });
  emulated.bench.switch(1, true);
  return { port, emulated, served, lifeline, hasLeft: () => left, isOn: () => emulated.bench.outputs[0] === true };
}

describe.concurrent("the guard", () => {
  test("does nothing as long as it is fed, and switches off when it is not", async ({ onTestFinished }) => {
    const { port, isOn, served } = await bench(onTestFinished);
    const beganMs = performance.now();
    while (performance.now() - beganMs < SILENT_AFTER_MS + 1_000) {
      port.tell({ to: "beat" });
      await new Promise((resolve) => steadyTicker.after(100, () => resolve(undefined)));
    }
    const fedMs = performance.now();
    expect([isOn(), served.connections, port.said]).toEqual([true, 0, []]);
    await until(() => !isOn(), 10_000, "switching off");
    expect(performance.now() - fedMs).toBeGreaterThan(SILENT_AFTER_MS - 200);
    await until(() => port.said.length > 0, 10_000, "its word");
    expect(port.said).toEqual([{ say: "guarded", proven: ["shelf"], unproven: [] }]);
    await until(() => served.connections === 0, 10_000, "letting go of the line");
  });

  test("fed by the host alone while it dispenses, it waits; when that ends or takes too long, it switches off", async ({
    onTestFinished,
  }) => {
    const [short, long] = await Promise.all([
      bench(onTestFinished, "lcus", 4, "lcus", 0),
      bench(onTestFinished, "lcus", 4, "lcus", 0),
    ]);
    const beganMs = performance.now();
    for (const { port } of [short, long]) port.tell({ to: "beat" });
    const vend = (ms: number) => () =>
      new Promise<void>((resolve) => {
        steadyTicker.after(ms, resolve);
      });
    void new Lifeline(short.lifeline, steadyTicker).during(vend(4_000));
    void new Lifeline(long.lifeline, steadyTicker).during(vend(60_000));
    await until(() => !short.isOn(), 20_000, "switching off after the vend");
    expect(performance.now() - beganMs).toBeGreaterThan(4_000 + SILENT_AFTER_MS - 1_000);
    // Pulse and window are short; a vend that is said to be under way for longer than such a one can be is believed no more.
    await until(() => !long.isOn(), 20_000, "switching off the vend without end");
    expect(performance.now() - beganMs).toBeLessThan(15_000);
  });

  test("told to fire twice at once, it fires once, and again when told again", async ({ onTestFinished }) => {
    const { port, isOn, emulated } = await bench(onTestFinished);
    port.tell({ to: "fire" });
    port.tell({ to: "fire" });
    await until(() => port.said.length > 0, 10_000, "its word");
    expect([isOn(), port.said.length]).toEqual([false, 1]);
    emulated.bench.switch(1, true);
    port.tell({ to: "fire" });
    await until(() => port.said.length === 2, 10_000, "its second word");
    expect(isOn()).toBe(false);
  });

  test("a board that cannot show its outputs is commanded off and called unproven", async ({ onTestFinished }) => {
    const { port, isOn } = await bench(onTestFinished, "lcus", 1);
    port.tell({ to: "fire" });
    await until(() => port.said.length > 0, 15_000, "its word");
    expect(isOn()).toBe(false);
    expect(port.said).toEqual([{ say: "guarded", proven: [], unproven: ["shelf"] }]);
  });

  test("a board of no known make is unproven, and the guard goes on living", async ({ onTestFinished }) => {
    const { port } = await bench(onTestFinished, "lcus", 4, "no-such-make");
    port.tell({ to: "fire" });
    await until(() => port.said.length > 0, 15_000, "its word");
    expect(port.said).toEqual([{ say: "guarded", proven: [], unproven: ["shelf"] }]);
  });

  test("when main is gone it looks once more after the outputs, and leaves", async ({ onTestFinished }) => {
    const { port, isOn, hasLeft } = await bench(onTestFinished);
    port.mainGone();
    await until(hasLeft, 15_000, "its leaving");
    expect(isOn()).toBe(false);
  });
});
