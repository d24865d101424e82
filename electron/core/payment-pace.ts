import type { Fault } from "./fault.ts";
import type { Payment } from "./payment.ts";

/** The customer's window at both providers. */
export const LIFETIME_MS = 10 * 60_000;
/** What we wait beyond it before we end a payment the provider still calls pending. */
export const MARGIN_MS = 60_000;
/**
 * A reservation is taken within 180 days at both providers, by every guide since 2021 (the eCom changelog says 365). The
 * operator is told ten days before, while the goods can still be handed over or the money let go.
 */
export const WINDOW_WARNING_MS = 170 * 24 * 3_600_000;
/** Writes a minute per reference, at both providers (cancel, capture, refund). */
const WRITES_A_MINUTE = 5;
/**
 * The minute in which they are counted here. A write is counted when it is decided and may leave later, behind a token that
 * has to be fetched first (at most 15 s): counted in a bare minute, six could meet on the wire.
 */
export const BUDGET_WINDOW_MS = 60_000 + 20_000;

/** Looks after a create whose answer was lost and which the provider does not know: then it never existed. */
const LOST_CREATE_LOOKS_MS = [5_000, 30_000, 120_000, 600_000] as const;

/** Push: first after 5 s, then every 2 s. A code on the screen: every second. */
export function pollMs(payment: Payment, first: boolean): number {
  if (payment.flow === "qr") return 1_000;
  return first ? 5_000 : 2_000;
}

/** 1, 2, 4 … 30 s. */
export function backOff(times: number): number {
  return Math.min(1_000 * 2 ** Math.min(times - 1, 10), 30_000);
}

/** How long to leave a payment alone after a write that is not proven to have worked. `Retry-After` is obeyed. */
export function paceMs(times: number, fault?: Fault): number {
  return Math.max(Math.min(2_000 * 2 ** Math.min(times - 1, 10), 60_000), fault?.retryAfterMs ?? 0);
}

/** The earliest moment the budget and the last failure allow another write. */
export function writeAllowedAt(payment: Payment): number {
  const recent = payment.writesAtMs;
  const oldest = recent.length < WRITES_A_MINUTE ? undefined : recent[recent.length - WRITES_A_MINUTE];
  const { writeAtMs, pauseUntilMs } = payment.watch;
  return Math.max(writeAtMs, pauseUntilMs, oldest === undefined ? 0 : oldest + BUDGET_WINDOW_MS + 1);
}

/** The next look for a create nobody has heard of, or undefined when the last one is behind us. */
export function nextLookMs(askedAtMs: number, nowMs: number): number | undefined {
  for (const afterMs of LOST_CREATE_LOOKS_MS) if (askedAtMs + afterMs > nowMs) return askedAtMs + afterMs;
  return undefined;
}
