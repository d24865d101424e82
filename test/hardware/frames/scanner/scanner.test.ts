import { describe, expect, test } from "vitest";
import {
  SCAN_ENDINGS,
  SCAN_MAX_BYTES,
  type ScanEnding,
  ScanStream,
} from "../../../../hardware/frames/scanner/scan-stream.ts";
import { behindPrefix, isReadable, scanText } from "../../../../hardware/frames/scanner/scan-text.ts";
import { bytesOf, hex, keepsTheLaws } from "../stream-laws.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** What came of it: codes as text, noise counted. */
function heardBy(ending: ScanEnding, ...chunks: readonly string[]) {
  const stream = new ScanStream(ending);
  const heard = [...chunks.flatMap((chunk) => stream.hear(bytes(chunk))), ...stream.silence()];
  return heard.map((item) => (item.kind === "frame" ? scanText(item.frame) : item.byte));
}

const WHOLE: Readonly<Record<ScanEnding, readonly string[]>> = {
  line: ["7038010009457\r", "]E07038010009457\n"],
  cr: ["7038010009457\r"],
  lf: ["7038010009457\n", "two\rparts\n"],
  "cr-lf": ["7038010009457\r\n", "a\nb\rc\r\n"],
  none: ["7038010009457", "\r\n"],
  "stx-etx": ["\x027038010009457\x03", "\x02a\r\nb\x03"],
};

describe("codes from a scanner's line", () => {
  test.each(SCAN_ENDINGS)("ended by %s keep the laws of every decoder", (ending) => {
    keepsTheLaws(() => new ScanStream(ending), WHOLE[ending].map(bytes), [0x02, 0x03, 0x0a, 0x0d, 0x30, 0x5d]);
  });

  test("end with CR, LF or both, whichever comes", () => {
    expect(heardBy("line", "11111\r22222\n33333\r\n")).toEqual(["11111", "22222", "33333", 0x0a]);
  });

  test("keep a lone CR or LF where both together end them", () => {
    expect(heardBy("cr-lf", "name\nstreet\rtown\r\nnext\r\n")).toEqual(["name\nstreet\rtown", "next"]);
    expect(heardBy("cr-lf", "\r\n")).toEqual([0x0d, 0x0a]);
  });

  test("end with a silence where their end was lost, or where the scanner sends none", () => {
    expect(heardBy("cr", "70380", "10009457")).toEqual(["7038010009457"]);
    expect(heardBy("none", "7038010009457\r")).toEqual(["7038010009457\r"]);
  });

  test("between STX and ETX are nothing before both have come", () => {
    expect(heardBy("stx-etx", "9\x02123\x03\x0212")).toEqual([0x39, "123", 0x02, 0x31, 0x32]);
    expect(heardBy("stx-etx", "\x0212\x02345\x03")).toEqual([0x02, 0x31, 0x32, "345"]);
    expect(heardBy("stx-etx", "12\x03")).toEqual([0x31, 0x32, 0x03]);
    expect(heardBy("stx-etx", "\x02\x03")).toEqual([0x02, 0x03]);
  });

  test.each(SCAN_ENDINGS)("too long for any code are noise to their end and hold no memory: %s", (ending) => {
    const stream = new ScanStream(ending);
    const long = Uint8Array.from([...hex("02"), ...bytes("7".repeat(SCAN_MAX_BYTES * 3))]);
    const heard = [];
    for (let at = 0; at < long.length; at += 1_000) {
      heard.push(...stream.hear(long.subarray(at, at + 1_000)));
      expect(stream.heldBytes).toBeLessThan(SCAN_MAX_BYTES);
    }
    const end = ending === "stx-etx" ? "\x03" : "\r\n";
    heard.push(...stream.hear(bytes(end)), ...stream.silence());
    const codes = heard.filter((item) => item.kind === "frame");
    // Where a silence alone ends codes, the rest behind the longest one cannot be told from a code.
    if (ending !== "none") expect(codes.filter((item) => item.frame.length > 1)).toEqual([]);
    expect(bytesOf(heard)).toHaveLength(long.length + end.length);
    const next = bytes(WHOLE[ending][0] ?? "");
    const [first] = [...stream.hear(next), ...stream.silence()];
    expect(first?.kind).toBe("frame");
  });

  test("begin anew with STX while a long one is being given up", () => {
    const stream = new ScanStream("stx-etx");
    stream.hear(bytes(`\x02${"7".repeat(SCAN_MAX_BYTES)}`));
    expect(stream.hear(bytes("\x0212345\x03")).map((item) => item.kind)).toEqual(["frame"]);
  });
});

describe("a code's text", () => {
  test("is UTF-8 where it is that, else Latin-1", () => {
    expect(scanText(bytes("Blåbær €"))).toBe("Blåbær €");
    expect(scanText(hex("42 6C E5 62 E6 72"))).toBe("Blåbær");
    expect(scanText(hex("EF BB BF 41"))).toBe("\ufeffA");
  });

  test("stands behind its scanner's prefix, or is another scanner's", () => {
    expect(behindPrefix("%S7038010009457", "%S")).toBe("7038010009457");
    expect(behindPrefix("7038010009457", "%S")).toBeUndefined();
    expect(behindPrefix("7038010009457", "")).toBe("7038010009457");
  });
});

test.each([
  ["7038010009457", true],
  ["blåbær 45,– €", true],
  ["010703801000945710AB\x1d17261231", true],
  ["name\r\nstreet\ttown\x1e\x04", true],
  ["70380\x00", false],
  ["\x9f70380", false],
  ["\x7f", false],
  ["70\ufffd", false],
])("%j could have been printed in a code: %s", (text, isSo) => {
  expect(isReadable(text)).toBe(isSo);
});
