import { asksServing, type Basket, minimumAge, orderLines } from "../core/basket.ts";
import type { Good } from "../core/good.ts";
import { MARKETS } from "../core/market.ts";
import type { CreateAsk } from "../core/ports.ts";
import type { Item, Sale } from "../core/sale.ts";
import type { TerminalSettings } from "../core/settings.ts";
import type { TerminalPorts } from "./terminal-ports.ts";

/** ePayment `paymentDescription` and eCom `transactionText`: at most 100 characters. */
const DESCRIPTION_MAX = 100;

/** One item per unit, in the order they were chosen: each is dispensed and recorded by itself. */
function itemsOf(basket: Basket): Omit<Item, "state">[] {
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

/** What is bought, and the terms it is bought on. */
export function orderedBy(
  basket: Basket,
  { mode, market, captureAt }: TerminalSettings,
  { gateway, printer }: Pick<TerminalPorts, "gateway" | "printer">,
): Pick<Sale, "lines" | "terms"> & { readonly items: Omit<Item, "state">[] } {
  const years = minimumAge(basket);
  return {
    lines: orderLines(basket),
    items: mode === "vending" ? itemsOf(basket) : [],
    terms: {
      mode,
      provider: gateway.provider,
      currency: MARKETS[market].currency,
      captureAt,
      paper: ["ready", "degraded"].includes(printer?.state().state ?? "absent"),
      ...(basket.serving === undefined || !asksServing(basket) ? {} : { serving: basket.serving }),
      ...(years === undefined ? {} : { minimumAge: years }),
      ...(mode === "counter" && years !== undefined ? { ageSeen: true as const } : {}),
    },
  };
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
  const sold = goods.filter((good) => sale.lines.some((line) => (line.sku ?? line.id) === good.sku));
  const age = minimumAge({ lines: sold.map((good) => ({ good, chosen: [], count: 1 })) });
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
