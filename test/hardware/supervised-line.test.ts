import { expect, test } from "vitest";
import type { Line, LineEars, LineLoss, LineOpener } from "../../hardware/contract.ts";
import { type SupervisedLine, superviseLine, type WriteLine } from "../../hardware/supervised-line.ts";
import { createMemoryCable, type FarEnd } from "../../hardware/transport/memory.ts";
import { ManualTicker } from "../../simulator/devices/manual-ticker.ts";

function bench() {
  const ticker = new ManualTicker();
  const ends: FarEnd[] = [];
  const heardByDevice: string[] = [];
  const cable = createMemoryCable({
    ticker,
    device: (far) => {
      ends.push(far);
      far.onBytes((bytes) => heardByDevice.push(Buffer.from(bytes).toString("latin1")));
    },
  });
  const story: string[] = [];
  const writes: WriteLine[] = [];
  const line: SupervisedLine = superviseLine({
    opener: cable.opener,
    ticker,
    onUp: (write) => {
      writes.push(write);
      story.push("up");
    },
    onBytes: (bytes) => story.push(Buffer.from(bytes).toString("latin1")),
    onDown: (loss) => story.push(`down ${loss.cause}`),
  });
  return { ticker, ends, cable, story, writes, line, heardByDevice };
}

test("a pulled cable is told once and its return is found at once", async () => {
  const { ticker, ends, cable, story, line } = bench();
  await ticker.advance(0);
  ends[0]?.write(Buffer.from("hello"));
  await ticker.advance(0);
  cable.unplug();
  await ticker.advance(60_000);
  expect(line.condition().state).toBe("absent");
  cable.plug();
  await ticker.advance(0);
  expect(story).toEqual(["up", "hello", "down unplugged", "up"]);
  await line.stop();
  expect(story.at(-1)).toBe("down closed-by-us");
  expect(ticker.waiting).toBe(0);
});

test("what was meant for a lost connection never reaches the next one", async () => {
  const { ticker, cable, writes, heardByDevice, line } = bench();
  await ticker.advance(0);
  cable.unplug();
  cable.plug();
  await ticker.advance(1_000);
  expect(await writes[0]?.(Buffer.from("old"), 100)).toBe(false);
  expect(await writes[1]?.(Buffer.from("new"), 100)).toBe(true);
  await ticker.advance(0);
  expect(heardByDevice).toEqual(["new"]);
  await line.stop();
});

test("a silent device is reopened on its driver's word and its loss carries the reason", async () => {
  const { ticker, story, line } = bench();
  await ticker.advance(0);
  line.answered();
  line.restart("The printer has not answered for four seconds.");
  expect(story).toEqual(["up", "down timed-out"]);
  expect(line.condition().what).toBe("The printer has not answered for four seconds.");
  await ticker.advance(250);
  expect(story).toEqual(["up", "down timed-out", "up"]);
  await line.stop();
});

test("the next connection is not opened before the last one is closed", async () => {
  const ticker = new ManualTicker();
  const steps: string[] = [];
  const closings: (() => void)[] = [];
  const opener: LineOpener = {
    open: () => {
      steps.push("open");
      const line: Line = {
        write: () => Promise.resolve(true),
        close: () => {
          steps.push("closing");
          return new Promise((resolve) => closings.push(resolve));
        },
      };
      return Promise.resolve({ line });
    },
    watch: () => () => undefined,
  };
  const listener = { opener, ticker, onUp: () => undefined, onBytes: () => undefined, onDown: () => undefined };
  const line = superviseLine(listener);
  await ticker.advance(0);
  line.restart("silent");
  await ticker.advance(10_000);
  expect(steps).toEqual(["open", "closing"]);
  closings[0]?.();
  await ticker.advance(0);
  expect(steps).toEqual(["open", "closing", "open"]);
});

test("a line lost while it was being opened is never shown as up", async () => {
  const ticker = new ManualTicker();
  const told: string[] = [];
  let tries = 0;
  const opener: LineOpener = {
    open: (ears: LineEars) => {
      tries += 1;
      if (tries === 1) ears.lost({ cause: "unplugged", what: "gone" } satisfies LineLoss);
      return Promise.resolve({ line: { write: () => Promise.resolve(true), close: () => Promise.resolve() } });
    },
    watch: () => () => undefined,
  };
  const line = superviseLine({
    opener,
    ticker,
    onUp: () => told.push("up"),
    onBytes: () => undefined,
    onDown: () => told.push("down"),
  });
  await ticker.advance(0);
  expect(told).toEqual([]);
  await ticker.advance(250);
  expect(told).toEqual(["up"]);
  await line.stop();
});

test("stopping while a line is being opened closes it and nothing is opened again", async () => {
  const { ticker, story, line, cable } = bench();
  const stopped = line.stop();
  await ticker.advance(20_000);
  await stopped;
  cable.unplug();
  cable.plug();
  await ticker.advance(20_000);
  expect(story).toEqual([]);
  expect(line.state()).toEqual({ state: "stopped" });
});
