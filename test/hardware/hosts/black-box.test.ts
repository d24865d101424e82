import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createModbusBoard } from "../../../hardware/drivers/modbus/modbus-board.ts";
import { BlackBox } from "../../../hardware/hosts/black-box.ts";
import { createMemoryCable } from "../../../hardware/transport/memory.ts";
import { createReplay } from "../../../hardware/transport/replay.ts";
import { parseTrace } from "../../../hardware/transport/trace.ts";
import { createModbusBoardEmulator } from "../../../simulator/devices/boards/modbus-board.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";

type AtEnd = (close: () => void) => void;

function bench(atEnd: AtEnd) {
  const folder = mkdtempSync(join(tmpdir(), "traces-"));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const ticker = new ManualTicker();
  const notes: string[] = [];
  const box = new BlackBox({ folder, host: "dispense", ticker, onNote: (what) => notes.push(what) });
  const files = () => readdirSync(folder).sort();
  return { folder, ticker, notes, box, files };
}

const SPEC = {
  id: "shelf",
  kind: "dispenser",
  driver: "modbus-rtu",
  line: { kind: "serial", path: "/dev/none", baudRate: 9_600 },
  channels: 8,
  slots: [{ slot: "A1", channel: 1, pulseMs: 500, dropInput: 1, dropWindowMs: 2_000 }],
} as const;

test("a sale that was recorded in a file is sold again from it, byte for byte", async ({ onTestFinished }) => {
  const { ticker, box, files, folder } = bench(onTestFinished);
  const shelf = [{ slot: "A1", channel: 1, dropInput: 1 }];
  const emulated = createModbusBoardEmulator({ ticker, channels: 8, inputs: 8, shelf });
  const cable = createMemoryCable({ ticker, device: emulated.device });

  async function sell(opener: typeof cable.opener, clock: ManualTicker): Promise<unknown> {
    const board = createModbusBoard({ spec: SPEC, opener, ticker: clock });
    for (let passedMs = 0; !board.sellable("A1"); passedMs += 10) {
      if (passedMs > 5_000) throw new Error(board.condition().what);
      await clock.advance(10);
    }
    const vend = board.vend("A1");
    await clock.advance(3_000);
    const outcome = await vend;
    const stopped = board.stop();
    await clock.advance(1_000);
    await stopped;
    return outcome;
  }

  const outcome = await sell(box.tap(cable.opener, "shelf"), ticker);
  expect(outcome).toMatchObject({ is: "dropped" });
  box.keep("shelf", "for the test");
  await box.settled();
  const [file = ""] = files();
  const entries = parseTrace(readFileSync(join(folder, file), "utf8"));
  expect(entries.at(-1)?.note).toMatch(/^kept at \S+Z: for the test$/);

  const clock = new ManualTicker();
  const replay = createReplay(entries, clock);
  expect(await sell(replay.opener, clock)).toEqual(outcome);
  expect({ over: replay.isOver, difference: replay.difference }).toEqual({ over: true, difference: undefined });
});

test("a file is for its owner alone and its name says when, what and who", async ({ onTestFinished }) => {
  const { box, files, folder } = bench(onTestFinished);
  box.keep("shelf", "a doubt");
  await box.settled();
  const [file = ""] = files();
  expect(file).toMatch(/^\d{4}-\d{2}-\d{2}T\d{6}\.\d{3}Z-shelf-dispense\.jsonl$/);
  expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
});

test("of a device that fails all the time one file a minute is kept, the last one among them", async ({
  onTestFinished,
}) => {
  const { box, files, folder, ticker } = bench(onTestFinished);
  for (let times = 0; times < 50; times += 1) {
    box.keep("shelf", `loss ${times}`);
    await ticker.advance(100);
  }
  box.keep("printer", "another device");
  await box.settled();
  expect(files()).toHaveLength(2);
  await ticker.advance(60_000);
  await box.settled();
  expect(files()).toHaveLength(3);
  const lastOfShelf = files().findLast((name) => name.includes("shelf")) ?? "";
  expect(readFileSync(join(folder, lastOfShelf), "utf8")).toContain("loss 49");
});

test("the oldest files make room, and files of others are left alone", async ({ onTestFinished }) => {
  const { box, files, folder } = bench(onTestFinished);
  for (let second = 10; second < 55; second += 1)
    writeFileSync(join(folder, `2020-01-01T0000${second}.000Z-shelf-guard.jsonl`), "");
  writeFileSync(join(folder, "notes.txt"), "");
  box.keep("shelf", "a doubt");
  await box.settled();
  expect(files()).toHaveLength(41);
  expect(files()).toContain("notes.txt");
  expect(files()[0]).toBe("2020-01-01T000016.000Z-shelf-guard.jsonl");
  expect(files().at(-2)).toMatch(/-shelf-dispense\.jsonl$/);
});

test("a folder that cannot be written is said, not thrown; without a folder nothing is recorded", async ({
  onTestFinished,
}) => {
  const { folder, ticker, notes } = bench(onTestFinished);
  writeFileSync(join(folder, "file"), "");
  const options = { host: "dispense", ticker, onNote: (what: string) => notes.push(what) };
  const box = new BlackBox({ ...options, folder: join(folder, "file", "below") });
  box.keep("shelf", "a doubt");
  await box.settled();
  expect(notes).toHaveLength(1);
  expect(notes[0]).toContain("could not be written");
  const none = new BlackBox({ ...options, folder: undefined });
  const cable = createMemoryCable({ ticker, device: () => undefined });
  expect(none.tap(cable.opener, "shelf")).toBe(cable.opener);
  none.keep("shelf", "a doubt");
  await none.settled();
  expect(ticker.waiting).toBe(1);
});

test("a sensor that never stops talking pushes nobody else's words out", async ({ onTestFinished }) => {
  const { ticker, box, files, folder } = bench(onTestFinished);
  const talk = (device: string, bytes: number) => {
    const cable = createMemoryCable({ ticker, device: (far) => far.write(new Uint8Array(bytes).fill(0x59)) });
    return { cable, opener: box.tap(cable.opener, device) };
  };
  const ears = { bytes: () => undefined, lost: () => undefined };
  const quiet = talk("bar", 4);
  const opened = await quiet.opener.open(ears, 1_000);
  if (!("line" in opened)) throw new Error("not opened");
  await opened.line.write(Uint8Array.of(0x0a), 1_000);
  const loud = talk("eye", 4_096);
  await loud.opener.open(ears, 1_000);
  for (let nth = 0; nth < 400; nth++) {
    loud.cable.unplug();
    loud.cable.plug();
    await loud.opener.open(ears, 1_000);
    await ticker.advance(1);
  }
  box.keep("bar", "it fell silent");
  await box.settled();
  expect(files()).toHaveLength(1);
  expect(readFileSync(join(folder, files()[0] ?? ""), "utf8")).toContain('"dir":"out"');
});
