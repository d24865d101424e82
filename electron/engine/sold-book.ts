import { type Minor, NOTHING } from "../core/money.ts";
import type { Entry } from "../core/ports.ts";
import type { Sale, SaleEnd } from "../core/sale.ts";
import type { LockedSlot, SoldSale } from "../core/staff-view.ts";

/** Sales staff can look back on. */
const SALES_MAX = 30;
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

/** What staff may want to look up, kept from the entries as they are stored: the last sales, and slots with the reason they are locked for. */
export class SoldBook {
  readonly #begun = new Map<string, Begun>();
  readonly #sold = new Map<string, SoldSale>();
  readonly #locked = new Map<string, LockedSlot>();

  sales(): readonly SoldSale[] {
    return [...this.#sold.values()].reverse();
  }

  lockedSlots(): readonly LockedSlot[] {
    return [...this.#locked.values()];
  }

  remember(entry: Entry): void {
    this.#rememberLock(entry);
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
    drop(this.#sold, SALES_MAX);
  }

  #rememberLock({ kind, body, atMs }: Entry): void {
    const { slot, why } = body as { readonly slot?: string; readonly why?: string };
    if (slot === undefined) return;
    if (kind === "slot/locked") this.#locked.set(slot, { slot, why: why ?? "", sinceMs: atMs });
    if (kind === "slot/unlocked") this.#locked.delete(slot);
  }
}

/** The oldest go first. */
function drop<T>(held: Map<string, T>, most: number): void {
  for (const key of held.keys()) {
    if (held.size <= most) return;
    held.delete(key);
  }
}
