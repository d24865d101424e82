import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { layRow, wrap } from "../../../../hardware/frames/escpos/layout.ts";

const text = fc.string({ unit: fc.constantFrom("a", "b", "c", " "), maxLength: 60 });
const columns = fc.integer({ min: 1, max: 24 });
const inked = (lines: readonly string[]): string => lines.join("").replaceAll(" ", "");

describe("wrapping", () => {
  test.each([
    ["", 10, [""]],
    ["short", 10, ["short"]],
    ["one two three", 8, ["one two", "three"]],
    ["one  two", 10, ["one  two"]],
    ["abcdefghij", 4, ["abcd", "efgh", "ij"]],
    ["ab abcdefgh", 4, ["ab", "abcd", "efgh"]],
    ["abcd efgh", 4, ["abcd", "efgh"]],
  ])("%j on %i columns", (whole, width, lines) => {
    expect(wrap(whole, width)).toEqual(lines);
  });

  test("loses no letter and overruns no line", () => {
    fc.assert(
      fc.property(text, columns, (whole, width) => {
        const lines = wrap(whole, width);
        expect(lines.every((line) => line.length <= width)).toBe(true);
        expect(inked(lines)).toBe(inked([whole]));
      }),
    );
  });
});

describe("a row", () => {
  test("has its right side on the last line of the left", () => {
    expect(layRow("Coffee with milk", "35,00", 16)).toEqual([
      { left: "Coffee", right: "" },
      { left: "with milk", right: "35,00" },
    ]);
  });

  test("whose right side leaves no room has it on a line of its own", () => {
    expect(layRow("Reference", "0123456789", 14)).toEqual([
      { left: "Reference", right: "" },
      { left: "", right: "0123456789" },
    ]);
  });

  test("whose right side is wider than the paper has it broken, not lost", () => {
    expect(layRow("Id", "0123456789", 6)).toEqual([
      { left: "Id", right: "" },
      { left: "", right: "012345" },
      { left: "", right: "6789" },
    ]);
  });

  test("whose two sides just fit stays one line", () => {
    expect(layRow("abc", "12345678", 12)).toEqual([{ left: "abc", right: "12345678" }]);
  });

  test("keeps its sides apart, its right side whole and loses no letter", () => {
    fc.assert(
      fc.property(text, fc.stringMatching(/^[0-9,]{1,24}$/), columns, (left, right, width) => {
        const lines = layRow(left, right, width);
        for (const line of lines) {
          const gap = line.left !== "" && line.right !== "" ? 1 : 0;
          expect(line.left.length + gap + line.right.length).toBeLessThanOrEqual(width);
        }
        expect(inked(lines.map((line) => line.left))).toBe(inked([left]));
        const rights = lines.map((line) => line.right).filter((side) => side !== "");
        expect(rights.join("")).toBe(right);
        if (right.length <= width) expect(rights).toHaveLength(1);
      }),
    );
  });
});
