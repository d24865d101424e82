import type { Entry, Journal } from "../core/ports.ts";
import { receiptSlip } from "../core/receipt.ts";
import type { Happening, Sale } from "../core/sale.ts";
import { Filings } from "./filings.ts";
import { orderOf } from "./new-sale.ts";
import { Sales, type SalesPorts } from "./sales.ts";
import type { SteadyClock } from "./steady-clock.ts";
import type { TerminalPorts } from "./terminal-ports.ts";

/** What goes on whoever is at the screen: the watcher of open sales, and the receipts still to be filed. */
export interface Background {
  readonly sales: Sales;
  readonly filings: Filings;
}

export interface BackgroundEars {
  readonly onSale: (sale: Sale) => void;
  readonly onHeard: (what: Happening) => void;
  readonly onEntry: (entry: Entry) => void;
  readonly onFiling: () => void;
  readonly onReceipt: SalesPorts["onReceipt"];
}

/** `addresseeFor` tells whom a payment goes to, from memory; `wallet` the wallet's name today. */
export function createBackground(
  ports: TerminalPorts,
  clock: SteadyClock,
  asked: Pick<SalesPorts, "addresseeFor"> & { readonly wallet: () => string },
  ears: BackgroundEars,
): Background {
  const { settings, goods, journal, gateway, onFatal } = ports;
  const onBug = (what: string, error: unknown): void => ports.onNote(`${what}: ${String(error)}`);
  const filings = new Filings({
    clock,
    journal,
    filer: gateway.orders,
    onChange: ears.onFiling,
    onEntry: ears.onEntry,
    onBug,
    onFatal,
  });
  const sales = new Sales({
    clock,
    journal,
    gateway,
    printer: ports.printer,
    dispenser: ports.dispenser,
    orderFor: (sale) => orderOf(sale, settings.shop.name, goods),
    addresseeFor: asked.addresseeFor,
    slipFor: (sale, copy) =>
      receiptSlip(sale, { settings, soldAtMs: sale.startedAtMs, wallet: asked.wallet(), copy }),
    onBug,
    onChange: ears.onSale,
    onHeard: ears.onHeard,
    onEntry: (entry) => {
      ears.onEntry(entry);
      filings.hear(entry);
    },
    onReceipt: ears.onReceipt,
    onFatal,
  });
  return { sales, filings };
}

/** Tells every entry of earlier runs to all of them, in one pass. */
export function rememberAll(journal: Journal, listeners: readonly { remember(entry: Entry): void }[]): void {
  for (const entry of journal.all()) for (const listener of listeners) listener.remember(entry);
}
