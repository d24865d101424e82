import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import failed from "./seeds-that-failed.json" with { type: "json" };
import { simulate } from "./simulation.ts";

const COMMAND = fileURLToPath(new URL("./command.ts", import.meta.url));

/** A minute or so on two cores with nothing else to do; several on a machine that is busy. */
const SEEDS = 1_000;
const LONG_MS = 480_000;

interface Figures {
  readonly seeds: number;
  readonly sales: number;
  readonly powerCuts: number;
  readonly violations: number;
}

/** On threads of its own, as `npm run sim` runs it. */
function run(...args: string[]): Promise<{ readonly figures: Figures; readonly said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, "--json", ...args], { maxBuffer: 50_000_000 }, (_error, said, wrong) => {
      const last = said.trim().split("\n").at(-1) ?? "";
      resolve({ figures: last.startsWith("{") ? (JSON.parse(last) as Figures) : NONE, said: said + wrong });
    });
  });
}

const NONE: Figures = { seeds: 0, sales: 0, powerCuts: 0, violations: -1 };

describe("whole terminals, simulated", () => {
  test(
    "whatever network, power, devices and people do, the ten rules of money hold",
    async () => {
      const { figures, said } = await run("--seeds", String(SEEDS), "--seed", "1");
      expect(figures, said.slice(-4_000)).toMatchObject({ seeds: SEEDS, violations: 0 });
      expect(figures.sales).toBeGreaterThan(SEEDS * 18);
      expect(figures.powerCuts).toBeGreaterThan(SEEDS);
    },
    LONG_MS,
  );

  test("the same seed is the same history, another is another", async () => {
    const [first, again, other] = [await simulate(7), await simulate(7), await simulate(8)];
    expect(again.lines).toEqual(first.lines);
    expect(again.hash).toBe(first.hash);
    expect(other.hash).not.toBe(first.hash);
  });

  test.each(failed)("seed $seed, which once failed ($why), holds", async ({ seed }) => {
    const { violations, lines } = await simulate(seed);
    expect(violations, lines.slice(-60).join("\n")).toEqual([]);
  });
});
