import type { Entry, PrintOutcome, ReceiptPrinter, StoredEntry } from "../core/ports.ts";
import type { Sale } from "../core/sale.ts";
import type { OwedReceipt } from "../core/staff-view.ts";
import { restoreSale } from "./facts.ts";
import type { SteadyClock } from "./steady-clock.ts";

/** More receipts than this do not wait: the longest waiting one is given up, and the operator told. */
const OWED_MAX = 50;
/** Nobody comes for a receipt of the day before yesterday. */
const OWED_FOR_MS = 24 * 3_600_000;
/** Between two looks whether the printer is fit again. */
const LOOK_EVERY_MS = 5_000;
/** After a receipt failed although the printer had called itself fit. */
const AFTER_FAILURE_MS = 60_000;
/** Each attempt may leave paper behind; a printer that eats so many is not fed more of the same receipt. */
const ATTEMPTS_MAX = 5;

/** A receipt that is known not to be on paper. */
interface Owed {
  readonly saleId: string;
  readonly sinceMs: number;
  /** True once any part of it, or all, may have come out: from then on only marked copies may follow. */
  readonly copy: boolean;
  readonly attempts: number;
  readonly sale: Sale;
}

export interface OwedReceiptsPorts {
  readonly clock: SteadyClock;
  readonly printer: ReceiptPrinter | undefined;
  readonly print: (sale: Sale, copy: boolean) => Promise<PrintOutcome>;
  /** False: the disk refused, and nothing may go on. */
  readonly store: (entries: readonly Entry[]) => boolean;
  /** A receipt came out after its sale was over. */
  readonly onReceipt: (saleId: string, receipt: "printed" | "unconfirmed") => void;
}

/** What entries say about a receipt, one sale at a time. */
interface Told {
  /** A marked copy was asked for: an original may lie somewhere. */
  readonly copies: boolean;
  /** Whether the attempt under way is one of a copy. */
  readonly attempt?: boolean;
  readonly owed: Omit<Owed, "sale" | "saleId"> | undefined;
}

const NOTHING_TOLD: Told = { copies: false, owed: undefined };

/**
 * The durable queue of receipts that failed: paper ran out, the cover was open, the program died with a receipt still to
 * print. They are kept in the journal, printed in the order in which they failed as soon as the printer is fit, and
 * never twice as an original. A receipt of which it is merely unknown whether it came out is not among them: the
 * screen asks the customer to look.
 */
export class OwedReceipts {
  readonly #ports: OwedReceiptsPorts;
  #told = new Map<string, Told>();
  #owed: Owed[] = [];
  #printing = false;
  #stopped = false;
  #stopAlarm: () => void = () => undefined;

  constructor(ports: OwedReceiptsPorts) {
    this.#ports = ports;
  }

  /** Receipts waiting for the printer. */
  get count(): number {
    return this.#owed.length;
  }

  /** The same, in the order in which they will be printed. */
  list(): readonly OwedReceipt[] {
    return this.#owed.map(({ sale, sinceMs, copy }) => ({
      ...(sale.receiptNumber === undefined ? {} : { receiptNumber: sale.receiptNumber }),
      sinceMs,
      copy,
    }));
  }

  /** Staff have seen to the printer: the first is printed now instead of at the next look. `false`: nothing can be. */
  printNow(): boolean {
    const state = this.#ports.printer?.state().state;
    if (this.#stopped || this.#printing || this.#owed.length === 0) return false;
    if (state !== "ready" && state !== "degraded") return false;
    this.#look();
    return true;
  }

  /** Takes up what earlier runs left behind. Reads the journal at most twice. */
  recover(journal: { all(): Iterable<StoredEntry> }): void {
    const told = new Map<string, Told>();
    for (const entry of journal.all()) hear(told, entry);
    const owed = [...told].filter(([, each]) => each.owed !== undefined);
    if (owed.length === 0) return;
    const entries = new Map<string, StoredEntry[]>(owed.map(([saleId]) => [saleId, []]));
    for (const entry of journal.all()) if (entry.saleId !== undefined) entries.get(entry.saleId)?.push(entry);
    for (const [saleId, { owed: receipt }] of owed) {
      const sale = restoreSale(entries.get(saleId) ?? []);
      if (receipt !== undefined && sale !== undefined) this.#owed.push({ ...receipt, saleId, sale });
    }
    this.#owed.sort((a, b) => a.sinceMs - b.sinceMs);
    this.#lookIn(LOOK_EVERY_MS);
  }

  /** Every stored entry of a sale, with the sale as it is then. */
  take(entry: Entry, sale: Sale): void {
    hear(this.#told, entry);
    const receipt = this.#told.get(sale.id)?.owed;
    if (entry.kind === "sale/closed") this.#told.delete(sale.id);
    if (entry.kind !== "sale/print-answered" || receipt === undefined) return;
    this.#owed = [...this.#owed.filter((each) => each.saleId !== sale.id), { ...receipt, saleId: sale.id, sale }];
    while (this.#owed.length > OWED_MAX) this.#giveUp(this.#owed[0], `more than ${OWED_MAX} receipts wait for it`);
    this.#lookIn(LOOK_EVERY_MS);
  }

  stop(): void {
    this.#stopped = true;
    this.#stopAlarm();
  }

  #lookIn(ms: number): void {
    this.#stopAlarm();
    if (this.#stopped || this.#owed.length === 0 || this.#ports.printer === undefined) return;
    this.#stopAlarm = this.#ports.clock.after(ms, () => this.#look());
  }

  #look(): void {
    const nowMs = this.#ports.clock.wallMs();
    for (const old of this.#owed.filter((each) => nowMs - each.sinceMs > OWED_FOR_MS))
      this.#giveUp(old, "it could not be printed for a day");
    const [first] = this.#owed;
    const state = this.#ports.printer?.state().state;
    if (first === undefined || this.#printing || (state !== "ready" && state !== "degraded")) {
      this.#lookIn(LOOK_EVERY_MS);
      return;
    }
    if (!this.#store("receipt/again", first, { copy: first.copy })) return;
    this.#printing = true;
    void this.#ports.print(first.sale, first.copy).then((outcome) => {
      this.#printing = false;
      this.#settle(first, outcome);
    });
  }

  #settle(receipt: Owed, outcome: PrintOutcome): void {
    if (this.#stopped || !this.#store("receipt/came", receipt, { outcome })) return;
    if (outcome.is !== "failed") {
      this.#remove(receipt);
      this.#ports.onReceipt(receipt.saleId, outcome.is);
      this.#lookIn(0);
      return;
    }
    const attempts = receipt.attempts + (outcome.nothingPrinted ? 0 : 1);
    const after = { ...receipt, attempts, copy: receipt.copy || !outcome.nothingPrinted };
    this.#owed = this.#owed.map((each) => (each.saleId === receipt.saleId ? after : each));
    if (attempts >= ATTEMPTS_MAX) this.#giveUp(after, `the printer failed ${attempts} times: ${outcome.what}`);
    this.#lookIn(AFTER_FAILURE_MS);
  }

  #giveUp(receipt: Owed | undefined, why: string): void {
    if (receipt === undefined) return;
    this.#remove(receipt);
    this.#store("receipt/given-up", receipt, { why });
    const what = `receipt ${receipt.sale.receiptNumber ?? "-"} is not printed any more: ${why}`;
    this.#store("operator/alert", receipt, { code: "receipt/failed", what });
  }

  #remove(receipt: Owed): void {
    this.#owed = this.#owed.filter((each) => each.saleId !== receipt.saleId);
  }

  #store(kind: string, receipt: Owed, body: unknown): boolean {
    return this.#ports.store([{ kind, saleId: receipt.saleId, atMs: this.#ports.clock.wallMs(), body }]);
  }
}

/** Reads one entry into what is known about its sale's receipt. */
function hear(told: Map<string, Told>, entry: Entry): void {
  const { saleId } = entry;
  if (saleId === undefined) return;
  const before = told.get(saleId) ?? NOTHING_TOLD;
  const after = heard(before, entry);
  if (after.owed === undefined && !after.copies) told.delete(saleId);
  else if (after !== before) told.set(saleId, after);
}

function heard(before: Told, entry: Entry): Told {
  const body = entry.body as {
    readonly what?: { readonly outcome?: PrintOutcome };
    readonly outcome?: PrintOutcome;
    readonly copy?: boolean;
    readonly deeds?: readonly { readonly do: string; readonly copy?: boolean }[];
  };
  switch (entry.kind) {
    case "sale/print-answered":
      return answered(before, body.what?.outcome, entry.atMs);
    case "receipt/again":
      // Until its end is stored, anything may have come out.
      return before.owed === undefined
        ? before
        : { ...before, attempt: body.copy ?? true, owed: { ...before.owed, copy: true } };
    case "receipt/came":
      return came(before, body.outcome);
    case "receipt/given-up":
      return NOTHING_TOLD;
    default:
      return body.deeds?.some((deed) => deed.do === "print" && deed.copy === true) === true
        ? { ...before, copies: true }
        : before;
  }
}

function answered(before: Told, outcome: PrintOutcome | undefined, atMs: number): Told {
  if (outcome?.is !== "failed") return { ...before, owed: undefined };
  return { ...before, owed: { sinceMs: atMs, copy: before.copies || !outcome.nothingPrinted, attempts: 0 } };
}

function came(before: Told, outcome: PrintOutcome | undefined): Told {
  if (before.owed === undefined || outcome?.is !== "failed") return NOTHING_TOLD;
  const attempts = before.owed.attempts + (outcome.nothingPrinted ? 0 : 1);
  const copy = (before.attempt ?? true) || !outcome.nothingPrinted;
  return { ...before, owed: { ...before.owed, attempts, copy } };
}
