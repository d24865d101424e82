import { DatabaseSync, type DatabaseSyncInstance } from "@photostructure/sqlite";

/** The only file that names the database library. Its interface is that of Node's own `node:sqlite`. */
export type Database = DatabaseSyncInstance;

/** How long a second start waits for the first one to let go of the file. */
const BUSY_MS = 1_000;

export function openDatabase(file: string): Database {
  return new DatabaseSync(file, { timeout: BUSY_MS, defensive: true, enableDoubleQuotedStringLiterals: false });
}

export type DatabaseTrouble = "held" | "unwritable" | "damaged";

/** What SQLite's primary result code means for a journal; undefined when the error is not SQLite's, thus a bug. */
export function troubleOf(error: unknown): DatabaseTrouble | undefined {
  if (!(error instanceof Error)) return undefined;
  // A whole number past 2^53, which no journal of ours holds.
  if ("code" in error && error.code === "ERR_OUT_OF_RANGE") return "damaged";
  if (!("errcode" in error) || typeof error.errcode !== "number") return undefined;
  switch (error.errcode & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
      return "held";
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
      return "damaged";
    case 3: // SQLITE_PERM
    case 8: // SQLITE_READONLY
    case 10: // SQLITE_IOERR
    case 13: // SQLITE_FULL
    case 14: // SQLITE_CANTOPEN
      return "unwritable";
    default:
      return undefined;
  }
}
