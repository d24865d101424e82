import { createStore } from "zustand/vanilla";
import { ask } from "./bridge.ts";

/** The staff's sheet was asked for to find a sale: its search takes the focus. */
export const findingStore = createStore<{ readonly wants: boolean }>(() => ({ wants: false }));

export function findSale(): void {
  findingStore.setState({ wants: true });
  ask("staff:knock", {});
}

export function stopFinding(): void {
  findingStore.setState({ wants: false });
}
