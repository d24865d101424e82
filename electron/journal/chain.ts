import { hash } from "node:crypto";
import type { Entry, StoredEntry } from "../core/ports.ts";
import { canonicalJson } from "./canonical-json.ts";

/** An entry as it lies on disk: `body` is canonical JSON text, hashed as it stands. */
export interface Row {
  readonly seq: number;
  readonly atMs: number;
  readonly kind: string;
  readonly saleId: string | null;
  readonly body: string;
  /** SHA-256, 64 hexadecimal digits. */
  readonly hash: string;
}

/** The last link: what the next entry is tied to. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** What the first entry is tied to. */
export const NO_HEAD: Head = { seq: 0, hash: "0".repeat(64) };

export const ENTRIES_AT_ONCE_MAX = 1_000;
const BODY_CHARACTERS_MAX = 256 * 1_024;
const NAME_CHARACTERS_MAX = 100;

/** Ties entries to the head, in order. Throws for entries no journal may hold: they come from a bug. */
export function seal(head: Head, entries: readonly Entry[]): readonly Row[] {
  if (entries.length > ENTRIES_AT_ONCE_MAX)
    throw new Error(`at most ${ENTRIES_AT_ONCE_MAX} entries at once, got ${entries.length}`);
  const rows: Row[] = [];
  let last = head;
  for (const { kind, saleId, atMs, body } of entries) {
    const unsealed = {
      seq: last.seq + 1,
      atMs: checkedTime(atMs),
      kind: checkedName(kind),
      saleId: saleId === undefined ? null : checkedName(saleId),
      body: canonicalJson(body),
    };
    if (unsealed.body.length > BODY_CHARACTERS_MAX)
      throw new Error(`an entry of kind ${kind} has ${unsealed.body.length} characters`);
    const row = { ...unsealed, hash: hashOf(last.hash, unsealed) };
    rows.push(row);
    last = row;
  }
  return rows;
}

/** True when `row` is the entry that was tied to `head`. */
export function follows(head: Head, row: Row): boolean {
  return row.seq === head.seq + 1 && row.hash === hashOf(head.hash, row);
}

export function storedEntry(row: Row): StoredEntry {
  const { seq, hash, kind, saleId, atMs } = row;
  const body: unknown = JSON.parse(row.body);
  return saleId === null ? { seq, hash, kind, atMs, body } : { seq, hash, kind, saleId, atMs, body };
}

/**
 * SHA-256 over UTF-8 of: the previous hash in hex, a line feed, and the canonical JSON list
 * `[seq,atMs,kind,saleId or null,body]`.
 */
function hashOf(previousHash: string, row: Omit<Row, "hash">): string {
  const { seq, atMs, kind, saleId, body } = row;
  const text = `${previousHash}\n[${seq},${atMs},${JSON.stringify(kind)},${JSON.stringify(saleId)},${body}]`;
  return hash("sha256", text, "hex");
}

function checkedTime(atMs: number): number {
  if (!Number.isSafeInteger(atMs) || atMs < 0)
    throw new Error(`an entry's time is whole milliseconds, got ${atMs}`);
  return atMs;
}

function checkedName(name: string): string {
  if (name.length === 0 || name.length > NAME_CHARACTERS_MAX || !name.isWellFormed())
    throw new Error(`a kind or sale id has 1 to ${NAME_CHARACTERS_MAX} characters, got ${name.length}`);
  return name;
}
