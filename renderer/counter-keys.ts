import type { View } from "./view.ts";

/** What a key of the counter does. */
export type CounterKey =
  | "help"
  | "staff"
  | "search"
  | "mark"
  | "put"
  | "count"
  | "discount"
  | "hold"
  | "answer"
  | "clear"
  | "pay"
  | "find"
  | "escape"
  | "digits"
  | "erase"
  | "send"
  | "back"
  | "cancel"
  | "again"
  | "finish"
  | "next"
  | "press";

/** A key as it is written on it, and what it does. */
export type KeyLine = readonly [key: string, does: CounterKey];

const EVERYWHERE: readonly KeyLine[] = [
  ["Tab", "next"],
  ["Enter", "press"],
  ["F1", "help"],
];

/** Every key of the cashier on this screen, in the order in which a sale needs them. */
export function keysAt({ frame, screen }: View): readonly KeyLine[] {
  const lines = allKeysAt(screen);
  // A count is typed into the search field, where characters act all the same.
  return frame.charactersAreOff ? lines.filter(([, does]) => does !== "digits") : lines;
}

function allKeysAt(screen: View["screen"]): readonly KeyLine[] {
  switch (screen.at) {
    case "goods":
      return [
        ["F2", "search"],
        ["↑ ↓", "mark"],
        ["Enter", "put"],
        ["3 *", "count"],
        ["Esc", "escape"],
        ...(screen.counter?.discounts === undefined ? [] : [["F3", "discount"] as const]),
        ["F4", "hold"],
        ...(screen.basket.serving === undefined ? [] : [["F6 F7", "answer"] as const]),
        ["F8", "clear"],
        ["F9", "pay"],
        ["F10", "find"],
        ["Shift F1", "staff"],
        ["Tab", "next"],
        ["F1", "help"],
      ];
    case "number":
      return [["0–9", "digits"], ["⌫", "erase"], ["Enter", "send"], ["Esc", "back"], ...EVERYWHERE];
    case "paying":
      return [["Esc", "cancel"], ...EVERYWHERE];
    case "attract":
    case "late":
    case "dispensing":
    case "done":
      return EVERYWHERE;
    case "ended":
      if (!screen.mayTryAgain) return EVERYWHERE;
      return [
        ["Enter", "again"],
        ["Esc", "finish"],
        ["Tab", "next"],
        ["F1", "help"],
      ];
  }
}
