import { type Minor, NOTHING, plus } from "./money.ts";
import { close, openAmount, type Payment, standing, takenAmount } from "./payment.ts";
import { WINDOW_WARNING_MS } from "./payment-pace.ts";
import { type Deed, delivered, livePayment, type Numbers, type Sale, type SaleEnd, taken } from "./sale.ts";
import { unreachable } from "./unreachable.ts";

/** How long the question about a late approval stands before the money is given back: long enough to be heard and answered by keys. */
export const LATE_QUESTION_MS = 60_000;

/** Writes without effect, paced ever slower: after so many, some minutes have passed and somebody should look. */
const STUCK_WRITES = 8;

/**
 * What a sale makes of the facts its payments and devices brought. Returns the same object when there is nothing to
 * do, so that the caller can tell when the sale is at rest.
 */
export function react(sale: Sale, nowMs: number, numbers: Numbers, deeds: Deed[]): Sale {
  const live = livePayment(sale);
  if (live !== undefined && live.watch.failedWrites >= STUCK_WRITES && sale.stuckTold === undefined) {
    deeds.push({
      do: "alert",
      code: "money/stuck",
      what: `payment ${live.reference} does not settle; it is tried on`,
    });
    return { ...sale, stuckTold: true };
  }
  switch (sale.phase) {
    case "paying":
      return reactPaying(sale, nowMs, numbers, deeds);
    case "delivering":
      return reactDelivering(sale, nowMs, deeds);
    case "settling":
      return reactSettling(sale, numbers, deeds);
    case "closed":
      return sale;
    default:
      return unreachable(sale.phase);
  }
}

// ---------------------------------------------------------------- paying

function reactPaying(sale: Sale, nowMs: number, numbers: Numbers, deeds: Deed[]): Sale {
  const live = livePayment(sale);
  if (live === undefined) return reactWithoutPayment(sale, deeds);
  if (sale.lateUntilMs !== undefined) return reactQuestion(sale, sale.lateUntilMs, nowMs);
  const held = live.watch.fresh && live.watch.flight === undefined && standing(live) === "money";
  if (!held) return sale.wish === "leave" && live.keep === undefined ? keep(sale, live, NOTHING) : sale;
  if (sale.wish === "buy") return reactMoney(sale, live, numbers, deeds);
  return reactLateMoney(sale, live, nowMs);
}

function reactWithoutPayment(sale: Sale, deeds: Deed[]): Sale {
  const last = sale.payments.at(-1);
  if (last === undefined) return sale.wish === "leave" ? finish(sale, "cancelled") : sale;
  if (last.state === "planned") return sale;
  if (sale.payments.some((payment) => payment.outcome === "refunded"))
    deeds.push({
      do: "alert",
      code: "money/refunded-late-approval",
      what: "taken at approval, the sale was off, refunded",
    });
  return finish(sale, whyUnpaid(sale, last));
}

function whyUnpaid(sale: Sale, last: Payment): SaleEnd["why"] {
  if (sale.wish === "leave") return "cancelled";
  if (last.refusal === "gateway/customer-unreachable" || last.refusal === "gateway/app-too-old")
    return "could-not-send";
  switch (last.outcome) {
    case "declined":
      return "declined";
    // Nobody here cancelled it, so its time ran out or somebody ended it elsewhere.
    case "released":
    case "expired":
      return "expired";
    default:
      return "failed";
  }
}

function reactQuestion(sale: Sale, untilMs: number, nowMs: number): Sale {
  if (sale.customer === "here" && nowMs < untilMs) return sale;
  const { lateUntilMs: _until, ...rest } = sale;
  return { ...rest, lateDecided: true };
}

/** Approved after the sale was called off. Somebody who still stands here may choose; otherwise it goes back. */
function reactLateMoney(sale: Sale, live: Payment, nowMs: number): Sale {
  const maySell = takenAmount(live) === 0 && covers(sale, live) && !live.cancelDoubt;
  if (sale.customer === "here" && !sale.lateDecided && maySell)
    return { ...keep(sale, live, undefined), lateUntilMs: nowMs + LATE_QUESTION_MS };
  return live.keep === undefined ? keep(sale, live, NOTHING) : sale;
}

/** Money is proven. It is taken only if it covers the sale and no cancel of ours can still undo it. */
function reactMoney(sale: Sale, live: Payment, numbers: Numbers, deeds: Deed[]): Sale {
  if (live.cancelDoubt) return live.keep === undefined ? keep(sale, live, NOTHING) : sale;
  if (!covers(sale, live)) {
    // Nothing open and nothing taken: it was let go elsewhere and closes by itself.
    if (openAmount(live) === 0 && takenAmount(live) === 0) return keep(sale, live, NOTHING);
    deeds.push({
      do: "alert",
      code: "money/odd-reservation",
      what: `payment ${live.reference} covers another amount`,
    });
    return { ...keep(sale, live, NOTHING), wish: "leave", lateDecided: true };
  }
  return accept(keep(sale, live, undefined), live.reference, numbers, deeds);
}

function covers(sale: Sale, payment: Payment): boolean {
  return plus(openAmount(payment), takenAmount(payment)) >= sale.total;
}

/** From here on goods may move. A further attempt that was planned is not needed any more. */
function accept(sale: Sale, reference: string, numbers: Numbers, deeds: Deed[]): Sale {
  const payments = sale.payments.map((payment) =>
    payment.state === "planned" ? close(payment, "never-existed") : payment,
  );
  const paid: Sale = { ...sale, payments, phase: "delivering" };
  switch (sale.terms.mode) {
    case "vending":
      return paid;
    case "counter":
      return settleFor({ ...paid, handedOver: true }, reference, sale.total);
    case "kiosk":
      return acceptOrder(paid, reference, numbers, deeds);
    default:
      return unreachable(sale.terms.mode);
  }
}

function acceptOrder(sale: Sale, reference: string, numbers: Numbers, deeds: Deed[]): Sale {
  const ordered = writeReceipt({ ...sale, orderNumber: numbers.order }, numbers, deeds);
  if (sale.terms.captureAt === "on-handover") return ordered;
  return settleFor({ ...ordered, handedOver: true }, reference, sale.total);
}

// ---------------------------------------------------------------- delivering

/** When the operator is told that a reservation nobody has used yet is running out; never a second time. */
export function windowWarningMs(sale: Sale, live: Payment): number {
  const waits = sale.phase === "delivering" && sale.orderNumber !== undefined && sale.windowTold === undefined;
  return waits ? live.askedAtMs + WINDOW_WARNING_MS : Number.POSITIVE_INFINITY;
}

function reactDelivering(sale: Sale, nowMs: number, deeds: Deed[]): Sale {
  const live = livePayment(sale);
  // The reservation can vanish while goods are being handed over; what was delivered is then on us.
  if (live === undefined) return { ...sale, phase: "settling" };
  if (nowMs >= windowWarningMs(sale, live)) {
    const what = `order ${sale.orderNumber}: payment ${live.reference} was reserved 170 days ago; from day 180 it cannot be taken`;
    deeds.push({ do: "alert", code: "money/window-ending", what });
    return { ...sale, windowTold: true };
  }
  if (sale.calledOff) return settleFor(sale, live.reference, NOTHING);
  if (sale.terms.mode !== "vending") return sale.handedOver ? settleFor(sale, live.reference, sale.total) : sale;
  if (sale.items.some((item) => item.state === "coming")) return sale;
  const index = sale.items.findIndex((item) => item.state === "waiting");
  const item = sale.items[index];
  if (item === undefined) return settleFor(sale, live.reference, delivered(sale));
  deeds.push({ do: "vend", item: index, slot: item.slot });
  return { ...sale, items: sale.items.map((each, at) => (at === index ? { ...each, state: "coming" } : each)) };
}

function settleFor(sale: Sale, reference: string, amount: Minor): Sale {
  return {
    ...sale,
    phase: "settling",
    payments: sale.payments.map((each) => (each.reference === reference ? { ...each, keep: amount } : each)),
  };
}

// ---------------------------------------------------------------- settling

function reactSettling(sale: Sale, numbers: Numbers, deeds: Deed[]): Sale {
  if (livePayment(sale) !== undefined) return sale;
  if (sale.returnOf === undefined && taken(sale) > 0 && sale.receiptNumber === undefined)
    return writeReceipt(sale, numbers, deeds);
  if (sale.receipt === "printing") return sale;
  if (taken(sale) !== delivered(sale))
    deeds.push({ do: "alert", code: "money/short", what: `delivered ${delivered(sale)}, taken ${taken(sale)}` });
  if (sale.returnOf !== undefined) return finish(sale, "returned");
  return finish(sale, delivered(sale) > 0 ? "paid" : "not-delivered");
}

/** A number of the unbroken series is used up exactly here. */
function writeReceipt(sale: Sale, numbers: Numbers, deeds: Deed[]): Sale {
  if (!sale.terms.paper) return { ...sale, receiptNumber: numbers.receipt, receipt: "in-app" };
  deeds.push({ do: "print", copy: false });
  return { ...sale, receiptNumber: numbers.receipt, receipt: "printing" };
}

function finish(sale: Sale, why: SaleEnd["why"]): Sale {
  return { ...sale, phase: "closed", end: { why, taken: taken(sale), delivered: delivered(sale) } };
}

function keep(sale: Sale, payment: Payment, amount: Minor | undefined): Sale {
  const { keep: _keep, ...rest } = payment;
  const changed: Payment = amount === undefined ? rest : { ...rest, keep: amount };
  return {
    ...sale,
    payments: sale.payments.map((each) => (each.reference === payment.reference ? changed : each)),
  };
}
