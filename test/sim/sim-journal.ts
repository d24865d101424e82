import type { StoredEntry } from "../../electron/core/ports.ts";
import { follows, type Head, type Row, storedEntry } from "../../electron/journal/chain.ts";
import { type MemoryDisk, MemoryJournal } from "../../electron/journal/memory-journal.ts";

const parsed = new WeakMap<Row, StoredEntry>();
/** Rows that were proven to follow a head, and its hash. Rows on the simulated disk are frozen. */
const proven = new WeakMap<Row, string>();

/**
 * The memory journal, which reads each row's text once and proves each link once, however often the terminal starts. A row
 * that is not the very one that was proven, or has another before it, is proven anew.
 */
export class SimJournal extends MemoryJournal {
  readonly #disk: MemoryDisk;

  constructor(disk: MemoryDisk) {
    super(disk, holds);
    this.#disk = disk;
  }

  protected override entryOf(row: Row): StoredEntry {
    return entryOf(row);
  }

  override openSales(): ReadonlyMap<string, readonly StoredEntry[]> {
    const sales = new Map<string, StoredEntry[]>();
    for (const row of this.#disk.rows) {
      if (row.saleId === null) continue;
      const held = sales.get(row.saleId);
      if (row.kind === "sale/closed") sales.delete(row.saleId);
      else if (held !== undefined) held.push(entryOf(row));
      else if (row.kind === "sale/begun") sales.set(row.saleId, [entryOf(row)]);
    }
    return sales;
  }
}

function holds(head: Head, row: Row): boolean {
  if (Object.isFrozen(row) && row.seq === head.seq + 1 && proven.get(row) === head.hash) return true;
  if (!follows(head, row)) return false;
  proven.set(row, head.hash);
  return true;
}

/** What the row's text says. */
export function entryOf(row: Row): StoredEntry {
  const known = parsed.get(row);
  if (known !== undefined) return known;
  const entry = storedEntry(row);
  parsed.set(row, entry);
  return entry;
}
