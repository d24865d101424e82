import { PAPER } from "./contrast.ts";
import type { TerminalConfig } from "./schema.ts";

/**
 * Style rules that put the shop's accent in place of the page's own, in the theme it was checked for. Customers who
 * choose another theme get that theme's own accent.
 */
export function accentCss({ accent, theme }: TerminalConfig["display"]): string | undefined {
  if (accent === undefined) return undefined;
  // Twice `:root`: rules laid over a page from outside yield to the page's own of the same weight.
  const root = `:root:root[data-theme="${theme}"]`;
  return `${root} { --accent: ${accent}; --accent-pressed: ${accent}; --on-accent: ${PAPER[theme]}; }`;
}
