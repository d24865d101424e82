/** What stands behind an accent in each theme, as in the page's own `tokens.css`; text on the accent has the same colour. */
export const PAPER = { light: "#ffffff", dark: "#0f1714", contrast: "#ffffff" } as const;

/** Asked of text on payment screens (WCAG 2.2, success criterion 1.4.6). */
export const CONTRAST_MIN = 7;

/** WCAG contrast ratio of two colours written #rrggbb: 1 to 21. */
export function contrastRatio(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255));
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function linear(share: number): number {
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
