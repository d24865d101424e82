import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { same } from "../../electron/core/same.ts";

describe("two facts say the same", () => {
  test.each([
    [1, 1],
    [null, null],
    [[], []],
    [{}, {}],
    [{ a: [1, { b: "x" }] }, { a: [1, { b: "x" }] }],
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    [{ a: 1, b: undefined }, { a: 1 }],
    [{ a: 1 }, { a: 1, b: undefined }],
  ])("%j and %j", (one, other) => {
    expect(same(one, other)).toBe(true);
  });

  test.each([
    [1, 2],
    [1, "1"],
    [null, {}],
    [{}, null],
    [{}, 1],
    [[], {}],
    [{}, []],
    [[1], [1, 2]],
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, {}],
    [{}, { a: 1 }],
    [{ a: null }, {}],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
  ])("not %j and %j", (one, other) => {
    expect(same(one, other)).toBe(false);
  });

  test("whatever JSON can say is the same as its copy, and differs from what is written differently", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const copy: unknown = JSON.parse(JSON.stringify(one));
        expect(same(copy, JSON.parse(JSON.stringify(copy)))).toBe(true);
        if (same(one, other)) expect(sorted(one)).toBe(sorted(other));
        else expect(sorted(one)).not.toBe(sorted(other));
      }),
    );
  });
});

function sorted(value: unknown): string {
  return JSON.stringify(value, (_name, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : Object.is(each, -0)
        ? 0
        : each,
  );
}
