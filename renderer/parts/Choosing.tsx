import { useEffect } from "react";
import { useStore } from "zustand";
import { choosingStore, chosen } from "../choosing.ts";
import { ChoicePanel } from "./ChoicePanel.tsx";
import { useFrame } from "./frame-context.ts";
import { PricePanel } from "./PricePanel.tsx";

/** The sheet that asks which one, or what it costs; nothing while nobody is asked. It goes with the screen that asked. */
export function Choosing() {
  const good = useStore(choosingStore, (choosing) => choosing.good);
  const { leaving } = useFrame();
  useEffect(() => chosen, []);
  // "Are you still there?" lies above everything.
  if (good === undefined || leaving !== undefined) return undefined;
  return good.openPrice === undefined ? (
    <ChoicePanel key={good.sku} good={good} onClose={chosen} />
  ) : (
    <PricePanel key={good.sku} good={good} bounds={good.openPrice} onClose={chosen} />
  );
}
