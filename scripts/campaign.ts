import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * `node scripts/campaign.ts --kills 1000 [--lanes 4] [--seed 1]`: real terminals killed at random instants, then compared
 * with the wallet's ledger. See docs/reliability.md.
 */
const command = fileURLToPath(new URL("../test/rig/campaign/command.ts", import.meta.url));
const run = spawn(process.execPath, [command, ...process.argv.slice(2)], { stdio: "inherit" });
run.once("exit", (code) => {
  process.exitCode = code ?? 1;
});
