import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createBoard, type DispenserSpec } from "../../../hardware/drivers/registry.ts";
import { createMemoryCable } from "../../../hardware/transport/memory.ts";
import { Trace } from "../../../hardware/transport/trace.ts";
import { guessedDriver, inWords } from "../../../scripts/devices/trace.ts";
import { languageOf, TRACE_DRIVERS } from "../../../scripts/devices/trace-words.ts";
import { BOARD_KINDS } from "../../../simulator/devices/boards/kinds.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";
import { runDevices } from "./program.ts";

const KINDS: Readonly<Record<string, string>> = {
  "modbus-rtu": "modbus",
  eletechsup: "eletechsup",
  "modbus-ascii": "modbus-ascii",
  lcus: "lcus",
  kmtronic: "kmtronic",
  devantech: "devantech",
  numato: "numato",
  framed: "framed",
  vmc: "vmc",
};

/** One sale on an emulated board, with everything that went over the line. */
async function recorded(driver: string) {
  const kind = BOARD_KINDS[KINDS[driver] ?? ""];
  if (kind === undefined) throw new Error(`no emulated board for ${driver}`);
  const { channels, inputs } = kind;
  const sensor = inputs > 0 && driver !== "vmc" ? { dropInput: 1 } : {};
  const ticker = new ManualTicker();
  const emulated = kind.create({
    ticker,
    channels,
    inputs,
    shelf: [{ slot: "A1", channel: 2, ...sensor }],
  });
  const cable = createMemoryCable({ ticker, device: emulated.device });
  const trace = new Trace(ticker);
  const spec: DispenserSpec = {
    id: "shelf",
    kind: "dispenser",
    driver,
    line: { kind: "serial", path: "/dev/none", baudRate: 9_600 },
    channels,
    slots: [{ slot: "A1", channel: 2, pulseMs: 1_000, dropWindowMs: 2_000, ...sensor }],
  };
  const board = await createBoard({ spec, ticker, opener: trace.tap(cable.opener, "shelf") });
  for (let tries = 0; !board.sellable("A1") && tries < 1_000; tries++) await ticker.advance(10);
  // In between two heartbeats.
  await ticker.advance(3_000);
  const vend = board.vend("A1");
  await ticker.advance(8_000);
  expect((await vend).is).toBe("dropped");
  return { trace, spec };
}

describe("a file of the black box", () => {
  test.each(Object.keys(KINDS))("in %s names what starts the motor, and guesses the language", async (driver) => {
    const { trace } = await recorded(driver);
    const language = languageOf(driver);
    if (language === undefined) throw new Error(`no words for ${driver}`);
    const read = inWords(trace.entries("shelf"), language);
    expect(read.filter(({ startsOutput }) => startsOutput === 2)).toHaveLength(1);
    const silent = read.filter(({ dir, words }) => dir === "out" && words === "");
    expect(silent).toEqual([]);
    expect(languageOf(guessedDriver(trace.entries("shelf")))).toBeDefined();
    expect(TRACE_DRIVERS).toContain(guessedDriver(trace.entries("shelf")));
  });

  test("is shown with microseconds, bytes and words, and runs against the driver again", async ({
    onTestFinished,
  }) => {
    const { trace, spec } = await recorded("modbus-rtu");
    const folder = mkdtempSync(join(tmpdir(), "trace-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, "shelf.jsonl");
    const configuration = join(folder, "terminal.json");
    writeFileSync(file, trace.text());
    writeFileSync(configuration, JSON.stringify({ devices: [spec] }));
    const shown = await runDevices("trace", file);
    expect(shown.code).toBe(0);
    expect(shown.out).toMatch(/ µs > 01 05 02 01 00 0a \w\w \w\w {3}to board 1: pulse output 2 for 1000 ms/);
    expect(shown.out).toContain("board 1: outputs on: 2");
    const again = await runDevices("trace", file, "--configuration", configuration, "--replay");
    expect(again.out).toContain("A1 dropped: The drop sensor saw a product pass");
    expect(again.out).toContain("Every byte was said and heard as it was recorded.");
    expect(again.code).toBe(0);
    // A driver that is wired otherwise says something else, and where.
    const slots = [{ ...spec.slots[0], pulseMs: 700 }];
    writeFileSync(configuration, JSON.stringify({ devices: [{ ...spec, slots }] }));
    const other = await runDevices("trace", file, "--configuration", configuration, "--replay");
    expect(other.out).toContain("The driver says something else now. Entry");
    expect(other.code).toBe(1);
  });

  test("that is none, or of no device, is refused in words", async ({ onTestFinished }) => {
    const folder = mkdtempSync(join(tmpdir(), "trace-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const [empty, foreign] = [join(folder, "empty.jsonl"), join(folder, "foreign.json")];
    writeFileSync(empty, "\n");
    writeFileSync(foreign, '{"a": 1}\n{"t_us": 1}\n');
    const results = await Promise.all([
      runDevices("trace"),
      runDevices("trace", "/tmp/no-such-file.jsonl"),
      runDevices("trace", new URL(import.meta.url).pathname),
      runDevices("trace", empty),
      runDevices("trace", foreign),
      runDevices("trace", folder),
    ]);
    expect(results.map(({ code }) => code)).toEqual([64, 64, 64, 64, 64, 64]);
    expect(results.map(({ err }) => err.split("\n")[0])).toEqual([
      "One file of the black box, please.",
      "/tmp/no-such-file.jsonl could not be read; name a file of the trace folder.",
      expect.stringMatching(/is no file of the black box: not one of its \d+ lines is an entry\.$/),
      `${empty} is empty: nothing was recorded in it.`,
      `${foreign} is no file of the black box: not one of its 2 lines is an entry.`,
      `${folder} is a folder; name a file in it.`,
    ]);
  });

  test("that is damaged is shown as far as it goes, and said to be; another device's name is refused with what there is", async ({
    onTestFinished,
  }) => {
    const { trace } = await recorded("modbus-rtu");
    const folder = mkdtempSync(join(tmpdir(), "trace-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, "shelf.jsonl");
    writeFileSync(file, `${trace.text().slice(0, -20)}\n`);
    const [shown, other] = await Promise.all([
      runDevices("trace", file),
      runDevices("trace", file, "--port", "bar"),
    ]);
    expect(shown.code).toBe(0);
    expect(shown.err).toMatch(/is damaged: 1 of its \d+ lines are no entries and are left out\./);
    expect(shown.out).toContain("board 1: outputs on: 2");
    expect(other.code).toBe(64);
    expect(other.err).toContain('holds nothing of a device "bar"; it holds "shelf".');
  });
});
