import type { CounterView } from "../core/counter-view.ts";
import { HELD_MAX } from "../core/held-basket.ts";
import type { Front } from "./front.ts";
import type { HoldDesk } from "./hold-desk.ts";
import type { TerminalPorts } from "./terminal-ports.ts";

/** Undefined where no cashier stands at the screen. */
export function counterView(
  { settings, isStaffPin }: Pick<TerminalPorts, "settings" | "isStaffPin">,
  { missing, countSaid }: Front,
  holds: HoldDesk,
): CounterView | undefined {
  if (settings.mode !== "counter") return undefined;
  const held = holds.list();
  return {
    ...(settings.discounts === undefined
      ? {}
      : { discounts: { ...settings.discounts, asksPin: isStaffPin !== undefined } }),
    held,
    isFull: held.length >= HELD_MAX,
    ...(countSaid === undefined ? {} : { countSaid }),
    ...(missing === undefined ? {} : { missing }),
  };
}
