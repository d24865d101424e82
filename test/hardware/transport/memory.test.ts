import { expect, test } from "vitest";
import type { LineLoss } from "../../../hardware/contract.ts";
import { createMemoryCable, type FarEnd } from "../../../hardware/transport/memory.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";

async function bench() {
  const ticker = new ManualTicker();
  const ends: FarEnd[] = [];
  let taken = 0;
  const cable = createMemoryCable({
    ticker,
    device: (far) => {
      ends.push(far);
      far.onBytes((bytes) => {
        taken += bytes.length;
      });
    },
  });
  const losses: LineLoss[] = [];
  const heard: number[] = [];
  const ears = { bytes: (chunk: Uint8Array) => heard.push(...chunk), lost: (loss: LineLoss) => losses.push(loss) };
  const opened = await cable.opener.open(ears, 1_000);
  if ("loss" in opened) throw new Error(opened.loss.what);
  return { ticker, ends, cable, losses, heard, ears, line: opened.line, taken: () => taken };
}

test("a device that takes nothing fills the pipe, then a write ends at its deadline and is not sent later", async () => {
  const { ticker, ends, line, losses, taken } = await bench();
  ends[0]?.hold();
  expect(await line.write(new Uint8Array(4_000), 100)).toBe(true);
  const late = line.write(new Uint8Array(1_000), 100);
  await ticker.advance(100);
  expect(await late).toBe(false);
  ends[0]?.release();
  await ticker.advance(0);
  expect({ taken: taken(), losses }).toEqual({ taken: 4_000, losses: [] });
});

test("a pulled cable ends waiting writes and is told once", async () => {
  const { ticker, ends, line, cable, losses } = await bench();
  ends[0]?.hold();
  const waiting = line.write(new Uint8Array(5_000), 60_000);
  await ticker.advance(1);
  cable.unplug();
  expect(await waiting).toBe(false);
  await line.close();
  expect(losses.map((loss) => loss.cause)).toEqual(["unplugged"]);
  expect(ticker.waiting).toBe(0);
});

test("an unplugged device's last words are not heard by the next connection", async () => {
  const { ticker, ends, cable, ears, heard } = await bench();
  ends[0]?.write(Uint8Array.of(1));
  cable.unplug();
  cable.plug();
  await cable.opener.open(ears, 1_000);
  ends[0]?.write(Uint8Array.of(2));
  ends[1]?.write(Uint8Array.of(3));
  await ticker.advance(0);
  expect(heard).toEqual([3]);
});

test("an open line is busy for a second one and nothing plugged in is absent", async () => {
  const { cable, ears } = await bench();
  expect(await cable.opener.open(ears, 1_000)).toMatchObject({ loss: { cause: "busy" } });
  cable.unplug();
  expect(await cable.opener.open(ears, 1_000)).toMatchObject({ loss: { cause: "not-there" } });
});
