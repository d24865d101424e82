import { type Minor, minor, minus, NOTHING, plus } from "../../core/money.ts";
import type { Proof } from "../../core/ports.ts";
import type { Reading } from "../settle.ts";
import type { Details, LogEntry } from "./shapes.ts";

type Operation =
  | "initiate"
  | "reserve"
  | "sale"
  | "capture"
  | "refund"
  | "cancel"
  | "rejected"
  | "aborted"
  | "failed"
  | "unrecognized";

/**
 * The log's words in every spelling that the guide, the callbacks, the deprecated status and the official shop plugin
 * know. Compared in lower case. Source: eCom API guide, payment states; WooCommerce plugin.
 */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  initiate: "initiate",
  initiated: "initiate",
  register: "initiate",
  registered: "initiate",
  reserve: "reserve",
  reserved: "reserve",
  sale: "sale",
  capture: "capture",
  captured: "capture",
  refund: "refund",
  refunded: "refund",
  cancel: "cancel",
  cancelled: "cancel",
  canceled: "cancel",
  void: "cancel",
  voided: "cancel",
  autoreversal: "cancel",
  autocancel: "cancel",
  auto_cancel: "cancel",
  reject: "rejected",
  rejected: "rejected",
  user_cancel: "aborted",
  failed: "failed",
  reserve_failed: "failed",
  sale_failed: "failed",
};

export function operationOf(word: string): Operation {
  return OPERATIONS[word.trim().toLowerCase()] ?? "unrecognized";
}

interface Sums {
  readonly asked: Minor;
  readonly reserved: Minor;
  readonly sold: Minor;
  readonly captured: Minor;
  readonly refunded: Minor;
}

/**
 * What an order is worth by its log and summary. Failed attempts (`operationSuccess` false) are ignored. Once money
 * moved the word stays `authorized`, as in ePayment, and the amounts tell the rest.
 */
export function proofOf(details: Details): Reading<Proof> {
  const log = details.transactionLogHistory
    .filter((entry) => entry.operationSuccess)
    .map((entry) => ({ ...entry, operation: operationOf(entry.operation) }));
  const sums = sumsOf(log);
  const summary = details.transactionSummary ?? undefined;
  const captured = largest(summary?.capturedAmount ?? plus(sums.captured, sums.sold), sums.sold);
  const refunded = minor(summary?.refundedAmount ?? sums.refunded);
  // A sale reserves and captures in one; a capture whose reservation is missing from the log proves it.
  const authorized = largest(largest(sums.reserved, sums.sold), captured);
  if (refunded > captured) return { wrong: `refunded ${refunded} of captured ${captured}` };

  const ended = log.some(({ operation }) => operation === "cancel");
  const remaining = summary?.remainingAmountToCapture;
  const moved = authorized > NOTHING;
  const newest = log[0]?.operation ?? "unrecognized";
  const word = moved ? "authorized" : wordOf(newest);
  const over = word !== "pending" && word !== "unrecognized";
  const cancelled = moved ? releasedOf({ authorized, captured, remaining, ended }) : over ? sums.asked : NOTHING;
  const pickedUp =
    moved || log.some(({ operation, transactionId }) => operation === "initiate" && isThere(transactionId));
  return { value: { reference: details.orderId, word, pickedUp, authorized, captured, cancelled, refunded } };
}

/** CANCEL does not tell the customer's no from the merchant's; it is called `terminated`, which blames nobody. */
function wordOf(newest: Operation): Proof["word"] {
  switch (newest) {
    case "initiate":
      return "pending";
    case "cancel":
      return "terminated";
    case "rejected":
      return "expired";
    case "aborted":
      return "aborted";
    case "failed":
      return "failed";
    default:
      return "unrecognized";
  }
}

/**
 * The log has no amount for what was released. After a part capture the summary's remainder tells it, with or without an
 * entry. With nothing captured a positive VOID is needed: the summary may lag behind a fresh reservation.
 */
function releasedOf(of: {
  authorized: Minor;
  captured: Minor;
  remaining: number | undefined;
  ended: boolean;
}): Minor {
  const open = minus(of.authorized, of.captured);
  if (of.captured > NOTHING && of.remaining !== undefined) return minor(Math.max(open - of.remaining, 0));
  return of.ended ? open : NOTHING;
}

function sumsOf(log: readonly (Omit<LogEntry, "operation"> & { readonly operation: Operation })[]): Sums {
  const sumOf = (wanted: Operation): Minor =>
    log
      .filter(({ operation }) => operation === wanted)
      .reduce((total, { amount }) => plus(total, minor(amount)), NOTHING);
  return {
    // Asked for once, however often the order was registered since.
    asked: minor(
      Math.max(0, ...log.filter(({ operation }) => operation === "initiate").map(({ amount }) => amount)),
    ),
    reserved: sumOf("reserve"),
    sold: sumOf("sale"),
    captured: sumOf("capture"),
    refunded: sumOf("refund"),
  };
}

function largest(a: number, b: number): Minor {
  return minor(Math.max(a, b));
}

function isThere(transactionId: string | number | null | undefined): boolean {
  return transactionId !== undefined && transactionId !== null && String(transactionId).trim() !== "";
}

/** Wall-clock time of the reservation, from the log; undefined while there is none or its time does not parse. */
export function reservedAtMs(details: Details): number | undefined {
  const entry = details.transactionLogHistory.find(
    ({ operation, operationSuccess }) =>
      operationSuccess && (operationOf(operation) === "reserve" || operationOf(operation) === "sale"),
  );
  const atMs = Date.parse(entry?.timeStamp ?? "");
  return Number.isNaN(atMs) ? undefined : atMs;
}
