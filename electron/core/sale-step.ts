import type { Minor } from "./money.ts";
import { must } from "./must.ts";
import { close, isLive, type Payment, planPayment } from "./payment.ts";
import {
  advance,
  ask,
  askAgain,
  dueMs,
  hearAnswer,
  type PaymentAnswer,
  shallAskAgain,
  wake,
} from "./payment-course.ts";
import type { Flow, PrintOutcome, VendOutcome } from "./ports.ts";
import { type Deed, type Happening, type Item, livePayment, type Numbers, type Sale, type Step } from "./sale.ts";
import { checkSale } from "./sale-invariants.ts";
import { react, windowWarningMs } from "./sale-reactions.ts";
import { unreachable } from "./unreachable.ts";

/** A sale settles in a handful of rounds; more can only be two rules that undo each other. */
const ROUNDS_MAX = 16;

/**
 * The whole machine: what happened in, the new facts and the deeds to do out. Deeds are done by somebody else, after
 * the step is stored; what becomes of them comes back as happenings. Never throws for anything the world does.
 */
export function step(sale: Sale, what: Happening, nowMs: number, numbers: Numbers): Step {
  if (sale.phase === "closed") return { sale, deeds: [] };
  const deeds: Deed[] = [];
  let now = take(sale, what, nowMs, deeds);
  for (let round = 0; ; round += 1) {
    must(round < ROUNDS_MAX, `sale ${sale.id} does not come to rest after ${what.is}`);
    const before = now;
    now = react(now, nowMs, numbers, deeds);
    now = advancePayments(now, nowMs, deeds);
    if (now === before) break;
  }
  checkSale(sale, now, deeds);
  return { sale: now, deeds };
}

/** When `step` with "time" may do something; undefined when the sale waits for people or devices only. */
export function saleDueMs(sale: Sale): number | undefined {
  if (sale.phase === "closed") return undefined;
  const dues = sale.payments.map(dueMs).filter((due) => due !== undefined);
  if (sale.lateUntilMs !== undefined) dues.push(sale.lateUntilMs);
  const live = livePayment(sale);
  if (live !== undefined) dues.push(windowWarningMs(sale, live));
  const soonest = Math.min(...dues);
  return Number.isFinite(soonest) ? soonest : undefined;
}

function take(sale: Sale, what: Happening, nowMs: number, deeds: Deed[]): Sale {
  switch (what.is) {
    case "pay":
      return takePay(sale, what.flow, what.reference);
    case "switch":
      return takeSwitch(sale, what.flow, what.reference);
    case "leave":
      return takeLeave(sale, what.customer);
    case "late-choice":
      return takeLateChoice(sale, what.choice);
    case "handed-over":
      return sale.phase === "delivering" ? { ...sale, handedOver: true } : sale;
    case "called-off":
      return takeCallOff(sale);
    case "time":
      return sale;
    case "create-answered":
    case "read-answered":
    case "cancel-answered":
    case "capture-answered":
    case "refund-answered":
      return takeAnswer(sale, what, nowMs, deeds);
    case "vend-answered":
      return takeVend(sale, what.item, what.outcome, deeds);
    case "print-answered":
      return takePrint(sale, what.outcome, deeds);
    case "restarted":
      return takeRestart(sale, nowMs, deeds);
    default:
      return unreachable(what);
  }
}

function takePay(sale: Sale, flow: Flow, reference: string): Sale {
  const last = sale.payments.at(-1);
  if (sale.phase !== "paying" || sale.wish !== "buy" || (last !== undefined && last.state !== "closed"))
    return sale;
  return { ...sale, payments: [...sale.payments, plan(sale, flow, reference)] };
}

function plan(sale: Sale, flow: Flow, reference: string): Payment {
  return planPayment({ reference, provider: sale.terms.provider, flow, amount: sale.total });
}

function takeSwitch(sale: Sale, flow: Flow, reference: string): Sale {
  const live = livePayment(sale);
  if (sale.phase !== "paying" || sale.wish !== "buy") return sale;
  // Already ending, or already approved: nothing to switch.
  if (live === undefined || live.keep !== undefined || live.state === "authorized") return sale;
  return {
    ...sale,
    payments: [...replace(sale.payments, { ...live, keep: 0 as Minor }), plan(sale, flow, reference)],
  };
}

/** Leaving is possible as long as no goods moved; a customer who left is not called back by a later "here". */
function takeLeave(sale: Sale, customer: "here" | "gone"): Sale {
  const who = sale.customer === "gone" ? "gone" : customer;
  if (sale.phase !== "paying") return { ...sale, customer: who };
  return { ...sale, customer: who, wish: "leave" };
}

/** Only an order that waits: in a machine goods are on their way, at a counter they are in somebody's hands. */
function takeCallOff(sale: Sale): Sale {
  const waits = sale.phase === "delivering" && sale.orderNumber !== undefined;
  return waits ? { ...sale, calledOff: true } : sale;
}

function takeLateChoice(sale: Sale, choice: "take" | "give-back"): Sale {
  if (sale.lateUntilMs === undefined) return sale;
  const { lateUntilMs: _until, ...decided } = sale;
  return { ...decided, lateDecided: true, wish: choice === "take" ? "buy" : "leave" };
}

function takeAnswer(sale: Sale, answer: PaymentAnswer, nowMs: number, deeds: Deed[]): Sale {
  const payment = sale.payments.find((each) => each.reference === answer.reference);
  if (payment === undefined) return sale;
  const heard = hearAnswer(payment, answer, nowMs);
  if (payment.refusal !== heard.refusal) raiseRefusal(heard, deeds);
  if (shallAskAgain(heard, answer, nowMs)) {
    const again = askAgain(heard, nowMs);
    deeds.push(again.deed);
    return withPayment(sale, again.payment);
  }
  return withPayment(sale, heard);
}

function takeVend(sale: Sale, index: number, outcome: VendOutcome, deeds: Deed[]): Sale {
  const item = sale.items[index];
  if (item === undefined || item.state !== "coming") return sale;
  const decided: Item = { ...item, state: outcome.is, evidence: outcome.evidence };
  if (outcome.is !== "dropped") raise(decided, outcome.evidence, deeds);
  return { ...sale, items: sale.items.map((each, at) => (at === index ? decided : each)) };
}

/** Refusals that no customer can mend. */
function raiseRefusal(payment: Payment, deeds: Deed[]): void {
  if (payment.refusal === "gateway/push-not-allowed" || payment.refusal === "gateway/not-configured")
    deeds.push({ do: "alert", code: payment.refusal, what: `the provider refused payment ${payment.reference}` });
}

/** Nobody sells from a slot that failed until somebody has looked at it. */
function raise(item: Item, why: string, deeds: Deed[]): void {
  deeds.push({ do: "lock-slot", slot: item.slot, why });
  deeds.push({
    do: "alert",
    code: item.state === "unknown" ? "goods/unknown" : "goods/not-dropped",
    what: `slot ${item.slot}: ${why}`,
  });
}

function takePrint(sale: Sale, outcome: PrintOutcome, deeds: Deed[]): Sale {
  if (sale.receipt !== "printing") return sale;
  if (outcome.is === "printed") return { ...sale, receipt: "printed" };
  deeds.push({ do: "alert", code: "receipt/failed", what: outcome.what });
  return { ...sale, receipt: outcome.is };
}

/**
 * Nobody is at the screen after a restart: an unfinished payment is ended, delivered goods are charged for, and an item
 * that was on its way when the power went is decided for the customer.
 */
function takeRestart(sale: Sale, nowMs: number, deeds: Deed[]): Sale {
  const { lateUntilMs: _until, ...rest } = sale;
  const items = sale.items.map((item): Item => {
    if (item.state === "waiting" && sale.phase === "delivering")
      return { ...item, state: "not-dropped", evidence: "never started: the terminal stopped before" };
    if (item.state !== "coming") return item;
    const evidence = "the terminal stopped while the item was being dispensed";
    const lost: Item = { ...item, state: "unknown", evidence };
    raise(lost, evidence, deeds);
    return lost;
  });
  const woken: Sale = {
    ...rest,
    items,
    customer: "gone",
    wish: sale.phase === "paying" ? "leave" : sale.wish,
    lateDecided: true,
    payments: sale.payments.map((payment) => wake(payment, nowMs)),
  };
  if (sale.receipt !== "printing") return woken;
  // What came out before the power went is not known: a second piece of paper can only be a marked copy.
  deeds.push({ do: "print", copy: true });
  return woken;
}

function advancePayments(sale: Sale, nowMs: number, deeds: Deed[]): Sale {
  let now = sale;
  for (const payment of sale.payments) {
    const course = advance(payment, nowMs);
    if (course.deed !== undefined) deeds.push(course.deed);
    if (changed(payment, course.payment)) now = withPayment(now, course.payment);
  }
  const planned = now.payments.at(-1);
  if (planned?.state === "planned" && !now.payments.some(isLive)) {
    if (now.wish === "leave") return withPayment(now, close(planned, "never-existed"));
    const course = ask(planned, nowMs);
    deeds.push(course.deed);
    return withPayment(now, course.payment);
  }
  return now;
}

function changed(a: Payment, b: Payment): boolean {
  return (
    a !== b &&
    (a.state !== b.state ||
      a.keep !== b.keep ||
      a.watch.flight !== b.watch.flight ||
      a.watch.fresh !== b.watch.fresh)
  );
}

function withPayment(sale: Sale, payment: Payment): Sale {
  return { ...sale, payments: replace(sale.payments, payment) };
}

function replace(payments: readonly Payment[], payment: Payment): readonly Payment[] {
  return payments.map((each) => (each.reference === payment.reference ? payment : each));
}
