import { type Minor, minor } from "../../core/money.ts";
import type { Proof } from "../../core/ports.ts";
import type { Aggregate, Payment, WireAmount } from "./shapes.ts";

/** ePayment `state`. It stays AUTHORIZED after capture, cancel and refund: the amounts tell the rest. */
const WORDS: Readonly<Record<string, Proof["word"]>> = {
  CREATED: "pending",
  AUTHORIZED: "authorized",
  ABORTED: "aborted",
  EXPIRED: "expired",
  TERMINATED: "terminated",
};

export function wordOf(state: string): Proof["word"] {
  return WORDS[state] ?? "unrecognized";
}

/** What a payment is worth by its own aggregate, or why that cannot be believed. */
export function proofOf(payment: Payment): { readonly proof: Proof } | { readonly wrong: string } {
  const wrong = inconsistency(payment.aggregate, payment.amount);
  if (wrong !== undefined) return { wrong };
  return { proof: { reference: payment.reference, word: wordOf(payment.state), ...amountsOf(payment.aggregate) } };
}

export function amountsOf(
  sums: Aggregate,
): Readonly<Record<"authorized" | "captured" | "cancelled" | "refunded", Minor>> {
  return {
    authorized: minor(sums.authorizedAmount.value),
    captured: minor(sums.capturedAmount.value),
    cancelled: minor(sums.cancelledAmount.value),
    refunded: minor(sums.refundedAmount.value),
  };
}

/**
 * Sums that cannot all be true are no proof of anything. A payment ended before approval has authorized 0 and
 * cancelled its whole amount.
 */
export function inconsistency(sums: Aggregate, amount: WireAmount): string | undefined {
  const { authorizedAmount, capturedAmount, cancelledAmount, refundedAmount } = sums;
  for (const part of [authorizedAmount, capturedAmount, cancelledAmount, refundedAmount])
    if (part.currency !== amount.currency) return `amounts in both ${amount.currency} and ${part.currency}`;
  const [authorized, captured, cancelled, refunded] = [
    authorizedAmount,
    capturedAmount,
    cancelledAmount,
    refundedAmount,
  ].map(({ value }) => value) as [number, number, number, number];
  if (refunded > captured) return `refunded ${refunded} of captured ${captured}`;
  if (captured > authorized) return `captured ${captured} of authorized ${authorized}`;
  if (authorized > 0 && captured + cancelled > authorized)
    return `captured ${captured} and cancelled ${cancelled} of authorized ${authorized}`;
  return undefined;
}
