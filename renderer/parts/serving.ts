import { useStore } from "zustand";
import { pictureStore } from "../store.ts";

/** True once the customer said that the goods are eaten here: prices are then those of eating in. */
export function useEatsIn(): boolean {
  return useStore(
    pictureStore,
    ({ view }) => view?.screen.at === "goods" && view.screen.basket.serving === "eat-in",
  );
}
