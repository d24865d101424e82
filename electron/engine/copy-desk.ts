import { walletName } from "../core/market.ts";
import { receiptSlip } from "../core/receipt.ts";
import type { Slip } from "../core/slip.ts";
import { restoreSale } from "./facts.ts";
import type { SoldBook } from "./sold-book.ts";
import type { TerminalPorts } from "./terminal-ports.ts";

export interface CopyDeskParts {
  readonly ports: Pick<TerminalPorts, "journal" | "printer" | "settings" | "onFatal">;
  readonly book: SoldBook;
  /** Stores an entry and lets everybody hear it. */
  readonly note: (kind: string, body: unknown) => void;
}

/**
 * Receipts of sales that are over: to be looked at, and one copy of each on paper, headed as such (kassasystemforskrifta
 * § 2-8-6). That a copy is wanted is stored before the printer hears of it; only one that is known not to have come out may be
 * asked for again.
 */
export class CopyDesk {
  readonly #parts: CopyDeskParts;

  constructor(parts: CopyDeskParts) {
    this.#parts = parts;
  }

  /** As the copy would be. Undefined: no sale with a receipt took money under this reference. */
  slip(reference: string): Slip | undefined {
    const { ports, book } = this.#parts;
    const saleId = book.saleIdOf(reference);
    const sale = saleId === undefined ? undefined : restoreSale(ports.journal.ofSale(saleId));
    if (sale?.receiptNumber === undefined) return undefined;
    const soldAtMs = sale.startedAtMs;
    const wallet = walletName(ports.settings.market, soldAtMs);
    return receiptSlip(sale, { settings: ports.settings, soldAtMs, wallet, copy: true });
  }

  /** `false`: there is a copy already, or nothing to print it with. */
  print(reference: string): boolean {
    const { ports, book, note } = this.#parts;
    const { printer } = ports;
    const state = printer?.state().state;
    if (printer === undefined || (state !== "ready" && state !== "degraded") || book.isCopied(reference))
      return false;
    const slip = this.slip(reference);
    if (slip === undefined) return false;
    note("receipt/copy-asked", { reference });
    printer
      .print(slip)
      .then((outcome) => note("receipt/copy-came", { reference, outcome }))
      .catch((error: unknown) => ports.onFatal(error));
    return true;
  }
}
