import type { Minor } from "../core/money.ts";
import { takenAmount } from "../core/payment.ts";
import type { Entry, Journal } from "../core/ports.ts";
import { receiptOwed } from "../core/receipt-filing.ts";
import {
  beginReturn,
  beginSale,
  type Deed,
  type Happening,
  livePayment,
  type Numbers,
  type Sale,
} from "../core/sale.ts";
import { saleDueMs, step } from "../core/sale-step.ts";
import { type DeedPorts, type OutwardDeed, printReceipt, runDeed } from "./deed-runner.ts";
import { changedFacts, firstFacts, latestWith, restoreSale, storable } from "./facts.ts";
import { OwedReceipts } from "./owed-receipts.ts";
import type { SteadyClock } from "./steady-clock.ts";

/** Happenings that may wait their turn; more than a handful at once can only be a fault. */
const QUEUE_MAX = 10_000;
/** The shortest nap between two looks at the schedule, and the longest: timers know no months. */
const NAP_MIN_MS = 5;
const NAP_MAX_MS = 6 * 3_600_000;

export interface SalesPorts extends DeedPorts {
  readonly journal: Journal;
  /** After every stored or scheduled change. */
  readonly onChange: (sale: Sale) => void;
  readonly onEntry: (entry: Entry) => void;
  /** Every happening, before it is taken in. */
  readonly onHeard: (what: Happening) => void;
  /** A receipt that had failed came out after all; its sale may be closed. */
  readonly onReceipt: (saleId: string, receipt: "printed" | "unconfirmed") => void;
  /** The journal refused: nothing may go on. Called once. */
  readonly onFatal: (error: unknown) => void;
}

/**
 * Owns every sale that is not closed, whoever is at the screen: the watcher. One happening at a time; what it changes is
 * stored before any deed is begun, and what becomes of a deed is stored before anything builds on it.
 */
export class Sales {
  readonly #ports: SalesPorts;
  readonly #clock: SteadyClock;
  readonly #open = new Map<string, Sale>();
  readonly #queue: { readonly saleId: string; readonly what: Happening }[] = [];
  readonly #owedReceipts: OwedReceipts;
  #numbers: Numbers;
  #busy = false;
  #stopped = false;
  #stopAlarm: () => void = () => undefined;

  constructor(ports: SalesPorts) {
    this.#ports = ports;
    this.#clock = ports.clock;
    this.#numbers = {
      order: ports.journal.lastNumber("number/order") + 1,
      receipt: ports.journal.lastNumber("number/receipt") + 1,
    };
    this.#owedReceipts = new OwedReceipts({
      clock: ports.clock,
      printer: ports.printer,
      print: (sale, copy) => printReceipt(sale, copy, ports),
      store: (entries) => this.#store(entries),
      onReceipt: (saleId, receipt) => this.#ports.onReceipt(saleId, receipt),
    });
  }

  /** Receipts that failed and wait for the printer to be fit again. */
  get owedReceipts(): number {
    return this.#owedReceipts.count;
  }

  /** The same with their numbers, and the act of printing them at once. */
  get owed(): Pick<OwedReceipts, "list" | "printNow"> {
    return this.#owedReceipts;
  }

  get(saleId: string): Sale | undefined {
    return this.#open.get(saleId);
  }

  open(): readonly Sale[] {
    return [...this.#open.values()];
  }

  /**
   * Takes up what an earlier run left behind. Call once, before the first customer. Returns the sales that must close
   * before anybody may buy; an order that only waits for staff to hand it over is none of them.
   */
  recover(): readonly Sale[] {
    this.#owedReceipts.recover(this.#ports.journal);
    for (const entries of this.#ports.journal.openSales().values()) {
      const sale = restoreSale(entries);
      if (sale === undefined) continue;
      this.#open.set(sale.id, sale);
      this.#enqueue(sale.id, { is: "restarted" });
    }
    return this.open().filter((sale) => !waitsForStaff(sale));
  }

  /** Staff have handed an order over. `false`: no such order waits for it. */
  handOver(orderNumber: number): boolean {
    const sale = this.open().find((each) => each.orderNumber === orderNumber && waitsForStaff(each));
    if (sale === undefined) return false;
    this.#enqueue(sale.id, { is: "handed-over" });
    return true;
  }

  /** Staff cannot make this order: its reservation is let go. `false`: no such order waits for them. */
  callOff(orderNumber: number): boolean {
    const sale = this.open().find((each) => each.orderNumber === orderNumber && waitsForStaff(each));
    if (sale === undefined) return false;
    this.#enqueue(sale.id, { is: "called-off" });
    return true;
  }

  /** Stores the sale and asks for the first payment. */
  begin(start: Parameters<typeof beginSale>[0], pay: Extract<Happening, { is: "pay" }>): void {
    const sale = beginSale(start);
    if (!this.#store([this.#entry("sale/begun", sale.id, { sale: firstFacts(sale) })])) return;
    this.#open.set(sale.id, sale);
    this.#enqueue(sale.id, pay);
  }

  /**
   * Gives money of a closed sale back. The latest stored facts of the payment count, returns before this one included.
   * `undefined`: no such payment, it is being changed right now, or it did not take that much.
   */
  beginReturn(reference: string, amount: Minor, id: string): string | undefined {
    if (this.open().some((sale) => sale.payments.some((payment) => payment.reference === reference)))
      return undefined;
    const original = latestWith(reference, this.#ports.journal.all());
    const payment = original?.payments.find((each) => each.reference === reference);
    if (original === undefined || payment === undefined || amount <= 0 || amount > takenAmount(payment))
      return undefined;
    const startedAtMs = this.#clock.wallMs();
    const sale = beginReturn({ id, original, payment, amount, startedAtMs, nowMs: this.#clock.nowMs() });
    if (!this.#store([this.#entry("sale/begun", id, { sale: firstFacts(sale) })])) return undefined;
    this.#open.set(id, sale);
    this.#enqueue(id, { is: "time" });
    return id;
  }

  happen(saleId: string, what: Happening): void {
    this.#enqueue(saleId, what);
  }

  /** No further step and no further deed; calls under way are left to end by themselves. */
  stop(): void {
    this.#stopped = true;
    this.#stopAlarm();
    this.#owedReceipts.stop();
  }

  #enqueue(saleId: string, what: Happening): void {
    if (this.#queue.length >= QUEUE_MAX) throw new Error("the queue of happenings is full");
    this.#queue.push({ saleId, what });
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift())
        this.#take(next.saleId, next.what);
    } finally {
      this.#busy = false;
    }
    this.#setAlarm();
  }

  #take(saleId: string, what: Happening): void {
    const before = this.#open.get(saleId);
    if (before === undefined || this.#stopped) return;
    this.#ports.onHeard(what);
    const { sale, deeds } = step(before, what, this.#clock.nowMs(), this.#numbers);
    const entries = this.#entriesFor(before, sale, what, deeds);
    if (!this.#store(entries)) return;
    for (const entry of entries) this.#owedReceipts.take(entry, sale);
    this.#spendNumbers(before, sale);
    if (sale.phase === "closed") this.#open.delete(saleId);
    else this.#open.set(saleId, sale);
    for (const deed of deeds) this.#begin(deed, sale);
    this.#ports.onChange(sale);
  }

  #entriesFor(before: Sale, after: Sale, what: Happening, deeds: readonly Deed[]): Entry[] {
    const changed = changedFacts(before, after);
    const stored = deeds.filter((deed) => deed.do !== "read");
    if (changed === undefined && stored.length === 0) return [];
    const entries = [
      this.#entry(`sale/${what.is}`, after.id, {
        what: storable(what),
        deeds: stored,
        ...(changed === undefined ? {} : { changed }),
      }),
    ];
    if (after.orderNumber !== undefined && before.orderNumber === undefined)
      entries.push(this.#entry("number/order", after.id, { number: after.orderNumber }));
    if (after.receiptNumber !== undefined && before.receiptNumber === undefined)
      entries.push(this.#entry("number/receipt", after.id, { number: after.receiptNumber }));
    for (const deed of deeds) {
      if (deed.do === "alert")
        entries.push(this.#entry("operator/alert", after.id, { code: deed.code, what: deed.what }));
      if (deed.do === "lock-slot")
        entries.push(this.#entry("slot/locked", after.id, { slot: deed.slot, why: deed.why }));
    }
    if (after.phase === "closed") {
      entries.push(this.#entry("sale/closed", after.id, { end: after.end, sold: soldUnits(after) }));
      const owed = receiptOwed(after);
      if (owed !== undefined) entries.push(this.#entry("filing/owed", after.id, owed));
    }
    return entries;
  }

  #entry(kind: string, saleId: string, body: unknown): Entry {
    return { kind, saleId, atMs: this.#clock.wallMs(), body };
  }

  /** False: the disk refused, and the engine is at its end. */
  #store(entries: readonly Entry[]): boolean {
    if (this.#stopped) return false;
    if (entries.length === 0) return true;
    try {
      this.#ports.journal.append(entries);
    } catch (error) {
      this.stop();
      this.#ports.onFatal(error);
      return false;
    }
    for (const entry of entries) this.#ports.onEntry(entry);
    return true;
  }

  #spendNumbers(before: Sale, after: Sale): void {
    const order = before.orderNumber === undefined && after.orderNumber !== undefined ? 1 : 0;
    const receipt = before.receiptNumber === undefined && after.receiptNumber !== undefined ? 1 : 0;
    this.#numbers = { order: this.#numbers.order + order, receipt: this.#numbers.receipt + receipt };
  }

  #begin(deed: Deed, sale: Sale): void {
    if (deed.do === "alert" || deed.do === "lock-slot") return;
    const outward: OutwardDeed = deed;
    runDeed(outward, sale, this.#ports).then(
      (answer) => this.happen(sale.id, answer),
      (error: unknown) => this.#ports.onFatal(error),
    );
  }

  #setAlarm(): void {
    this.#stopAlarm();
    this.#stopAlarm = () => undefined;
    if (this.#stopped) return;
    const dues = this.open()
      .map(saleDueMs)
      .filter((due) => due !== undefined);
    if (dues.length === 0) return;
    const waitMs = Math.min(Math.max(Math.min(...dues) - this.#clock.nowMs(), NAP_MIN_MS), NAP_MAX_MS);
    this.#stopAlarm = this.#clock.after(waitMs, () => this.#ring());
  }

  #ring(): void {
    const nowMs = this.#clock.nowMs();
    const due = this.open().filter((sale) => (saleDueMs(sale) ?? Number.POSITIVE_INFINITY) <= nowMs);
    for (const sale of due) this.#enqueue(sale.id, { is: "time" });
    if (due.length === 0) this.#setAlarm();
  }
}

/**
 * True when nothing of a sale an earlier run left behind stands in the way of the next customer any more: it is closed, or
 * its payment was never delivered on and the provider has said that it knows none, or has answered our cancel. What is left
 * is what the watcher does after any customer who walked away.
 */
export function isWatchersOnly(sale: Sale): boolean {
  if (sale.phase === "closed") return true;
  return sale.phase === "paying" && livePayment(sale)?.watch.endTried === true;
}

/** An order is accepted and its number given out; how long it takes is the kitchen's affair. */
export function waitsForStaff(sale: Sale): boolean {
  return sale.phase === "delivering" && sale.terms.mode === "kiosk" && !sale.handedOver;
}

/** Units that left the shelf, by SKU. */
export function soldUnits(sale: Sale): Readonly<Record<string, number>> {
  const sold: Record<string, number> = {};
  if (sale.terms.mode === "vending") {
    // An item of unknown fate is not on the shelf any more as far as selling is concerned.
    for (const item of sale.items)
      if (item.state === "dropped" || item.state === "unknown") sold[item.sku] = (sold[item.sku] ?? 0) + 1;
    return sold;
  }
  if (sale.handedOver) for (const { id, sku = id, quantity } of sale.lines) sold[sku] = (sold[sku] ?? 0) + quantity;
  return sold;
}
