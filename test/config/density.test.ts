import { expect, test } from "vitest";
import { densityCss } from "../../electron/config/density-css.ts";

const display = { width: 800, height: 480, theme: "light" } as const;

test("a code is at least 35 mm wide on a screen whose density is known, quiet zone not counted", () => {
  const css = densityCss({ ...display, pixelsPerInch: 133 });
  const [, pixels = "0"] = /--qr-least: (\d+)px/.exec(css ?? "") ?? [];
  const mm = (Number(pixels) / 133) * 25.4;
  // The smallest code that holds an address has 25 modules and four of quiet on each side.
  expect((mm * 25) / 33).toBeGreaterThanOrEqual(35);
  expect((mm * 25) / 33).toBeLessThan(36);
});

test("a screen of unknown density is left as it is", () => {
  expect(densityCss(display)).toBeUndefined();
});
