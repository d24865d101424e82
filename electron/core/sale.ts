import type { Mode } from "./mode.ts";
import { type Currency, type Minor, minus, sum } from "./money.ts";
import { isLive, type Payment, type PaymentDeed, reopen, takenAmount } from "./payment.ts";
import type { PaymentAnswer } from "./payment-course.ts";
import type { Flow, OrderLine, PrintOutcome, ProviderName, VendOutcome } from "./ports.ts";
import type { Serving } from "./serving.ts";

/** What one customer is buying, from "pay" to the end. Plain facts; `sale-step.ts` decides what follows from them. */
export interface Sale {
  readonly id: string;
  readonly terms: SaleTerms;
  readonly startedAtMs: number;
  readonly lines: readonly OrderLine[];
  readonly total: Minor;
  /** In the order they were made. At most one is live; only the last may be planned. */
  readonly payments: readonly Payment[];
  /** Vending: one per unit, in the order they are dispensed. */
  readonly items: readonly Item[];
  readonly phase: SalePhase;
  /** "leave": the sale is off; whatever is taken is given back unless goods left. */
  readonly wish: "buy" | "leave";
  readonly customer: "here" | "gone";
  /** Set while the question "you approved while we were cancelling" is open. */
  readonly lateUntilMs?: number;
  /** The customer was asked that question once and answered, or let it pass. */
  readonly lateDecided: boolean;
  /** Kiosk and counter: the recorded fact that goods or a ticket were handed over, or will be on order. */
  readonly handedOver: boolean;
  /** Kiosk: staff cannot make this order; what is reserved for it goes back. */
  readonly calledOff?: true;
  readonly orderNumber?: number;
  readonly receiptNumber?: number;
  readonly receipt: ReceiptState;
  /** A return: the sale it undoes in full or in part, and the value that stays with its customer. */
  readonly returnOf?: { readonly saleId: string; readonly kept: Minor };
  /** The operator was told that the money of this sale does not settle. */
  readonly stuckTold?: true;
  /** The operator was told that the time to take the reserved money is running out. */
  readonly windowTold?: true;
  readonly end?: SaleEnd;
}

/** Fixed when the sale begins; a later change of configuration does not reach it. */
export interface SaleTerms {
  readonly mode: Mode;
  readonly provider: ProviderName;
  readonly currency: Currency;
  /** Kiosk: when the order counts as delivered. */
  readonly captureAt: "on-order" | "on-handover";
  /** A receipt goes to a printer. Without one it goes to the wallet. */
  readonly paper: boolean;
  /** Where the goods are eaten, if the customer was asked. */
  readonly serving?: Serving;
  /** Years: the highest age any of the goods asks for. */
  readonly minimumAge?: number;
  /** Attended counter: the cashier said that the customer has reached `minimumAge`. Nothing of the customer is kept. */
  readonly ageSeen?: true;
}

export interface Item {
  readonly sku: string;
  readonly name: string;
  readonly slot: string;
  readonly price: Minor;
  readonly picture?: string;
  readonly state: "waiting" | "coming" | "dropped" | "not-dropped" | "unknown";
  readonly evidence?: string;
}

/** `paying` until money is proven reserved, `delivering` until every item is decided, `settling` until money and paper are. */
export type SalePhase = "paying" | "delivering" | "settling" | "closed";

export type ReceiptState = "none" | "printing" | "printed" | "unconfirmed" | "failed" | "in-app";

export interface SaleEnd {
  readonly why:
    | "paid"
    | "cancelled"
    | "declined"
    | "expired"
    | "could-not-send"
    | "not-delivered"
    | "returned"
    | "failed";
  /** Money that stayed taken. */
  readonly taken: Minor;
  /** Value that was delivered. When everything is quiet the two are equal; where they are not, an alert was raised. */
  readonly delivered: Minor;
}

export type Deed =
  | PaymentDeed
  | { readonly do: "vend"; readonly item: number; readonly slot: string }
  /** `copy`: marked as such from the first line. */
  | { readonly do: "print"; readonly copy: boolean }
  /** Not sellable until staff release it. */
  | { readonly do: "lock-slot"; readonly slot: string; readonly why: string }
  /** For the operator; nothing in the sale waits for it. */
  | { readonly do: "alert"; readonly code: AlertCode; readonly what: string };

export type AlertCode =
  | "money/short" // goods left and the reservation did not cover them any more
  | "money/refunded-late-approval"
  | "money/stuck" // changes were asked for again and again and the amounts do not follow
  | "money/window-ending" // reserved 170 days ago and still not handed over: from day 180 it cannot be taken
  | "money/odd-reservation" // authorized for another amount than asked
  | "goods/unknown" // nobody knows whether an item fell
  | "goods/not-dropped"
  | "gateway/push-not-allowed"
  | "gateway/not-configured"
  | "receipt/failed"
  | "receipt/not-filed"; // the app shows no receipt and will not get one

/** The next free numbers of the series. Used up only when the sale that results carries them. */
export interface Numbers {
  readonly order: number;
  readonly receipt: number;
}

export type Happening =
  /** A first or further attempt. Refused silently while another may still take money. */
  | { readonly is: "pay"; readonly flow: Flow; readonly reference: string }
  /** Another flow for the same sale: the present payment is proven dead first. */
  | { readonly is: "switch"; readonly flow: Flow; readonly reference: string }
  | { readonly is: "leave"; readonly customer: "here" | "gone" }
  | { readonly is: "late-choice"; readonly choice: "take" | "give-back" }
  | { readonly is: "handed-over" }
  /** Staff cannot make an order that waits for them. Too late once it is handed over. */
  | { readonly is: "called-off" }
  | { readonly is: "time" }
  | PaymentAnswer
  | { readonly is: "vend-answered"; readonly item: number; readonly outcome: VendOutcome }
  | { readonly is: "print-answered"; readonly outcome: PrintOutcome }
  /** The program started again; nothing is under way any more and nobody is at the screen. */
  | { readonly is: "restarted" };

export interface Step {
  readonly sale: Sale;
  readonly deeds: readonly Deed[];
}

export function beginSale(
  start: Pick<Sale, "id" | "terms" | "startedAtMs" | "lines"> & { readonly items: readonly Omit<Item, "state">[] },
): Sale {
  if (start.lines.length === 0) throw new Error("a sale has at least one line");
  return {
    id: start.id,
    terms: start.terms,
    startedAtMs: start.startedAtMs,
    lines: start.lines,
    total: sum(start.lines.map((line) => line.gross)),
    payments: [],
    items: start.items.map((item) => ({ ...item, state: "waiting" })),
    phase: "paying",
    wish: "buy",
    customer: "here",
    lateDecided: false,
    handedOver: false,
    receipt: "none",
  };
}

/**
 * Gives back part or all of what a closed sale took. The payment is the provider's one and only: it is read before anything
 * is changed, so a refund made elsewhere in the meantime is never made twice.
 */
export function beginReturn(start: {
  readonly id: string;
  readonly original: Sale;
  readonly payment: Payment;
  readonly amount: Minor;
  readonly startedAtMs: number;
  readonly nowMs: number;
}): Sale {
  const { original, payment, amount } = start;
  const kept = minus(takenAmount(payment), amount);
  if (amount <= 0 || kept < 0)
    throw new Error(`a return gives back more than nothing and no more than was taken, not ${amount}`);
  return {
    id: start.id,
    terms: original.terms,
    startedAtMs: start.startedAtMs,
    lines: original.lines,
    total: original.total,
    payments: [reopen(payment, kept, start.nowMs)],
    items: [],
    phase: "settling",
    wish: "buy",
    customer: "gone",
    lateDecided: true,
    handedOver: false,
    receipt: "none",
    returnOf: { saleId: original.id, kept },
  };
}

export function livePayment(sale: Sale): Payment | undefined {
  return sale.payments.find(isLive);
}

/** The payment that matters to the customer: the live one, else the last. */
export function presentPayment(sale: Sale): Payment | undefined {
  return livePayment(sale) ?? sale.payments.at(-1);
}

export function taken(sale: Sale): Minor {
  return sum(sale.payments.map(takenAmount));
}

/** Value that left for good: what dropped, or the whole sale once handed over. */
export function delivered(sale: Sale): Minor {
  if (sale.returnOf !== undefined) return sale.returnOf.kept;
  if (sale.terms.mode === "vending")
    return sum(sale.items.filter((item) => item.state === "dropped").map((item) => item.price));
  return sale.handedOver ? sale.total : sum([]);
}
