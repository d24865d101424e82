import { createStore } from "zustand/vanilla";
import { ask } from "./bridge.ts";
import type { Good } from "./view.ts";

/** The good whose choices are being asked about, if any. Nothing of it is in the basket yet. */
export const choosingStore = createStore<{ readonly good?: Good }>(() => ({}));

/** Puts one in the basket, or asks first which one. */
export function choose(good: Good): void {
  if (good.choices === undefined) ask("basket:add", { sku: good.sku });
  else choosingStore.setState({ good }, true);
}

export function chosen(): void {
  choosingStore.setState({}, true);
}
