import { expect, test } from "vitest";
import { fitOn } from "../../electron/shell/fit.ts";

const KIOSK = { width: 1080, height: 1920 };

test("a window the desk can hold is as large as wanted", () => {
  expect(fitOn({ width: 1920, height: 2000 }, KIOSK)).toEqual({ ...KIOSK, zoom: 1 });
});

test("an upright kiosk on a laptop is shrunk whole, with its proportions and all its layout", () => {
  const fit = fitOn({ width: 1366, height: 728 }, KIOSK);
  expect(fit).toMatchObject({ width: 409, height: 728 });
  expect(fit.width / fit.zoom).toBeCloseTo(1080, -1);
});

test("on a desk as small as a stamp it is not shrunk beyond reading", () => {
  expect(fitOn({ width: 100, height: 100 }, KIOSK).zoom).toBe(0.25);
});
