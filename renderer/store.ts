import { createStore } from "zustand/vanilla";
import type { CatalogueView, Frame, View } from "../electron/ipc/contract.ts";
import { saysSame } from "./says-same.ts";

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
  const held = pictureStore.getState();
  if (seq <= held.seq) return;
  const frame = unchanged(held.view?.frame, view.frame);
  const { theme } = frame;
  const seen = { seq, view: frame === view.frame ? view : { ...view, frame } };
  pictureStore.setState(theme === "contrast" ? seen : { ...seen, calmTheme: theme });
}

/** Each view arrives as a copy. A frame that says what it said is the one held: all of the page hangs on it. */
function unchanged(held: Frame | undefined, now: Frame): Frame {
  return held !== undefined && saysSame(held, now) ? held : now;
}

/** Called by the bridge alone. A late answer about an older catalogue is dropped. */
export function showCatalogue(catalogue: CatalogueView): void {
  const held = pictureStore.getState().catalogue;
  if (held !== undefined && catalogue.version < held.version) return;
  pictureStore.setState({ catalogue });
}
