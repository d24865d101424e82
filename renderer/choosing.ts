import { createStore } from "zustand/vanilla";
import { ask } from "./bridge.ts";
import type { Good, Minor } from "./view.ts";

/** The good whose choices, or whose price, are being asked about, if any. Nothing of it is in the basket yet. */
export const choosingStore = createStore<{ readonly good?: Good }>(() => ({}));

/** Counter: how many of the next good are meant, where the cashier has said so. */
export const countingStore = createStore<{ readonly count?: number }>(() => ({}));

/** Puts one in the basket, or as many as were said, or asks first which one, or what it costs. */
export function choose(good: Good): void {
  if (good.choices === undefined && good.openPrice === undefined) put(good.sku);
  else choosingStore.setState({ good }, true);
}

/** The number said before it is used up. */
export function put(sku: string, asked: { chosen?: string[]; readonly typedPrice?: Minor } = {}): void {
  const { count } = countingStore.getState();
  ask("basket:add", {
    sku,
    ...asked,
    ...(count === undefined ? {} : { count }),
  });
  meanCount(undefined);
}

/** A scanner read a code, of which as many are meant as were said. */
export function scanned(text: string): void {
  const { count } = countingStore.getState();
  ask("scan", { text, ...(count === undefined ? {} : { count }) });
  meanCount(undefined);
}

/** So many of the next good; undefined is one. */
export function meanCount(count: number | undefined): void {
  countingStore.setState(count === undefined ? {} : { count }, true);
}

export function chosen(): void {
  choosingStore.setState({}, true);
}
