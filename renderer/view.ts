import type {
  BasketView,
  CatalogueView,
  Frame,
  GoodView,
  Screen,
  View as WholeView,
} from "../electron/ipc/contract.ts";

/**
 * Names for pieces of the contract that the screens use often. Types only: nothing of the terminal's code is packed
 * into the page.
 */
export type ScreenAt<At extends Screen["at"]> = Extract<Screen, { readonly at: At }>;
export type Language = Frame["language"];
export type Currency = Frame["currency"];
export type Minor = BasketView["total"];
export type MoneyState = ScreenAt<"paying">["money"];
export type PhoneCountry = ScreenAt<"number">["country"];
export type Complaint = NonNullable<ScreenAt<"number">["complaint"]>;
export type Good = GoodView;
export type Catalogue = CatalogueView;
export type Allergen = NonNullable<GoodView["allergens"]>[number];
export type Serving = Exclude<NonNullable<BasketView["serving"]>, "unanswered">;
export type Item = ScreenAt<"dispensing">["items"][number];
export type Volume = NonNullable<Frame["speech"]>["volume"];
export type Pace = NonNullable<Frame["speech"]>["pace"];
export type ScanNote = NonNullable<ScreenAt<"goods">["scan"]>;
export type CounterView = NonNullable<ScreenAt<"goods">["counter"]>;
export type View = WholeView;
