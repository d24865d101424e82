import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundleForMain } from "../../../scripts/build/bundles.ts";
import type { Comparison } from "./compare.ts";
import { LANES_A_WALLET, type Round, runCrew } from "./crew.ts";

/**
 * `--kills N [--lanes 4] [--seed 1]`: real terminals in processes of their own, killed at random instants and started
 * again, then compared with the wallet's ledger. The last line is JSON; ends with 1 when anything was lost, doubled or
 * left behind.
 */
const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "50" },
    lanes: { type: "string", default: "4" },
    seed: { type: "string", default: "1" },
  },
});

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const beganMs = performance.now();
const kills = Number(values.kills);
const lanes = Math.min(Number(values.lanes), kills);
const crews = Math.ceil(lanes / LANES_A_WALLET);
const rounds: Round[] = [];
const programs = join(ROOT, "node_modules", ".cache", "myntfri-campaign");
mkdirSync(programs, { recursive: true });
const shop = mkdtempSync(join(programs, "run-"));
try {
  // One file each, as the terminal is packed: a program that reads two hundred files spends its short life reading.
  const [terminal, wallet] = [join(shop, "terminal.js"), join(shop, "wallet.js")];
  await bundleForMain(join(ROOT, "test/rig/campaign/terminal-program.ts"), terminal);
  await bundleForMain(join(ROOT, "simulator/vipps/main.ts"), wallet);
  await Promise.all(
    Array.from({ length: crews }, (_, index) =>
      runCrew(
        {
          terminal,
          wallet,
          kills: Math.ceil((kills - index) / crews),
          lanes: Math.ceil((lanes - index) / crews),
          seed: Number(values.seed) * 100 + index,
        },
        (done) => {
          rounds.push(...done);
          for (const line of done.flatMap(({ found }) => faultsOf(found))) console.log(line);
          progress();
        },
      ),
    ),
  );
} finally {
  rmSync(shop, { recursive: true, force: true });
}
report();

function faultsOf({ lost, doubled, orphaned, wrong }: Comparison): readonly string[] {
  return [...lost, ...doubled, ...orphaned, ...wrong];
}

function all(of: (found: Comparison) => readonly string[]): readonly string[] {
  return rounds.flatMap(({ found }) => of(found));
}

function figures(): Readonly<Record<string, number>> {
  const sum = (of: (round: Round) => number): number => rounds.reduce((total, round) => total + of(round), 0);
  return {
    kills: sum(({ truth }) => truth.kills),
    sales: sum(({ found }) => found.sales),
    payments: sum(({ found }) => found.payments),
    motors: sum(({ truth }) => truth.vends),
    lost: all((found) => found.lost).length,
    doubled: all((found) => found.doubled).length,
    orphaned: all((found) => found.orphaned).length,
    lookedFor: all((found) => found.lookedFor).length,
    wrong: all((found) => found.wrong).length,
    seconds: Math.round((performance.now() - beganMs) / 1_000),
  };
}

function progress(): void {
  if (kills > 500) console.error(JSON.stringify(figures()));
}

function report(): void {
  const faults = all(faultsOf);
  console.log(JSON.stringify(figures()));
  process.exitCode = faults.length === 0 ? 0 : 1;
}
