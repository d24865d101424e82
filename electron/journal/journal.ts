import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { type Fault, fault } from "../core/fault.ts";
import { follows, type Head, NO_HEAD } from "./chain.ts";
import { type DiskJournal, SqliteJournal } from "./disk-journal.ts";
import { type Database, openDatabase, troubleOf } from "./sqlite.ts";
import { ensureTables, proveWritable, ROW_COLUMNS, readColumn, readRows } from "./tables.ts";

export type OpenedJournal =
  | { readonly is: "open"; readonly journal: DiskJournal }
  | { readonly is: "refused"; readonly fault: Fault };

/**
 * Opens or makes the journal, takes it for this process alone, proves that the disk takes writes and checks every link
 * of the chain. A journal that does not hold is refused and left as it is: setting it aside is the operator's act.
 */
export function openJournal({ file }: { readonly file: string }): OpenedJournal {
  let database: Database | undefined;
  try {
    const isNew = !existsSync(file);
    if (isNew) mkdirSync(dirname(file), { recursive: true });
    database = openDatabase(file);
    // Exclusive before the first read: one writer, and no shared memory file beside the journal.
    database.exec("PRAGMA locking_mode = EXCLUSIVE");
    if (readColumn(database, "PRAGMA journal_mode = WAL")[0] !== "wal")
      return refused(database, fault("journal/unwritable", `${file} cannot be written ahead (WAL) on this disk`));
    database.exec("PRAGMA synchronous = FULL");
    // On macOS a plain sync stops at the drive's own memory; elsewhere these two change nothing.
    database.exec("PRAGMA fullfsync = ON");
    database.exec("PRAGMA checkpoint_fullfsync = ON");
    database.exec("BEGIN IMMEDIATE");
    if (ensureTables(database) === "foreign")
      return refused(database, brokenChain(`${file} is a database, but not a journal of this program`));
    const checked = checkChain(database);
    if ("firstBadSeq" in checked)
      return refused(
        database,
        brokenChain(`${file} does not hold: entry ${checked.firstBadSeq} is not the one that was written`),
      );
    proveWritable(database);
    database.exec("COMMIT");
    if (isNew) syncFolder(dirname(file));
    return { is: "open", journal: new SqliteJournal(file, database, checked) };
  } catch (error) {
    const reason = openingFault(file, error);
    if (reason === undefined) throw error;
    return refused(database, reason);
  }
}

/** Closing takes back whatever the open transaction did. */
function refused(database: Database | undefined, reason: Fault): OpenedJournal {
  if (database?.isOpen === true) database.close();
  return { is: "refused", fault: reason };
}

function brokenChain(what: string): Fault {
  return fault("journal/broken-chain", `${what}. Set it aside, keep it, and start with an empty folder.`);
}

function openingFault(file: string, error: unknown): Fault | undefined {
  switch (troubleOf(error)) {
    case "held":
      return fault("journal/unwritable", `${file} is held by another running terminal`);
    case "damaged":
      return brokenChain(`${file} is damaged`);
    case "unwritable":
      return fault("journal/unwritable", `${file} cannot be written: ${messageOf(error)}`);
    case undefined:
      return isFileError(error)
        ? fault("journal/unwritable", `the folder of ${file} cannot be made: ${messageOf(error)}`)
        : undefined;
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A new file is only there after a power cut if its folder says so. Windows has no such call and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function checkChain(database: Database): Head | { readonly firstBadSeq: number } {
  let head = NO_HEAD;
  for (const row of readRows(database, `SELECT ${ROW_COLUMNS} FROM entries ORDER BY seq`)) {
    if (!follows(head, row)) return { firstBadSeq: Math.min(row.seq, head.seq + 1) };
    head = { seq: row.seq, hash: row.hash };
  }
  return head;
}
