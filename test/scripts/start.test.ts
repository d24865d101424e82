import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const start = join(import.meta.dirname, "../../scripts/tasks/start.ts");

test("a wish nobody knows is answered with the ways to start, before anything is built", () => {
  const run = spawnSync(process.execPath, [start, "--colour", "red"], { encoding: "utf8" });
  expect(run.status).toBe(64);
  expect(run.stderr).toContain("npm start -- --config FILE");
  expect(run.stdout).toBe("");
});

test("a mode nobody knows is named", () => {
  const run = spawnSync(process.execPath, [start, "--mode", "drive-in"], { encoding: "utf8" });
  expect(run.status).toBe(64);
  expect(run.stderr).toContain("--mode takes one of kiosk, counter, vending, not 'drive-in'");
});
