import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { asTask, Stop, say } from "../bootstrap/commands.mjs";
import { buildApp } from "../build/build-app.ts";
import { checkAll } from "../testing/check-all.ts";
import { runEndToEnd } from "../testing/run-end-to-end.ts";
import { runVitest } from "../testing/run-vitest.ts";
import { add, lastLine, NOTHING, ofTool, type Tally } from "../testing/tally.ts";

const BUILD = "build";
const USUAL = ["check", "coverage", "rest", "e2e"] as const;
const KINDS = [...USUAL, "unit"] as const;
type Kind = (typeof KINDS)[number];

/**
 * These tests compute and hardly wait, so they may take every core. Most others watch real lines and processes, and need the
 * core that vitest leaves free.
 */
const ON_EVERY_CORE = { VITEST_MAX_WORKERS: String(availableParallelism()) };

const RUNNERS: Readonly<Record<Kind, () => Promise<Tally>>> = {
  check: checkAll,
  unit: () => runVitest("unit"),
  // A failure where the thresholds of vitest.config.ts are not reached.
  coverage: () => runVitest("branches", ON_EVERY_CORE, "coverage"),
  // Each test once: what the coverage has run is left out.
  rest: () => runVitest("unit", { MYNTFRI_WITHOUT_BRANCHES: "1" }),
  e2e: runEndToEnd,
};

await asTask(async () => {
  const kinds = chosenKinds();
  const startedMs = performance.now();
  let tally: Tally = NOTHING;
  if (kinds.includes("e2e")) tally = add(tally, await build());
  for (const kind of kinds) {
    // Without a program there is nothing to drive; the failed build has been counted.
    if (kind === "e2e" && tally.failures.includes(BUILD)) continue;
    tally = add(tally, await RUNNERS[kind]());
  }
  for (const skipped of tally.skipped) say(`- not run: ${skipped}`);
  for (const failure of tally.failures) say(`✗ ${failure}`);
  say(`${((performance.now() - startedMs) / 1000).toFixed(0)} s`);
  say(lastLine(tally));
  return tally.failed === 0 ? 0 : 1;
});

async function build(): Promise<Tally> {
  try {
    await buildApp();
    return ofTool(BUILD, true);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return ofTool(BUILD, false);
  }
}

function chosenKinds(): readonly Kind[] {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  if (values.only === undefined) return USUAL;
  const kind = KINDS.find((each) => each === values.only);
  if (kind === undefined) throw new Stop(`--only takes one of ${KINDS.join(", ")}, not '${values.only}'.`, 64);
  return [kind];
}
