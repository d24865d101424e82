import type { Good } from "../core/good.ts";
import type { Mode } from "../core/mode.ts";
import type { Dispenser, Entry, ProviderName } from "../core/ports.ts";
import type { Sale } from "../core/sale.ts";
import { readShelf, takeLock } from "./shelf.ts";
import { Stock } from "./stock.ts";
import type { TerminalPorts } from "./terminal-ports.ts";

/** What can be sold right now: stock, slots that staff must look at, and what the dispenser says of itself. */
export class Floor {
  readonly #mode: Mode;
  readonly #goods: readonly Good[];
  readonly #dispenser: Dispenser | undefined;
  readonly #provider: ProviderName;
  readonly #stock: Stock;
  readonly #lockedSlots: Set<string>;
  /** Set when the shelves were counted anew since the last run; to be stored as `stock/counted`. */
  readonly countedAnew: string | undefined;

  constructor(ports: Pick<TerminalPorts, "settings" | "goods" | "dispenser" | "gateway" | "journal">) {
    const { goods, dispenser, journal } = ports;
    this.#mode = ports.settings.mode;
    this.#provider = ports.gateway.provider;
    this.#goods = goods;
    this.#dispenser = dispenser;
    const mark = catalogueMark(goods);
    const shelf = readShelf(journal.all(), mark);
    this.#lockedSlots = new Set(shelf.lockedSlots);
    this.#stock = new Stock(goods, shelf.sold);
    this.countedAnew = shelf.countedAnew ? mark : undefined;
  }

  /** Units free to sell now; asked when a good is tapped and once more before money. */
  free(good: Good, open: readonly Sale[]): number {
    if (good.minimumAge !== undefined && this.#provider === "ecom" && this.#mode !== "counter") return 0;
    if (this.#mode === "vending") {
      if (good.slot === undefined || this.#lockedSlots.has(good.slot)) return 0;
      if (this.#dispenser?.sellable(good.slot) !== true) return 0;
    }
    return this.#stock.free(good.sku, open);
  }

  freeBeside(open: readonly Sale[]): (good: Good) => number {
    return (good) => this.free(good, open);
  }

  soldOut(open: readonly Sale[]): string[] {
    return this.#goods.filter((good) => this.free(good, open) <= 0).map((good) => good.sku);
  }

  /** A vending machine without a working board sells nothing. */
  outOfService(): boolean {
    if (this.#mode !== "vending") return false;
    const state = this.#dispenser?.state().state;
    return state !== "ready" && state !== "degraded";
  }

  takeEntry(entry: Entry): void {
    takeLock(this.#lockedSlots, entry);
  }

  settle(sale: Sale): void {
    this.#stock.settle(sale);
  }
}

/** Changes whenever goods or their counted stock change in the configuration. */
function catalogueMark(goods: readonly Good[]): string {
  return goods.map((good) => `${good.sku}:${good.slot ?? ""}:${good.stock ?? ""}`).join("|");
}
