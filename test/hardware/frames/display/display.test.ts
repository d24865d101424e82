import { describe, expect, test } from "vitest";
import { showOnDisplay, wakeDisplay } from "../../../../hardware/frames/display/languages.ts";
import { displayLine, leftAndRight, PAGE_NUMBERS } from "../../../../hardware/frames/display/two-lines.ts";
import { hex } from "../stream-laws.ts";

const CP850 = { page: "cp850", number: PAGE_NUMBERS.cp850 } as const;
const ascii = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));

describe("a line of a customer display", () => {
  test("is twenty letters, whatever is written on it", () => {
    expect(displayLine("Kaffe", "cp850")).toEqual(ascii("Kaffe               "));
    expect(displayLine("Kaffe med melk og litt sukker", "cp850")).toEqual(ascii("Kaffe med melk og li"));
    expect(displayLine("", "cp850")).toEqual(ascii(" ".repeat(20)));
  });

  test("says in other letters what its page lacks, and carries no order", () => {
    expect(displayLine("12,00 €", "cp850")).toEqual(ascii("12,00 EUR           "));
    expect(displayLine("Rømme", "cp437")).toEqual(ascii("Romme               "));
    expect(displayLine("Rømme", "cp850").slice(0, 2)).toEqual([0x52, 0x9b]);
    expect(displayLine("a\x1b@\x0cb", "cp850")).toEqual(ascii("a@b                 "));
  });

  test("cuts the name, never the figures", () => {
    expect(leftAndRight("Kaffe", "39,00", "cp850")).toBe("Kaffe          39,00");
    expect(leftAndRight("Bringebærsyltetøy, hjemmelaget", "1 189,00", "cp850")).toBe("Bringebærsy 1 189,00");
    expect(leftAndRight("Kaffe", "123456789012345678901", "cp850")).toBe("12345678901234567890");
    expect(leftAndRight("", "39,00 €", "cp850")).toBe("           39,00 EUR");
  });
});

describe("orders to a customer display", () => {
  test("place both lines whole, in ESC/POS", () => {
    expect(wakeDisplay("escpos")).toEqual(hex("1B 40 0C 1F 43 00"));
    expect([...showOnDisplay("escpos", ["Sum", "39,00"], CP850)]).toEqual([
      ...hex("1B 74 02 1F 24 01 01"),
      ...ascii("Sum".padEnd(20)),
      ...hex("1F 24 01 02"),
      ...ascii("39,00".padEnd(20)),
    ]);
  });

  test("place both lines whole, in CD5220", () => {
    expect(wakeDisplay("cd5220")).toEqual(hex("1B 40 0C"));
    expect([...showOnDisplay("cd5220", ["Sum", "39,00"], { page: "cp858", number: 19 })]).toEqual([
      ...hex("1B 74 13 1B 51 41"),
      ...ascii("Sum".padEnd(20)),
      ...hex("0D 1B 51 42"),
      ...ascii("39,00".padEnd(20)),
      0x0d,
    ]);
  });
});
