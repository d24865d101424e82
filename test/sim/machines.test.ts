import { expect, test } from "vitest";
import { characterOf, DRIVERS_EVERY, MACHINES_AT } from "./character.ts";
import { simulate } from "./simulation.ts";

const SEEDS = Array.from({ length: 12 }, (_, round) => MACHINES_AT + round * DRIVERS_EVERY);
const LONG_MS = 60_000;

test("machines with keys come with each adapter in turn", () => {
  const adapters = SEEDS.slice(0, 4).map((seed) => characterOf(seed).machine);
  expect(adapters).toEqual(["qibixx", "waferstar", "qibixx", "waferstar"]);
});

test.each(["qibixx", "waferstar"])(
  "behind %s customers buy, change their minds and leave, things break, and nothing is broken by it",
  async (adapter) => {
    const lines: string[] = [];
    for (const seed of SEEDS.filter((each) => characterOf(each).machine === adapter)) {
      const report = await simulate(seed);
      expect(report.violations, report.lines.slice(-60).join("\n")).toEqual([]);
      lines.push(...report.lines);
    }
    const times = (words: string) => lines.filter((line) => line.includes(words)).length;
    // A run in which nothing of this happens proves nothing.
    expect(times("machine asks for A")).toBeGreaterThan(100);
    expect(times("machine is told yes for")).toBeGreaterThan(10);
    expect(times("machine says success")).toBeGreaterThan(5);
    expect(times("people take their choice back")).toBeGreaterThan(2);
    expect(times("people walk away")).toBeGreaterThan(0);
    expect(times("item: ") - times("item: nothing")).toBeGreaterThan(2);
    expect(times("power on")).toBeGreaterThan(5);
  },
  LONG_MS,
);
