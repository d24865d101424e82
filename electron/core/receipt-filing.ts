import { certainlyNotDone, type Fault, fault, type Outcome } from "./fault.ts";
import { must } from "./must.ts";
import type { FiledOrder, ReceiptFiling } from "./ports.ts";
import { deliveredLines } from "./receipt.ts";
import type { Sale } from "./sale.ts";

/**
 * The receipt in the customer's app, filed after the money is settled: by then it is certain what was sold. It belongs to
 * no open sale, so nobody waits for it, neither the next customer nor a refund. The provider takes one receipt a payment;
 * whatever is in doubt is looked up before it is filed again.
 */
export interface Filing {
  readonly saleId: string;
  readonly owed: ReceiptFiling;
  readonly owedAtMs: number;
  /** A filing was sent, or may have been, and nobody knows whether it arrived. */
  readonly inDoubt: boolean;
  /** Calls that brought nothing. */
  readonly tries: number;
  readonly dueMs: number;
}

export type FilingEnd =
  | { readonly is: "filed"; readonly saleId: string; readonly reference: string }
  | { readonly is: "given-up"; readonly saleId: string; readonly reference: string; readonly fault: Fault };

/** Every answer leads to another try, or to one of two ends. */
export type FilingNext = Filing | FilingEnd;

/** An app that has not shown a receipt for a day will not help the customer any more. */
export const FILING_PATIENCE_MS = 24 * 3_600_000;

const PAUSES_MS = [5_000, 30_000, 120_000] as const;
const LONG_PAUSE_MS = 600_000;

/** What the app is still to be told of a sale that has ended; undefined where it knows already, or nothing was sold. */
export function receiptOwed(sale: Sale): ReceiptFiling | undefined {
  const paid = sale.payments.find((payment) => payment.outcome === "captured");
  if (sale.end?.why !== "paid" || paid === undefined || linesWentAlong(sale)) return undefined;
  must(sale.receiptNumber !== undefined, `sale ${sale.id} took money and has no receipt number`);
  return {
    reference: paid.reference,
    lines: deliveredLines(sale),
    currency: sale.terms.currency,
    receiptNumber: String(sale.receiptNumber),
  };
}

/** ePayment takes the lines with the create, except where nobody knows yet what will drop; eCom never does. */
export function linesWentAlong(sale: Sale): boolean {
  return sale.terms.provider === "epayment" && sale.terms.mode !== "vending";
}

/** `resumed`: owed since an earlier run of the program, which may have sent it. `owedAtMs` is cut to now: clocks are set. */
export function beginFiling(
  start: Pick<Filing, "saleId" | "owed" | "owedAtMs">,
  resumed: boolean,
  nowMs: number,
): Filing {
  return { ...start, owedAtMs: Math.min(start.owedAtMs, nowMs), inDoubt: resumed, tries: 0, dueMs: nowMs };
}

export function hearFiled(filing: Filing, outcome: Outcome<undefined>, nowMs: number): FilingNext {
  switch (outcome.is) {
    case "done":
      return filed(filing);
    case "unknown":
      return later({ ...filing, inDoubt: true }, outcome.fault, nowMs);
    case "refused":
      return mayPass(outcome.fault) ? later(filing, outcome.fault, nowMs) : givenUp(filing, outcome.fault);
  }
}

/** What the provider shows now. Nobody but this terminal files under its references. */
export function hearLooked(filing: Filing, outcome: Outcome<FiledOrder>, nowMs: number): FilingNext {
  if (outcome.is === "done" && outcome.value.lines > 0) return filed(filing);
  if (outcome.is === "done" || outcome.fault.code === "gateway/not-found")
    return { ...filing, inDoubt: false, dueMs: nowMs };
  if (outcome.is === "refused" && !mayPass(outcome.fault)) return givenUp(filing, outcome.fault);
  return later(filing, outcome.fault, nowMs);
}

/** Not now, perhaps soon: nothing about the receipt itself is wrong. */
function mayPass({ code }: Fault): boolean {
  return (
    !certainlyNotDone(code) ||
    code === "gateway/unreachable" ||
    code === "gateway/rate-limited" ||
    code === "gateway/locked" ||
    code === "gateway/not-found"
  );
}

function later(filing: Filing, why: Fault, nowMs: number): FilingNext {
  if (nowMs - filing.owedAtMs >= FILING_PATIENCE_MS) return givenUp(filing, why);
  const pauseMs = Math.max(PAUSES_MS[filing.tries] ?? LONG_PAUSE_MS, why.retryAfterMs ?? 0);
  return { ...filing, tries: filing.tries + 1, dueMs: nowMs + pauseMs };
}

function filed({ saleId, owed }: Filing): FilingEnd {
  return { is: "filed", saleId, reference: owed.reference };
}

function givenUp({ saleId, owed }: Filing, why: Fault): FilingEnd {
  return { is: "given-up", saleId, reference: owed.reference, fault: fault(why.code, why.what) };
}
