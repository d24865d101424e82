import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runLong } from "../bootstrap/commands.mjs";
import { root } from "../project.ts";
import { missingBranches } from "./missing-branches.ts";
import { add, NOTHING, type Tally } from "./tally.ts";

const DEADLINE_MS = 1_800_000;

/** Runs one project of vitest.config.ts and returns what it came to; a run that told nothing is a failure. */
export async function runVitest(
  project: string,
  env: Readonly<Record<string, string>> = {},
  coverage: "coverage" | "no coverage" = "no coverage",
): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "myntfri-tally-"));
  const file = join(folder, "tally.json");
  try {
    const covered = join(folder, "coverage");
    const child = join(import.meta.dirname, "vitest-child.ts");
    const done = await runLong(
      `vitest: ${project}`,
      process.execPath,
      [child, project, file, coverage === "coverage" ? covered : ""],
      {
        cwd: root,
        env: { ...process.env, ...env, ...plainOutput() },
        deadlineMs: DEADLINE_MS,
      },
    );
    if (!existsSync(file)) return silent(project, done.code);
    const told: Tally = JSON.parse(readFileSync(file, "utf8"));
    const tally = coverage === "coverage" ? add(told, branchesOf(covered)) : told;
    return done.code !== 0 && tally.failed === 0 ? silent(project, done.code) : tally;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Counts as one; names each line with a branch that no test takes. */
function branchesOf(folder: string): Tally {
  const missing = missingBranches(join(folder, "coverage-final.json"));
  if (missing.length === 0) return { ...NOTHING, passed: 1 };
  const failures = missing.map((place) => `no test takes every branch at ${place}`);
  return { ...NOTHING, failed: failures.length, failures };
}

/** Our pipe hides from the child whether somebody looks at a terminal in the end. */
function plainOutput(): Readonly<Record<string, string>> {
  return process.stdout.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" };
}

function silent(project: string, code: number): Tally {
  return {
    ...NOTHING,
    failed: 1,
    failures: [`vitest: ${project} ended with code ${code} and named no failing test`],
  };
}
