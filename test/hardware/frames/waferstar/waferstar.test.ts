import { expect, test } from "vitest";
import { readWaferLine, waferLine, waferLines } from "../../../../hardware/frames/waferstar/waferstar.ts";
import { hex, keepsTheLaws } from "../stream-laws.ts";

test("published lines of the adapter are read", () => {
  expect(readWaferLine("08 51 00")).toEqual(hex("08 51 00"));
  expect(readWaferLine("00")).toEqual(hex("00"));
  expect(readWaferLine("0300FA ")).toEqual(hex("03 00 FA"));
  for (const line of ["", "0", "08 5", "hello", "08,51"]) expect(readWaferLine(line)).toBeUndefined();
});

test("a line read is the line written", () => {
  const bytes = hex("10 03 FF FF");
  const [heard] = waferLines().hear(waferLine(bytes));
  expect(heard?.kind === "frame" ? readWaferLine(heard.frame) : undefined).toEqual(bytes);
});

test("lines keep the laws of a decoder over 10,000 random streams", () => {
  keepsTheLaws(waferLines, [waferLine(hex("10 05 00 FA")), waferLine(hex("00"))], [0x30, 0x31, 0x20, 0x0d, 0x0a]);
}, 60_000);
