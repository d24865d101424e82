import type { Allergen } from "./allergen.ts";
import type { ChoiceGroup, ChoiceOption } from "./choice.ts";
import type { CounterView } from "./counter-view.ts";
import type { Discount, Reduction } from "./discount.ts";
import type { FaultCode } from "./fault.ts";
import type { Language, PhoneCountry } from "./market.ts";
import type { Mode } from "./mode.ts";
import type { Currency, Minor } from "./money.ts";
import type { PriceBounds } from "./open-price.ts";
import type { DeviceState, Flow } from "./ports.ts";
import type { Serving } from "./serving.ts";
import type { SetUpView } from "./set-up.ts";
import type { VatRate } from "./vat.ts";

/** Everything a page needs to draw, whole, each time. The page decides nothing about money and holds no timer about it. */
export interface View {
  readonly frame: Frame;
  readonly screen: Screen;
}

export interface Frame {
  readonly mode: Mode;
  /** Set for the second screen of a counter: it is looked at, never pressed. */
  readonly facing?: "customer";
  readonly shopName: string;
  /** Vending: whom customers turn to, in the operator's words. */
  readonly helpLine?: string;
  readonly language: Language;
  readonly currency: Currency;
  /** "Vipps" or "MobilePay", by market and date. */
  readonly wallet: string;
  readonly theme: "light" | "dark" | "contrast";
  readonly largeText: boolean;
  readonly lowReach: boolean;
  /** What the customer may choose among, in the shop's order. */
  readonly languages: readonly Language[];
  /** How keys move the focus: to what lies in an arrow's direction, or up and down in the order of reading. */
  readonly keys: "four-arrows" | "up-down";
  /** Letters, digits and signs act in fields alone; a scanner is heard all the same. */
  readonly charactersAreOff?: true;
  /** For one switch: whenever it changes, the next thing takes the focus. */
  readonly scanTurn?: number;
  /** Spoken guidance; absent where the terminal has no voice. */
  readonly speech?: SpeechView;
  /** Changes whenever `catalogue:read` would answer differently. */
  readonly catalogueVersion: number;
  /** SKUs of which the last unit is sold or reserved, and slots that cannot be sold. */
  readonly soldOut: readonly string[];
  /** Set while the question "are you still there?" is open. Every screen shows it above its own content. */
  readonly leaving?: LeavingView;
  /** Devices that are not ready, for the small staff mark in the corner and the counter's status line. */
  readonly troubles: readonly DeviceState[];
  /** Somebody of the staff is asked for the PIN, or is inside: their sheet lies above the screen. */
  readonly staff?: "door" | "inside";
  /** Staff look at the machine's ports: shown on their sheet. */
  readonly setUp?: SetUpView;
  /** True when the built-in simulator stands in for the wallet. Shown, so nobody takes play money for real. */
  readonly practice: boolean;
}

/** How fast the guidance is spoken, as the customer chose. */
export type Pace = "slow" | "normal" | "fast";
export type Volume = "quiet" | "normal" | "loud";

export interface SpeechView {
  readonly on: boolean;
  readonly pace: Pace;
  readonly volume: Volume;
  /** Who hears it: on a loudspeaker everybody does, and nothing of the phone number is said. */
  readonly output: "loudspeaker" | "headphone";
}

/** The question "are you still there?", and how long it stays open. */
export interface LeavingView {
  readonly secondsLeft: number;
  readonly secondsTotal: number;
  /** A tone is sounded when the question opens, so loud in percent of the loudest; absent where the voice asks, or none shall sound. */
  readonly toneVolumePercent?: number;
}

/** Where the money is, always said in words beside the amount. */
export type MoneyState =
  | "nothing-reserved"
  | "reserved"
  | "paid"
  | "being-released"
  | "given-back"
  | "being-checked";

export interface BasketView {
  readonly lines: readonly BasketLineView[];
  readonly total: Minor;
  readonly vat: readonly { readonly rate: VatRate; readonly vat: Minor }[];
  /** What the cashier gave off the whole: taken off the lines without a discount of their own. */
  readonly discount?: Discount;
  /** What that comes to. The lines tell nothing of it: they come to `total` and this together. */
  readonly reduction?: Reduction;
  /** Where the goods are eaten. Absent where that makes no difference; without an answer nothing can be paid. */
  readonly serving?: Serving | "unanswered";
  /** Years: the highest age any of the goods asks for. */
  readonly minimumAge?: number;
  /** Counter: the cashier has still to see that the customer is so old; before that nothing can be paid. */
  readonly ageToSee?: number;
}

export interface BasketLineView {
  readonly sku: string;
  readonly name: string;
  /** Variant and extras; absent where nothing was chosen. Their ids name the line together with the SKU. */
  readonly chosen?: readonly Pick<ChoiceOption, "id" | "name">[];
  /** What one unit costs, where it was typed; names the line together with the SKU. */
  readonly typedPrice?: Minor;
  readonly count: number;
  readonly unitPrice: Minor;
  readonly gross: Minor;
  /** What the cashier took off this line; `gross` is what is left. */
  readonly reduction?: Reduction;
  readonly picture?: string;
  readonly slot?: string;
}

export type ScanNote =
  /** No good has this barcode. `code` is an article's number; other codes may be somebody's own and are not shown. */
  | { readonly is: "unknown"; readonly code?: string }
  /** Its check digit is wrong: to be scanned again. */
  | { readonly is: "misread" }
  /** Sold out, or more than one payment can carry. */
  | { readonly is: "no-more"; readonly name: string }
  /**
   * The customer's own wallet code, shown too early ("empty": nothing to pay; "unanswered": a question is open, or the
   * amount is below the smallest), or where no requests can be sent.
   */
  | { readonly is: "own-code"; readonly why: "empty" | "unanswered" | "no-push" }
  /** Its choices, or its price, are to be asked. `nth` grows with every such scan. */
  | { readonly is: "choose"; readonly sku: string; readonly nth: number };

export interface QrView {
  /** Modules per side, quiet zone included. */
  readonly modules: number;
  /** SVG path data in module units, black on white; drawn as one path element. */
  readonly path: string;
  readonly secondsLeft: number;
  readonly secondsTotal: number;
}

/**
 * What is said under the number field: the number itself is never sent back to the page. "code-refused": nothing could be
 * sent with the code the customer showed.
 */
export type NumberComplaint = "malformed" | "could-not-send" | "code-refused" | "app-too-old" | "wrong-country";

/** Whose number may be typed, and what was wrong with the last one. */
export interface NumberQuestion {
  readonly countries: readonly PhoneCountry[];
  readonly country: PhoneCountry;
  readonly complaint?: NumberComplaint;
  /** Grows with everything that was found wrong: the same again is told again. */
  readonly told?: number;
}

export interface ItemView {
  readonly name: string;
  readonly slot: string;
  readonly picture?: string;
  readonly state: "waiting" | "coming" | "dropped" | "not-dropped" | "unknown";
}

export type Screen =
  /** Nobody is here. `available` false: the terminal takes no wallet payments now and says why before a basket is built. */
  | {
      readonly at: "attract";
      readonly available: boolean;
      readonly why?: "offline" | "out-of-service" | "checking";
      /** The goods are chosen by the machine's own keys; nothing begins by a touch here. */
      readonly chooseOn?: "machine";
    }
  /** Goods with the running basket. For the counter this is the whole ring-up screen. */
  | {
      readonly at: "goods";
      readonly basket: BasketView;
      readonly available: boolean;
      readonly why?: "offline" | "out-of-service" | "checking";
      /** Counter: goods from this age were just taken out again, because the customer is too young. */
      readonly tooYoungFor?: number;
      /** What became of the last scan, where it put nothing in the basket. Told until the next good. */
      readonly scan?: ScanNote;
      /** Grows with everything that was found wrong: the same again is told again. */
      readonly told?: number;
      /** Counter: what the cashier can do beside ringing up. */
      readonly counter?: CounterView;
    }
  | ({
      readonly at: "number";
      readonly basket: BasketView;
      readonly amount: Minor;
      readonly canPush: boolean;
    } & NumberQuestion)
  | {
      readonly at: "paying";
      readonly amount: Minor;
      readonly flow: Flow;
      /** asking: not known to have arrived; waiting: the customer's turn. */
      readonly step: "asking" | "waiting" | "approved" | "cancelling" | "switching" | "checking";
      readonly money: MoneyState;
      /** "912 •• •78"; absent for a code. */
      readonly maskedNumber?: string;
      /** The request went to whoever showed their own code. */
      readonly toOwnCode?: true;
      readonly qr?: QrView;
      /** After 20 s: where the request lies in the app. */
      readonly showsWhereInApp: boolean;
      /** After 40 s: the code is offered large. The quiet button is there from the start when `canSwitch`. */
      readonly offersCode: boolean;
      readonly canSwitch: boolean;
      readonly canCancel: boolean;
      readonly pickedUp: boolean;
      /** The number may be typed beside the code: sending it ends the code first. */
      readonly beside?: NumberQuestion;
    }
  /** Approved while we were cancelling, and the customer is still here. */
  | { readonly at: "late"; readonly amount: Minor }
  | { readonly at: "dispensing"; readonly amount: Minor; readonly items: readonly ItemView[] }
  | {
      readonly at: "done";
      readonly amount: Minor;
      readonly money: MoneyState;
      readonly orderNumber?: number;
      /** filing: on its way to the app. in-app: the app has it. not-filed: it will not come there. */
      readonly receipt: "printing" | "printed" | "unconfirmed" | "failed" | "filing" | "in-app" | "not-filed";
      /** What was asked for and did not come: given back, or on its way back. */
      readonly notDelivered: Minor;
      readonly notDeliveredIs: "being-released" | "given-back";
      readonly items: readonly ItemView[];
    }
  | {
      readonly at: "ended";
      readonly amount: Minor;
      readonly why:
        | "cancelled"
        | "declined"
        | "expired"
        | "not-dropped"
        | "unknown-drop"
        | "could-not-send"
        | "failed";
      readonly money: MoneyState;
      readonly fault?: FaultCode;
      /** Some of the goods ask for this age, which the wallet checks without saying so. */
      readonly minimumAge?: number;
      /** The goods are still in the basket: the customer may go back to them, or leave it all. */
      readonly mayTryAgain: boolean;
      readonly items: readonly ItemView[];
    };

/** One good as the page sees it. */
export interface GoodView {
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  readonly price: Minor;
  /** The least it costs, where choices make the price differ. */
  readonly priceFrom?: Minor;
  /** Counter: its price is typed, within these bounds; `price` is none of its own. */
  readonly openPrice?: PriceBounds;
  readonly vat: VatRate;
  /** Eaten on the premises. */
  readonly eatIn?: { readonly price: Minor; readonly priceFrom?: Minor; readonly vat: VatRate };
  readonly picture?: string;
  readonly barcode?: string;
  readonly minimumAge?: number;
  /** Empty: none of the fourteen. Absent: the shop says nothing. */
  readonly allergens?: readonly Allergen[];
  readonly slot?: string;
  readonly choices?: readonly ChoiceGroup[];
  readonly quickKey?: boolean;
}

export interface CatalogueView {
  readonly version: number;
  readonly categories: readonly string[];
  readonly goods: readonly GoodView[];
}
