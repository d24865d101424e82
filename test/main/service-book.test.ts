import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Dispenser, ReceiptPrinter } from "../../electron/core/ports.ts";
import type { Devices } from "../../electron/main/devices.ts";
import { ServiceBook } from "../../electron/main/service-book.ts";
import type { DeviceSpec } from "../../hardware/contract.ts";
import { ManualTicker } from "../../simulator/devices/manual-ticker.ts";

const LINE = { kind: "serial", path: "/dev/none", baudRate: 9_600 } as const;
const SPECS: readonly DeviceSpec[] = [
  {
    id: "shelf",
    kind: "dispenser",
    driver: "lcus",
    line: LINE,
    channels: 4,
    ratedCycles: 1_000,
    slots: [{ slot: "B2", channel: 3, pulseMs: 500, dropWindowMs: 3_000 }],
  },
  { id: "bar", kind: "printer", driver: "escpos", line: LINE, profile: "epson-80" },
];
const SLIP = { id: "receipt", parts: [{ part: "text", text: "Thanks" }, { part: "cut" }] } as const;

function rig(folder: string) {
  const ticker = new ManualTicker();
  const notes: string[] = [];
  const outcome = { is: "printed" as "printed" | "failed" };
  const printer: ReceiptPrinter = {
    id: "bar",
    state: () => ({ id: "bar", kind: "printer", state: "ready", what: "Ready.", sinceMs: 0 }),
    print: async () =>
      outcome.is === "printed" ? { is: "printed" } : { is: "failed", nothingPrinted: true, what: "No paper." },
  };
  const dispenser: Dispenser = {
    id: "shelf",
    state: () => ({ id: "shelf", kind: "dispenser", state: "ready", what: "Ready.", sinceMs: 0 }),
    sellable: () => true,
    vend: async () => ({ is: "dropped", evidence: "seen" }),
    lockedSlots: () => [],
    unlock: async () => true,
    refuse: async () => false,
  };
  const plain: Devices = {
    printer,
    dispenser,
    states: () => [],
    lockedSlots: () => [],
    unlockSlot: async () => false,
  };
  const file = join(folder, "data", "service.json");
  const book = new ServiceBook({
    file,
    specs: SPECS,
    nowMs: () => ticker.nowMs(),
    after: (ms, call) => ticker.after(ms, call),
    note: (what) => notes.push(what),
  });
  const devices = book.counting(plain);
  const said = () => book.service().flatMap(({ id, notes: each }) => each.map(({ what }) => `${id}: ${what}`));
  return { book, devices, file, notes, outcome, said, ticker };
}

function folderFor(atEnd: (close: () => void) => void): string {
  const folder = mkdtempSync(join(tmpdir(), "service-"));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const MOST_USED = "shelf: Most used: output 3, switched 2 times, 0 % of what its relay is rated for.";

test("orders to switch and receipts are counted, and the acts themselves are what they were", async ({
  onTestFinished,
}) => {
  const { devices, said, outcome } = rig(folderFor(onTestFinished));
  expect(await devices.dispenser?.vend("B2")).toEqual({ is: "dropped", evidence: "seen" });
  await devices.dispenser?.vend("B2");
  // A slot that is wired to nothing switches nothing.
  await devices.dispenser?.vend("Z9");
  expect(await devices.printer?.print(SLIP)).toEqual({ is: "printed" });
  outcome.is = "failed";
  expect(await devices.printer?.print(SLIP)).toMatchObject({ is: "failed" });
  expect(said()).toEqual([MOST_USED, "bar: 1 receipt and 1 cut so far."]);
  expect(devices.service?.()).toHaveLength(2);
});

test("figures live on over a restart, written within a minute and at the end, for nobody else to read", async ({
  onTestFinished,
}) => {
  const folder = folderFor(onTestFinished);
  const first = rig(folder);
  await first.devices.dispenser?.vend("B2");
  expect(existsSync(first.file)).toBe(false);
  await first.ticker.advance(60_000);
  expect(statSync(first.file).mode & 0o777).toBe(0o600);
  await first.devices.dispenser?.vend("B2");
  first.book.hearLine("shelf", { connections: 6, asked: 10, unanswered: 0, misheard: 21 });
  first.book.hearLine("nobody", { connections: 9, asked: 9, unanswered: 9 });
  first.book.stop();
  const second = rig(folder);
  expect(second.said()[0]).toContain("shelf: Lost and found again 5 times since yesterday");
  expect(second.said()[1]).toContain("shelf: Not understood 21 times in one hour");
  expect(second.said()[2]).toBe(MOST_USED);
  expect(second.notes).toEqual([]);
  // Nothing new, nothing written.
  const before = readFileSync(first.file, "utf8");
  second.book.stop();
  expect(readFileSync(first.file, "utf8")).toBe(before);
  expect(before).not.toContain("nobody");
});

test.each([
  ["half a file", '{"version":1,"devices":{"shelf"'],
  ["another version", '{"version":2,"devices":{}}'],
  [
    "figures that are none",
    '{"version":1,"devices":{"shelf":{"switched":{"1":-4},"receipts":0,"cuts":0,"days":[]}}}',
  ],
])("%s is put aside with a word, and counting begins anew", async (_, text) => {
  const folder = mkdtempSync(join(tmpdir(), "service-"));
  const { file } = rig(folder);
  const first = rig(folder);
  await first.devices.dispenser?.vend("B2");
  first.book.stop();
  writeFileSync(file, text);
  const { said, notes } = rig(folder);
  expect(said()).toEqual([]);
  expect(notes).toEqual([expect.stringContaining("damaged and begin anew")]);
  expect(readFileSync(`${file}.damaged`, "utf8")).toBe(text);
  rmSync(folder, { recursive: true, force: true });
});

test("a folder that takes no file is said once a minute, and sales go on", async ({ onTestFinished }) => {
  const folder = folderFor(onTestFinished);
  writeFileSync(join(folder, "data"), "a file where the folder should be");
  const { devices, ticker, notes } = rig(folder);
  expect(notes).toEqual([expect.stringContaining("cannot be read")]);
  expect(await devices.dispenser?.vend("B2")).toMatchObject({ is: "dropped" });
  await ticker.advance(60_000);
  expect(notes.at(-1)).toContain("could not be written");
  expect(await devices.dispenser?.vend("B2")).toMatchObject({ is: "dropped" });
});
