import { expect, test } from "vitest";
import type { LineLoss } from "../../../hardware/contract.ts";
import { createMemoryCable } from "../../../hardware/transport/memory.ts";
import { createReplay } from "../../../hardware/transport/replay.ts";
import { parseTrace, Trace } from "../../../hardware/transport/trace.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";

/** A device that answers each byte with the next one, five milliseconds later. */
async function recorded() {
  const ticker = new ManualTicker();
  const trace = new Trace(ticker);
  const cable = createMemoryCable({
    ticker,
    device: (far) =>
      far.onBytes((bytes) => {
        ticker.after(5, () => far.write(bytes.map((byte) => byte + 1)));
      }),
  });
  const opener = trace.tap(cable.opener, "shelf");
  const opened = await opener.open({ bytes: () => undefined, lost: () => undefined }, 1_000);
  if ("loss" in opened) throw new Error(opened.loss.what);
  await opened.line.write(Uint8Array.of(0x10, 0x20), 100);
  await ticker.advance(10);
  await opened.line.write(Uint8Array.of(0x30), 100);
  await ticker.advance(10);
  cable.unplug();
  expect(await opened.line.write(Uint8Array.of(0x40), 100)).toBe(false);
  return trace;
}

async function played(trace: Trace, conversation: readonly (readonly number[])[], waitMs: number) {
  const ticker = new ManualTicker();
  const replay = createReplay(parseTrace(trace.text()), ticker);
  const heard: string[] = [];
  const losses: LineLoss[] = [];
  const opened = await replay.opener.open(
    {
      bytes: (chunk) => heard.push(`${ticker.nowMs()} ${Buffer.from(chunk).toString("hex")}`),
      lost: (loss) => losses.push(loss),
    },
    1_000,
  );
  if ("loss" in opened) throw new Error(opened.loss.what);
  for (const bytes of conversation) {
    await opened.line.write(Uint8Array.from(bytes), 100);
    await ticker.advance(waitMs);
  }
  return { replay, heard, losses };
}

test("every byte is kept with its direction, its microsecond and what became of the line", async () => {
  const trace = await recorded();
  const entries = trace.entries().map(({ t_us, dir, hex, note }) => [t_us, dir, hex || note?.split(":")[0]]);
  expect(entries).toEqual([
    [0, "note", "opened"],
    [0, "out", "1020"],
    [5_000, "in", "1121"],
    [10_000, "out", "30"],
    [15_000, "in", "31"],
    [20_000, "note", "lost, unplugged"],
    [20_000, "out", "40"],
    [20_000, "note", "not taken"],
  ]);
});

test("the file reads back as what was written, also when it was cut off in mid line", async () => {
  const trace = await recorded();
  const text = trace.text();
  expect(parseTrace(text)).toEqual(trace.entries());
  expect(parseTrace(text.slice(0, -10))).toEqual(trace.entries().slice(0, -1));
  expect(parseTrace('{"t_us":1,"dir":"in","port":"a","hex":"zz"}\n{}\nnull\n')).toEqual([]);
});

test("a recorded device answers again, as long after the question as it did then", async () => {
  const { heard, replay } = await played(await recorded(), [[0x10, 0x20], [0x30], [0x40]], 10);
  expect(heard).toEqual(["5 1121", "15 31"]);
  expect({ over: replay.isOver, difference: replay.difference }).toEqual({ over: true, difference: undefined });
});

test("a question cut at other places is the same question", async () => {
  const { heard } = await played(await recorded(), [[0x10], [0x20], [0x30], [0x40]], 10);
  expect(heard).toEqual(["15 1121", "25 31"]);
});

test("a driver that says something else loses the line and is told where", async () => {
  const { losses, replay, heard } = await played(await recorded(), [[0x10, 0x20], [0x33]], 10);
  expect(heard).toEqual(["5 1121"]);
  expect(losses.map((loss) => loss.cause)).toEqual(["error"]);
  expect(replay.difference).toBe("Entry 2: recorded 30, said 33.");
});

test("the black box keeps the latest and has an end", () => {
  const trace = new Trace(new ManualTicker(), 10_000);
  for (let count = 0; count < 5_000; count += 1) trace.heard("shelf", Uint8Array.of(count >> 8, count & 255));
  const entries = trace.entries();
  expect(entries.length).toBe(Math.floor(10_000 / 66));
  expect(entries.at(-1)?.hex).toBe((4_999).toString(16).padStart(4, "0"));
  expect(entries[0]?.hex).toBe((5_000 - entries.length).toString(16).padStart(4, "0"));
});

test("one port's entries can be taken alone", () => {
  const trace = new Trace(new ManualTicker());
  trace.heard("shelf", Uint8Array.of(1));
  trace.sent("printer", Uint8Array.of(2));
  expect(trace.entries("printer").map((entry) => entry.hex)).toEqual(["02"]);
});
