import type { Entry, Journal, StoredEntry } from "../core/ports.ts";
import { follows, type Head, NO_HEAD, type Row, seal, storedEntry } from "./chain.ts";

/**
 * What survives when a simulated terminal loses power. `beforeStore` and `afterStore` may throw: the power went with
 * nothing stored, or with everything stored and nobody told.
 */
export class MemoryDisk {
  readonly rows: Row[] = [];
  beforeStore: ((rows: readonly Row[]) => void) | undefined;
  afterStore: ((rows: readonly Row[]) => void) | undefined;
}

/** The journal's behaviour without a disk under it, for the simulation. Opening a disk again is a restart. */
export class MemoryJournal implements Journal {
  readonly #disk: MemoryDisk;
  #head: Head;
  #refusal: unknown;

  /** Throws when the chain on the disk does not hold. `holds` may know rows it has seen before. */
  constructor(disk: MemoryDisk = new MemoryDisk(), holds: typeof follows = follows) {
    this.#disk = disk;
    this.#head = disk.rows.reduce<Head>((head, row) => {
      if (!holds(head, row)) throw new Error(`entry ${head.seq + 1} is not the one that was written`);
      return { seq: row.seq, hash: row.hash };
    }, NO_HEAD);
  }

  head(): Head {
    return this.#head;
  }

  append(entries: readonly Entry[]): readonly StoredEntry[] {
    if (this.#refusal !== undefined) throw this.#refusal;
    if (entries.length === 0) return [];
    const rows = seal(this.#head, entries);
    try {
      this.#disk.beforeStore?.(rows);
      this.#disk.rows.push(...rows);
      this.#disk.afterStore?.(rows);
    } catch (error) {
      this.#refusal = error;
      throw error;
    }
    const last = rows.at(-1);
    if (last !== undefined) this.#head = { seq: last.seq, hash: last.hash };
    return rows.map((row) => this.entryOf(row));
  }

  protected entryOf(row: Row): StoredEntry {
    return storedEntry(row);
  }

  *all(): Generator<StoredEntry> {
    for (let at = 0; ; at += 1) {
      const row = this.#disk.rows[at];
      if (row === undefined) return;
      yield this.entryOf(row);
    }
  }

  openSales(): ReadonlyMap<string, readonly StoredEntry[]> {
    const closed = new Set(
      this.#disk.rows.filter(({ kind }) => kind === "sale/closed").map(({ saleId }) => saleId),
    );
    const sales = new Map<string, StoredEntry[]>();
    for (const row of this.#disk.rows) {
      if (row.saleId === null || closed.has(row.saleId)) continue;
      sales.set(row.saleId, [...(sales.get(row.saleId) ?? []), this.entryOf(row)]);
    }
    return sales;
  }

  ofSale(saleId: string): readonly StoredEntry[] {
    return this.#disk.rows.filter((row) => row.saleId === saleId).map((row) => this.entryOf(row));
  }

  lastNumber(kind: string): number {
    let last = 0;
    for (const row of this.#disk.rows)
      if (row.kind === kind) last = Math.max(last, numberIn(this.entryOf(row).body));
    return last;
  }
}

function numberIn(body: unknown): number {
  if (typeof body !== "object" || body === null || !("number" in body)) return 0;
  return Number.isSafeInteger(body.number) ? Number(body.number) : 0;
}
