import type { TerminalConfig } from "./schema.ts";

/** What a person in a wheelchair reaches, above the floor (EN 301 549, 8.3). */
const REACHED_MM = 1200;
/** The least part of the screen's height in which everything that is pressed has been laid out. */
const LEAST_PART = 0.55;

type Place = Pick<TerminalConfig["display"], "imageHeightMm" | "lowerEdgeMm">;

/** How much of the screen's height lies within reach, 0 to 1; undefined where its place is not known. */
export function partWithinReach({ imageHeightMm, lowerEdgeMm }: Place): number | undefined {
  if (imageHeightMm === undefined || lowerEdgeMm === undefined) return undefined;
  return Math.max(0, Math.min(1, (REACHED_MM - lowerEdgeMm) / imageHeightMm));
}

/** Highest lower edge in millimetres at which "everything lower" can keep its word. */
export function highestLowerEdgeMm(imageHeightMm: number): number {
  return Math.floor(REACHED_MM - imageHeightMm * LEAST_PART);
}

/** A style rule that tells "everything lower" where reach ends on a screen whose place is known. */
export function reachCss(place: Place): string | undefined {
  const part = partWithinReach(place);
  return part === undefined ? undefined : `:root:root { --reach: ${Math.floor(part * 1000) / 1000}; }`;
}
