import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Entry } from "../../electron/core/ports.ts";
import type { DiskJournal } from "../../electron/journal/disk-journal.ts";
import { openJournal } from "../../electron/journal/journal.ts";
import { type Database, openDatabase } from "../../electron/journal/sqlite.ts";

/** A folder that goes away with the test. */
export function journalFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "myntfri-journal-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function journalFile(): string {
  return join(journalFolder(), "journal.db");
}

/** Closed with the test, unless it closed it itself. */
export function opened(file: string): DiskJournal {
  const result = openJournal({ file });
  if (result.is === "refused") throw new Error(result.fault.what);
  onTestFinished(() => result.journal.close());
  return result.journal;
}

/** Fills a journal and lets go of it, so that its file holds everything. */
export function filled(entries: readonly Entry[], file = journalFile()): string {
  const journal = opened(file);
  for (const entry of entries) journal.append([entry]);
  journal.close();
  return file;
}

/** What somebody with a database program and bad intentions can do. */
export function tamper(file: string, act: (database: Database) => void): void {
  const database = openDatabase(file);
  try {
    database.enableDefensive(false);
    act(database);
  } finally {
    database.close();
  }
}

export function saleEntry(number: number, saleId = `sale-${number}`, kind = "sale/begun"): Entry {
  return {
    kind,
    saleId,
    atMs: 1_790_000_000_000 + number,
    body: { number, lines: [{ sku: "coffee", gross: 3900 }] },
  };
}
