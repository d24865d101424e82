import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { StoredEntry } from "../../electron/core/ports.ts";
import { openJournal } from "../../electron/journal/journal.ts";

/** The journal of a terminal that has ended; opening it checks the chain. */
export function journalOf(dataFolder: string): readonly StoredEntry[] {
  const opened = openJournal({ file: join(dataFolder, "journal.sqlite") });
  if (opened.is === "refused") throw new Error(opened.fault.what);
  try {
    return [...opened.journal.all()];
  } finally {
    opened.journal.close();
  }
}

/** Every byte under a folder as one text, a character a byte. */
export function textOf(folder: string): string {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
    .join("\n");
}
