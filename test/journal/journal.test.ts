import { createHash } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { JournalUnwritable } from "../../electron/journal/disk-journal.ts";
import { openJournal } from "../../electron/journal/journal.ts";
import { MemoryDisk, MemoryJournal } from "../../electron/journal/memory-journal.ts";
import { filled, journalFile, journalFolder, opened, saleEntry, tamper } from "./journal-folder.ts";

const THREE = [saleEntry(1), saleEntry(2), saleEntry(3)];
const FOUR = [...THREE, saleEntry(4)];

function refusal(file: string) {
  const result = openJournal({ file });
  if (result.is === "open") {
    result.journal.close();
    throw new Error("the journal was taken");
  }
  return result.fault;
}

test("entries come back after reopening, numbered without a gap and with the hashes they were given", () => {
  const file = journalFile();
  const journal = opened(file);
  const stored = [...journal.append(THREE.slice(0, 2)), ...journal.append(THREE.slice(2))];
  expect(stored.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  journal.close();

  const again = opened(file);
  expect([...again.all()]).toEqual(stored);
  expect(again.head()).toEqual({ seq: 3, hash: stored[2]?.hash });
  expect(again.append([saleEntry(4)]).map(({ seq }) => seq)).toEqual([4]);
});

test("the chain can be checked by anybody from its description alone", () => {
  const [stored] = opened(journalFile()).append([
    { kind: "terminal/started", atMs: 5, body: { version: "1", å: [null, 1.5, "é\n"], a: undefined } },
  ]);
  const text = `${"0".repeat(64)}\n[1,5,"terminal/started",null,{"version":"1","å":[null,1.5,"é\\n"]}]`;
  expect(stored?.hash).toBe(createHash("sha256").update(text, "utf8").digest("hex"));
});

test("entries of one append are stored all or none", () => {
  const journal = opened(journalFile());
  journal.append([saleEntry(1)]);
  expect(() => journal.append([saleEntry(2), { kind: "sale/bad", atMs: 1, body: { when: new Date(0) } }])).toThrow(
    "JSON has no way to say this object",
  );
  expect([...journal.all()]).toHaveLength(1);
  expect(journal.append([saleEntry(2)]).map(({ seq }) => seq)).toEqual([2]);
});

test.each([
  [{ atMs: 1.5 }, "whole milliseconds"],
  [{ kind: "" }, "1 to 100 characters"],
  [{ body: Number.NaN }, "JSON has no way to say NaN"],
  [{ body: [undefined] }, "JSON has no way to say undefined"],
  [{ body: "x".repeat(300_000) }, "has 300002 characters"],
])("an entry that only a bug can make stops the program (%#)", (part, message) => {
  expect(() => opened(journalFile()).append([{ ...saleEntry(1), ...part }])).toThrow(message);
});

test("a circle in a body stops the program instead of the stack", () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  expect(() => opened(journalFile()).append([{ ...saleEntry(1), body: circle }])).toThrow("32 levels");
});

test("a sale is open until it is closed, and its entries come in order", () => {
  const journal = opened(journalFile());
  journal.append([saleEntry(1, "a"), saleEntry(2, "b"), { kind: "terminal/started", atMs: 1, body: {} }]);
  journal.append([saleEntry(3, "a"), saleEntry(4, "b", "sale/closed"), saleEntry(5, "c")]);
  const open = [...journal.openSales()].map(([id, entries]) => [id, entries.map(({ seq }) => seq)]);
  expect(open).toEqual([
    ["a", [1, 4]],
    ["c", [6]],
  ]);
});

test("the last number of a series survives a restart; other kinds and texts do not disturb it", () => {
  const file = filled([
    { kind: "number/receipt", atMs: 1, body: { number: 41 } },
    { kind: "number/receipt", atMs: 1, body: { number: 7 } },
    { kind: "number/receipt", atMs: 1, body: { number: "99" } },
    { kind: "number/receipt", atMs: 1, body: null },
    { kind: "number/order", atMs: 1, body: { number: 120 } },
  ]);
  const journal = opened(file);
  expect(["number/receipt", "number/order", "number/other"].map((kind) => journal.lastNumber(kind))).toEqual([
    41, 120, 0,
  ]);
});

test("a reader may stop early or append while it reads", () => {
  const journal = opened(journalFile());
  journal.append(Array.from({ length: 700 }, (_, at) => saleEntry(at)));
  let read = 0;
  for (const entry of journal.all()) {
    if (entry.seq === 1) journal.append([saleEntry(999)]);
    read += 1;
  }
  expect(read).toBe(701);
  for (const { seq } of journal.all()) if (seq === 3) break;
  expect(journal.append([saleEntry(1000)]).map(({ seq }) => seq)).toEqual([702]);
});

test("SQL can neither change, delete nor replace an entry, nor leave one out", () => {
  const file = filled(THREE);
  tamper(file, (database) => {
    expect(() => database.exec("UPDATE entries SET body = '{}' WHERE seq = 2")).toThrow("the journal only grows");
    expect(() => database.exec("DELETE FROM entries WHERE seq = 3")).toThrow("the journal only grows");
    const values = "0, 'sale/begun', NULL, '{}', ''";
    for (const seq of [2, 5])
      expect(() =>
        database.exec(
          `INSERT OR REPLACE INTO entries (seq, at_ms, kind, sale_id, body, hash) VALUES (${seq}, ${values})`,
        ),
      ).toThrow("the journal takes the next entry only");
  });
  expect([...opened(file).all()]).toHaveLength(3);
});

test("a journal without its triggers is no journal", () => {
  const file = filled(THREE);
  tamper(file, (database) => database.exec("DROP TRIGGER entries_are_never_changed"));
  expect(refusal(file)).toEqual({
    code: "journal/broken-chain",
    what: `${file} is a database, but not a journal of this program. Set it aside, keep it, and start with an empty folder.`,
  });
});

test.each([
  ["a changed body", 2, "UPDATE entries SET body = replace(body, '3900', '39') WHERE seq = 2"],
  ["a changed time", 3, "UPDATE entries SET at_ms = at_ms + 1 WHERE seq = 3"],
  ["a changed kind", 1, "UPDATE entries SET kind = 'sale/closed' WHERE seq = 1"],
  ["an entry moved to another sale", 4, "UPDATE entries SET sale_id = 'sale-1' WHERE seq = 4"],
  ["a changed hash", 2, "UPDATE entries SET hash = upper(hash) WHERE seq = 2"],
  ["an entry cut out", 2, "DELETE FROM entries WHERE seq = 2"],
  ["the beginning cut off", 1, "DELETE FROM entries WHERE seq < 3"],
  ["an entry added at the end", 5, "INSERT INTO entries VALUES (5, 1, 'sale/closed', 'sale-1', '{}', 'x')"],
  ["a number no journal holds", 2, "UPDATE entries SET at_ms = 9007199254740993 WHERE seq = 2"],
])("%s is found at opening", (_, seq, act) => {
  const file = filled(FOUR);
  forge(file, act);
  const fault = refusal(file);
  expect(fault.code).toBe("journal/broken-chain");
  if (!act.includes("9007199254740993"))
    expect(fault.what).toContain(`entry ${seq} is not the one that was written`);
});

/** Takes the triggers away, does the deed and puts them back: the careful forger. */
function forge(file: string, act: string): void {
  tamper(file, (database) => {
    const triggers = database.prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid").all();
    for (const name of ["are_added_in_order", "are_never_changed", "are_never_deleted"])
      database.exec(`DROP TRIGGER entries_${name}`);
    database.exec(act);
    for (const { sql } of triggers) database.exec(String(sql));
  });
}

test("a refused journal is left as it is", () => {
  const file = filled(FOUR);
  forge(file, "UPDATE entries SET body = '{}' WHERE seq = 2");
  const before = readFileSync(file);
  refusal(file);
  refusal(file);
  expect(readFileSync(file).equals(before)).toBe(true);
});

test("a byte changed in the file itself is found", () => {
  const file = filled(FOUR);
  const at = readFileSync(file).indexOf('"gross":3900');
  expect(at).toBeGreaterThan(0);
  const handle = openSync(file, "r+");
  writeSync(handle, "1", at + 8);
  closeSync(handle);
  expect(refusal(file).code).toBe("journal/broken-chain");
});

test("a file that is no database, and a database that is no journal, are refused", () => {
  const folder = journalFolder();
  const text = join(folder, "text.db");
  writeFileSync(text, "this was never a journal\n".repeat(100));
  expect(refusal(text)).toMatchObject({ code: "journal/broken-chain" });
  const other = join(folder, "other.db");
  tamper(other, (database) => database.exec("CREATE TABLE goods (sku TEXT)"));
  expect(refusal(other).what).toContain("not a journal of this program");
});

test("a journal cut short in the middle of a page is refused", () => {
  const file = filled(Array.from({ length: 200 }, (_, at) => saleEntry(at)));
  truncateSync(file, statSync(file).size - 5_000);
  expect(refusal(file).code).toBe("journal/broken-chain");
});

test("whatever is torn off the write-ahead log, a prefix of whole appends is left and goes on growing", () => {
  const folder = journalFolder();
  const journal = opened(join(folder, "journal.db"));
  for (let pair = 0; pair < 20; pair += 1) journal.append([saleEntry(pair * 2), saleEntry(pair * 2 + 1)]);
  const log = readFileSync(join(folder, "journal.db-wal"));
  const found = new Set<number>();
  for (let kept = 0; kept <= log.length; kept += 3_571) {
    const copy = join(folder, `torn-${kept}.db`);
    copyFileSync(join(folder, "journal.db"), copy);
    writeFileSync(`${copy}-wal`, log.subarray(0, kept));
    const torn = opened(copy);
    const seqs = [...torn.all()].map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, at) => at + 1));
    expect(seqs.length % 2).toBe(0);
    expect(torn.append([saleEntry(0)]).map(({ seq }) => seq)).toEqual([seqs.length + 1]);
    found.add(seqs.length);
  }
  expect(found.size).toBeGreaterThan(10);
});

test("a second holder in the same process is refused, and welcome when the first has let go", () => {
  const file = journalFile();
  const first = opened(file);
  expect(refusal(file)).toEqual({
    code: "journal/unwritable",
    what: `${file} is held by another running terminal`,
  });
  first.append([saleEntry(1)]);
  first.close();
  expect([...opened(file).all()]).toHaveLength(1);
});

test("a folder that cannot be made is said in words", () => {
  const folder = journalFolder();
  writeFileSync(join(folder, "in-the-way"), "");
  const fault = refusal(join(folder, "in-the-way", "data", "journal.db"));
  expect(fault.code).toBe("journal/unwritable");
  expect(existsSync(join(folder, "in-the-way", "data"))).toBe(false);
});

test("the simulation's journal gives the same hashes and the same answers", () => {
  const entries = [
    saleEntry(1, "a"),
    saleEntry(2, "b"),
    saleEntry(3, "a", "sale/closed"),
    { kind: "number/order", atMs: 9, body: { number: 12 } },
  ];
  const memory = new MemoryJournal();
  const disk = opened(journalFile());
  expect(memory.append(entries)).toEqual(disk.append(entries));
  expect([...memory.all()]).toEqual([...disk.all()]);
  expect([...memory.openSales()]).toEqual([...disk.openSales()]);
  expect(memory.ofSale("a")).toEqual(disk.ofSale("a"));
  expect(disk.ofSale("a").map(({ seq }) => seq)).toEqual([1, 3]);
  expect(disk.ofSale("c")).toEqual([]);
  expect(memory.lastNumber("number/order")).toBe(disk.lastNumber("number/order"));
  expect(memory.head()).toEqual(disk.head());
});

test("the simulation's power cut stores all or nothing and silences the journal until the restart", () => {
  const disk = new MemoryDisk();
  const cut = () => {
    throw new Error("power cut");
  };
  const first = new MemoryJournal(disk);
  disk.beforeStore = cut;
  expect(() => first.append(THREE)).toThrow("power cut");
  disk.beforeStore = undefined;
  expect(() => first.append(THREE)).toThrow("power cut");
  const second = new MemoryJournal(disk);
  disk.afterStore = cut;
  expect(() => second.append(THREE)).toThrow("power cut");
  disk.afterStore = undefined;
  expect([...new MemoryJournal(disk).all()]).toHaveLength(3);
  disk.rows.splice(1, 1);
  expect(() => new MemoryJournal(disk)).toThrow("entry 2 is not the one that was written");
});

test("a journal that refused once refuses ever after", () => {
  const file = journalFile();
  const journal = opened(file);
  journal.append([saleEntry(1)]);
  journal.close();
  expect(() => journal.append([saleEntry(2)])).toThrow(JournalUnwritable);
  expect(() => journal.append([saleEntry(2)])).toThrow(JournalUnwritable);
});
