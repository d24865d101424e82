import { describe, expect, test } from "vitest";
import {
  KMTRONIC_ASK_ALL,
  kmtronicAll,
  kmtronicAskOne,
  kmtronicOne,
  kmtronicSwitch,
} from "../../../../hardware/frames/kmtronic/kmtronic.ts";
import { hex, keepsTheLaws } from "../stream-laws.ts";

test("published commands", () => {
  expect(kmtronicSwitch(1, true)).toEqual(hex("FF 01 01"));
  expect(kmtronicSwitch(1, false)).toEqual(hex("FF 01 00"));
  expect(KMTRONIC_ASK_ALL).toEqual(hex("FF 09 00"));
  expect(kmtronicAskOne(2)).toEqual(hex("FF 02 03"));
});

describe("answers", () => {
  test("of a large board are one byte for each channel", () => {
    expect(kmtronicAll(4).hear(hex("01 00 00 01"))).toMatchObject([{ frame: [true, false, false, true] }]);
  });

  test("of a small board name their channel", () => {
    expect(kmtronicOne(2).hear(hex("FF 02 01"))).toMatchObject([{ frame: true }]);
    expect(kmtronicOne(2).hear(hex("FF 02 00"))).toMatchObject([{ frame: false }]);
    const stream = kmtronicOne(2);
    expect(
      [...stream.hear(hex("FF 01 01 FF 02 03")), ...stream.silence()].every((item) => item.kind === "noise"),
    ).toBe(true);
  });

  test("keep the laws of a decoder over 10,000 random streams", () => {
    keepsTheLaws(() => kmtronicOne(1), [hex("FF 01 00"), hex("FF 01 01")], [0xff, 0x00, 0x01, 0x02]);
    keepsTheLaws(() => kmtronicAll(4), [hex("00 01 00 00")], [0, 1, 2]);
  });
});
