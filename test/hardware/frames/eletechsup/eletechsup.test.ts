import { expect, test } from "vitest";
import {
  ELETECHSUP_ALL_OFF,
  eletechsupDelay,
  eletechsupRead,
  eletechsupSwitch,
} from "../../../../hardware/frames/eletechsup/eletechsup.ts";
import { encodeRtu } from "../../../../hardware/frames/modbus/rtu.ts";
import { hex } from "../stream-laws.ts";

test("published frames for address 1", () => {
  expect(encodeRtu(1, eletechsupSwitch(1, true))).toEqual(hex("01 06 00 01 01 00 D9 9A"));
  expect(encodeRtu(1, eletechsupSwitch(1, false))).toEqual(hex("01 06 00 01 02 00 D9 6A"));
  expect(encodeRtu(1, eletechsupDelay(1, 3))).toEqual(hex("01 06 00 01 06 03 9B AB"));
  expect(encodeRtu(1, ELETECHSUP_ALL_OFF)).toEqual(hex("01 06 00 00 08 00 8E 0A"));
  expect(encodeRtu(1, eletechsupRead(8))).toEqual(hex("01 03 00 01 00 08 15 CC"));
});
