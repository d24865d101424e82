import { useEffect } from "react";
import { ask } from "../bridge.ts";
import { Staff } from "../screens/Staff.tsx";
import { useFrame } from "./frame-context.ts";

/** Held this long, the help button is meant by somebody who was told of it. Measured by the events' own time stamps. */
const HOLD_MS = 3_000;

/** The way to the staff's sheet, which no customer needs to know: the help button held down for three seconds, or Shift and F1. */
export function StaffGate() {
  const { staff } = useFrame();
  useEffect(() => watchGate(window, () => ask("staff:knock", {})), []);
  return staff === undefined ? undefined : <Staff at={staff} />;
}

/** The returned function stops watching. */
function watchGate(page: Window, onKnock: () => void): () => void {
  let pressedMs = Number.POSITIVE_INFINITY;
  const down = ({ target, timeStamp }: PointerEvent) => {
    const help = target instanceof Element && target.closest('[data-testid="help-menu"]') !== null;
    pressedMs = help ? timeStamp : Number.POSITIVE_INFINITY;
  };
  // Letting go after a hold is no press of the button.
  const click = (event: MouseEvent) => {
    const heldMs = event.timeStamp - pressedMs;
    pressedMs = Number.POSITIVE_INFINITY;
    if (heldMs < HOLD_MS) return;
    event.stopPropagation();
    event.preventDefault();
    onKnock();
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== "F1" || !event.shiftKey) return;
    event.stopPropagation();
    event.preventDefault();
    onKnock();
  };
  page.addEventListener("pointerdown", down, true);
  page.addEventListener("click", click, true);
  page.addEventListener("keydown", key, true);
  return () => {
    page.removeEventListener("pointerdown", down, true);
    page.removeEventListener("click", click, true);
    page.removeEventListener("keydown", key, true);
  };
}
