import { describe, expect, test } from "vitest";
import {
  askMotors,
  channelOf,
  encodeK1,
  K1,
  k1Frames,
  motorOf,
  readCurtain,
  readRunning,
  readScan,
} from "../../../../hardware/frames/vmc96/k1.ts";
import { hex, keepsTheLaws } from "../stream-laws.ts";

const STOP = hex("35 30 05 12 12");
const CURTAIN_AT_REST = encodeK1({ controller: 0x30, body: hex("15 00 00 00 00") });

test("published frames: a motor, all motors off, the scan, the curtain and a relay", () => {
  expect(askMotors(K1.run, motorOf(1))).toEqual(hex("35 30 06 13 11 01"));
  expect(askMotors(K1.stopAll)).toEqual(STOP);
  expect(askMotors(K1.scan)).toEqual(hex("35 30 05 11 11"));
  expect(askMotors(K1.curtain)).toEqual(hex("35 30 05 15 15"));
  expect(encodeK1({ controller: 0x27, body: hex("11 01") })).toEqual(hex("35 27 06 11 01 04"));
});

describe("motors", () => {
  test("have one name each, and every channel leads back to itself", () => {
    const channels = Array.from({ length: 96 }, (_, index) => index + 1);
    expect(new Set(channels.map(motorOf)).size).toBe(96);
    expect(channels.map((channel) => channelOf(motorOf(channel)))).toEqual(channels);
    expect([motorOf(1), motorOf(8), motorOf(9), motorOf(96)]).toEqual([0x11, 0x18, 0x21, 0xc8]);
    expect([0x00, 0x10, 0x01, 0x19, 0xd1].map(channelOf)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("that run are read from a status", () => {
    expect(readRunning(hex("10 40 11 21"))).toEqual(new Set([1, 9]));
    expect(readRunning(hex("10 00"))).toEqual(new Set());
    for (const body of ["10", "11 00", "10 40 99"].map(hex)) expect(readRunning(body)).toBeUndefined();
  });

  test("that are fitted are read from a scan, row by row", () => {
    expect(readScan(hex("11 00 03 80"))).toEqual({ fitted: new Set([1, 2, 16]), rows: 2 });
    for (const body of ["11 00", "10 00 03"].map(hex)) expect(readScan(body)).toBeUndefined();
  });
});

test("the curtain's samples are counted", () => {
  expect(readCurtain(hex("15 00 00 00 00"))).toBe(0);
  expect(readCurtain(hex("15 FF 01 00 80"))).toBe(10);
  for (const body of ["15 00 00 00", "11 00 00 00 00"].map(hex)) expect(readCurtain(body)).toBeUndefined();
});

describe("frames", () => {
  test("with a wrong sum, another lead or an impossible length are noise", () => {
    for (const bytes of ["35 30 05 12 13", "36 30 05 12 12", "35 30 04 12 12", "35 30 FF 12 12"].map(hex)) {
      const stream = k1Frames();
      expect([...stream.hear(bytes), ...stream.silence()].every((item) => item.kind === "noise")).toBe(true);
    }
  });

  test("keep the laws of a decoder over 10,000 random streams", () => {
    keepsTheLaws(k1Frames, [STOP, CURTAIN_AT_REST], [0x35, 0x30, 0x05, 0x00, 0x12]);
  });
});
