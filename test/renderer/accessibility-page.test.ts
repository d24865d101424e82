import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const page = readFileSync(join(ROOT, "docs/accessibility.md"), "utf8");
const rows = page
  .split("\n")
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const [, criterion = "", holds = "", how = ""] = line.split("|").map((cell) => cell.trim());
    return { criterion, holds, how };
  });
const evidence = new Map(
  [...page.matchAll(/^\| \*(\w+)\* \| (.*) \|$/gm)].map(([, name = "", what = ""]) => [name, what]),
);

/** The names at the end of a row, behind its last sentence. */
function shownBy(how: string): readonly string[] {
  const last = how.split(/\. /).at(-1) ?? "";
  return last.split(/, /).filter((word) => evidence.has(word));
}

test("what the page calls evidence is there: every file it names exists", () => {
  expect(evidence.size).toBeGreaterThan(10);
  for (const [name, what] of evidence) {
    const files = [...what.matchAll(/`((?:renderer|test)\/[^`]+)`/g)].map(([, file = ""]) => file);
    if (name !== "read") expect(files, name).not.toEqual([]);
    for (const file of files) expect(existsSync(join(ROOT, file)), file).toBe(true);
  }
});

test("nothing holds, wholly or in part, without naming what shows it, or that somebody read it", () => {
  expect(rows.length).toBeGreaterThan(80);
  for (const { criterion, holds, how } of rows) {
    expect(["yes", "in part", "builder", "none", "not met", "not tried", "does not apply"], criterion).toContain(
      holds,
    );
    if (holds === "yes") expect(shownBy(how), `${criterion}: ${how}`).not.toEqual([]);
  }
});

test("no evidence is listed that shows nothing", () => {
  const used = new Set(rows.flatMap(({ how }) => shownBy(how)));
  expect([...evidence.keys()].filter((name) => !used.has(name))).toEqual([]);
});

test("every clause of EN 301 549 about closed functionality and hardware has its line", () => {
  const named = rows.map(({ criterion }) => criterion).join("\n");
  const clauses = [
    ...Array.from({ length: 16 }, (_none, at) => `5.1.3.${at + 1} `),
    ..."5.1.2 5.1.4 5.1.5 5.1.6 5.1.7 5.2 5.3 5.4 5.5.1 5.5.2 5.6.1 5.6.2 5.7 5.8 5.9 8.3 8.4 8.5 11.6 11.7 12.1 12.2".split(
      " ",
    ),
  ];
  for (const clause of clauses) expect(named, clause).toContain(clause);
});
