import { describe, expect, test } from "vitest";
import { createVmcBoard } from "../../../hardware/drivers/vmc/vmc-board.ts";
import { createMemoryCable } from "../../../hardware/transport/memory.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";
import type { LineFault } from "../../../simulator/devices/simulations/faults.ts";
import { SpoiltLine } from "../../../simulator/devices/simulations/spoilt-line.ts";
import { benchPrinter } from "../drivers/escpos/printer-bench.ts";
import { FAMILIES, VMC } from "../drivers/families.ts";

const MINUTE_MS = 60_000;
const PULSED = new Set<string>();
const ONE_OF_EACH = [...FAMILIES, VMC].filter(({ driver }) => !PULSED.has(driver) && PULSED.add(driver));

/** Their answers carry no checksum: another state is what a flipped bit makes of them. */
const WITHOUT_CHECKSUM = ["lcus", "kmtronic", "devantech"];

/** What a soiled line brings, without a single wrong answer being believed. */
const SOILED: readonly LineFault[] = ["checksum", "noise", "half", "doubled"];

function openBoard(family: (typeof ONE_OF_EACH)[number]) {
  const ticker = new ManualTicker();
  const { channels, inputs, driver } = family;
  const emulated = family.emulate({ ticker, channels, inputs, shelf: [] });
  const spoilt = new SpoiltLine(ticker);
  const cable = createMemoryCable({ ticker, device: spoilt.wrap(emulated.device) });
  const slots = [{ slot: "A1", channel: 1, pulseMs: family.pulseMs, dropWindowMs: 8_000 }];
  const line = { kind: "serial", path: "/dev/none", baudRate: 9_600 } as const;
  const make = family === VMC ? createVmcBoard : family.make;
  const board = make({
    spec: { id: "shelf", kind: "dispenser", driver, line, channels, slots },
    opener: cable.opener,
    ticker,
  });
  return { board, spoilt, ticker };
}

describe.each(ONE_OF_EACH)("what $driver could not understand", (family) => {
  test("is nothing on a good line, also while it is silent or slow to answer", async () => {
    const { board, spoilt, ticker } = openBoard(family);
    await ticker.advance(MINUTE_MS);
    expect(board.misheard?.()).toBe(0);
    spoilt.begin("silence");
    await ticker.advance(MINUTE_MS);
    expect(board.misheard?.()).toBe(0);
  });

  const soiled = SOILED.filter((fault) => fault !== "checksum" || !WITHOUT_CHECKSUM.includes(family.driver));
  test.each(soiled)("is counted on a line with %s, and no more once the line is good again", async (fault) => {
    const { board, spoilt, ticker } = openBoard(family);
    await ticker.advance(5_000);
    spoilt.begin(fault);
    await ticker.advance(MINUTE_MS);
    expect(board.misheard?.()).toBeGreaterThan(5);
    spoilt.heal();
    await ticker.advance(10_000);
    const heard = board.misheard?.();
    await ticker.advance(MINUTE_MS);
    expect(board.misheard?.()).toBe(heard);
  });
});

describe("what a printer could not make itself understood with", () => {
  test("is counted over its connections, and is nothing on a good line", async () => {
    const { printer, spoilt, ticker, cable } = await benchPrinter({ profile: "epson-80" });
    await ticker.advance(MINUTE_MS);
    expect(printer.misheard?.()).toBe(0);
    spoilt.begin("noise");
    await ticker.advance(MINUTE_MS);
    const heard = printer.misheard?.() ?? 0;
    expect(heard).toBeGreaterThan(5);
    spoilt.heal();
    cable.unplug();
    await ticker.advance(3_000);
    cable.plug();
    await ticker.advance(MINUTE_MS);
    expect(printer.misheard?.()).toBe(heard);
  });
});
