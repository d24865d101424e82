import type { Good } from "../core/good.ts";
import type { Sale } from "../core/sale.ts";
import { soldUnits } from "./sales.ts";

/** What can still be sold. A unit is gone the moment a sale reserves it, and comes back only when that sale has ended without it. */
export class Stock {
  readonly #left = new Map<string, number>();

  /** `sold` are units sold since the stock was last counted. */
  constructor(goods: readonly Good[], sold: Readonly<Record<string, number>>) {
    for (const good of goods)
      if (good.stock !== undefined) this.#left.set(good.sku, Math.max(good.stock - (sold[good.sku] ?? 0), 0));
  }

  /** Units free to sell beside those in open sales; infinite where nobody counts. */
  free(sku: string, open: readonly Sale[]): number {
    const left = this.#left.get(sku);
    if (left === undefined) return Number.POSITIVE_INFINITY;
    let reserved = 0;
    for (const sale of open)
      for (const line of sale.lines) if ((line.sku ?? line.id) === sku) reserved += line.quantity;
    return Math.max(left - reserved, 0);
  }

  /** A closed sale takes its sold units off the count. */
  settle(sale: Sale): void {
    for (const [sku, units] of Object.entries(soldUnits(sale))) {
      const left = this.#left.get(sku);
      if (left !== undefined) this.#left.set(sku, Math.max(left - units, 0));
    }
  }
}
