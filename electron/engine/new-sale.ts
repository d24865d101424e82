import { type Basket, minimumAge } from "../core/basket.ts";
import type { Good } from "../core/good.ts";
import type { CreateAsk } from "../core/ports.ts";
import type { Item, Sale } from "../core/sale.ts";

/** ePayment `paymentDescription` and eCom `transactionText`: at most 100 characters. */
const DESCRIPTION_MAX = 100;

/** One item per unit, in the order they were chosen: each is dispensed and recorded by itself. */
export function itemsOf(basket: Basket): Omit<Item, "state">[] {
  return basket.lines.flatMap((line) =>
    Array.from({ length: line.count }, () => ({
      sku: line.good.sku,
      name: line.good.name,
      slot: line.good.slot ?? "",
      price: line.good.price,
      ...(line.good.picture === undefined ? {} : { picture: line.good.picture }),
    })),
  );
}

/** Readable by the cashier, unique per attempt, and short enough for both APIs with a key's suffix. */
export function referenceFor(terminalId: string, saleId: string, attempt: number): string {
  return `${terminalId}-${saleId}-${attempt}`;
}

/** What a create carries beside its amount. The customer reads the description in the app. */
export function orderOf(
  sale: Sale,
  shopName: string,
  goods: readonly Good[],
): Pick<CreateAsk, "description" | "currency" | "minimumAge" | "orderLines"> {
  const sold = goods.filter((good) => sale.lines.some((line) => line.id === good.sku));
  const age = minimumAge({ lines: sold.map((good) => ({ good, count: 1 })) });
  const names = sale.lines.map((line) => (line.quantity === 1 ? line.name : `${line.quantity} ${line.name}`));
  return {
    currency: sale.terms.currency,
    description: `${shopName}: ${names.join(", ")}`.slice(0, DESCRIPTION_MAX),
    // Lines cannot be changed once sent, and in vending nobody knows yet what will drop.
    ...(sale.terms.mode === "vending" ? {} : { orderLines: sale.lines }),
    // eCom cannot ask for an age: there goods with an age are sold only where somebody looks at the customer.
    ...(age === undefined || sale.terms.provider === "ecom" ? {} : { minimumAge: age }),
  };
}
