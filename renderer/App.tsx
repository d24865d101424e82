import { useEffect } from "react";
import { useStore } from "zustand";
import type { Frame, Screen, View } from "../electron/ipc/contract.ts";
import { ask } from "./bridge.ts";
import { FrameContext } from "./parts/frame-context.ts";
import { Leaving } from "./parts/Leaving.tsx";
import { Practice } from "./parts/Practice.tsx";
import { StaffGate } from "./parts/StaffGate.tsx";
import { useScanKeys } from "./scan-keys.ts";
import { Attract } from "./screens/Attract.tsx";
import { Customer } from "./screens/Customer.tsx";
import { Dispensing } from "./screens/Dispensing.tsx";
import { Done } from "./screens/Done.tsx";
import { Ended } from "./screens/Ended.tsx";
import { Goods } from "./screens/Goods.tsx";
import { Late } from "./screens/Late.tsx";
import { NumberEntry } from "./screens/NumberEntry.tsx";
import { Paying } from "./screens/Paying.tsx";
import { pictureStore } from "./store.ts";
import { unreachable } from "./unreachable.ts";

/** Draws the newest view whole. Until the first one there is nothing true to show, so the paper stays empty. */
export function App() {
  const view = useStore(pictureStore, (picture) => picture.view);
  useFrameOnRoot(view?.frame);
  if (view === undefined) return undefined;
  const { frame, screen } = view;
  const leaving = frame.leaving !== undefined;
  return (
    <FrameContext value={frame}>
      <Practice />
      <div className="stage" inert={leaving}>
        {frame.facing === "customer" ? <Customer screen={screen} /> : <ScreenOf screen={screen} />}
      </div>
      {leaving ? <Leaving /> : undefined}
      {hearsOwnCode(view) ? <ScannerBeside /> : undefined}
      <StaffGate />
    </FrameContext>
  );
}

/** Where a customer may still show their own code to a scanner that types. Among the goods the cashier's screen hears it. */
function hearsOwnCode({ frame, screen }: View): boolean {
  const asksForMoney = screen.at === "number" || screen.at === "paying";
  return frame.mode === "counter" && frame.facing === undefined && asksForMoney;
}

function ScannerBeside() {
  useScanKeys((text) => ask("scan", { text }));
  return undefined;
}

function ScreenOf({ screen }: { readonly screen: Screen }) {
  switch (screen.at) {
    case "attract":
      return <Attract screen={screen} />;
    case "goods":
      return <Goods screen={screen} />;
    case "number":
      return <NumberEntry screen={screen} />;
    case "paying":
      return <Paying screen={screen} />;
    case "late":
      return <Late screen={screen} />;
    case "dispensing":
      return <Dispensing screen={screen} />;
    case "done":
      return <Done screen={screen} />;
    case "ended":
      return <Ended screen={screen} />;
    default:
      return unreachable(screen);
  }
}

/** Language, theme and sizes hang on the root element, where the style sheets and the screen reader look for them. */
function useFrameOnRoot(frame: Frame | undefined): void {
  useEffect(() => {
    if (frame === undefined) return;
    const root = document.documentElement;
    root.lang = frame.language;
    mark(root, "mode", frame.mode);
    if (frame.facing !== undefined) mark(root, "facing", frame.facing);
    mark(root, "theme", frame.theme);
    mark(root, "text", frame.largeText ? "large" : "normal");
    mark(root, "reach", frame.lowReach ? "low" : "normal");
    document.title = frame.shopName;
  }, [frame]);
}

/** Written again, even the same word would have the whole page's styles reckoned anew. */
function mark(root: HTMLElement, name: string, value: string): void {
  if (root.dataset[name] !== value) root.dataset[name] = value;
}
