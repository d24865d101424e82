import type { Allergen, Complaint, Item, MoneyState, Pace, ScreenAt, Serving, Volume } from "../view.ts";

/**
 * Everything the page says, as one type: a language that lacks a sentence, or has one that fits nothing, fails the
 * compile, which a translation library finds out only while a customer is looking. Sentences with a hole in them are
 * functions, so that each language puts the words in its own order. `amount` is already written out ("135 kr"), and
 * no sentence ends with it: Danish writes its currency with a full stop.
 */
export interface Words {
  /** The language's name in itself. */
  readonly ownName: string;

  // The bottom bar
  readonly chooseLanguage: string;
  readonly easierToUse: string;
  readonly strongContrast: string;
  readonly strongContrastMeans: string;
  readonly largeText: string;
  readonly largeTextMeans: string;
  readonly lowReach: string;
  readonly lowReachMeans: string;
  readonly close: string;
  readonly back: string;
  readonly scrollUp: string;
  readonly scrollDown: string;
  readonly practice: string;
  readonly staffNeeded: string;

  // Nobody is here
  readonly touchToOrder: string;
  readonly touchToBuy: string;
  readonly chooseOnMachine: string;
  readonly startSelling: string;
  readonly payWithPhone: (wallet: string) => string;
  readonly notPayingNow: (wallet: string) => string;
  readonly whyNot: Readonly<Record<NonNullable<ScreenAt<"attract">["why"]>, string>>;

  // Goods and basket
  readonly chooseGoods: string;
  readonly chooseSlot: string;
  readonly shelf: (name: string) => string;
  readonly allCategories: string;
  readonly soldOut: string;
  readonly fromAge: (years: number) => string;
  readonly fromPrice: (amount: string) => string;
  readonly chooseOne: string;
  readonly chooseUpTo: (most: number) => string;
  readonly chooseBetween: (fewest: number, most: number) => string;
  readonly addToBasket: string;
  readonly basket: string;
  // The customer's screen at a counter
  readonly welcome: string;
  readonly tellYourNumber: string;
  readonly andMore: (lines: number) => string;
  readonly basketIsEmpty: string;
  readonly basketStartsHere: string;
  readonly addOne: (name: string) => string;
  readonly removeOne: (name: string) => string;
  readonly inBasket: (count: number) => string;
  readonly vatIncluded: (rate: string, amount: string) => string;
  readonly pay: (wallet: string) => string;
  readonly startOver: string;
  readonly search: string;
  readonly quickKeys: string;
  readonly nothingFound: string;
  readonly servingQuestion: string;
  readonly servings: Readonly<Record<Serving, string>>;
  /** `names`: of allergens, with commas between them. */
  readonly contains: (names: string) => string;
  readonly allergens: string;
  readonly allergenNames: Readonly<Record<Allergen, string>>;
  readonly ageQuestion: (years: number) => string;
  readonly ageSeen: string;
  readonly ageNotSeen: string;
  readonly tooYoung: (years: number) => string;
  readonly ageLimit: (years: number) => string;

  // The number
  readonly yourNumber: string;
  readonly customersNumber: string;
  readonly numberMeans: (wallet: string) => string;
  readonly country: string;
  readonly erase: string;
  readonly numberSoFar: string;
  readonly sendRequest: string;
  readonly orScanCode: string;
  readonly showCode: string;
  readonly noPushHere: string;
  readonly complaint: Readonly<Record<Complaint, (wallet: string) => string>>;

  // Paying
  readonly toShop: (amount: string, shop: string) => string;
  readonly sending: string;
  readonly preparingCode: string;
  readonly openAndApprove: (wallet: string) => string;
  readonly scanCode: (wallet: string) => string;
  readonly scanMeans: (wallet: string) => string;
  readonly scanOrType: (wallet: string) => string;
  readonly codeLasts: (time: string) => string;
  readonly pickedUp: (wallet: string) => string;
  readonly approveThere: string;
  readonly sentTo: (masked: string) => string;
  readonly sentToOwnCode: string;
  readonly whereInApp: (wallet: string) => string;
  readonly codeOffered: string;
  readonly useCode: string;
  readonly useNumber: string;
  readonly cancel: string;
  readonly approved: string;
  readonly approvedMeans: string;
  readonly cancelling: string;
  readonly cancellingMeans: string;
  readonly switching: string;
  readonly switchingMeans: string;
  readonly checking: (wallet: string) => string;
  readonly checkingMeans: string;
  readonly stepSent: string;
  readonly stepOpen: (wallet: string) => string;
  readonly stepScan: string;
  readonly stepApprove: string;

  // Where the money is
  readonly money: Readonly<Record<MoneyState, (amount: string) => string>>;
  readonly nothingTaken: string;
  readonly notDelivered: Readonly<Record<ScreenAt<"done">["notDeliveredIs"], (amount: string) => string>>;

  // Are you still there?
  readonly stillThere: string;
  readonly stillThereMeans: string;
  readonly secondsLeft: (seconds: number) => string;
  readonly moreTime: string;

  // Approved while cancelling
  readonly late: string;
  readonly lateMeans: (amount: string) => string;
  readonly lateTake: string;
  readonly lateGiveBack: (amount: string) => string;

  // Dispensing
  readonly coming: (coming: number, of: number) => string;
  readonly comingMeans: string;
  readonly item: Readonly<Record<Item["state"], string>>;
  readonly slot: (slot: string) => string;

  // The end
  readonly thanks: string;
  readonly takeGoods: string;
  readonly yourOrderNumber: string;
  readonly orderNumberMeans: string;
  readonly receipt: Readonly<Record<ScreenAt<"done">["receipt"], (wallet: string) => string>>;
  readonly ended: Readonly<Record<ScreenAt<"ended">["why"], string>>;
  /** Said behind what went wrong: who can help where this terminal stands. `line`: the operator's own words. */
  readonly helpHere: { readonly staff: string; readonly line: (line: string) => string };
  /** Said behind a receipt that did not come: where there is another, or what stands in its place. */
  readonly copyHere: {
    readonly staff: string;
    readonly line: (line: string) => string;
    readonly nobody: (wallet: string) => string;
  };
  readonly whatNow: Readonly<Record<ScreenAt<"ended">["why"], string>>;
  readonly stillCancelling: string;
  readonly paysOnlyForGot: string;
  readonly finish: string;
  readonly backToBasket: string;

  // Help and the voice
  readonly help: string;
  readonly byKeys: string;
  /** What to do here, in two sentences. */
  readonly helpFor: Readonly<Record<HelpAt, (wallet: string) => string>>;
  readonly spokenGuidance: string;
  readonly spokenGuidanceMeans: string;
  readonly spokenIsOn: string;
  readonly sayAgain: string;
  readonly pace: string;
  readonly paces: Readonly<Record<Pace, string>>;
  readonly volume: string;
  readonly volumes: Readonly<Record<Volume, string>>;
  readonly switchedOn: string;
  readonly switchedOff: string;
  readonly chosen: string;
  readonly notPressedNow: string;
  /** A key of the number pad on a loudspeaker, where which one it is is nobody's business. */
  readonly oneDigit: string;
  readonly digitsTyped: (count: number) => string;
}

/** Situations in which different things are to be done. */
export type HelpAt =
  | "attract"
  | "goods"
  | "slots"
  | "number"
  | "code"
  | "push"
  | "scan"
  | "busy"
  | "late"
  | "dispensing"
  | "done"
  | "ended"
  | "again";
