import { describe, expect, test } from "vitest";
import { asciiLine, asciiLines, asciiReplies, encodeAscii } from "../../../../hardware/frames/modbus/ascii.ts";
import { coilsOff, switchCoil } from "../../../../hardware/frames/modbus/waveshare.ts";
import { keepsTheLaws } from "../stream-laws.ts";

const text = new TextEncoder();
const shown = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test("published lines for address FE", () => {
  expect(shown(encodeAscii(0xfe, switchCoil(1, true)))).toBe(":FE050000FF00FE\r\n");
  expect(shown(encodeAscii(0xfe, switchCoil(1, false)))).toBe(":FE0500000000FD\r\n");
  expect(shown(encodeAscii(0xfe, switchCoil(16, true)))).toBe(":FE05000FFF00EF\r\n");
  expect(shown(encodeAscii(0xfe, coilsOff(16)))).toBe(":FE0F00000010020000E1\r\n");
  expect(shown(encodeAscii(0xfe, { ask: "read-coils", start: 0, count: 16 }))).toBe(":FE0100000010F1\r\n");
});

describe("replies", () => {
  const one = (line: string) => asciiReplies(0xfe).hear(text.encode(line));

  test("a write sent back whole is its acknowledgement, in the long form too", () => {
    expect(one(":FE050000FF00FE\r\n")).toMatchObject([
      { frame: { reply: { says: "wrote", at: 0, value: 0xff00 } } },
    ]);
    expect(one(":FE0F00000010020000E1\r\n")).toMatchObject([
      { frame: { reply: { says: "wrote-many", count: 16 } } },
    ]);
    expect(one(shown(asciiLine(Uint8Array.of(0xfe, 0x10, 0, 3, 0, 2))))).toMatchObject([
      { frame: { reply: { function: 16, count: 2 } } },
    ]);
  });

  test("coil states are read", () => {
    const line = shown(asciiLine(Uint8Array.of(0xfe, 1, 2, 0x05, 0x80)));
    expect(one(line)).toMatchObject([{ frame: { address: 0xfe, reply: { says: "bits", function: 1 } } }]);
  });

  test("another address, a wrong LRC, odd digits and other characters are noise", () => {
    for (const line of [
      ":01050000FF00FB\r\n",
      ":FE050000FF00FF\r\n",
      ":FE050\r\n",
      ":FE05Z\r\n",
      ":FE2B0001D6\r\n",
    ]) {
      const stream = asciiReplies(0xfe);
      const heard = [...stream.hear(text.encode(line)), ...stream.silence()];
      expect(heard.every((item) => item.kind === "noise")).toBe(true);
    }
  });

  test("keep the laws of a decoder over 10,000 random streams", () => {
    const frames = [":FE050000FF00FE\r\n", ":FE0500000000FD\r\n"].map((line) => text.encode(line));
    keepsTheLaws(asciiLines, frames, [...text.encode(":0FE\r\n")]);
  });
});
