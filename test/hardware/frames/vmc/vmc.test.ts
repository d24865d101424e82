import { describe, expect, test } from "vitest";
import {
  checkAisle,
  driveAisle,
  encodeVmc,
  readAisleWord,
  VMC,
  VMC_ACK,
  vmcMessages,
} from "../../../../hardware/frames/vmc/vmc.ts";
import { hex, keepsTheLaws } from "../stream-laws.ts";

const POLL = hex("FA FB 41 00 40");
const DONE = hex("FA FB 04 04 07 02 00 0C 08");

test("published frames: poll, acknowledgement, check of aisle 12 and its drive with the sensor on", () => {
  expect(encodeVmc({ command: VMC.poll, body: new Uint8Array(0) })).toEqual(POLL);
  expect(VMC_ACK).toEqual(hex("FA FB 42 00 43"));
  expect(encodeVmc(checkAisle(1, 12))).toEqual(hex("FA FB 01 03 01 00 0C 0E"));
  expect(encodeVmc(driveAisle(3, 12, true))).toEqual(hex("FA FB 06 05 03 01 00 00 0C 0C"));
  expect(encodeVmc(driveAisle(3, 12, false))[5]).toBe(0);
});

describe("messages", () => {
  test("of progress are read", () => {
    const [heard] = vmcMessages().hear(DONE);
    expect(heard?.kind).toBe("frame");
    if (heard?.kind === "frame") expect(readAisleWord(heard.frame)).toEqual({ number: 7, status: 2, aisle: 12 });
    expect(readAisleWord({ command: VMC.progress, body: Uint8Array.of(1, 2, 3) })).toBeUndefined();
  });

  test("with a wrong sum, another lead or an impossible length are noise", () => {
    for (const bytes of ["FA FB 41 00 41", "FA FC 41 00 40", "FA FB 41 FF 00"].map(hex)) {
      const stream = vmcMessages();
      expect([...stream.hear(bytes), ...stream.silence()].every((item) => item.kind === "noise")).toBe(true);
    }
  });

  test("keep the laws of a decoder over 10,000 random streams", () => {
    keepsTheLaws(vmcMessages, [POLL, DONE], [0xfa, 0xfb, 0x04, 0x00, 0x41]);
  });
});
