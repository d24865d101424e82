import { describe, expect, test } from "vitest";
import type { ProviderName } from "../../electron/core/ports.ts";
import { calmCharacter, SCENARIOS, type Scenario } from "./scenarios.ts";
import type { Script } from "./script.ts";
import { CUT_STAGES } from "./sim-disk.ts";
import { type SeedReport, Simulation } from "./simulation.ts";

const PROVIDERS: readonly ProviderName[] = ["epayment", "ecom"];
/** No scenario is longer; one that is has lost its way. */
const STEPS_MAX = 60;
const LONG_MS = 170_000;

function play(scenario: Scenario, provider: ProviderName, cuts: Script["cuts"]): Promise<SeedReport> {
  const script: Script = { ...scenario.script, cuts };
  return new Simulation(calmCharacter(scenario, provider), 1, script).run();
}

function stepsOf({ lines }: SeedReport): number {
  const last = lines.findLast((line) => line.includes(" step "));
  return Number(/ step (\d+)/.exec(last ?? "")?.[1] ?? 0);
}

/**
 * The power goes at every durable step of every scenario, in every way it can, and once more while the next start is
 * putting things right.
 */
describe.each(PROVIDERS)("a power cut at any step, through %s", (provider) => {
  const fitting = SCENARIOS.filter((each) => (each.character.provider ?? provider) === provider);
  test.each(fitting)(
    "$name",
    async (scenario) => {
      const whole = await play(scenario, provider, []);
      expect(whole.violations, whole.lines.join("\n")).toEqual([]);
      expect(whole.sales).toBe(1);
      const steps = stepsOf(whole);
      expect(steps).toBeGreaterThan(3);
      expect(steps).toBeLessThan(STEPS_MAX);
      for (let atStep = 1; atStep <= steps; atStep += 1) {
        for (const [index, stage] of CUT_STAGES.entries()) {
          const again = {
            atStep: 1 + ((atStep + index) % 4),
            stage: CUT_STAGES[(atStep + index * 3) % 4] ?? stage,
          };
          const cut = await play(scenario, provider, [{ atStep, stage }, again]);
          const story = `${scenario.name}, cut ${stage} step ${atStep}, again ${again.stage} ${again.atStep}\n`;
          expect(cut.violations, story + cut.lines.join("\n")).toEqual([]);
          expect(cut.powerCuts, story).toBeGreaterThan(0);
        }
      }
    },
    LONG_MS,
  );
});
