import type { Minor } from "./money.ts";

/** Between which prices of one unit a typed one is believed. Guards against a slip of the finger: 4 500 for 45. */
export interface PriceBounds {
  readonly min: Minor;
  readonly max: Minor;
}

/** A price is typed for goods without one of their own, within their bounds, and for no other. */
export function fitsOpenPrice(bounds: PriceBounds | undefined, typed: Minor | undefined): boolean {
  if (bounds === undefined || typed === undefined) return bounds === typed;
  return typed >= bounds.min && typed <= bounds.max;
}
