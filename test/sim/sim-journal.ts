import type { StoredEntry } from "../../electron/core/ports.ts";
import { type Row, storedEntry } from "../../electron/journal/chain.ts";
import { type MemoryDisk, MemoryJournal } from "../../electron/journal/memory-journal.ts";

const parsed = new WeakMap<Row, StoredEntry>();

/** The memory journal, which reads each row's text once however often the terminal starts. The chain is checked each time. */
export class SimJournal extends MemoryJournal {
  readonly #disk: MemoryDisk;

  constructor(disk: MemoryDisk) {
    super(disk);
    this.#disk = disk;
  }

  override *all(): Generator<StoredEntry> {
    for (const row of this.#disk.rows) yield entryOf(row);
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

function entryOf(row: Row): StoredEntry {
  const known = parsed.get(row) ?? storedEntry(row);
  parsed.set(row, known);
  return known;
}
