import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { root } from "../project.ts";

/** An `else` that is not written stands nowhere. */
interface Place {
  readonly start?: { readonly line?: number };
}

/** One file of an Istanbul report, as far as branches go. */
interface FileCoverage {
  readonly path: string;
  readonly branchMap: Readonly<Record<string, { readonly loc: Place; readonly locations: readonly Place[] }>>;
  readonly b: Readonly<Record<string, readonly number[]>>;
}

/** `electron/core/sale.ts:12`, once for every line with a branch that no test takes; `report` is a coverage-final.json. */
export function missingBranches(report: string): readonly string[] {
  if (!existsSync(report)) return ["no branch was counted: the report is missing"];
  const files = Object.values(JSON.parse(readFileSync(report, "utf8")) as Record<string, FileCoverage>);
  if (files.length === 0) return ["no branch was counted: the report is empty"];
  return files.flatMap((file) => linesOf(file).map((line) => `${relative(root, file.path)}:${line}`));
}

function linesOf({ branchMap, b }: FileCoverage): readonly number[] {
  const lines = Object.entries(b).flatMap(([id, counts]) => {
    const branch = branchMap[id];
    return counts.flatMap((count, at) =>
      count > 0 ? [] : [branch?.locations[at]?.start?.line ?? branch?.loc.start?.line ?? 0],
    );
  });
  return [...new Set(lines)].sort((a, b) => a - b);
}
