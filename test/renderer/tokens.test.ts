import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const css = readFileSync(join(import.meta.dirname, "../../renderer/tokens.css"), "utf8");

/** Tokens of the first block with exactly this selector, on top of the light ones. */
function theme(selector: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const wanted of [":root", selector]) {
    const block = [...css.matchAll(/(^|\n)([^{}\n]+) \{([^}]*)\}/g)].find(([, , head]) => head === wanted)?.[3];
    if (block === undefined) throw new Error(`tokens.css has no block ${wanted}`);
    for (const [, name, value] of block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g))
      if (name !== undefined && value !== undefined) found.set(name, value);
  }
  return found;
}

/** Relative luminance. Source: WCAG 2.2, definition of relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** Text on ground, as the style sheets pair them. */
const TEXT: readonly (readonly [text: string, ground: string])[] = [
  ["ink", "paper"],
  ["ink", "plate"],
  ["quiet-ink", "paper"],
  ["quiet-ink", "plate"],
  ["accent", "paper"],
  ["accent", "accent-soft"],
  ["on-accent", "accent"],
  ["on-accent", "accent-pressed"],
  ["good", "paper"],
  ["good", "good-soft"],
  ["attention", "paper"],
  ["attention", "attention-soft"],
  ["stop", "paper"],
  ["stop", "stop-soft"],
];

/** What must be seen but not read: WCAG 2.2, 1.4.11. */
const MARKS: readonly (readonly [mark: string, ground: string])[] = [
  ["strong-line", "paper"],
  ["focus", "paper"],
  ["focus", "plate"],
  ["accent", "track"],
];

test("the measure itself is right: black on white is 21, and #767676 on white is just 4.5", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#767676", "#ffffff")).toBeGreaterThan(4.5);
  expect(contrast("#777777", "#ffffff")).toBeLessThan(4.5);
});

describe.each([":root", ':root[data-theme="dark"]', ':root[data-theme="contrast"]'])("the theme %s", (selector) => {
  const tokens = theme(selector);
  const colour = (name: string) => {
    const value = tokens.get(name);
    if (value === undefined) throw new Error(`no colour --${name}`);
    return value;
  };

  test.each(TEXT)("writes %s on %s with at least 7:1, as payment screens need", (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(7);
  });

  test.each(MARKS)("draws %s on %s with at least 3:1", (mark, ground) => {
    expect(contrast(colour(mark), colour(ground))).toBeGreaterThanOrEqual(3);
  });
});
