import type { Market } from "../core/market.ts";
import { type Minor, NOTHING } from "../core/money.ts";
import type { Entry, PrintOutcome } from "../core/ports.ts";
import type { Sale, SaleEnd } from "../core/sale.ts";
import { findSales } from "../core/sale-search.ts";
import type { FoundSales, LockedSlot, SoldSale } from "../core/staff-view.ts";

/** Sales staff see without asking, and those they can search. */
const SALES_SHOWN = 30;
const SALES_MAX = 5_000;
/** Sales whose beginning was read and whose end was not. */
const BEGUN_MAX = 1_000;

interface Begun {
  readonly startedAtMs: number;
  readonly total: Minor;
  readonly root: string;
  reference?: string;
  orderNumber?: number;
  receiptNumber?: number;
}

/** What entries say about copies, each kind a part of it. */
interface CopyBody {
  readonly reference?: string;
  readonly outcome?: PrintOutcome;
  readonly what?: { readonly outcome?: PrintOutcome };
  readonly copy?: boolean;
  readonly deeds?: readonly { readonly do: string; readonly copy?: boolean }[];
}

const CAME: ReadonlySet<string> = new Set(["receipt/copy-came", "receipt/came"]);

/** What staff may want to look up, kept from the entries as they are stored: the last sales, and slots with the reason they are locked for. */
export class SoldBook {
  readonly #begun = new Map<string, Begun>();
  readonly #sold = new Map<string, SoldSale>();
  /** References of payments whose receipts were copied. */
  readonly #copied = new Set<string>();
  readonly #locked = new Map<string, LockedSlot>();

  sales(): readonly SoldSale[] {
    return this.#latestFirst().slice(0, SALES_SHOWN);
  }

  find(typed: string, market: Market): FoundSales {
    return findSales(this.#latestFirst(), typed, market);
  }

  #latestFirst(): SoldSale[] {
    return [...this.#sold.values()]
      .reverse()
      .map((sold) => (this.#copied.has(sold.reference) ? { ...sold, copied: true as const } : sold));
  }

  saleIdOf(reference: string): string | undefined {
    for (const [saleId, sold] of this.#sold) if (sold.reference === reference) return saleId;
    return undefined;
  }

  /** A copy of its receipt came out, or may have. */
  isCopied(reference: string): boolean {
    return this.#copied.has(reference);
  }

  lockedSlots(): readonly LockedSlot[] {
    return [...this.#locked.values()];
  }

  remember(entry: Entry): void {
    this.#rememberLock(entry);
    this.#rememberCopy(entry);
    const { saleId, kind } = entry;
    if (saleId === undefined) return;
    if (kind === "sale/begun") this.#begin(saleId, entry);
    const begun = this.#begun.get(saleId);
    if (begun === undefined) return;
    const body = entry.body as {
      readonly what?: { readonly reference?: string };
      readonly number?: number;
      readonly end?: SaleEnd;
    };
    const { what, number, end } = body;
    if ((kind === "sale/pay" || kind === "sale/switch") && what?.reference !== undefined)
      begun.reference = what.reference;
    if (kind === "number/order" && number !== undefined) begun.orderNumber = number;
    if (kind === "number/receipt" && number !== undefined) begun.receiptNumber = number;
    if (kind === "sale/closed" && end !== undefined) this.#close(saleId, begun, end);
  }

  #begin(saleId: string, { body }: Entry): void {
    const { sale } = body as { readonly sale?: Sale };
    if (sale === undefined) return;
    const { startedAtMs, total, returnOf } = sale;
    const root = returnOf === undefined ? saleId : (this.#begun.get(returnOf.saleId)?.root ?? returnOf.saleId);
    this.#begun.set(saleId, { startedAtMs, total, root });
    drop(this.#begun, BEGUN_MAX);
  }

  #close(saleId: string, begun: Begun, end: SaleEnd): void {
    if (end.why === "returned") {
      const sold = this.#sold.get(begun.root);
      if (sold !== undefined) this.#sold.set(begun.root, { ...sold, left: end.taken });
      return;
    }
    if (begun.reference === undefined || end.taken <= NOTHING) return;
    const { reference, startedAtMs, total, orderNumber, receiptNumber } = begun;
    this.#sold.set(saleId, {
      reference,
      soldAtMs: startedAtMs,
      total,
      left: end.taken,
      ...(orderNumber === undefined ? {} : { orderNumber }),
      ...(receiptNumber === undefined ? {} : { receiptNumber }),
    });
    for (const gone of drop(this.#sold, SALES_MAX)) this.#copied.delete(gone.reference);
  }

  /** A paper headed as a copy counts from the moment it is asked for until it is known that it did not come out whole. */
  #rememberCopy({ kind, saleId, body }: Entry): void {
    const { reference, outcome, what, copy, deeds } = body as CopyBody;
    const named = reference ?? (saleId === undefined ? undefined : this.#begun.get(saleId)?.reference);
    if (named === undefined) return;
    const isAsked =
      kind === "receipt/copy-asked" ||
      (kind === "receipt/again" && copy === true) ||
      deeds?.some((deed) => deed.do === "print" && deed.copy === true) === true;
    const hasFailed =
      (CAME.has(kind) && outcome?.is === "failed") ||
      (kind === "sale/print-answered" && what?.outcome?.is === "failed");
    if (isAsked) this.#copied.add(named);
    if (hasFailed) this.#copied.delete(named);
  }

  #rememberLock({ kind, body, atMs }: Entry): void {
    const { slot, why } = body as { readonly slot?: string; readonly why?: string };
    if (slot === undefined) return;
    if (kind === "slot/locked") this.#locked.set(slot, { slot, why: why ?? "", sinceMs: atMs });
    if (kind === "slot/unlocked") this.#locked.delete(slot);
  }
}

/** The oldest go first. Answers what went. */
function drop<T>(held: Map<string, T>, most: number): readonly T[] {
  const gone: T[] = [];
  for (const [key, value] of held) {
    if (held.size <= most) break;
    held.delete(key);
    gone.push(value);
  }
  return gone;
}
