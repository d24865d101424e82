import type { Payment } from "../core/payment.ts";
import { planPayment } from "../core/payment.ts";
import type { StoredEntry } from "../core/ports.ts";
import type { Happening, Sale } from "../core/sale.ts";
import { same } from "../core/same.ts";

/** A payment as it is stored: everything but the schedule, which every start makes anew. */
type StoredPayment = Omit<Payment, "watch">;
type StoredSale = Omit<Sale, "payments"> & { readonly payments: readonly StoredPayment[] };

/** Top-level facts that changed; `null` stands for a fact that is no more. */
export type ChangedFacts = { readonly [Name in keyof StoredSale]?: StoredSale[Name] | null };

function stored(sale: Sale): StoredSale {
  return { ...sale, payments: sale.payments.map(({ watch: _watch, ...payment }) => payment) };
}

/** What a stored entry has to say about the step, or undefined when only the schedule moved. */
export function changedFacts(before: Sale, after: Sale): ChangedFacts | undefined {
  if (before === after) return undefined;
  const was: Readonly<Record<string, unknown>> = { ...before };
  const is: Readonly<Record<string, unknown>> = { ...after };
  const changed: Record<string, unknown> = {};
  for (const name of Object.keys({ ...was, ...is })) {
    if (name === "payments") {
      if (!samePayments(before, after)) changed[name] = stored(after).payments;
    } else if (!same(was[name], is[name])) changed[name] = is[name] ?? null;
  }
  return Object.keys(changed).length === 0 ? undefined : (changed as ChangedFacts);
}

/** Whatever their schedules say. */
function samePayments(before: Sale, after: Sale): boolean {
  if (before.payments.length !== after.payments.length) return false;
  return before.payments.every((was, at) => {
    const is = after.payments[at];
    return is !== undefined && (was === is || same({ ...was, watch: undefined }, { ...is, watch: undefined }));
  });
}

/** The facts of a sale at its beginning. */
export function firstFacts(sale: Sale): StoredSale {
  return stored(sale);
}

/**
 * Puts a sale together from its stored entries. Nothing is decided again: a later version of the program reads what an
 * earlier one decided. Entries that carry no facts (numbers, alerts) pass.
 */
export function restoreSale(entries: readonly StoredEntry[]): Sale | undefined {
  let facts: Record<string, unknown> | undefined;
  for (const entry of entries) {
    const body = entry.body as {
      readonly sale?: Record<string, unknown>;
      readonly changed?: Record<string, unknown>;
    };
    if (entry.kind === "sale/begun" && body.sale !== undefined) facts = { ...body.sale };
    else if (facts !== undefined && body.changed !== undefined) facts = merge(facts, body.changed);
  }
  if (facts === undefined) return undefined;
  const sale = facts as StoredSale & Record<string, unknown>;
  return { ...sale, payments: sale.payments.map((payment) => ({ ...planPayment(payment), ...payment })) };
}

function merge(facts: Record<string, unknown>, changed: Record<string, unknown>): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...facts, ...changed };
  for (const [name, value] of Object.entries(changed)) if (value === null) delete merged[name];
  return merged;
}

/** A happening as it may be stored: codes to scan and other things nobody needs later stay out. */
export function storable(what: Happening): unknown {
  if (what.is === "create-answered" && what.outcome.is === "done")
    return { is: what.is, reference: what.reference, outcome: { is: "done" } };
  return what;
}

/** The last sale or return that holds this payment, as the journal knows it. Reads the journal once. */
export function latestWith(reference: string, entries: Iterable<StoredEntry>): Sale | undefined {
  const bySale = new Map<string, StoredEntry[]>();
  let latest: string | undefined;
  for (const entry of entries) {
    if (entry.saleId === undefined || !entry.kind.startsWith("sale/")) continue;
    const held = bySale.get(entry.saleId);
    if (held === undefined) bySale.set(entry.saleId, [entry]);
    else held.push(entry);
    if (mentions(entry.body, reference)) latest = entry.saleId;
  }
  return latest === undefined ? undefined : restoreSale(bySale.get(latest) ?? []);
}

function mentions(fact: unknown, text: string): boolean {
  if (fact === text) return true;
  return typeof fact === "object" && fact !== null && Object.values(fact).some((each) => mentions(each, text));
}
