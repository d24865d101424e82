import { CircleCheck, CircleDashed, Clock, LockKeyhole, Undo2 } from "lucide-react";
import { unreachable } from "../unreachable.ts";
import type { MoneyState } from "../view.ts";

interface MoneyIconProps {
  readonly state: MoneyState;
  readonly look?: string;
}

/** The sign of where the money is, the same on every screen. The words beside it say it. */
export function MoneyIcon({ state, look }: MoneyIconProps) {
  const Sign = signOf(state);
  return <Sign className={look === undefined ? "icon" : `icon ${look}`} aria-hidden="true" />;
}

function signOf(state: MoneyState) {
  switch (state) {
    case "nothing-reserved":
      return CircleDashed;
    case "reserved":
      return LockKeyhole;
    case "paid":
      return CircleCheck;
    case "being-released":
    case "given-back":
      return Undo2;
    case "being-checked":
      return Clock;
    default:
      return unreachable(state);
  }
}
