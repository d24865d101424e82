import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { add, lastLine, NOTHING, ofTool } from "../../scripts/testing/tally.ts";

test("the last line holds the sums over all runners", () => {
  const all = [ofTool("biome", true), ofTool("tsc electron", false), { ...NOTHING, passed: 7, skipped: ["a"] }];
  expect(lastLine(all.reduce(add, NOTHING))).toBe("8 passed, 1 failed");
});

test("a run is counted as it was: failures, files that cannot be loaded, and skips with their reason", () => {
  const run = spawnSync(process.execPath, [join(import.meta.dirname, "fixtures/tally/run.ts")], {
    encoding: "utf8",
  });
  const tally: unknown = JSON.parse(/^tally (.*)$/m.exec(run.stdout)?.[1] ?? "null");
  expect(tally).toEqual({
    passed: 2,
    failed: 3,
    skipped: [
      "one left out (skipped: no printer)",
      "one that leaves itself out (skipped: no board)",
      "a suite whose hook fails > one that never got its turn",
    ],
    failures: [
      "broken.fixture.ts: this file cannot be loaded",
      "several.fixture.ts > a suite whose hook fails: no rig",
      "several.fixture.ts > one that fails",
    ],
  });
  expect(run.status).toBe(1);
});
