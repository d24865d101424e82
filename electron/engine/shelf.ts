import type { Entry, StoredEntry } from "../core/ports.ts";

/** What the journal remembers of shelves: slots staff must look at, and units sold since the goods were last counted. */
export interface Shelf {
  readonly lockedSlots: ReadonlySet<string>;
  readonly sold: Readonly<Record<string, number>>;
}

/** Reads the whole journal once. `catalogueMark` names the catalogue in force; another one means the shelves were counted anew. */
export function readShelf(
  entries: Iterable<StoredEntry>,
  catalogueMark: string,
): Shelf & { readonly countedAnew: boolean } {
  const lockedSlots = new Set<string>();
  let sold: Record<string, number> = {};
  let mark: string | undefined;
  for (const entry of entries) {
    takeLock(lockedSlots, entry);
    if (entry.kind === "stock/counted") {
      mark = (entry.body as { readonly mark?: string }).mark;
      sold = {};
    }
    if (entry.kind === "sale/closed") addSold(sold, entry);
  }
  const countedAnew = mark !== catalogueMark;
  return { lockedSlots, sold: countedAnew ? {} : sold, countedAnew };
}

export function takeLock(locked: Set<string>, entry: Entry): void {
  const { slot } = entry.body as { readonly slot?: string };
  if (slot === undefined) return;
  if (entry.kind === "slot/locked") locked.add(slot);
  if (entry.kind === "slot/unlocked") locked.delete(slot);
}

function addSold(sold: Record<string, number>, entry: Entry): void {
  const units = (entry.body as { readonly sold?: Readonly<Record<string, number>> }).sold ?? {};
  for (const [sku, count] of Object.entries(units)) sold[sku] = (sold[sku] ?? 0) + count;
}
