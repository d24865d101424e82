import { describe, expect, test } from "vitest";
import { LANGUAGES as CONTRACT_LANGUAGES } from "../../electron/core/market.ts";
import { minor } from "../../electron/core/money.ts";
import { firstLetter } from "../../renderer/first-letter.ts";
import { decimalSign, exactly, inWords, percent } from "../../renderer/money-text.ts";
import { CALLING_CODE, grouped, MOST_DIGITS, PATTERN, typedAfter } from "../../renderer/phone-text.ts";
import { LANGUAGES } from "../../renderer/words/dictionary.ts";

/** Intl writes no-break spaces, which read like plain ones. */
const spaced = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("money as it is written", () => {
  test("has two decimals in columns and in the corner", () => {
    expect(spaced(exactly(minor(13_500), "NOK", "nb"))).toBe("135,00 kr");
    expect(spaced(exactly(minor(123_450), "NOK", "nn"))).toBe("1 234,50 kr");
    expect(spaced(exactly(minor(13_500), "DKK", "da"))).toBe("135,00 kr.");
    expect(spaced(exactly(minor(13_500), "EUR", "fi"))).toBe("135,00 €");
    expect(spaced(exactly(minor(13_500), "NOK", "en"))).toBe("kr 135.00");
  });

  test("drops empty decimals in sentences and keeps others", () => {
    expect(spaced(inWords(minor(13_500), "NOK", "nb"))).toBe("135 kr");
    expect(spaced(inWords(minor(3_950), "NOK", "nb"))).toBe("39,50 kr");
    expect(spaced(inWords(minor(0), "EUR", "fi"))).toBe("0 €");
  });

  test("is exact up to the largest payment the wallet takes", () => {
    expect(spaced(exactly(minor(64_999_999), "NOK", "nb"))).toBe("649 999,99 kr");
  });

  test("has the decimal sign of its language", () => {
    expect([decimalSign("NOK", "nb"), decimalSign("EUR", "fi"), decimalSign("NOK", "en")]).toEqual([",", ",", "."]);
  });

  test("writes VAT rates from hundredths of a percent", () => {
    expect(spaced(percent(2500, "nb"))).toBe("25 %");
    expect(spaced(percent(1350, "fi"))).toBe("13,5 %");
  });
});

describe("a phone number while it is typed", () => {
  test("is grouped as people of the country write it", () => {
    expect(grouped("NO", "91234567")).toBe("912 34 567");
    expect(grouped("DK", "20123456")).toBe("20 12 34 56");
    expect(grouped("FI", "401234567")).toBe("40 123 4567");
    expect(grouped("SE", "701234567")).toBe("70 123 45 67");
  });

  test("may begin with a zero, which joins the first group", () => {
    expect(grouped("FI", "0401234567")).toBe("040 123 4567");
    expect(grouped("SE", "0701234567")).toBe("070 123 45 67");
  });

  test("is grouped from the first digit on and loses none", () => {
    const digits = "9123456789012";
    for (let length = 0; length <= digits.length; length += 1)
      expect(grouped("NO", digits.slice(0, length)).replaceAll(" ", "")).toBe(digits.slice(0, length));
    expect(grouped("NO", "9123")).toBe("912 3");
  });

  test("takes digits, erases the last one and stops at its largest size", () => {
    expect(typedAfter("91", "2")).toBe("912");
    expect(typedAfter("91", "Backspace")).toBe("9");
    expect(typedAfter("", "Backspace")).toBe("");
    expect(typedAfter("91", "e")).toBe("91");
    expect(typedAfter("9".repeat(MOST_DIGITS), "1")).toHaveLength(MOST_DIGITS);
  });

  test("shows the shape of the answer in the same groups", () => {
    for (const country of ["NO", "DK", "FI", "SE"] as const) {
      const digits = PATTERN[country].replaceAll(" ", "").replaceAll("_", "1");
      expect(grouped(country, digits).replaceAll("1", "_")).toBe(PATTERN[country]);
      expect(CALLING_CODE[country]).toMatch(/^\d{2,3}$/);
    }
  });
});

test("the page speaks every language the terminal knows, in the same order", () => {
  expect(LANGUAGES).toEqual(CONTRACT_LANGUAGES);
});

describe("what stands in for a picture", () => {
  test("is the name's first letter, digit or emoji, whole", () => {
    expect(["Kaffe", "  7 slag", "👨‍👩‍👧‍👦 Boks", "<script>", "Å", "קפה", "%s", "…", " "].map(firstLetter)).toEqual(
      ["K", "7", "👨‍👩‍👧‍👦", "s", "Å", "ק", "s", "…", ""],
    );
  });
});
