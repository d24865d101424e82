import { describe, expect, test } from "vitest";
import { barcodeKey, isGtin, readScan } from "../../electron/core/scanned-code.ts";

const EAN = "7038010009457";
const WALLET_CODE = "https://qr.vipps.no/28/2/01/031/4791234567?v=1&s=aG+Vp/æ==#t";

describe("the check digit", () => {
  test.each(["7038010009457", "5701234567899", "96385074", "012345678905", "17038010009454"])(
    "of %s is right",
    (digits) => {
      expect(isGtin(digits)).toBe(true);
    },
  );

  test("of every other last digit is wrong", () => {
    const right = Array.from({ length: 10 }, (_, last) => `703801000945${last}`).filter(isGtin);
    expect(right).toEqual([EAN]);
  });

  test("finds every single digit read wrongly, at every place", () => {
    const wrong = [...EAN].flatMap((digit, at) =>
      Array.from({ length: 9 }, (_, by) => EAN.slice(0, at) + ((Number(digit) + by + 1) % 10) + EAN.slice(at + 1)),
    );
    expect(wrong).toHaveLength(117);
    expect(wrong.filter(isGtin)).toEqual([]);
  });

  test.each(["", "7", "703801000945", "70380100094577", "703801000945A", " 7038010009457"])(
    "%j has none",
    (text) => {
      expect(isGtin(text)).toBe(false);
    },
  );
});

describe("a scan", () => {
  test.each([
    [EAN],
    [`]E0${EAN}`],
    [`0${EAN}`],
    [` ${EAN} `],
    [`]C101${`0${EAN}`}10AB12`],
    [`\u001d010${EAN}1726123110AB`],
    [`]d2\u001d010${EAN}21SERIAL`],
    [`]Q3010${EAN}`],
    [`(01)0${EAN}(10)AB12`],
    [`010${EAN}10AB12`],
    [`https://id.gs1.org/01/0${EAN}/10/AB12?11=250101`],
    [`]Q1https://example.com/some/01/${EAN}`],
  ])("%j is the article's number", (text) => {
    expect(readScan(text)).toEqual({ is: "number", number: EAN });
  });

  test("of one article is the same by UPC and by EAN", () => {
    expect(readScan("012345678905")).toEqual(readScan("]E00012345678905"));
    expect(barcodeKey("012345678905")).toBe(barcodeKey("0012345678905"));
    // A shop's own code is itself, zeros and all.
    expect([barcodeKey("LOAF-1"), barcodeKey("0001")]).toEqual(["LOAF-1", "0001"]);
  });

  test.each(["]E07038010009458", "]E0703801000945", "]E4963850", "]E096385074", "]E47038010009457", "]E0abc"])(
    "%s was misread",
    (text) => {
      expect(readScan(text)).toEqual({ is: "misread" });
    },
  );

  test.each([
    [WALLET_CODE, WALLET_CODE],
    [`]Q1${WALLET_CODE}`, WALLET_CODE],
    [` ${WALLET_CODE}\r`, WALLET_CODE],
    ["]Q1https://qr.vipps.no/p/Az09", "https://qr.vipps.no/p/Az09"],
    ["HTTPS://QR.VIPPS.NO/P/AZ09", "HTTPS://QR.VIPPS.NO/P/AZ09"],
    // An article's number in the address of a wallet's code is none.
    [`https://qr.vipps.no/01/0${EAN}`, `https://qr.vipps.no/01/0${EAN}`],
    [`https://qr.vipps.no/${"x".repeat(235)}`, `https://qr.vipps.no/${"x".repeat(235)}`],
  ])("%j is the wallet's, whole", (text, whole) => {
    expect(readScan(text)).toEqual({ is: "wallet", text: whole });
  });

  test.each([
    ["https://qr.vipps.no/", "https://qr.vipps.no/"],
    ["http://qr.vipps.no/p/Az09", "http://qr.vipps.no/p/Az09"],
    ["https://qr.vipps.no.example.com/p/Az09", "https://qr.vipps.no.example.com/p/Az09"],
    ["see https://qr.vipps.no/p/Az09", "see https://qr.vipps.no/p/Az09"],
    // No request could carry it.
    [`https://qr.vipps.no/${"x".repeat(236)}`, `https://qr.vipps.no/${"x".repeat(236)}`],
    // The same digits in a QR code are not an article.
    [`]Q1${EAN}`, EAN],
    ["]C0SHELF-12", "SHELF-12"],
    ["7038010009458", "7038010009458"],
    // Field 01 with a wrong check digit, and a long number that is nobody's field.
    ["]C10107038010009458", "0107038010009458"],
    ["0107038010009457", "0107038010009457"],
    ["]", "]"],
    ["", ""],
  ])("%j is something else, whole", (text, whole) => {
    expect(readScan(text)).toEqual({ is: "other", text: whole });
  });
});
