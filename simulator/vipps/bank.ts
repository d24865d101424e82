import { captureDaysOf, dayMs } from "./defaults.ts";
import type { Payment } from "./state.ts";
import type { World } from "./world.ts";

/** Why the bank did not do what was asked. Each API has its own word for each. */
export type Refusal =
  | "locked"
  | "not-reserved"
  | "ended"
  | "too-late"
  | "already-captured"
  | "already-cancelled"
  | "already-refunded"
  | "partial-not-allowed"
  | "above-reserved"
  | "above-captured"
  | "nothing-captured"
  | "approved"
  | "partly-captured"
  | "customer-gone";

export type Outcome =
  | { readonly ok: true; readonly amountMinor: number }
  | { readonly ok: false; readonly refusal: Refusal };

const done = (amountMinor: number): Outcome => ({ ok: true, amountMinor });
const refused = (refusal: Refusal): Outcome => ({ ok: false, refusal });

export const remainingToCapture = (payment: Payment): number =>
  Math.max(0, payment.authorizedMinor - payment.capturedMinor - payment.cancelledMinor);
export const remainingToRefund = (payment: Payment): number => payment.capturedMinor - payment.refundedMinor;

type Due = { readonly what: "expiry" | "3ds-given-up" | "result-known" | "auto-release"; readonly atMs: number };

/** The next thing time alone does to a payment. */
export function dueOf(world: World, payment: Payment): Due | undefined {
  if (payment.state === "CREATED") {
    if (payment.lock === null) return { what: "expiry", atMs: payment.expiresAtMs };
    return { what: payment.lock.kind === "3ds" ? "3ds-given-up" : "result-known", atMs: payment.lock.untilMs };
  }
  if (payment.api === "ecom" || payment.authorizedAtMs === null || remainingToCapture(payment) === 0)
    return undefined;
  const days = captureDaysOf[world.state.salesUnit.market];
  return { what: "auto-release", atMs: payment.authorizedAtMs + days * dayMs + 1 };
}

export function expire(world: World, payment: Payment, atMs: number): void {
  payment.state = "EXPIRED";
  world.record(payment, "EXPIRED", { atMs });
}

export function refuseByIssuer(world: World, payment: Payment, atMs: number): void {
  payment.lock = null;
  const name = payment.ecom?.directCapture === true ? "SALE" : "AUTHORIZED";
  world.record(payment, name, { atMs, success: false });
}

/** Reserves the money; on a direct-capture sales unit (eCom) it is taken in the same step. */
export function authorize(world: World, payment: Payment, atMs: number): void {
  payment.lock = null;
  payment.state = "AUTHORIZED";
  payment.authorizedMinor = payment.amountMinor;
  payment.authorizedAtMs = atMs;
  const direct = payment.ecom?.directCapture === true;
  if (direct) {
    payment.capturedMinor = payment.amountMinor;
    payment.capturedAtMs = atMs;
  }
  world.record(payment, direct ? "SALE" : "AUTHORIZED", { atMs });
}

type Words = { readonly key: string | null; readonly text: string };

export function releaseRemainder(world: World, payment: Payment, words: Words & { readonly atMs: number }): void {
  const amountMinor = remainingToCapture(payment);
  payment.cancelledMinor += amountMinor;
  world.record(payment, "CANCELLED", { ...words, amountMinor });
}

/** `amountMinor: null` takes everything that is left. */
export function capture(
  world: World,
  payment: Payment,
  request: Words & { readonly amountMinor: number | null; readonly windowDays: number },
): Outcome {
  if (payment.lock !== null) return refused("locked");
  if (payment.state === "CREATED") return refused("not-reserved");
  if (payment.state !== "AUTHORIZED" || payment.authorizedAtMs === null) return refused("ended");
  if (payment.capturedMinor === payment.authorizedMinor) return refused("already-captured");
  if (world.nowMs() > payment.authorizedAtMs + request.windowDays * dayMs) return refused("too-late");
  const remaining = remainingToCapture(payment);
  if (remaining === 0) return refused("already-cancelled");
  const amountMinor = request.amountMinor ?? remaining;
  if (amountMinor > remaining) return refused("above-reserved");
  if (amountMinor < remaining && !world.state.salesUnit.partialCapture) return refused("partial-not-allowed");
  payment.capturedMinor += amountMinor;
  payment.capturedAtMs = world.nowMs();
  world.record(payment, "CAPTURED", { ...request, amountMinor, ownTransaction: true });
  return done(amountMinor);
}

export function cancel(
  world: World,
  payment: Payment,
  request: Words & {
    readonly windowDays: number;
    /** ePayment's cancelTransactionOnly: leave an approved payment alone. */
    readonly onlyIfUnapproved: boolean;
    /** Whether the rest of a partly captured payment may be released. */
    readonly releasePartlyCaptured: boolean;
  },
): Outcome {
  if (payment.lock !== null) return refused("locked");
  if (payment.state === "CREATED") {
    payment.state = "TERMINATED";
    payment.cancelledMinor = payment.amountMinor;
    world.record(payment, "TERMINATED", request);
    return done(payment.amountMinor);
  }
  if (payment.state !== "AUTHORIZED" || payment.authorizedAtMs === null) return refused("ended");
  if (request.onlyIfUnapproved) return refused("approved");
  if (payment.capturedMinor === payment.authorizedMinor) return refused("already-captured");
  if (world.nowMs() > payment.authorizedAtMs + request.windowDays * dayMs) return refused("too-late");
  const remaining = remainingToCapture(payment);
  if (remaining === 0) return refused("already-cancelled");
  if (payment.capturedMinor > 0 && !request.releasePartlyCaptured) return refused("partly-captured");
  releaseRemainder(world, payment, { ...request, atMs: world.nowMs() });
  return done(remaining);
}

/** Special refund amounts of the test environment. */
const refundFailures: Readonly<Record<number, Refusal>> = { 123: "customer-gone", 124: "too-late" };

export function refund(
  world: World,
  payment: Payment,
  request: Words & { readonly amountMinor: number | null; readonly countsFrom: "reservation" | "capture" },
): Outcome {
  if (payment.lock !== null) return refused("locked");
  if (payment.state === "CREATED") return refused("not-reserved");
  if (payment.state !== "AUTHORIZED" || payment.authorizedAtMs === null) return refused("ended");
  if (payment.capturedMinor === 0) {
    return refused(payment.cancelledMinor > 0 ? "already-cancelled" : "nothing-captured");
  }
  const fromMs = request.countsFrom === "capture" ? payment.capturedAtMs : payment.authorizedAtMs;
  if (world.nowMs() > (fromMs ?? payment.authorizedAtMs) + 365 * dayMs) return refused("too-late");
  const remaining = remainingToRefund(payment);
  if (remaining === 0) return refused("already-refunded");
  const amountMinor = request.amountMinor ?? remaining;
  if (amountMinor > remaining) return refused("above-captured");
  const failure = refundFailures[amountMinor];
  if (failure !== undefined) return refused(failure);
  payment.refundedMinor += amountMinor;
  world.record(payment, "REFUNDED", { ...request, amountMinor, ownTransaction: true });
  return done(amountMinor);
}
