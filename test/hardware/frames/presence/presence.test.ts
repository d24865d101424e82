import { describe, expect, test } from "vitest";
import {
  beginRadarOrders,
  encodeRadarAnswer,
  encodeRadarReport,
  endRadarOrders,
  limitRadar,
  nearestCm,
  radarFrames,
} from "../../../../hardware/frames/presence/ld2410.ts";
import {
  NEARNESS_DEFAULTS,
  type NearnessState,
  UNSEEN,
  withReading,
} from "../../../../hardware/frames/presence/near.ts";
import { askForTofRate, encodeTofReading, tofReadings } from "../../../../hardware/frames/presence/tfmini.ts";
import { hex, keepsTheLaws } from "../stream-laws.ts";

describe("a time-of-flight sensor", () => {
  const reading = (distance: number, strength: number) => {
    const [heard] = tofReadings().hear(encodeTofReading(distance, strength));
    return heard?.kind === "frame" ? heard.frame.distanceCm : "noise";
  };

  test("keeps the laws of every decoder", () => {
    keepsTheLaws(
      tofReadings,
      [encodeTofReading(75, 800), encodeTofReading(0x5959, 0x5959), encodeTofReading(0, 0)],
      [0x59, 0x00, 0x4b],
    );
  });

  test("says how far something is, where its echo can be believed", () => {
    expect(reading(75, 800)).toBe(75);
    expect(reading(800, 100)).toBe(800);
    expect(reading(75, 99)).toBeUndefined();
    expect(reading(75, 0xffff)).toBeUndefined();
    expect(reading(0, 800)).toBeUndefined();
  });

  test("with a wrong sum says nothing", () => {
    const spoilt = encodeTofReading(75, 800);
    spoilt[2] = 0x4c;
    expect(
      tofReadings()
        .hear(spoilt)
        .some((item) => item.kind === "frame"),
    ).toBe(false);
  });

  test("is asked for ten readings a second by the maker's published bytes", () => {
    expect(askForTofRate(10)).toEqual(hex("5A 06 03 0A 00 6D"));
  });
});

describe("a radar", () => {
  const PUBLISHED = hex("F4 F3 F2 F1 0D 00 02 AA 02 51 00 00 00 00 3B 00 00 55 00 F8 F7 F6 F5");
  const frameOf = (bytes: Uint8Array) => {
    const [heard, ...more] = radarFrames().hear(bytes);
    return heard?.kind === "frame" && more.length === 0 ? heard.frame : undefined;
  };

  test("keeps the laws of every decoder", () => {
    keepsTheLaws(
      radarFrames,
      [
        PUBLISHED,
        encodeRadarReport(81, 120),
        encodeRadarReport(undefined, undefined),
        encodeRadarAnswer(0xff, true),
      ],
      [0xf4, 0xf3, 0xf2, 0xf1, 0xf8, 0xfd, 0xfc, 0x00, 0x0d, 0x04, 0xaa, 0x55],
    );
  });

  test("reports who moves and who stands still, and how far away", () => {
    expect(frameOf(PUBLISHED)).toEqual({ said: "report", movingCm: undefined, stillCm: 0 });
    expect(frameOf(encodeRadarReport(81, 120))).toEqual({ said: "report", movingCm: 81, stillCm: 120 });
    expect(frameOf(encodeRadarReport(300, undefined))).toMatchObject({ movingCm: 300, stillCm: undefined });
    expect(frameOf(encodeRadarReport(undefined, 81))).toMatchObject({ movingCm: undefined, stillCm: 81 });
    expect(frameOf(encodeRadarReport(undefined, undefined))).toMatchObject({ stillCm: undefined });
  });

  test("is heard in engineering mode too", () => {
    const engineering = hex("F4 F3 F2 F1 0F 00 01 AA 01 51 00 3C 00 00 00 51 00 08 08 55 00 F8 F7 F6 F5");
    expect(frameOf(engineering)).toMatchObject({ movingCm: 81 });
  });

  test("is nearest where the nearer of both is", () => {
    const near = (movingCm: number | undefined, stillCm: number | undefined) =>
      nearestCm({ said: "report", movingCm, stillCm });
    expect([near(81, 120), near(81, undefined), near(undefined, 120), near(120, 81)]).toEqual([81, 81, 120, 81]);
    expect(near(undefined, undefined)).toBeUndefined();
  });

  test("answers orders with done or not", () => {
    expect(frameOf(hex("FD FC FB FA 08 00 FF 01 00 00 01 00 40 00 04 03 02 01"))).toEqual({
      said: "answer",
      order: 0xff,
      isDone: true,
    });
    expect(frameOf(encodeRadarAnswer(0x60, false))).toEqual({ said: "answer", order: 0x60, isDone: false });
    expect(frameOf(encodeRadarAnswer(0x60, true))).toMatchObject({ isDone: true });
    expect(frameOf(hex("FD FC FB FA 04 00 60 01 00 01 04 03 02 01"))).toMatchObject({ isDone: false });
  });

  test("is told how far to look by the published bytes", () => {
    expect(beginRadarOrders()).toEqual(hex("FD FC FB FA 04 00 FF 00 01 00 04 03 02 01"));
    expect(endRadarOrders()).toEqual(hex("FD FC FB FA 02 00 FE 00 04 03 02 01"));
    expect(limitRadar(8, 5)).toEqual(
      hex("FD FC FB FA 14 00 60 00 00 00 08 00 00 00 01 00 08 00 00 00 02 00 05 00 00 00 04 03 02 01"),
    );
  });

  test.each([
    ["a wrong tail", "F4 F3 F2 F1 0D 00 02 AA 02 51 00 00 00 00 3B 00 00 55 00 F8 F7 F6 F6"],
    ["an impossible length", "F4 F3 F2 F1 41 00"],
    ["a body too short to be a report", "F4 F3 F2 F1 04 00 02 AA 55 00 F8 F7 F6 F5"],
    ["another kind of report", "F4 F3 F2 F1 0D 00 03 AA 02 51 00 00 00 00 3B 00 00 55 00 F8 F7 F6 F5"],
    ["a missing mark", "F4 F3 F2 F1 0D 00 02 AB 02 51 00 00 00 00 3B 00 00 55 00 F8 F7 F6 F5"],
    ["a missing end mark", "F4 F3 F2 F1 0D 00 02 AA 02 51 00 00 00 00 3B 00 00 54 00 F8 F7 F6 F5"],
    ["an order sent back as it was", "FD FC FB FA 04 00 FF 00 01 00 04 03 02 01"],
    ["an answer cut short", "FD FC FB FA 02 00 FF 01 04 03 02 01"],
  ])("with %s says nothing", (_what, text) => {
    expect(
      radarFrames()
        .hear(hex(text))
        .every((item) => item.kind === "noise"),
    ).toBe(true);
  });
});

describe("nearness", () => {
  /** Each reading 100 ms after the one before. */
  const judged = (...distances: readonly (number | undefined)[]) => {
    let state: NearnessState = UNSEEN;
    return distances.map((distance, at) => {
      state = withReading(state, distance, at * 100, NEARNESS_DEFAULTS);
      return state.is;
    });
  };
  const times = (count: number, distance: number | undefined) => Array.from({ length: count }, () => distance);

  test("is not known before the sensor has looked long enough", () => {
    expect(judged(40, 40, 40)).toEqual(["unknown", "unknown", "unknown"]);
  });

  test("is believed after three tenths of a second, and not of somebody who walks past", () => {
    expect(judged(40, 40, 40, 40).at(-1)).toBe("near");
    expect(judged(40, 40, 200, 40, 40, 40)).not.toContain("near");
  });

  test("ends after five seconds without anybody, and not for a step back", () => {
    expect(judged(...times(5, 40), ...times(49, undefined)).at(-1)).toBe("near");
    expect(judged(...times(5, 40), ...times(50, 300)).at(-1)).toBe("gone");
    expect(judged(...times(5, 40), ...times(100, 100)).at(-1)).toBe("near");
    expect(judged(...times(5, 40), ...times(45, 300), 100, ...times(45, 300)).at(-1)).toBe("near");
  });

  test("is gone from the start where nobody is there", () => {
    expect(judged(...times(51, undefined)).at(-1)).toBe("gone");
    expect(judged(...times(51, undefined), ...times(4, 30)).at(-1)).toBe("near");
  });
});
