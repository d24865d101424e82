import { parseArgs } from "node:util";
import { runSeeds } from "./run-seeds.ts";

/**
 * `node scripts/sim.ts --seeds 1000 [--seed 1] [--step 1] [--sales 20] [--workers 2] [--json]`: whole terminals in memory, judged.
 * Ends with 1 when anything broke. `--defects` plants mistakes and expects each to be found.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    step: { type: "string", default: "1" },
    sales: { type: "string", default: "20" },
    workers: { type: "string", default: "2" },
    json: { type: "boolean", default: false },
    defects: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    every: { type: "string", default: "1" },
  },
});

const beganMs = performance.now();
if (values.defects) {
  const { benchDefects } = await import("./defect-bench.ts");
  const missed = await benchDefects({
    seedsMax: Number(values.seeds),
    workers: Number(values.workers),
    only: values.only,
    every: Number(values.every),
    say: (line) => console.log(line),
  });
  process.exitCode = missed === 0 ? 0 : 1;
} else {
  await seeds();
}

async function seeds(): Promise<void> {
  const report = await runSeeds({
    first: Number(values.seed),
    count: Number(values.seeds),
    step: Number(values.step),
    sales: Number(values.sales),
    workers: Math.min(Number(values.workers), Number(values.seeds)),
  });
  for (const line of report.broken) {
    console.log(`seed ${line.seed} broke:`);
    for (const { rule, what, atMs } of line.violations) console.log(`  ${rule} at ${Math.round(atMs)} ms: ${what}`);
    for (const told of line.trace) console.log(`    ${told}`);
  }
  const seconds = Math.round((performance.now() - beganMs) / 100) / 10;
  const { seeds, sales, powerCuts, broken } = report;
  const figures = { seeds, sales, powerCuts, violations: broken.length, seconds };
  if (values.json) console.log(JSON.stringify(figures));
  else
    console.log(`${seeds} seeds, ${sales} sales, ${powerCuts} power cuts, ${broken.length} broken, ${seconds} s`);
  process.exitCode = broken.length === 0 ? 0 : 1;
}
