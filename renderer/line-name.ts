import type { ScreenAt } from "./view.ts";

type Line = ScreenAt<"goods">["basket"]["lines"][number];

/** The SKU with the chosen options' ids or the typed price: one line of the basket, and no other. */
export function lineKey({ sku, chosen = [], typedPrice }: Line): string {
  return [sku, ...chosen.map((option) => option.id), ...(typedPrice === undefined ? [] : [typedPrice])].join(".");
}

/** "Coffee, large, oat milk" */
export function wholeName({ name, chosen = [] }: Line): string {
  return [name, ...chosen.map((option) => option.name)].join(", ");
}

/** How an ask names the line. */
export function asAsked({ sku, chosen, typedPrice }: Line): {
  readonly sku: string;
  chosen?: string[];
  readonly typedPrice?: number;
} {
  return {
    sku,
    ...(chosen === undefined ? {} : { chosen: chosen.map((option) => option.id) }),
    ...(typedPrice === undefined ? {} : { typedPrice }),
  };
}
