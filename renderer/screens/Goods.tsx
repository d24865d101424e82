import { useFrame } from "../parts/frame-context.ts";
import { unreachable } from "../unreachable.ts";
import type { ScreenAt } from "../view.ts";
import { GoodsCounter } from "./GoodsCounter.tsx";
import { GoodsKiosk } from "./GoodsKiosk.tsx";
import { GoodsVending } from "./GoodsVending.tsx";

/** Choosing: three faces of one screen. */
export function Goods({ screen }: { readonly screen: ScreenAt<"goods"> }) {
  const { mode } = useFrame();
  switch (mode) {
    case "kiosk":
      return <GoodsKiosk screen={screen} />;
    case "counter":
      return <GoodsCounter screen={screen} />;
    case "vending":
      return <GoodsVending screen={screen} />;
    default:
      return unreachable(mode);
  }
}
