import type { Allergen } from "./allergen.ts";
import type { ChoiceGroup } from "./choice.ts";
import type { Minor } from "./money.ts";
import type { PriceBounds } from "./open-price.ts";
import type { VatRate } from "./vat.ts";

/** Something that can be sold. Prices include VAT. */
export interface Good {
  /** 1 to 32 of [A-Za-z0-9-]; unique in the catalogue. */
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  /** With `openPrice` the least it may cost. */
  readonly price: Minor;
  /** Counter: what one unit costs is typed when it is rung up (goods by weight, services). Such a good has no choices. */
  readonly openPrice?: PriceBounds;
  readonly vat: VatRate;
  /** Eaten on the premises, where rate or price then differ; absent where it makes no difference. */
  readonly eatIn?: { readonly price: Minor; readonly vat: VatRate };
  /** Name of a picture packed with the renderer, or absent. */
  readonly picture?: string;
  readonly barcode?: string;
  /** Years; the wallet refuses younger customers (ePayment `minimumUserAge`), an attended counter asks the cashier. */
  readonly minimumAge?: number;
  /** What it contains; empty where the shop says that it contains none, absent where the shop says nothing. */
  readonly allergens?: readonly Allergen[];
  /** Vending: the slot it lies in, "A1". */
  readonly slot?: string;
  /** Units believed to be in stock; absent where nobody counts. */
  readonly stock?: number;
  /** Variants and extras, asked for when the good is chosen. Not in vending: there the slot is the variant. */
  readonly choices?: readonly ChoiceGroup[];
  /** Counter: shown as a quick key. */
  readonly quickKey?: boolean;
}
