import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { root } from "../../scripts/project.ts";
import { missingBranches } from "../../scripts/testing/missing-branches.ts";

const folder = mkdtempSync(join(tmpdir(), "myntfri-branches-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function report(files: object): string {
  const file = join(folder, "coverage-final.json");
  writeFileSync(file, JSON.stringify(files));
  return file;
}

const at = (line: number) => ({ start: { line } });

test("a line with a branch nobody takes is named once, with its file", () => {
  const path = join(root, "electron/core/sale.ts");
  const branchMap = {
    0: { loc: at(3), locations: [at(3), at(3)] },
    1: { loc: at(9), locations: [at(9), {}] },
    2: { loc: at(5), locations: [at(5)] },
  };
  const file = report({ [path]: { path, branchMap, b: { 0: [0, 0], 1: [4, 0], 2: [1] } } });
  expect(missingBranches(file)).toEqual(["electron/core/sale.ts:3", "electron/core/sale.ts:9"]);
  rmSync(file);
  expect(missingBranches(file)).toEqual(["no branch was counted: the report is missing"]);
});
