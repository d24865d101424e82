import type { ReceiptFiling, StoredEntry } from "../../electron/core/ports.ts";
import { delivered, type Sale, taken } from "../../electron/core/sale.ts";
import { restoreSale } from "../../electron/engine/facts.ts";
import { type MemoryDisk, MemoryJournal } from "../../electron/journal/memory-journal.ts";
import type { Payment } from "../../simulator/vipps/state.ts";
import type { World } from "../../simulator/vipps/world.ts";
import { type History, saleOf } from "./history.ts";
import type { MachineJudge } from "./machine-judge.ts";
import { canTakeMoney, type Oracle } from "./oracle.ts";

/** More entries than this for one sale can only be a circle. */
const ENTRIES_A_SALE_MAX = 500;

export interface FinalFacts {
  readonly history: History;
  readonly oracle: Oracle;
  readonly world: World;
  readonly disk: MemoryDisk;
  readonly notes: readonly string[];
  /** What customers typed, as digits, and what their own codes said; nowhere may it be found again. */
  readonly personal: readonly string[];
  readonly judge: MachineJudge | undefined;
}

/** All that can be said only when everything is quiet. */
export function finalCheck(facts: FinalFacts): void {
  const bySale = entriesBySale(facts);
  if (bySale === undefined) return;
  checkBank(facts, bySale);
  checkNumbers(facts, bySale);
  checkPersonal(facts);
  checkFilings(facts);
  for (const [saleId, entries] of bySale) checkSale(facts, saleId, entries, bySale);
}

/** Reads the journal as a new start would: the chain must hold, and hold what was written. */
function entriesBySale({ history, oracle, disk }: FinalFacts): Map<string, StoredEntry[]> | undefined {
  const bySale = new Map<string, StoredEntry[]>();
  try {
    for (const entry of new MemoryJournal(disk).all()) {
      if (entry.hash !== oracle.hashes[entry.seq - 1])
        history.broken("journal-grows", `entry ${entry.seq} is not the one that was stored`);
      if (entry.saleId === undefined) continue;
      const held = bySale.get(entry.saleId);
      if (held === undefined) bySale.set(entry.saleId, [entry]);
      else held.push(entry);
    }
  } catch (error) {
    history.broken("journal-grows", String(error));
    return undefined;
  }
  if (disk.rows.length !== oracle.hashes.length) history.broken("journal-grows", "entries are gone");
  return bySale;
}

function checkBank({ history, world }: FinalFacts, bySale: ReadonlyMap<string, unknown>): void {
  for (const payment of Object.values(world.state.payments)) {
    if (!bySale.has(saleOf(payment.reference)))
      history.broken("no-orphan", `the journal knows no sale of ${payment.reference}`);
    const held = payment.authorizedMinor - payment.capturedMinor - payment.cancelledMinor;
    if (payment.state === "CREATED" || (payment.authorizedMinor > 0 && held > 0))
      history.broken("no-orphan", `${payment.reference} is still ${payment.state} with ${held} held`);
  }
}

function checkSale(
  facts: FinalFacts,
  saleId: string,
  entries: readonly StoredEntry[],
  bySale: ReadonlyMap<string, readonly StoredEntry[]>,
): void {
  const { history, oracle } = facts;
  const sale = restoreSale(entries);
  if (sale === undefined || !entries.some((entry) => entry.kind === "sale/closed")) {
    history.broken("no-orphan", `sale ${saleId} never closed (${sale?.phase ?? "no facts"})`);
    return;
  }
  if (entries.length > ENTRIES_A_SALE_MAX)
    history.broken("bounded", `sale ${saleId} has ${entries.length} entries`);
  const original = rootOf(saleId, bySale);
  // What staff gave back later is judged where it was given back.
  if (lastOf(original, bySale) === saleId) checkValue(facts, sale, oracle.paymentsOf(original));
  if (sale.returnOf !== undefined) return;
  if (sale.terms.mode === "vending") checkShelf(facts, sale, entries);
  const originals = oracle.papers.filter(
    (paper) => isReceiptOf(paper.text, saleId) && !/\bKOPI\b/.test(paper.text),
  );
  if (originals.length > 1) history.broken("one-original", `${originals.length} originals of sale ${saleId}`);
}

type Entries = ReadonlyMap<string, readonly StoredEntry[]>;

/** The sale whose payment this is: a return may be of a return. */
function rootOf(saleId: string, bySale: Entries): string {
  const begun = bySale.get(saleId)?.[0]?.body as { readonly sale?: Pick<Sale, "returnOf"> } | undefined;
  const of = begun?.sale?.returnOf?.saleId;
  return of === undefined ? saleId : rootOf(of, bySale);
}

/** The sale itself, or the latest return of it. */
function lastOf(root: string, bySale: Entries): string {
  return [...bySale.keys()].findLast((saleId) => rootOf(saleId, bySale) === root) ?? root;
}

function isReceiptOf(text: string, saleId: string): boolean {
  return text.includes(`-${saleId}-`);
}

/** To the øre: what the bank kept is what left, and what the terminal believes it took. */
function checkValue({ history, oracle }: FinalFacts, sale: Sale, payments: readonly Payment[]): void {
  const kept = payments.reduce((sum, each) => sum + each.capturedMinor - each.refundedMinor, 0);
  if (kept !== delivered(sale))
    history.broken("value-for-money", `sale ${sale.id}: the bank kept ${kept}, delivered ${delivered(sale)}`);
  if (kept !== taken(sale))
    history.broken(
      "value-for-money",
      `sale ${sale.id}: the bank kept ${kept}, the terminal believes ${taken(sale)}`,
    );
  if (
    sale.returnOf === undefined &&
    oracle.promised.has(sale.id) &&
    sale.calledOff === undefined &&
    sale.terms.mode !== "vending" &&
    kept !== sale.total
  )
    history.broken(
      "value-for-money",
      `sale ${sale.id}: goods were promised for ${sale.total}, the bank kept ${kept}`,
    );
  if (payments.filter(canTakeMoney).length > 1)
    history.broken("one-live-payment", `sale ${sale.id} ended with two payments that took money`);
}

/** What the terminal believes of each item against what the shelf did. An unknown item is decided for the customer. */
function checkShelf({ history, oracle, judge }: FinalFacts, sale: Sale, entries: readonly StoredEntry[]): void {
  const vends = oracle.vends.filter((vend) => vend.saleId === sale.id);
  sale.items.forEach((item, index) => {
    const fell = vends.filter((vend) => vend.item === index).reduce((sum, vend) => sum + vend.drops, 0);
    const tag = `sale ${sale.id} item ${index}`;
    if (fell > 1) history.broken("at-most-once", `${tag} fell ${fell} times`);
    if (item.state === "dropped" && fell === 0)
      history.broken("value-for-money", `${tag} is charged for and did not fall`);
    if ((item.state === "not-dropped" || item.state === "waiting") && fell > 0)
      history.broken("value-for-money", `${tag} fell and is recorded as ${item.state}`);
    judge?.decided(
      vends.find((vend) => vend.item === index),
      item.state,
      tag,
    );
    if (item.state === "coming") history.broken("no-orphan", `${tag} is still on its way`);
    if (item.state !== "unknown") return;
    if (!entries.some((entry) => entry.kind === "slot/locked"))
      history.broken("value-for-money", `${tag} is of unknown fate and its slot is not locked`);
    if (!entries.some((entry) => (entry.body as { code?: string }).code === "goods/unknown"))
      history.broken("value-for-money", `${tag} is of unknown fate and nobody was told`);
  });
}

/** A receipt that is recorded as filed is in the app, with the value that was delivered. None stays owed. */
function checkFilings({ history, oracle, disk, world }: FinalFacts): void {
  if (oracle.owedReceipts > 0) history.broken("no-orphan", `${oracle.owedReceipts} receipts are still owed`);
  const of = (kind: string) => disk.rows.filter((row) => row.kind === kind);
  const owed = new Map(of("filing/owed").map((row) => [row.saleId, JSON.parse(row.body) as ReceiptFiling]));
  const ends = new Map(of("sale/closed").map((row) => [row.saleId, JSON.parse(row.body) as Pick<Sale, "end">]));
  for (const row of of("filing/done")) {
    const reference = owed.get(row.saleId)?.reference;
    const filed = world.state.receipts[`ECOM ${reference}`] as FiledLines | undefined;
    const shown = filed?.orderLines.reduce((sum, line) => sum + line.totalAmount, 0);
    const sold = ends.get(row.saleId)?.end?.delivered;
    if (shown !== sold)
      history.broken("value-for-money", `receipt of ${row.saleId}: ${shown} is filed, ${sold} was delivered`);
  }
}

interface FiledLines {
  readonly orderLines: readonly { readonly totalAmount: number }[];
}

/** Receipt and order numbers are series without gap and without repeat. */
function checkNumbers({ history }: FinalFacts, bySale: ReadonlyMap<string, readonly StoredEntry[]>): void {
  for (const kind of ["number/receipt", "number/order"]) {
    const numbers = [...bySale.values()]
      .flatMap((entries) => entries.filter((entry) => entry.kind === kind))
      .map((entry) => (entry.body as { readonly number: number }).number)
      .sort((a, b) => a - b);
    if (numbers.some((number, at) => number !== at + 1))
      history.broken("one-original", `${kind} is not a series: ${numbers.join(" ")}`);
  }
}

function checkPersonal({ history, disk, notes, personal, oracle }: FinalFacts): void {
  const kept = [...disk.rows.map((row) => row.body), ...notes, ...oracle.papers.map((paper) => paper.text)].join(
    "\n",
  );
  for (const told of personal)
    if (kept.includes(told))
      history.broken("nothing-personal", `what was typed or shown is kept: …${told.slice(-2)}`);
}
