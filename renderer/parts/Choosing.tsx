import { useEffect } from "react";
import { useStore } from "zustand";
import { choosingStore, chosen } from "../choosing.ts";
import { ChoicePanel } from "./ChoicePanel.tsx";

/** The sheet that asks which one; nothing while nobody is asked. It goes with the screen that asked. */
export function Choosing() {
  const good = useStore(choosingStore, (choosing) => choosing.good);
  useEffect(() => chosen, []);
  return good === undefined ? undefined : <ChoicePanel key={good.sku} good={good} onClose={chosen} />;
}
