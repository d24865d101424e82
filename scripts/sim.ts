import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * `node scripts/sim.ts --seeds 1000 [--seed 1] [--step 1] [--sales 20] [--workers 2] [--json]`: whole terminals in memory, judged; ends
 * with 1 when anything broke. `--defects` plants mistakes and expects each to be found. See docs/reliability.md.
 */
const command = fileURLToPath(new URL("../test/sim/command.ts", import.meta.url));
const run = spawn(process.execPath, [command, ...process.argv.slice(2)], { stdio: "inherit" });
run.once("exit", (code) => {
  process.exitCode = code ?? 1;
});
