import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { configurationPage, PAGE } from "../../scripts/configuration-docs.ts";

test("docs/configuration.md is what the schema says; if not, run: node scripts/configuration-docs.ts", () => {
  expect(readFileSync(PAGE, "utf8")).toBe(configurationPage());
});

test("every field on the page has a meaning", () => {
  const rows = configurationPage()
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  expect(rows.length).toBeGreaterThan(60);
  expect(rows.filter((row) => /\|\s*\|$/.test(row))).toEqual([]);
});
