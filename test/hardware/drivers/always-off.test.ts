import { describe, expect, test } from "vitest";
import { openRig, type Rig } from "./board-rig.ts";
import { FAMILIES } from "./families.ts";

const areOff = (rig: Rig) => rig.emulated.bench.outputs.every((on) => !on);

async function pulseBegins(rig: Rig) {
  await rig.ready();
  const vend = rig.board.vend("A1");
  for (let step = 0; areOff(rig) && step < 400; step += 1) await rig.ticker.advance(5);
  expect(areOff(rig)).toBe(false);
  return { outcome: vend };
}

describe.each(FAMILIES)("$driver, pulses of $pulseMs ms", (family) => {
  test("the terminal is asked to end in the middle of a pulse: off before it has ended, and no sale by guess", async () => {
    const rig = openRig(family);
    const vend = await pulseBegins(rig);
    const askedMs = rig.ticker.nowMs();
    await rig.finish(rig.board.stop());
    expect(areOff(rig)).toBe(true);
    expect((await rig.finish(vend.outcome)).is).toBe("unknown");
    const offMs = rig.emulated.bench.events.findLast(({ event }) => event === "output")?.atMs ?? Number.NaN;
    // At once, not at the pulse's end: one frame on a slow line, and the answer that is waited for before it.
    expect(offMs - askedMs).toBeLessThan(300);
    expect(rig.emulated.bench.pulses(1)).toBe(1);
  });

  test("another configuration for the same board: all off under the old one, and again before the new one sells", async () => {
    const rig = openRig(family);
    const vend = await pulseBegins(rig);
    await rig.finish(rig.board.stop());
    await rig.finish(vend.outcome);
    expect(areOff(rig)).toBe(true);
    // Whatever happens between two programs.
    rig.emulated.bench.switch(3, true);
    const { channels, driver, pulseMs } = family;
    const board = family.make({
      spec: {
        id: "other",
        kind: "dispenser",
        driver,
        line: { kind: "serial", path: "/dev/none", baudRate: 9_600 },
        channels,
        slots: [{ slot: "B7", channel: 2, pulseMs, dropWindowMs: 2_000 }],
      },
      opener: rig.cable.opener,
      ticker: rig.ticker,
    });
    for (let step = 0; !board.sellable("B7") && step < 2_000; step += 1) await rig.ticker.advance(5);
    expect(board.sellable("B7")).toBe(true);
    expect(areOff(rig)).toBe(true);
    expect([rig.emulated.bench.pulses(1), rig.emulated.bench.pulses(2)]).toEqual([1, 0]);
    await rig.finish(board.stop());
  });

  test("an output that went on while the cable was out is off before anything is sold again", async () => {
    const rig = openRig(family);
    await rig.ready();
    rig.cable.unplug();
    await rig.ticker.advance(1_000);
    expect(rig.board.sellable("A1")).toBe(false);
    rig.emulated.bench.switch(2, true);
    rig.cable.plug();
    await rig.ready();
    expect(areOff(rig)).toBe(true);
  });
});
