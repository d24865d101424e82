import { expect, test } from "vitest";
import { partWithinReach, reachCss } from "../../electron/config/reach-css.ts";
import { configRig, KIOSK } from "./config-rig.ts";

const { faultsOf, taken } = configRig();

test("reach ends 1200 mm above the floor, wherever the screen hangs", () => {
  // A picture of 708 mm (32 inches, upright), its lower edge at 750 mm: 450 mm of it are within reach.
  expect(reachCss({ imageHeightMm: 708, lowerEdgeMm: 750 })).toBe(":root:root { --reach: 0.635; }");
});

test("a screen that lies wholly within reach says so, and no part is larger than the whole", () => {
  expect(partWithinReach({ imageHeightMm: 90, lowerEdgeMm: 900 })).toBe(1);
  expect(reachCss({ imageHeightMm: 300, lowerEdgeMm: 900 })).toBe(":root:root { --reach: 1; }");
});

test("a screen of unknown place is left as it is", () => {
  expect(reachCss({})).toBeUndefined();
  expect(reachCss({ imageHeightMm: 708 })).toBeUndefined();
});

test("a screen that hangs too high for everything lower is told how low it must hang", () => {
  const display = { imageHeightMm: 708, lowerEdgeMm: 811 };
  expect(faultsOf({ ...KIOSK, display })).toEqual([
    "display.lowerEdgeMm | at most 810, so that 55 % of a picture 708 mm high is below 1200 mm | 811",
  ]);
  expect(taken({ ...KIOSK, display: { ...display, lowerEdgeMm: 810 } }).display.lowerEdgeMm).toBe(810);
});

test("half of the screen's place is no place", () => {
  expect(faultsOf({ ...KIOSK, display: { lowerEdgeMm: 750 } })).toEqual([
    "display.imageHeightMm | imageHeightMm and lowerEdgeMm together, or neither | nothing",
  ]);
  expect(faultsOf({ ...KIOSK, display: { imageHeightMm: 708 } })).toEqual([
    "display.lowerEdgeMm | imageHeightMm and lowerEdgeMm together, or neither | nothing",
  ]);
});
