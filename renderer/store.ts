import { createStore } from "zustand/vanilla";
import type { CatalogueView, View } from "../electron/ipc/contract.ts";

/** The page's whole picture of the terminal. `seq` -1 means that nothing has been heard yet. */
export interface Picture {
  readonly seq: number;
  readonly view?: View;
  readonly catalogue?: CatalogueView;
  /** The theme last seen that was not the strong one: what turning strong contrast off leads back to. */
  readonly calmTheme?: "light" | "dark";
}

export const pictureStore = createStore<Picture>(() => ({ seq: -1 }));

/** Called by the bridge alone. Older pictures of the world never replace newer ones. */
export function show(seq: number, view: View): void {
  if (seq <= pictureStore.getState().seq) return;
  const { theme } = view.frame;
  pictureStore.setState(theme === "contrast" ? { seq, view } : { seq, view, calmTheme: theme });
}

/** Called by the bridge alone. A late answer about an older catalogue is dropped. */
export function showCatalogue(catalogue: CatalogueView): void {
  const held = pictureStore.getState().catalogue;
  if (held !== undefined && catalogue.version < held.version) return;
  pictureStore.setState({ catalogue });
}
