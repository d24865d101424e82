import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ECOM_CODES } from "../../electron/gateway/ecom/errors.ts";
import { EPAYMENT_CODES } from "../../electron/gateway/epayment/errors.ts";

const PAGE = readFileSync(new URL("../../docs/payments.md", import.meta.url), "utf8");

function section(title: string): string {
  const at = PAGE.indexOf(`\n## ${title}\n`);
  const end = PAGE.indexOf("\n## ", at + 1);
  return at < 0 ? "" : PAGE.slice(at, end < 0 ? undefined : end);
}

/** The rows of the one table of a section, each as its cells. */
function rows(title: string): string[][] {
  const lines = section(title)
    .split("\n")
    .filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function testsOf(cell: string): { readonly file: string; readonly name: string }[] {
  return [...cell.matchAll(/`([a-z/-]+)` \*([^*]+)\*/g)].map(([, file = "", name = ""]) => ({ file, name }));
}

const situations = rows("Situations").map((cells) => [cells[0] ?? "", cells.at(-1) ?? ""] as const);
const changelog = rows("The eCom changelog, line by line").map(
  (cells) => [cells[0] ?? "", cells[1] ?? ""] as const,
);

describe("docs/payments.md", () => {
  test("has its rows", () => {
    expect(situations.length).toBeGreaterThanOrEqual(50);
    expect(changelog).toHaveLength(9);
  });

  test.each([...situations, ...changelog])("%s: is shown by tests that exist", (_, cell) => {
    const named = testsOf(cell);
    expect(named).not.toHaveLength(0);
    for (const { file, name } of named) {
      const path = new URL(`../${file}.test.ts`, import.meta.url);
      expect(existsSync(path), file).toBe(true);
      const quoted = [`"${name}"`, `'${name}'`, `\`${name}\``];
      const source = readFileSync(path, "utf8");
      expect(
        quoted.some((text) => source.includes(text)),
        `${file}: ${name}`,
      ).toBe(true);
    }
  });

  test.each([
    ["ePayment", 1, EPAYMENT_CODES],
    ["eCom", 2, ECOM_CODES],
  ] as const)("says of each %s code what it is, as the client does", (_, column, codes) => {
    const said = rows("Error codes").flatMap((cells) =>
      (cells[column] ?? "")
        .split(", ")
        .filter((code) => code !== "-")
        .map((code) => [code, (cells[0] ?? "").replaceAll("`", "")]),
    );
    expect(Object.fromEntries(said)).toEqual(codes);
    expect(said).toHaveLength(Object.keys(codes).length);
  });
});
