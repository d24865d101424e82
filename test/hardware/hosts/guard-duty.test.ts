import { describe, expect, test } from "vitest";
import { runGuard } from "../../../hardware/hosts/guard-duty.ts";
import { SILENT_AFTER_MS } from "../../../hardware/hosts/protocol.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { BOARD_KINDS } from "../../../simulator/devices/boards/kinds.ts";
import { serveTcp } from "../../../simulator/devices/tcp.ts";
import { until } from "../transport/serial-bench.ts";
import { fakePort } from "./fake-port.ts";

type AtEnd = (close: () => Promise<void>) => void;

/** A guard over one board whose output 1 is on, as a dead host left it. */
async function bench(atEnd: AtEnd, kindName = "lcus", channels = 4, driver = kindName) {
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
  port.tell({
    to: "run",
    specs: [
      {
        id: "shelf",
        kind: "dispenser",
        driver,
        line: { kind: "tcp", host: "127.0.0.1", port: served.port },
        channels,
        slots: [{ slot: "A1", channel: 1, pulseMs: 500, dropWindowMs: 1_000 }],
      },
    ],
  });
  emulated.bench.switch(1, true);
  return { port, emulated, served, hasLeft: () => left, isOn: () => emulated.bench.outputs[0] === true };
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
