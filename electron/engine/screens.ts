import {
  asksServing,
  type Basket,
  basketTotal,
  basketVat,
  minimumAge,
  pricedLines,
  unitPrice,
} from "../core/basket.ts";
import { offTheWhole, toldAlone } from "../core/discount.ts";
import { minus } from "../core/money.ts";
import { type Payment, standing } from "../core/payment.ts";
import { MARGIN_MS } from "../core/payment-pace.ts";
import { linesWentAlong } from "../core/receipt-filing.ts";
import { delivered, type Item, presentPayment, type Sale, taken } from "../core/sale.ts";
import type { TerminalSettings } from "../core/settings.ts";
import type { BasketView, ItemView, MoneyState, NumberQuestion, QrView, Screen } from "../core/view.ts";
import { ageToSee } from "./basket-desk.ts";
import type { FilingState } from "./filings.ts";
import { mayTryAgain } from "./front.ts";

/** After so many reads without an answer the screen says that the payment is being checked. */
const BLIND_READS_SAID = 3;
/** When the screen explains where the request lies in the app, and when it offers the code large. */
const WHERE_IN_APP_AFTER_MS = 20_000;
const CODE_OFFERED_AFTER_MS = 40_000;

export interface SaleScreenFacts {
  readonly nowMs: number;
  readonly maskedNumber: string | undefined;
  readonly toOwnCode: boolean;
  readonly canPush: boolean;
  /** The code is being ended because the customer wants to type a number instead. */
  readonly switching: boolean;
  /** Asked beside a code, where the shop shows both at once. */
  readonly beside?: NumberQuestion;
  readonly drawQr: (content: string) => Pick<QrView, "modules" | "path">;
  /** How far the receipt in the customer's app has come. */
  readonly filing: FilingState;
}

export function basketView(basket: Basket, settings: Pick<TerminalSettings, "mode">): BasketView {
  const years = minimumAge(basket);
  const toSee = ageToSee(basket, settings);
  const priced = pricedLines(basket);
  const whole = offTheWhole(priced);
  return {
    lines: priced.map(({ line, ...told }) => ({
      sku: line.good.sku,
      name: line.good.name,
      count: line.count,
      unitPrice: unitPrice(line),
      ...toldAlone(told),
      ...(line.typedPrice === undefined ? {} : { typedPrice: line.typedPrice }),
      ...(line.chosen.length === 0 ? {} : { chosen: line.chosen.map(({ id, name }) => ({ id, name })) }),
      ...(line.good.picture === undefined ? {} : { picture: line.good.picture }),
      ...(line.good.slot === undefined ? {} : { slot: line.good.slot }),
    })),
    total: basketTotal(basket),
    ...(basket.discount === undefined ? {} : { discount: basket.discount }),
    ...(whole === undefined ? {} : { reduction: whole }),
    vat: basketVat(basket).map(({ rate, vat }) => ({ rate, vat })),
    ...(asksServing(basket) ? { serving: basket.serving ?? "unanswered" } : {}),
    ...(years === undefined ? {} : { minimumAge: years }),
    ...(toSee === undefined ? {} : { ageToSee: toSee }),
  };
}

/** What the customer of this sale sees now. */
export function saleScreen(sale: Sale, facts: SaleScreenFacts): Screen {
  if (sale.phase === "closed") return closedScreen(sale, facts.filing);
  if (sale.phase === "delivering" && sale.terms.mode === "vending")
    return { at: "dispensing", amount: sale.total, items: sale.items.map(itemView) };
  if (sale.phase === "delivering" || sale.phase === "settling") return settlingScreen(sale, facts.filing);
  if (sale.lateUntilMs !== undefined) return { at: "late", amount: sale.total };
  return payingScreen(sale, facts);
}

function payingScreen(sale: Sale, facts: SaleScreenFacts): Screen {
  const payment = presentPayment(sale);
  const said = payingStep(sale, payment);
  const step = said === "cancelling" && facts.switching ? "switching" : said;
  const waitedMs = payment === undefined || payment.askedAtMs === 0 ? 0 : facts.nowMs - payment.askedAtMs;
  const flow = payment?.flow ?? "push";
  const qr = payment === undefined || step !== "waiting" ? undefined : qrView(payment, facts);
  const mayAct = step === "asking" || step === "waiting" || step === "checking";
  return {
    at: "paying",
    amount: sale.total,
    flow,
    step,
    money: payingMoney(said, payment),
    showsWhereInApp: flow === "push" && step === "waiting" && waitedMs >= WHERE_IN_APP_AFTER_MS,
    offersCode: flow === "push" && step === "waiting" && waitedMs >= CODE_OFFERED_AFTER_MS,
    canSwitch: step === "waiting" && (flow === "push" || facts.canPush),
    canCancel: mayAct,
    pickedUp: payment?.watch.pickedUp ?? false,
    ...(facts.maskedNumber === undefined || flow === "qr" ? {} : { maskedNumber: facts.maskedNumber }),
    ...(facts.toOwnCode && flow === "push" ? { toOwnCode: true as const } : {}),
    ...(qr === undefined ? {} : { qr }),
    ...(qr === undefined || facts.beside === undefined || payment?.watch.pickedUp === true
      ? {}
      : { beside: facts.beside }),
  };
}

/** Only what the amounts have shown: nobody is told of money given back that was never reserved. */
function payingMoney(step: PayingStep, payment: Payment | undefined): MoneyState {
  const isReserved = payment !== undefined && standing(payment) === "money";
  if (step === "cancelling") return isReserved ? "being-released" : "being-checked";
  if (step === "checking") return "being-checked";
  return isReserved ? "reserved" : "nothing-reserved";
}

type PayingStep = Extract<Screen, { at: "paying" }>["step"];

function payingStep(sale: Sale, payment: Payment | undefined): PayingStep {
  if (sale.wish === "leave") return "cancelling";
  if (sale.payments.at(-1)?.state === "planned" || payment === undefined)
    return sale.payments.length > 1 ? "switching" : "asking";
  if (payment.keep !== undefined) return "cancelling";
  if (payment.watch.blindReads >= BLIND_READS_SAID || (payment.createDoubt && payment.watch.flight !== "create"))
    return "checking";
  if (standing(payment) === "money") return "approved";
  return payment.state === "asking" ? "asking" : "waiting";
}

function qrView(payment: Payment, facts: SaleScreenFacts): QrView | undefined {
  const content = payment.watch.qrContent;
  if (payment.flow !== "qr" || content === undefined) return undefined;
  // The margin is ours: the customer is told the provider's window.
  const validUntilMs = payment.endsByMs - MARGIN_MS;
  const secondsTotal = Math.round((validUntilMs - payment.askedAtMs) / 1_000);
  const secondsLeft = Math.max(Math.ceil((validUntilMs - facts.nowMs) / 1_000), 0);
  return { ...facts.drawQr(content), secondsLeft, secondsTotal };
}

/** Goods are on their way or handed over; money is being taken or let go. Words follow the proof, never the wish. */
function settlingScreen(sale: Sale, filing: FilingState): Screen {
  const value = delivered(sale);
  if (sale.terms.mode === "vending" && value === 0)
    return {
      at: "ended",
      amount: sale.total,
      why: undropped(sale),
      money: "being-released",
      mayTryAgain: false,
      items: sale.items.map(itemView),
    };
  return {
    at: "done",
    amount: value === 0 ? sale.total : value,
    money: moneyOf(sale),
    receipt: receiptOf(sale, filing),
    notDelivered: sale.terms.mode === "vending" ? minus(sale.total, value) : minus(sale.total, sale.total),
    notDeliveredIs: sale.phase === "closed" && taken(sale) === value ? "given-back" : "being-released",
    items: sale.items.map(itemView),
    ...(sale.orderNumber === undefined ? {} : { orderNumber: sale.orderNumber }),
  };
}

function closedScreen(sale: Sale, filing: FilingState): Screen {
  const why = sale.end?.why ?? "failed";
  if (why === "paid" || why === "returned") return settlingScreen(sale, filing);
  return {
    at: "ended",
    amount: sale.total,
    why: why === "not-delivered" ? undropped(sale) : why,
    money: moneyOf(sale),
    mayTryAgain: mayTryAgain(sale),
    // Where nothing was moved nothing of it waits any more: only the money is left to tell of.
    items: sale.items.every((item) => item.state === "waiting") ? [] : sale.items.map(itemView),
    ...refusalOf(sale),
    ...(sale.terms.minimumAge === undefined ? {} : { minimumAge: sale.terms.minimumAge }),
  };
}

/** "Did not come out" is said only where that is known of every item. */
function undropped(sale: Sale): "not-dropped" | "unknown-drop" {
  return sale.items.some((item) => item.state === "unknown") ? "unknown-drop" : "not-dropped";
}

function refusalOf(sale: Sale): Pick<Extract<Screen, { at: "ended" }>, "fault"> {
  const refusal = sale.payments.at(-1)?.refusal;
  return refusal === undefined ? {} : { fault: refusal };
}

/** "Paid" stands beside the value delivered, and only once at least that much is proven taken. */
function moneyOf(sale: Sale): MoneyState {
  const held = sale.payments.some((payment) => payment.authorized > 0);
  if (taken(sale) > 0) return taken(sale) >= delivered(sale) ? "paid" : "being-checked";
  if (sale.phase === "closed") return held ? "given-back" : "nothing-reserved";
  return held ? "reserved" : "being-checked";
}

/** The app is named only once it has the receipt: with its create (ePayment, goods known), or filed and confirmed. */
function receiptOf(sale: Sale, filing: FilingState): Extract<Screen, { at: "done" }>["receipt"] {
  if (sale.terms.paper) {
    if (sale.receipt === "none" || sale.receipt === "in-app") return "printing";
    return sale.receipt === "failed" && filing === "filed" ? "in-app" : sale.receipt;
  }
  if (linesWentAlong(sale) || filing === "filed") return "in-app";
  return filing === "failed" ? "not-filed" : "filing";
}

function itemView(item: Item): ItemView {
  return {
    name: item.name,
    slot: item.slot,
    state: item.state,
    ...(item.picture === undefined ? {} : { picture: item.picture }),
  };
}
