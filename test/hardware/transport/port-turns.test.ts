import { expect, test } from "vitest";
import { PortTurns } from "../../../hardware/transport/port-turns.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";

function bench() {
  const ticker = new ManualTicker();
  const turns = new PortTurns(ticker);
  const story: string[] = [];
  const endings = new Map<string, () => void>();
  const act = (name: string) => () =>
    new Promise<string>((resolve) => {
      story.push(`${name} begins`);
      endings.set(name, () => {
        story.push(`${name} ends`);
        resolve(name);
      });
    });
  return { ticker, turns, story, act, end: (name: string) => endings.get(name)?.() };
}

test("what opens or closes a port waits until the last one has ended, in the order of asking", async () => {
  const { ticker, turns, story, act, end } = bench();
  const all = ["close A", "open B", "open C"].map((name) => turns.take(act(name), 1_000));
  for (const name of ["close A", "open B", "open C"]) {
    await ticker.advance(100);
    end(name);
  }
  expect(await Promise.all(all)).toEqual(["close A", "open B", "open C"]);
  expect(story).toEqual([
    "close A begins",
    "close A ends",
    "open B begins",
    "open B ends",
    "open C begins",
    "open C ends",
  ]);
  await ticker.advance(0);
  expect(ticker.waiting).toBe(0);
});

test("one that failed passes the turn on", async () => {
  const { ticker, turns, story, act } = bench();
  const failed = turns.take(() => Promise.reject(new Error("no such port")), 1_000);
  void turns.take(act("open B"), 1_000);
  await expect(failed).rejects.toThrow("no such port");
  await ticker.advance(0);
  expect(story).toEqual(["open B begins"]);
});

test("one that does not come back loses its turn, and its late end is still told to who asked", async () => {
  const { ticker, turns, story, act, end } = bench();
  const stuck = turns.take(act("close A"), 1_000);
  void turns.take(act("open B"), 1_000);
  await ticker.advance(999);
  expect(story).toEqual(["close A begins"]);
  await ticker.advance(1);
  expect(story).toEqual(["close A begins", "open B begins"]);
  end("close A");
  expect(await stuck).toBe("close A");
});
