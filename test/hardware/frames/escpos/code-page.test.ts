import { describe, expect, test } from "vitest";
import { type CodePageName, printable, toPageBytes } from "../../../../hardware/frames/escpos/code-page.ts";

const hexOf = (text: string, page: CodePageName): string =>
  toPageBytes(text, page)
    .map((byte) => byte.toString(16).toUpperCase().padStart(2, "0"))
    .join(" ");

const LETTERS = "æøåÆØÅäöÄÖ€§";

/** The cells of the letters above; "--" where the page has none. */
const CELLS: Readonly<Record<CodePageName, string>> = {
  cp858: "91 9B 86 92 9D 8F 84 94 8E 99 D5 F5",
  cp865: "91 9B 86 92 9D 8F 84 94 8E 99 -- --",
  cp850: "91 9B 86 92 9D 8F 84 94 8E 99 -- F5",
  cp437: "91 -- 86 92 -- 8F 84 94 8E 99 -- --",
  windows1252: "E6 F8 E5 C6 D8 C5 E4 F6 C4 D6 80 A7",
};
const PAGES = Object.keys(CELLS) as CodePageName[];

describe("code pages", () => {
  test.each(PAGES)("%s has the Nordic letters, the euro and the section sign where printers have them", (page) => {
    const cells = Array.from(LETTERS, (letter) => {
      const fitted = printable(letter, page);
      return fitted.replaced.length > 0 ? "--" : hexOf(fitted.text, page);
    });
    expect(cells.join(" ")).toBe(CELLS[page]);
  });

  test.each(PAGES)("%s spells what it lacks in letters it has, and reports each", (page) => {
    const fitted = printable("“Crème” – ½ l… 5 € №1 Łódź 🙂", page);
    expect(toPageBytes(fitted.text, page)).not.toContain(0x00);
    expect(fitted.text.startsWith(page === "windows1252" ? "“Cr" : '"Cr')).toBe(true);
    expect(fitted.replaced).toContainEqual({ from: "🙂", to: "?" });
    expect(fitted.replaced).toContainEqual({ from: "Ł", to: "L" });
  });

  test("the euro becomes EUR on a page without it", () => {
    expect(printable("12,00 €", "cp865")).toEqual({ text: "12,00 EUR", replaced: [{ from: "€", to: "EUR" }] });
  });

  test("a letter in two parts is put together before it is looked up", () => {
    expect(printable("a\u030a", "cp858")).toEqual({ text: "å", replaced: [] });
  });

  test("an accent the page lacks is dropped and the letter kept", () => {
    expect(printable("Ščžů", "cp858").text).toBe("Sczu");
  });

  test("a base letter that itself has a spelling gets it", () => {
    expect(printable("ǿ", "cp437").text).toBe("o");
  });

  test("no control character survives, so text can carry no command", () => {
    const controls = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code))
      .filter((letter) => letter < " " || letter >= "\u007f")
      .join("");
    for (const page of PAGES) {
      const fitted = printable(`a${controls}b`, page);
      expect(fitted.text).toBe("a b");
      expect(toPageBytes(fitted.text, page)).toEqual([0x61, 0x20, 0x62]);
    }
  });

  test("marks without ink leave nothing behind", () => {
    expect(printable("a\u200b\ufe0fb\u2066", "cp858").text).toBe("ab");
  });

  test("letters that were not made printable first are question marks", () => {
    expect(toPageBytes("a☃", "cp858")).toEqual([0x61, 0x3f]);
  });
});
