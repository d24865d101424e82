import { join } from "node:path";
import type { StoredEntry } from "../../../electron/core/ports.ts";
import { delivered, type Sale } from "../../../electron/core/sale.ts";
import { restoreSale } from "../../../electron/engine/facts.ts";
import { openJournal } from "../../../electron/journal/journal.ts";
import type { LaneTruth } from "./kill-lane.ts";

/** The wallet's own books. */
export interface LedgerLine {
  readonly reference: string;
  readonly state: string;
  readonly authorized: number;
  readonly captured: number;
  readonly cancelled: number;
  readonly refunded: number;
}

export interface Comparison {
  readonly sales: number;
  readonly payments: number;
  /** Bank payments no journal knows, and sales whose delivered value the bank did not keep. */
  readonly lost: string[];
  /** Sales with two payments that took money, and items that fell twice. */
  readonly doubled: string[];
  /** Payments that still wait or hold money, and sales that never closed. */
  readonly orphaned: string[];
  /** Sales whose create the bank never heard of, still within the ten minutes in which it is looked for. */
  readonly lookedFor: string[];
  readonly wrong: string[];
}

/** One lane's journal against the wallet's ledger and the shelf. */
export function compare(truth: LaneTruth, ledger: readonly LedgerLine[]): Comparison {
  const { terminalId, folder, mode } = truth.parts;
  const opened = openJournal({ file: join(folder, terminalId, "data", "journal.sqlite") });
  const mine = ledger.filter((line) => line.reference.startsWith(`${terminalId}-`));
  const found: Comparison = {
    sales: 0,
    payments: mine.length,
    lost: [],
    doubled: [],
    orphaned: [],
    lookedFor: [],
    wrong: [...truth.wrong],
  };
  if (opened.is === "refused") {
    found.wrong.push(opened.fault.what);
    return found;
  }
  const sales = salesOf(opened.journal.all());
  const isAtBank = (saleId: string): boolean => mine.some((line) => line.reference.split("-").at(-2) === saleId);
  for (const saleId of opened.journal.openSales().keys()) {
    if (isAtBank(saleId)) found.orphaned.push(`sale ${saleId} is open`);
    else found.lookedFor.push(saleId);
  }
  opened.journal.close();
  for (const line of mine) {
    const held = line.authorized - line.captured - line.cancelled;
    if (/CREATED|INITIATE/.test(line.state) || (line.authorized > 0 && held > 0))
      found.orphaned.push(`${line.reference} ${line.state} holds ${held}`);
    if (!sales.has(line.reference.split("-").at(-2) ?? "")) found.lost.push(`${line.reference} is in no journal`);
  }
  for (const sale of sales.values()) compareSale(sale, mine, found);
  if (mode === "vending") compareShelf([...sales.values()], truth, found);
  return { ...found, sales: sales.size };
}

function compareSale(sale: Sale, ledger: readonly LedgerLine[], found: Comparison): void {
  const lines = ledger.filter((line) => line.reference.split("-").at(-2) === sale.id);
  const kept = lines.reduce((sum, line) => sum + line.captured - line.refunded, 0);
  if (kept !== delivered(sale)) found.lost.push(`sale ${sale.id}: kept ${kept}, delivered ${delivered(sale)}`);
  if (lines.filter((line) => line.captured - line.refunded > 0).length > 1)
    found.doubled.push(`sale ${sale.id} was paid twice`);
}

/** Every motor belongs to one item; every charged item fell; what fell uncharged is of recorded unknown fate. */
function compareShelf(sales: readonly Sale[], truth: LaneTruth, found: Comparison): void {
  const items = sales.flatMap((sale) => sale.items);
  const of = (state: string): number => items.filter((item) => item.state === state).length;
  const asked =
    of("dropped") + of("unknown") + items.filter((item) => item.evidence === "the shelf said so").length;
  if (truth.vends > asked) found.doubled.push(`${truth.vends} motors turned for ${asked} items`);
  if (truth.drops.length < of("dropped"))
    found.lost.push(`${of("dropped")} items are charged for, ${truth.drops.length} fell`);
  if (truth.drops.length > of("dropped") + of("unknown"))
    found.lost.push(`${truth.drops.length} items fell, ${of("dropped")} are charged, ${of("unknown")} unknown`);
}

function salesOf(entries: Iterable<StoredEntry>): Map<string, Sale> {
  const bySale = new Map<string, StoredEntry[]>();
  for (const entry of entries) {
    if (entry.saleId === undefined) continue;
    const held = bySale.get(entry.saleId);
    if (held === undefined) bySale.set(entry.saleId, [entry]);
    else held.push(entry);
  }
  const sales = new Map<string, Sale>();
  for (const [saleId, held] of bySale) {
    const sale = restoreSale(held);
    if (sale !== undefined) sales.set(saleId, sale);
  }
  return sales;
}
