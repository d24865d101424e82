import type { FaultCode } from "./fault.ts";
import { type Minor, minor, minus, NOTHING } from "./money.ts";
import type { Flow, Proof, ProviderName } from "./ports.ts";

/**
 * One attempt to get the money for a sale, as plain facts. What happens next to it is decided in `payment-course.ts`,
 * from these facts alone; amounts proven by the provider decide, never a state word.
 */
export interface Payment {
  /** Made and stored before anything is sent; eCom calls it orderId. */
  readonly reference: string;
  readonly provider: ProviderName;
  readonly flow: Flow;
  /** What was asked for. */
  readonly amount: Minor;
  readonly state: PaymentState;
  readonly outcome?: PaymentOutcome;
  /**
   * What shall stay taken when everything is quiet: absent while the customer is still deciding, 0 to give everything
   * back, the delivered sum otherwise. Capture, refund and release all follow from this one number and the amounts.
   */
  readonly keep?: Minor;
  /** The last proof: the provider's own word and amounts. */
  readonly word: Proof["word"];
  readonly authorized: Minor;
  readonly captured: Minor;
  readonly cancelled: Minor;
  readonly refunded: Minor;
  /** Terminal time at which the first create was sent. */
  readonly askedAtMs: number;
  /** From then on a pending payment is ended by us even if the provider still calls it pending. */
  readonly endsByMs: number;
  /** A create was sent and its answer is not known. */
  readonly createDoubt: boolean;
  /** The provider has shown us this payment at least once. */
  readonly seen: boolean;
  /** The provider said yes to a cancel at least once. */
  readonly cancelAccepted: boolean;
  /** A cancel was sent that is not known to have been refused: it may still take effect, so nothing may be delivered on this money. */
  readonly cancelDoubt: boolean;
  /** A cancel went out and no answer came: it may arrive late and still take effect, whatever later ones are told. */
  readonly cancelLost?: true;
  /** How often each kind of write got a final answer; part of the next idempotency key, so a corrected request has a new one. */
  readonly createTries: number;
  readonly keyNumber: Readonly<Record<"cancel" | "capture" | "refund", number>>;
  /** A change whose answer is not known. It is repeated with the same key and amount until the amounts settle it. */
  readonly doubt?: { readonly do: "capture" | "refund"; readonly key: string; readonly amount: Minor };
  /** Terminal times of the writes of the last minute: no more than the provider's budget. */
  readonly writesAtMs: readonly number[];
  /** The provider said that the time for the change we want is over: nothing more can be done, the amounts stay as they are. */
  readonly tooLate?: true;
  /** Why the provider refused the create, where it did. */
  readonly refusal?: FaultCode;
  /** Scheduling. Not a fact: lost and rebuilt at every start, never compared, never stored by itself. */
  readonly watch: Watch;
}

export interface Watch {
  /** The one call under way. */
  readonly flight?: "create" | "read" | "cancel" | "capture" | "refund";
  /** The amounts above were read after the last write. Only then may the next write be chosen. */
  readonly fresh: boolean;
  readonly readAtMs: number;
  readonly writeAtMs: number;
  /** The provider asked for a pause (`Retry-After`): no write before this, whatever is learned meanwhile. */
  readonly pauseUntilMs: number;
  /** Reads in a row that told nothing. */
  readonly blindReads: number;
  /** Writes in a row that did not succeed. */
  readonly failedWrites: number;
  readonly qrContent?: string;
  /** In this run the provider said that it knows no such payment, or answered a cancel: from here on only the watcher is needed. */
  readonly endTried?: true;
  readonly pickedUp: boolean;
}

/** `planned`: stored, nothing sent. `asking`: create sent, answer not known. The rest as the names say. */
export type PaymentState = "planned" | "asking" | "waiting" | "authorized" | "capturing" | "releasing" | "closed";

/** How a closed payment ended. `refunded`: money was taken and all of it given back. */
export type PaymentOutcome = "captured" | "released" | "declined" | "expired" | "never-existed" | "refunded";

export type PaymentDeed =
  | {
      readonly do: "create";
      readonly reference: string;
      readonly key: string;
      readonly flow: Flow;
      readonly amount: Minor;
    }
  | { readonly do: "read"; readonly reference: string }
  | { readonly do: "cancel"; readonly reference: string; readonly key: string }
  | {
      readonly do: "capture" | "refund";
      readonly reference: string;
      readonly key: string;
      readonly amount: Minor;
    };

export function planPayment(ask: Pick<Payment, "reference" | "provider" | "flow" | "amount">): Payment {
  return {
    ...ask,
    state: "planned",
    word: "pending",
    authorized: NOTHING,
    captured: NOTHING,
    cancelled: NOTHING,
    refunded: NOTHING,
    askedAtMs: 0,
    endsByMs: 0,
    createDoubt: false,
    seen: false,
    cancelAccepted: false,
    cancelDoubt: false,
    createTries: 0,
    keyNumber: { cancel: 1, capture: 1, refund: 1 },
    writesAtMs: [],
    watch: {
      fresh: false,
      readAtMs: 0,
      writeAtMs: 0,
      pauseUntilMs: 0,
      blindReads: 0,
      failedWrites: 0,
      pickedUp: false,
    },
  };
}

/** Money the provider holds for us and has not given to anybody yet. */
export function openAmount(payment: Payment): Minor {
  return minus(minus(payment.authorized, payment.captured), payment.cancelled);
}

/** Money that has been taken and not given back. */
export function takenAmount(payment: Payment): Minor {
  return minus(payment.captured, payment.refunded);
}

/** What the last proof amounts to. Only a word from the list of ends makes a payment without money dead. */
export function standing(payment: Payment): "pending" | "money" | "dead" {
  if (payment.authorized > 0 || payment.captured > 0) return "money";
  switch (payment.word) {
    case "aborted":
    case "expired":
    case "terminated":
    case "failed":
      return "dead";
    default:
      return "pending";
  }
}

/** Live: it may still take money, or holds some. */
export function isLive(payment: Payment): boolean {
  return payment.state !== "closed" && payment.state !== "planned";
}

/** True if these amounts can follow the ones held: money once captured, cancelled or refunded stays so. */
export function follows(payment: Payment, proof: Proof): boolean {
  return (
    proof.reference === payment.reference &&
    proof.authorized >= payment.authorized &&
    proof.captured >= payment.captured &&
    proof.refunded >= payment.refunded &&
    proof.cancelled >= payment.cancelled &&
    proof.refunded <= proof.captured &&
    proof.captured <= proof.authorized &&
    proof.authorized <= payment.amount &&
    proof.cancelled <= payment.amount - proof.captured
  );
}

export function close(payment: Payment, outcome: PaymentOutcome): Payment {
  const { flight: _flight, ...watch } = payment.watch;
  return { ...payment, state: "closed", outcome, watch };
}

/** The outcome amounts speak of, once nothing is open and the payment is not dead. */
export function outcomeOfMoney(payment: Payment): PaymentOutcome {
  if (takenAmount(payment) > 0) return "captured";
  return payment.refunded > 0 ? "refunded" : "released";
}

export function outcomeOfEnd(payment: Payment): PaymentOutcome {
  switch (payment.word) {
    case "aborted":
    case "failed":
      return "declined";
    case "expired":
      return "expired";
    default:
      return "released";
  }
}

/** Idempotency keys follow from the stored reference: ≤ 40 characters for references of up to 32 (eCom `X-Request-Id`). */
export function keyFor(payment: Payment, what: "create" | "cancel" | "capture" | "refund"): string {
  if (what === "create") return `${payment.reference}-new`;
  return `${payment.reference}-${what.slice(0, 3)}${payment.keyNumber[what]}`;
}

export function least(a: Minor, b: Minor): Minor {
  return minor(Math.min(a, b));
}

/** A closed payment taken up again to give back what goes beyond `keep`. */
export function reopen(payment: Payment, keep: Minor, nowMs: number): Payment {
  const { outcome: _outcome, tooLate: _tooLate, ...facts } = payment;
  const watch: Watch = {
    fresh: false,
    readAtMs: nowMs,
    writeAtMs: nowMs,
    pauseUntilMs: 0,
    blindReads: 0,
    failedWrites: 0,
    pickedUp: true,
  };
  return { ...facts, state: "releasing", keep, writesAtMs: notAhead(facts.writesAtMs, nowMs), watch };
}

/** Times stored before a clock was set back lie ahead: they count as now, so that nothing waits for years or is forgotten. */
export function notAhead(timesMs: readonly number[], nowMs: number): readonly number[] {
  return timesMs.map((atMs) => Math.min(atMs, nowMs));
}
