import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { ask } from "./bridge.ts";
import { pictureStore } from "./store.ts";
import type { Good, Minor } from "./view.ts";

/** The good whose choices, or whose price, are being asked about, if any. Nothing of it is in the basket yet. */
export const choosingStore = createStore<{ readonly good?: Good }>(() => ({}));

/** Puts one in the basket, or as many as were said, or asks first which one, or what it costs. */
export function choose(good: Good): void {
  if (good.choices === undefined && good.openPrice === undefined) put(good.sku);
  else choosingStore.setState({ good }, true);
}

/** As many as the cashier has said, and the terminal has shown. */
export function put(sku: string, asked: { chosen?: string[]; readonly typedPrice?: Minor } = {}): void {
  const count = countSaidIn(pictureStore.getState());
  ask("basket:add", {
    sku,
    ...asked,
    ...(count === undefined ? {} : { count }),
  });
}

/** So many of the next good, scanners' on a line of their own included; undefined is one. */
export function meanCount(count: number | undefined): void {
  ask("count:say", count === undefined ? {} : { count });
}

/** Counter: how many of the next good are meant, where the cashier has said so. */
export function useCountSaid(): number | undefined {
  return useStore(pictureStore, countSaidIn);
}

function countSaidIn({ view }: ReturnType<typeof pictureStore.getState>): number | undefined {
  return view?.screen.at === "goods" ? view.screen.counter?.countSaid : undefined;
}

export function chosen(): void {
  choosingStore.setState({}, true);
}
