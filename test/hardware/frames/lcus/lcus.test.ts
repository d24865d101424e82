import { describe, expect, test } from "vitest";
import { LCUS_ASK_STATES, lcusReplies, lcusSwitch } from "../../../../hardware/frames/lcus/lcus.ts";
import { hex, keepsTheLaws } from "../stream-laws.ts";

describe("published command frames", () => {
  const rows: readonly [number, string, string][] = [
    [1, "A0 01 01 A2", "A0 01 00 A1"],
    [2, "A0 02 01 A3", "A0 02 00 A2"],
    [3, "A0 03 01 A4", "A0 03 00 A3"],
    [4, "A0 04 01 A5", "A0 04 00 A4"],
    [8, "A0 08 01 A9", "A0 08 00 A8"],
  ];
  for (const [channel, on, off] of rows) {
    test(`channel ${channel}`, () => {
      expect(lcusSwitch(channel, true)).toEqual(hex(on));
      expect(lcusSwitch(channel, false)).toEqual(hex(off));
    });
  }
  test("the question for the states is one byte", () => expect(LCUS_ASK_STATES).toEqual(hex("FF")));
});

describe("the states", () => {
  const text = new TextEncoder();

  test("come as one byte for each channel", () => {
    const [heard] = lcusReplies(8).hear(hex("01 01 01 01 00 00 00 00"));
    expect(heard).toMatchObject({
      frame: { says: "all", on: [true, true, true, true, false, false, false, false] },
    });
  });

  test("or as text lines from other firmware", () => {
    const heard = lcusReplies(2).hear(text.encode("CH1: ON\r\nCH2:OFF\n"));
    expect(heard).toMatchObject([
      { frame: { says: "one", channel: 1, on: true } },
      { frame: { says: "one", channel: 2, on: false } },
    ]);
  });

  test("any other line is noise", () => {
    const stream = lcusReplies(2);
    const heard = [...stream.hear(text.encode("CH1: MAYBE\r\n")), ...stream.silence()];
    expect(heard.every((item) => item.kind === "noise")).toBe(true);
  });

  test("keep the laws of a decoder over 10,000 random streams", () => {
    const frames = [hex("01 00 01 00"), text.encode("CH3: OFF\r\n")];
    keepsTheLaws(() => lcusReplies(4), frames, [0, 1, 0x43, 0x48, 0x0a]);
  });
});
