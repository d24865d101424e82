import { expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import { type CounterKey, keysAt } from "../../renderer/counter-keys.ts";
import { sampleBasket, sampleView } from "../../renderer/dev/sample-views.ts";
import { asAsked, lineKey } from "../../renderer/line-name.ts";
import { afterPriceKey, countTyped, minorTyped, percentTyped } from "../../renderer/typed-amount.ts";
import { COUNTER_WORDS } from "../../renderer/words/counter-words.ts";
import { PRICE_WORDS } from "../../renderer/words/price-words.ts";

test("an amount is typed with a comma, a point or neither, and nothing odd becomes one", () => {
  expect(["12,50", "12.5", "12", " 0,05 "].map(minorTyped)).toEqual([1_250, 1_250, 1_200, 5]);
  expect(["", "0", "0,00", "12,505", "-3", "1e3", "1 000", "kr 5"].map(minorTyped)).toEqual(
    Array(8).fill(undefined),
  );
});

/** What stands there after these keys, and what it comes to. */
function priceTyped(...keys: readonly string[]) {
  const typed = keys.reduce(afterPriceKey, "");
  return [typed, minorTyped(typed)];
}

test("a price is typed key by key: one sign, two decimals, six digits, and nothing else", () => {
  expect(priceTyped("4", "5")).toEqual(["45", 4_500]);
  expect(priceTyped("4", "5", ",")).toEqual(["45.", 4_500]);
  expect(priceTyped("4", "5", ",", ".", "5", "0", "9")).toEqual(["45.50", 4_550]);
  expect(priceTyped(",", "5")).toEqual(["0.5", 50]);
  expect(priceTyped("0", "0", "7")).toEqual(["7", 700]);
  expect(priceTyped(..."1234567")).toEqual(["123456", 12_345_600]);
  expect(priceTyped("9", "Backspace", "Backspace")).toEqual(["", undefined]);
  expect(priceTyped("0", "-", " ")).toEqual(["0", undefined]);
});

test("every language asks for a price in its own words, with both bounds in them", () => {
  const spoken = Object.values(PRICE_WORDS).map((words) => ({
    ...words,
    between: words.between("«1»", "«2»"),
    tooLow: words.tooLow("«1»"),
    tooHigh: words.tooHigh("«2»"),
  }));
  for (const words of spoken) {
    expect(Object.values(words).every((sentence) => sentence.trim() !== "")).toBe(true);
    expect(words.between).toMatch(/«1».*«2».*[^»]\.$/);
    expect([words.tooLow, words.tooHigh].map((text) => text.match(/«\d»/)?.[0])).toEqual(["«1»", "«2»"]);
  }
});

test("lines of one good at two prices are told from each other, and asked for by their price", () => {
  const [line] = sampleBasket("counter", [1]).lines;
  if (line === undefined) throw new Error("the sample basket is empty");
  const weighed = [{ ...line, typedPrice: minor(4_550) }, { ...line, typedPrice: minor(900) }, line];
  expect(weighed.map(lineKey)).toEqual(["eggs.4550", "eggs.900", "eggs"]);
  expect(weighed.map(asAsked)).toEqual([
    { sku: "eggs", typedPrice: 4_550 },
    { sku: "eggs", typedPrice: 900 },
    { sku: "eggs" },
  ]);
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

test("with characters switched off, the list of keys names none that is typed", () => {
  const named = (flags: string) => keysAt(sampleView(`counter/number/en/light${flags}`)).map(([key]) => key);
  expect(named("")).toContain("0–9");
  expect(named("/nochars")).not.toContain("0–9");
  expect(named("/nochars")).toContain("Esc");
});
