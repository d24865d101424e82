import { type Fault, fault } from "../core/fault.ts";
import type { Entry, Journal, StoredEntry } from "../core/ports.ts";
import { type Head, type Row, seal, storedEntry } from "./chain.ts";
import type { Database } from "./sqlite.ts";
import { ROW_COLUMNS, readColumn, readRows } from "./tables.ts";

/** A journal on disk. One process at a time holds it, from opening to `close` or its own end. */
export interface DiskJournal extends Journal {
  readonly file: string;
  /** The last entry's number and hash; kept elsewhere it proves that nothing was cut off the end. */
  head(): Head;
  /** Nothing may be asked of the journal afterwards. */
  close(): void;
}

/** Thrown by `append` when the disk refuses, then and ever after: whether the last entries are stored is found at the next start. */
export class JournalUnwritable extends Error {
  readonly fault: Fault;

  constructor(reason: Fault, cause: unknown) {
    super(reason.what, { cause });
    this.name = "JournalUnwritable";
    this.fault = reason;
  }
}

/** Entries read at once; a reader may append between two readings. */
const PAGE_ENTRIES = 500;

/** Made by `openJournal` alone, over a database that is held, writable and checked. */
export class SqliteJournal implements DiskJournal {
  readonly file: string;
  readonly #database: Database;
  readonly #insert: ReturnType<Database["prepare"]>;
  #head: Head;
  #refusal: JournalUnwritable | undefined;

  constructor(file: string, database: Database, head: Head) {
    this.file = file;
    this.#database = database;
    this.#insert = database.prepare(
      "INSERT INTO entries (seq, at_ms, kind, sale_id, body, hash) VALUES (?, ?, ?, ?, ?, ?)",
    );
    this.#head = head;
  }

  head(): Head {
    return this.#head;
  }

  append(entries: readonly Entry[]): readonly StoredEntry[] {
    if (this.#refusal !== undefined) throw this.#refusal;
    if (entries.length === 0) return [];
    const rows = seal(this.#head, entries);
    try {
      this.#store(rows);
    } catch (error) {
      this.#refusal = new JournalUnwritable(
        fault("journal/unwritable", `${this.file} refused entry ${this.#head.seq + 1}: ${String(error)}`),
        error,
      );
      throw this.#refusal;
    }
    const last = rows.at(-1);
    if (last !== undefined) this.#head = { seq: last.seq, hash: last.hash };
    return rows.map(storedEntry);
  }

  #store(rows: readonly Row[]): void {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      for (const { seq, atMs, kind, saleId, body, hash } of rows)
        this.#insert.run(seq, atMs, kind, saleId, body, hash);
      this.#database.exec("COMMIT");
    } catch (error) {
      // SQLite may have rolled back by itself, as it does when the disk is full.
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  *all(): Generator<StoredEntry> {
    let after = 0;
    for (;;) {
      const sql = `SELECT ${ROW_COLUMNS} FROM entries WHERE seq > ? ORDER BY seq LIMIT ${PAGE_ENTRIES}`;
      const page = [...readRows(this.#database, sql, after)];
      yield* page.map(storedEntry);
      if (page.length < PAGE_ENTRIES) return;
      after += PAGE_ENTRIES;
    }
  }

  openSales(): ReadonlyMap<string, readonly StoredEntry[]> {
    const open = readColumn(
      this.#database,
      "SELECT sale_id FROM entries WHERE sale_id IS NOT NULL GROUP BY sale_id HAVING max(kind = 'sale/closed') = 0",
    );
    const rows = open.flatMap((saleId) => this.#rowsOf(String(saleId)));
    const sales = new Map<string, StoredEntry[]>();
    for (const row of rows.sort((a, b) => a.seq - b.seq)) {
      const entry = storedEntry(row);
      const { saleId = "" } = entry;
      sales.set(saleId, [...(sales.get(saleId) ?? []), entry]);
    }
    return sales;
  }

  ofSale(saleId: string): readonly StoredEntry[] {
    return this.#rowsOf(saleId).map(storedEntry);
  }

  #rowsOf(saleId: string): readonly Row[] {
    const sql = `SELECT ${ROW_COLUMNS} FROM entries WHERE sale_id = ? ORDER BY seq`;
    return [...readRows(this.#database, sql, saleId)];
  }

  lastNumber(kind: string): number {
    const [number] = readColumn(
      this.#database,
      "SELECT max(number) FROM entries WHERE kind = ? AND number IS NOT NULL",
      kind,
    );
    return typeof number === "number" ? Math.max(number, 0) : 0;
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}
