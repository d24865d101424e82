import type { Row } from "./chain.ts";
import type { Database } from "./sqlite.ts";

/** "Mynt" in ASCII: tells a journal from any other SQLite file. */
const APPLICATION_ID = 0x4d796e74;
const LAYOUT = 1;

/**
 * `number` is read out of the body, so it cannot disagree with what the chain covers. The triggers stop any program that
 * uses SQL; the chain finds those that do not.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE entries (
  seq INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  sale_id TEXT,
  body TEXT NOT NULL,
  hash TEXT NOT NULL,
  number INTEGER GENERATED ALWAYS AS (
    CASE json_type(body, '$.number') WHEN 'integer' THEN json_extract(body, '$.number') END
  ) VIRTUAL
) STRICT`,
  "CREATE INDEX entries_by_sale ON entries (sale_id, kind) WHERE sale_id IS NOT NULL",
  "CREATE INDEX entries_by_number ON entries (kind, number) WHERE number IS NOT NULL",
  `CREATE TRIGGER entries_are_added_in_order BEFORE INSERT ON entries
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entries)
BEGIN SELECT raise(ABORT, 'the journal takes the next entry only'); END`,
  `CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries
BEGIN SELECT raise(ABORT, 'the journal only grows'); END`,
  `CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries
BEGIN SELECT raise(ABORT, 'the journal only grows'); END`,
];

/** Makes the tables in an empty file; "foreign" means that the file holds something else than this layout of a journal. */
export function ensureTables(database: Database): "made" | "found" | "foreign" {
  const found = readColumn(database, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid");
  if (found.length > 0) return isJournal(database, found) ? "found" : "foreign";
  for (const statement of STATEMENTS) database.exec(statement);
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  database.exec(`PRAGMA user_version = ${LAYOUT}`);
  return "made";
}

/** A write that changes nothing: the disk shows before the first customer that it takes writes. */
export function proveWritable(database: Database): void {
  database.exec(`PRAGMA user_version = ${LAYOUT}`);
}

function isJournal(database: Database, found: readonly unknown[]): boolean {
  return (
    readColumn(database, "PRAGMA application_id")[0] === APPLICATION_ID &&
    readColumn(database, "PRAGMA user_version")[0] === LAYOUT &&
    found.length === STATEMENTS.length &&
    found.every((sql, at) => sql === STATEMENTS[at])
  );
}

/** In the order of `Row`. */
export const ROW_COLUMNS = "seq, at_ms, kind, sale_id, body, hash";

/** `sql` selects `ROW_COLUMNS`. The tables are STRICT, so a value of another type cannot lie in them. */
export function* readRows(database: Database, sql: string, ...values: (string | number)[]): Generator<Row> {
  const statement = database.prepare(sql);
  statement.setReturnArrays(true);
  for (const row of statement.iterate(...values)) {
    const [seq, atMs, kind, saleId, body, hash] = row as [number, number, string, string | null, string, string];
    yield { seq, atMs, kind, saleId, body, hash };
  }
}

/** The first column of every row. */
export function readColumn(database: Database, sql: string, ...values: (string | number)[]): readonly unknown[] {
  const statement = database.prepare(sql);
  statement.setReturnArrays(true);
  return statement.all(...values).map((row: readonly unknown[]) => row[0]);
}
