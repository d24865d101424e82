import type { ScreenAt } from "./view.ts";

type Line = ScreenAt<"goods">["basket"]["lines"][number];

/** The SKU with the chosen options' ids: one line of the basket, and no other. */
export function lineKey({ sku, chosen = [] }: Line): string {
  return [sku, ...chosen.map((option) => option.id)].join(".");
}

/** "Coffee, large, oat milk" */
export function wholeName({ name, chosen = [] }: Line): string {
  return [name, ...chosen.map((option) => option.name)].join(", ");
}

/** How an ask names the line. */
export function asAsked({ sku, chosen }: Line): { readonly sku: string; chosen?: string[] } {
  return chosen === undefined ? { sku } : { sku, chosen: chosen.map((option) => option.id) };
}
