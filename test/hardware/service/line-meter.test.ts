import { expect, test } from "vitest";
import type { Line } from "../../../hardware/contract.ts";
import { LineMeter } from "../../../hardware/service/line-meter.ts";
import { createMemoryCable } from "../../../hardware/transport/memory.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";

/** A device that answers each word after `replyMs`, or never. */
async function rig() {
  const ticker = new ManualTicker();
  const device = { replyMs: 40 as number | undefined };
  const cable = createMemoryCable({
    ticker,
    device: (far) => {
      far.onBytes(() => {
        if (device.replyMs !== undefined) ticker.after(device.replyMs, () => far.write(Uint8Array.of(1)));
      });
    },
  });
  const meter = new LineMeter(ticker);
  const tapped = meter.tap(cable.opener);
  const heard: number[] = [];
  const open = async (): Promise<Line> => {
    const ears = { bytes: (chunk: Uint8Array) => heard.push(...chunk), lost: () => undefined };
    const opened = await tapped.open(ears, 1_000);
    if ("loss" in opened) throw new Error(opened.loss.what);
    return opened.line;
  };
  const say = async (line: Line, times: number) => {
    for (let time = 0; time < times; time += 1) {
      const said = line.write(Uint8Array.of(7), 1_000);
      await ticker.advance(2_000);
      expect(await said).toBe(true);
    }
  };
  return { ticker, device, cable, meter, open, say, heard };
}

test("answers are timed from the word to the first byte back, and everything still arrives", async () => {
  const { meter, open, say, heard } = await rig();
  const line = await open();
  await say(line, 8);
  expect(meter.figures()).toEqual({ connections: 1, asked: 8, unanswered: 0 });
  await say(line, 1);
  expect(meter.figures()).toMatchObject({ asked: 9, replyMs: 40 });
  expect(heard).toHaveLength(9);
});

test("a device that becomes slow shows in the median, one late answer does not", async () => {
  const { meter, device, open, say } = await rig();
  const line = await open();
  await say(line, 30);
  device.replyMs = 900;
  await say(line, 1);
  expect(meter.figures().replyMs).toBe(40);
  await say(line, 40);
  expect(meter.figures().replyMs).toBe(900);
});

test("words without an answer are counted, also those answered far too late", async () => {
  const { meter, device, open, say } = await rig();
  const line = await open();
  await say(line, 10);
  device.replyMs = undefined;
  await say(line, 4);
  device.replyMs = 40;
  await say(line, 1);
  expect(meter.figures()).toMatchObject({ asked: 15, unanswered: 4 });
  device.replyMs = 1_900;
  await say(line, 1);
  expect(meter.figures()).toMatchObject({ asked: 16, unanswered: 5 });
});

test("each opening counts, a refused one does not", async () => {
  const { meter, cable, open } = await rig();
  await open();
  cable.unplug();
  await expect(open()).rejects.toThrow("Nothing is plugged in");
  cable.plug();
  await open();
  expect(meter.figures().connections).toBe(2);
});
