import { useEffect } from "react";
import { useStore } from "zustand";
import { choosingStore, chosen } from "../choosing.ts";
import { ChoicePanel } from "./ChoicePanel.tsx";
import { useFrame } from "./frame-context.ts";

/** The sheet that asks which one; nothing while nobody is asked. It goes with the screen that asked. */
export function Choosing() {
  const good = useStore(choosingStore, (choosing) => choosing.good);
  const { leaving } = useFrame();
  useEffect(() => chosen, []);
  // "Are you still there?" lies above everything.
  return good === undefined || leaving !== undefined ? undefined : (
    <ChoicePanel key={good.sku} good={good} onClose={chosen} />
  );
}
