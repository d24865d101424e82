import type { Good } from "./view.ts";

/** A slot named by two presses: "A1" is shelf A, place 1; "12" is shelf 1, place 2. */
export interface SlotName {
  readonly shelf: string;
  readonly place: string;
}

export function slotName(slot: string): SlotName {
  return { shelf: slot.slice(0, 1), place: slot.slice(1) };
}

export interface Shelf {
  readonly shelf: string;
  readonly goods: readonly Good[];
}

/** The machine as it stands: shelves from the top, places from the left. Goods without a slot are left out. */
export function shelves(goods: readonly Good[]): readonly Shelf[] {
  const held = new Map<string, Good[]>();
  for (const good of goods) {
    if (good.slot === undefined || good.slot === "") continue;
    const { shelf } = slotName(good.slot);
    held.set(shelf, [...(held.get(shelf) ?? []), good]);
  }
  return [...held]
    .map(([shelf, lying]) => ({ shelf, goods: lying.toSorted((a, b) => inOrder(a.slot ?? "", b.slot ?? "")) }))
    .sort((a, b) => inOrder(a.shelf, b.shelf));
}

/** All places that exist, over all shelves. */
export function places(goods: readonly Good[]): readonly string[] {
  const found = new Set<string>();
  for (const good of goods) {
    const place = good.slot === undefined ? "" : slotName(good.slot).place;
    if (place !== "") found.add(place);
  }
  return [...found].sort(inOrder);
}

export function goodIn(goods: readonly Good[], slot: string): Good | undefined {
  return goods.find((good) => good.slot === slot);
}

function inOrder(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
