import { expect, test } from "vitest";
import { type CounterKey, keysAt } from "../../renderer/counter-keys.ts";
import { sampleView } from "../../renderer/dev/sample-views.ts";
import { countTyped, minorTyped, percentTyped } from "../../renderer/typed-amount.ts";
import { COUNTER_WORDS } from "../../renderer/words/counter-words.ts";

test("an amount is typed with a comma, a point or neither, and nothing odd becomes one", () => {
  expect(["12,50", "12.5", "12", " 0,05 "].map(minorTyped)).toEqual([1_250, 1_250, 1_200, 5]);
  expect(["", "0", "0,00", "12,505", "-3", "1e3", "1 000", "kr 5"].map(minorTyped)).toEqual(
    Array(8).fill(undefined),
  );
});

test("percent is whole, from 1 to 100", () => {
  expect(["1", "10 %", "100%"].map(percentTyped)).toEqual([1, 10, 100]);
  expect(["0", "101", "1,5", "", "%"].map(percentTyped)).toEqual(Array(5).fill(undefined));
});

test("a number with a star behind it says how many; a barcode, a name or a zero does not", () => {
  expect(["3*", "3 x", "12×", " 7 * "].map(countTyped)).toEqual([3, 3, 12, 7]);
  expect(["0*", "100*", "*", "3", "3*2", "max", "7038010000010"].map(countTyped)).toEqual(Array(7).fill(undefined));
});

test("every language says what each key does, and no two keys of a screen do the same or are the same", () => {
  const named = Object.keys(COUNTER_WORDS.en.key).sort();
  const used = new Set<CounterKey>();
  for (const words of Object.values(COUNTER_WORDS)) expect(Object.keys(words.key).sort()).toEqual(named);
  for (const screen of ["goods", "goods-full", "number", "paying", "done", "ended"]) {
    const lines = keysAt(sampleView(`counter/${screen}/en/light`));
    expect(new Set(lines.map(([, does]) => does)).size).toBe(lines.length);
    for (const [, does] of lines) used.add(does);
  }
  expect([...used].sort()).toEqual(named);
});

test("a key without a use on this counter is not listed", () => {
  const { frame, screen } = sampleView("counter/goods-away/en/light");
  const keys = keysAt({ frame, screen }).map(([key]) => key);
  expect(keys).not.toContain("F3");
  expect(keys).toContain("F4");
});
