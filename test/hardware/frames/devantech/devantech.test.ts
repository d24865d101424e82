import { expect, test } from "vitest";
import {
  DEVANTECH_ALL_OFF,
  DEVANTECH_ASK_STATES,
  DEVANTECH_ASK_WHO,
  devantechAnswers,
  devantechSwitch,
} from "../../../../hardware/frames/devantech/devantech.ts";
import { hex, keepsTheLaws } from "../stream-laws.ts";

test("published commands", () => {
  expect(devantechSwitch(1, true)).toEqual(hex("65"));
  expect(devantechSwitch(8, true)).toEqual(hex("6C"));
  expect(devantechSwitch(1, false)).toEqual(hex("6F"));
  expect(devantechSwitch(8, false)).toEqual(hex("76"));
  expect(DEVANTECH_ALL_OFF).toEqual(hex("6E"));
  expect(DEVANTECH_ASK_STATES).toEqual(hex("5B"));
  expect(DEVANTECH_ASK_WHO).toEqual(hex("5A"));
});

test("answers are cut by their length, and keep the laws of a decoder over 10,000 random streams", () => {
  expect(devantechAnswers(2).hear(hex("08 01"))).toMatchObject([{ frame: Uint8Array.of(8, 1) }]);
  keepsTheLaws(() => devantechAnswers(2), [hex("08 01")], [8, 1]);
});
