import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { JournalUnwritable } from "../../electron/journal/disk-journal.ts";
import { openJournal } from "../../electron/journal/journal.ts";
import { filled, journalFile, journalFolder, opened, saleEntry } from "./journal-folder.ts";

const APPENDER = join(import.meta.dirname, "appender.ts");
const NOBODY = 65_534;

const isRoot = process.getuid?.() === 0;

function appender(file: string, asNobody = false): ChildProcess {
  const child = spawn(process.execPath, [APPENDER, file], {
    stdio: ["ignore", "pipe", "inherit"],
    ...(asNobody ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** Kills the child once it has told `lines` lines. Answers the last number it told, 0 if none. */
async function killedAfter(child: ChildProcess, lines: number): Promise<number> {
  if (child.stdout === null) throw new Error("the child has no output");
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let told = 0;
  let last = 0;
  for await (const line of createInterface(child.stdout)) {
    told += 1;
    last = Number(line) || last;
    if (told === lines) child.kill("SIGKILL");
  }
  await ended;
  return last;
}

test("killed in the middle of its appends, the journal holds every entry that was told and whole appends only", async () => {
  const file = journalFile();
  let before = 0;
  for (const lines of [2, 17, 60, 150]) {
    const told = await killedAfter(appender(file), lines);
    const journal = opened(file);
    const seqs = [...journal.all()].map(({ seq }) => seq);
    journal.close();
    expect(told).toBeGreaterThan(before);
    expect(seqs.length).toBeGreaterThanOrEqual(told);
    expect(seqs).toEqual(seqs.map((_, at) => at + 1));
    expect(seqs.length % 2).toBe(0);
    before = seqs.length;
  }
});

test("a second process is refused while the first one lives, and let in when it was killed", async () => {
  const file = journalFile();
  const first = appender(file);
  await new Promise((resolve) => first.stdout?.once("data", resolve));
  expect(openJournal({ file })).toEqual({
    is: "refused",
    fault: { code: "journal/unwritable", what: `${file} is held by another running terminal` },
  });
  first.kill("SIGKILL");
  await new Promise((resolve) => first.once("exit", resolve));
  expect(opened(file).append([saleEntry(1)])).toHaveLength(1);
});

test.skipIf(!isRoot)(
  "a folder that is read-only, and a journal that is, refuse at the start (skipped: needs root to become nobody)",
  async () => {
    const folder = journalFolder();
    chmodSync(folder, 0o755);
    const locked = filled([saleEntry(1)], join(folder, "journal.db"));
    for (const file of [join(folder, "new.db"), join(folder, "sub", "new.db"), locked]) {
      const child = appender(file, true);
      const told = new Promise<string>((resolve) => child.stdout?.once("data", (bytes) => resolve(String(bytes))));
      expect(JSON.parse(await told)).toMatchObject({ code: "journal/unwritable" });
    }
    const open = join(folder, "open");
    mkdirSync(open);
    chownSync(open, NOBODY, NOBODY);
    const child = appender(join(open, "new.db"), true);
    expect(await killedAfter(child, 3)).toBeGreaterThan(0);
  },
);

function smallDisk(): string | undefined {
  const folder = journalFolder();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync("umount", [folder]));
  return folder;
}

test.skipIf(!isRoot)(
  "on a full disk the append throws, nothing of it is stored, and the rest opens again when there is room (skipped: needs root to mount a small disk)",
  ({ skip }) => {
    const folder = smallDisk();
    if (folder === undefined) return skip("this machine lets nobody mount a small disk");
    const file = join(folder, "journal.db");
    const journal = opened(file);
    let stored = 0;
    const fillUp = () => {
      for (; stored < 1_000; stored += 1) journal.append([saleEntry(stored), saleEntry(stored)]);
    };
    expect(fillUp).toThrow(JournalUnwritable);
    expect(stored).toBeGreaterThan(10);
    expect(fillUp).toThrow(JournalUnwritable);
    expect([...journal.all()]).toHaveLength(stored * 2);
    journal.close();
    const small = openJournal({ file });
    if (small.is === "open") small.journal.close();
    else expect(small.fault.code).toBe("journal/unwritable");

    execFileSync("mount", ["-o", "remount,size=4m", folder]);
    const roomy = opened(file);
    expect([...roomy.all()]).toHaveLength(stored * 2);
    expect(roomy.append([saleEntry(1)])).toHaveLength(1);
    roomy.close();
    return undefined;
  },
);

test("10,000 entries are appended, and checked again at opening, in seconds", ({ annotate }) => {
  const file = journalFile();
  const journal = opened(file);
  const begunMs = performance.now();
  for (let at = 0; at < 1_000; at += 1)
    journal.append(Array.from({ length: 10 }, (_, entry) => saleEntry(at * 10 + entry, `sale-${at}`)));
  const appendedMs = performance.now();
  journal.close();
  const closedMs = performance.now();
  const again = opened(file);
  const openedMs = performance.now();
  expect(again.head().seq).toBe(10_000);
  expect(again.openSales().size).toBe(1_000);
  const perAppendMs = (appendedMs - begunMs) / 1_000;
  void annotate(
    `1,000 durable appends of 10 entries: ${perAppendMs.toFixed(2)} ms each; opening: ${(openedMs - closedMs).toFixed(0)} ms`,
  );
  expect(perAppendMs).toBeLessThan(50);
  expect(openedMs - closedMs).toBeLessThan(5_000);
});
