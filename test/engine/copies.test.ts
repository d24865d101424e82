import { expect, test } from "vitest";
import type { PrintOutcome } from "../../electron/core/ports.ts";
import { CUSTOMER, TerminalRig } from "../rig/terminal-rig.ts";

async function sold(): Promise<{ rig: TerminalRig; reference: string }> {
  const rig = new TerminalRig({ mode: "counter" });
  await rig.open();
  const reference = await rig.payByNumber();
  rig.wallet.act(CUSTOMER, reference, "approve");
  await rig.time.passUntil(() => rig.kinds().includes("sale/closed"), 15_000);
  rig.terminal.checkout.finish();
  return { rig, reference };
}

/** What the text parts of the last paper say. */
function paper(rig: TerminalRig): string[] {
  return (rig.slips.at(-1)?.parts ?? []).flatMap((part) => (part.part === "text" ? [part.text] : []));
}

test("a sale is found by its numbers, amount, time and reference, by staff alone, also after a restart", async () => {
  const { rig, reference } = await sold();
  expect(rig.terminal.staff.find(reference)).toBeUndefined();
  for (const start of ["first", "second"]) {
    rig.terminal.staff.open("");
    const [sale] = rig.terminal.staff.find(reference.slice(-6))?.sales ?? [];
    expect(sale, start).toMatchObject({ reference, total: 4_500, receiptNumber: 1 });
    expect(rig.terminal.staff.find("45")?.sales).toEqual([sale]);
    expect(rig.terminal.staff.find("45,00")?.sales).toEqual([sale]);
    expect(rig.terminal.staff.find("46")?.sales).toEqual([]);
    await rig.restart();
  }
});

test("its receipt can be looked at, and copied once: headed KOPI, in the journal, also after a restart", async () => {
  const { rig, reference } = await sold();
  const originals = rig.slips.length;
  expect(rig.terminal.staff.receipt(reference)).toBeUndefined();
  expect(rig.terminal.staff.printCopy(reference)).toBe(false);
  rig.terminal.staff.open("");
  expect(JSON.stringify(rig.terminal.staff.receipt(reference)?.parts)).toContain("45,00");
  expect(rig.slips).toHaveLength(originals);
  expect(rig.terminal.staff.printCopy(reference)).toBe(true);
  expect(rig.terminal.staff.printCopy(reference)).toBe(false);
  await rig.time.passUntil(() => rig.kinds().includes("receipt/copy-came"), 10_000);
  expect(rig.slips).toHaveLength(originals + 1);
  expect(paper(rig).slice(0, 3)).toContain("KOPI");
  expect(rig.terminal.staff.find("45")?.sales).toMatchObject([{ copied: true }]);
  await rig.restart();
  rig.terminal.staff.open("");
  expect(rig.terminal.staff.printCopy(reference)).toBe(false);
});

test.each<[PrintOutcome, boolean]>([
  [{ is: "failed", nothingPrinted: true, what: "paper is out" }, true],
  [{ is: "unconfirmed", what: "it said nothing" }, false],
])("after a copy that came to %j another one may be asked for: %j", async (outcome, may) => {
  const { rig, reference } = await sold();
  rig.terminal.staff.open("");
  rig.printOutcome = outcome;
  expect(rig.terminal.staff.printCopy(reference)).toBe(true);
  await rig.time.passUntil(() => rig.kinds().includes("receipt/copy-came"), 10_000);
  rig.printOutcome = { is: "printed" };
  expect(rig.terminal.staff.printCopy(reference)).toBe(may);
});

test("no copy of what was never sold", async () => {
  const { rig } = await sold();
  rig.terminal.staff.open("");
  expect(rig.terminal.staff.receipt("k1-UNKNOWN123-1")).toBeUndefined();
  expect(rig.terminal.staff.printCopy("k1-UNKNOWN123-1")).toBe(false);
});
