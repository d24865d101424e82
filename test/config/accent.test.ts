import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { accentCss } from "../../electron/config/accent-css.ts";
import { contrastRatio, PAPER } from "../../electron/config/contrast.ts";

const TOKENS = readFileSync(join(import.meta.dirname, "../../renderer/tokens.css"), "utf8");

function token(theme: keyof typeof PAPER, name: string): string | undefined {
  const start = theme === "light" ? TOKENS.indexOf(":root {") : TOKENS.indexOf(`:root[data-theme="${theme}"]`);
  return new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(TOKENS.slice(start))?.[1];
}

test.each(["light", "dark", "contrast"] as const)(
  "the %s paper an accent is checked against is the page's",
  (theme) => {
    expect(token(theme, "paper")).toBe(PAPER[theme]);
  },
);

test("contrast is WCAG's", () => {
  expect(contrastRatio("#000000", "#ffffff")).toBeCloseTo(21, 10);
  expect(contrastRatio("#777777", "#ffffff")).toBeCloseTo(4.478, 3);
  expect(contrastRatio("#123456", "#123456")).toBe(1);
});

test("the shop's accent is laid over the theme it was checked for", () => {
  const display = { width: 1, height: 1, theme: "dark", accent: "#84dbb8" } as const;
  expect(accentCss(display)).toBe(
    ':root:root[data-theme="dark"] { --accent: #84dbb8; --accent-pressed: #84dbb8; --on-accent: #0f1714; }',
  );
  expect(accentCss({ ...display, theme: "light", accent: "#0a5742" })).toContain(':root:root[data-theme="light"]');
  expect(accentCss({ width: 1, height: 1, theme: "light" })).toBeUndefined();
});
