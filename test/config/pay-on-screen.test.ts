import { expect, test } from "vitest";
import { payOnScreen } from "../../electron/config/pay-on-screen.ts";

test("a code and the number stand beside each other where both have room, else the code comes first", () => {
  const first = (width: number, height: number, pixelsPerInch?: number) =>
    payOnScreen("side-by-side", { width, height, ...(pixelsPerInch === undefined ? {} : { pixelsPerInch }) });
  expect(first(1080, 1920)).toBe("side-by-side");
  expect(first(1366, 768)).toBe("side-by-side");
  expect(first(1024, 600, 169)).toBe("side-by-side");
  // Seven inches, with and without a density; five inches.
  expect(first(800, 480, 133)).toBe("qr");
  expect(first(800, 480)).toBe("qr");
  expect(first(1024, 600, 237)).toBe("qr");
});

test("what a shop asks for first, and not beside each other, is the same on every screen", () => {
  for (const first of ["number", "qr"] as const)
    expect(payOnScreen(first, { width: 800, height: 480, pixelsPerInch: 188 })).toBe(first);
});
