import { createStore } from "zustand/vanilla";
import { ask } from "./bridge.ts";
import type { ScreenAt } from "./view.ts";

type Basket = ScreenAt<"goods">["basket"];

/** What has still to be answered before this basket can be paid, one after the other. */
export type Question = { readonly is: "serving" } | { readonly is: "age"; readonly years: number };

export function questionOf({ serving, ageToSee }: Basket): Question | undefined {
  if (serving === "unanswered") return { is: "serving" };
  return ageToSee === undefined ? undefined : { is: "age", years: ageToSee };
}

/** Somebody wants to pay and is being asked. */
export const wantingStore = createStore<{ readonly wants: boolean }>(() => ({ wants: false }));

/** Pays, or asks first what main has to know. */
export function pay(basket: Basket): void {
  if (questionOf(basket) === undefined) ask("pay:open", {});
  else wantingStore.setState({ wants: true });
}

export function stopWanting(): void {
  wantingStore.setState({ wants: false });
}
