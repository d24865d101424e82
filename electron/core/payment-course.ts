import { certainlyNotDone, type Fault, type Outcome } from "./fault.ts";
import { type Minor, minus } from "./money.ts";
import { must } from "./must.ts";
import {
  close,
  follows,
  keyFor,
  least,
  notAhead,
  openAmount,
  outcomeOfEnd,
  outcomeOfMoney,
  type Payment,
  type PaymentDeed,
  standing,
  takenAmount,
  type Watch,
} from "./payment.ts";
import {
  BUDGET_WINDOW_MS,
  backOff,
  LIFETIME_MS,
  MARGIN_MS,
  nextLookMs,
  paceMs,
  pollMs,
  writeAllowedAt,
} from "./payment-pace.ts";
import type { Created, Proof } from "./ports.ts";
import { unreachable } from "./unreachable.ts";

/** The next step of a payment: at most one call, and never a second one while one is under way. */
export interface Course {
  readonly payment: Payment;
  readonly deed?: PaymentDeed;
}

/** Creates sent for one payment before we stop asking. The same reference and key each time, so never two payments. */
const CREATES_MAX = 3;
/** The narrower of the two providers' limits (eCom initiate). */
const CREATES_A_MINUTE = 2;

/**
 * Chooses what to do now. Facts decide: without an amount read after the last write, the only choice is to read.
 * Callers run the deed and bring its answer back through `hearAnswer`.
 */
export function advance(payment: Payment, nowMs: number): Course {
  if (payment.state === "closed" || payment.state === "planned" || payment.watch.flight !== undefined)
    return { payment };
  if (!payment.watch.fresh) return look(payment, nowMs);
  switch (standing(payment)) {
    case "dead":
      return { payment: close(payment, outcomeOfEnd(payment)) };
    case "pending":
      return advancePending(payment, nowMs);
    case "money":
      return payment.keep === undefined
        ? { payment: { ...payment, state: "authorized" } }
        : reconcile(payment, payment.keep, nowMs);
  }
}

/** Sends the first create. Only for a planned payment. */
export function ask(payment: Payment, nowMs: number): Required<Course> {
  must(payment.state === "planned", `payment ${payment.reference} was asked for twice`);
  const asking: Payment = {
    ...payment,
    state: "asking",
    askedAtMs: nowMs,
    endsByMs: nowMs + LIFETIME_MS + MARGIN_MS,
  };
  return create(asking, nowMs);
}

function create(payment: Payment, nowMs: number): Required<Course> {
  const sent = spend(payment, "create", nowMs);
  return {
    payment: { ...sent, createTries: sent.createTries + 1 },
    deed: {
      do: "create",
      reference: payment.reference,
      key: keyFor(payment, "create"),
      flow: payment.flow,
      amount: payment.amount,
    },
  };
}

function look(payment: Payment, nowMs: number): Course {
  if (nowMs < payment.watch.readAtMs) return { payment };
  return { payment: watching(payment, { flight: "read" }), deed: { do: "read", reference: payment.reference } };
}

function advancePending(payment: Payment, nowMs: number): Course {
  if (payment.keep === undefined && nowMs < payment.endsByMs) return look(stale(payment, nowMs), nowMs);
  const ending: Payment = payment.keep === undefined ? { ...payment, keep: 0 as Minor } : payment;
  // eCom may never log an end for a pending payment it agreed to cancel: our own deadline decides when to stop.
  if (ending.cancelAccepted && nowMs >= ending.endsByMs) return { payment: close(ending, "released") };
  return write({ ...ending, state: "releasing" }, nowMs, "cancel");
}

/** What was read is out of date as soon as the next look is due. */
function stale(payment: Payment, nowMs: number): Payment {
  return nowMs < payment.watch.readAtMs ? payment : watching(payment, { fresh: false });
}

/** Brings what is taken to what shall be kept, then lets go of the rest. */
function reconcile(payment: Payment, keep: Minor, nowMs: number): Course {
  const taken = takenAmount(payment);
  const open = openAmount(payment);
  const state = keep > 0 ? "capturing" : "releasing";
  if (payment.tooLate) return { payment: close(payment, outcomeOfMoney(payment)) };
  if (taken > keep) return write({ ...payment, state }, nowMs, "refund", minus(taken, keep));
  if (taken < keep && open > 0)
    return write({ ...payment, state }, nowMs, "capture", least(minus(keep, taken), open));
  if (open > 0) return write({ ...payment, state }, nowMs, "cancel");
  return { payment: close(payment, outcomeOfMoney(payment)) };
}

function write(payment: Payment, nowMs: number, what: "cancel" | "capture" | "refund", amount?: Minor): Course {
  // Until the next write is allowed, look: the last one may have worked after all.
  if (nowMs < writeAllowedAt(payment)) return look(stale(payment, nowMs), nowMs);
  if (what === "cancel" || amount === undefined)
    return {
      payment: { ...spend(payment, "cancel", nowMs), cancelDoubt: true },
      deed: { do: "cancel", reference: payment.reference, key: keyFor(payment, "cancel") },
    };
  // A change in doubt is repeated to the letter; the provider then does it once however often it is told.
  const same = payment.doubt?.do === what ? payment.doubt : { do: what, key: keyFor(payment, what), amount };
  return {
    payment: { ...spend(payment, what, nowMs), doubt: same },
    deed: { reference: payment.reference, ...same },
  };
}

function spend(payment: Payment, flight: NonNullable<Watch["flight"]>, nowMs: number): Payment {
  const recent = payment.writesAtMs.filter((atMs) => atMs > nowMs - BUDGET_WINDOW_MS);
  return watching({ ...payment, writesAtMs: [...recent, nowMs] }, { flight });
}

function watching(payment: Payment, change: Partial<Watch>): Payment {
  return { ...payment, watch: { ...payment.watch, ...change } };
}

function landed(payment: Payment, change: Partial<Watch>): Payment {
  const { flight: _flight, ...watch } = payment.watch;
  return { ...payment, watch: { ...watch, ...change } };
}

// ---------------------------------------------------------------- answers

export type PaymentAnswer =
  | { readonly is: "create-answered"; readonly reference: string; readonly outcome: Outcome<Created> }
  | { readonly is: "read-answered"; readonly reference: string; readonly outcome: Outcome<Proof> }
  | { readonly is: "cancel-answered"; readonly reference: string; readonly outcome: Outcome<undefined> }
  | { readonly is: "capture-answered"; readonly reference: string; readonly outcome: Outcome<undefined> }
  | { readonly is: "refund-answered"; readonly reference: string; readonly outcome: Outcome<undefined> };

/** Takes in what became of a call. Answers to a closed payment change nothing. */
export function hearAnswer(payment: Payment, answer: PaymentAnswer, nowMs: number): Payment {
  if (payment.state === "closed") return payment;
  switch (answer.is) {
    case "create-answered":
      return hearCreate(payment, answer.outcome, nowMs);
    case "read-answered":
      return hearRead(payment, answer.outcome, nowMs);
    case "cancel-answered":
      return hearWrite(payment, "cancel", answer.outcome, nowMs);
    case "capture-answered":
      return hearWrite(payment, "capture", answer.outcome, nowMs);
    case "refund-answered":
      return hearWrite(payment, "refund", answer.outcome, nowMs);
    default:
      return unreachable(answer);
  }
}

function hearCreate(payment: Payment, outcome: Outcome<Created>, nowMs: number): Payment {
  if (outcome.is === "done") {
    const { qrContent, expiresAtMs } = outcome.value;
    const known = landed(payment, { fresh: true, readAtMs: nowMs + pollMs(payment, true), failedWrites: 0 });
    return {
      ...known,
      state: payment.keep === undefined ? "waiting" : "releasing",
      seen: true,
      createDoubt: false,
      endsByMs: Math.max(payment.endsByMs, Math.min(expiresAtMs ?? 0, nowMs + LIFETIME_MS) + MARGIN_MS),
      watch: qrContent === undefined ? known.watch : { ...known.watch, qrContent },
    };
  }
  if (outcome.is === "refused" && !payment.createDoubt) return hearRefusedCreate(payment, outcome.fault, nowMs);
  // Something may exist over there. Only a read can tell.
  const pauseUntilMs = pauseAfter(payment, outcome.fault, nowMs);
  return { ...landed(payment, { fresh: false, readAtMs: nowMs + 1_000, pauseUntilMs }), createDoubt: true };
}

function hearRefusedCreate(payment: Payment, fault: Fault, nowMs: number): Payment {
  if (isPassing(fault) && payment.keep === undefined && payment.createTries < CREATES_MAX)
    return {
      ...landed(payment, {
        fresh: false,
        readAtMs: nowMs + paceMs(payment.createTries, fault),
        pauseUntilMs: pauseAfter(payment, fault, nowMs),
      }),
      createDoubt: true,
    };
  return { ...close(payment, "never-existed"), refusal: fault.code };
}

/** Refused for now: the same request may succeed later. */
function isPassing(fault: Fault): boolean {
  return fault.code === "gateway/locked" || fault.code === "gateway/rate-limited";
}

function hearRead(payment: Payment, outcome: Outcome<Proof>, nowMs: number): Payment {
  if (outcome.is === "done" && follows(payment, outcome.value)) return hearProof(payment, outcome.value, nowMs);
  if (outcome.is === "refused" && outcome.fault.code === "gateway/not-found" && !payment.seen)
    return hearNotFound(payment, nowMs);
  const blindReads = payment.watch.blindReads + 1;
  const retryAfterMs = outcome.is === "done" ? 0 : (outcome.fault.retryAfterMs ?? 0);
  return landed(payment, {
    fresh: false,
    blindReads,
    readAtMs: nowMs + Math.max(backOff(blindReads), retryAfterMs),
  });
}

function hearProof(payment: Payment, proof: Proof, nowMs: number): Payment {
  const { doubt, ...rest } = payment;
  const read: Payment = {
    ...rest,
    word: proof.word,
    authorized: proof.authorized,
    captured: proof.captured,
    cancelled: proof.cancelled,
    refunded: proof.refunded,
    seen: true,
    createDoubt: false,
    state: payment.keep === undefined ? "waiting" : payment.state,
  };
  const news = moved(payment, proof);
  return landed(settleDoubt(read, doubt, payment), {
    fresh: true,
    blindReads: 0,
    pickedUp: proof.pickedUp ?? payment.watch.pickedUp,
    readAtMs: nowMs + pollMs(payment, false),
    failedWrites: news ? 0 : payment.watch.failedWrites,
    writeAtMs: news ? nowMs : payment.watch.writeAtMs,
  });
}

function moved(payment: Payment, proof: Proof): boolean {
  return (
    proof.word !== payment.word ||
    proof.authorized !== payment.authorized ||
    proof.captured !== payment.captured ||
    proof.cancelled !== payment.cancelled ||
    proof.refunded !== payment.refunded
  );
}

/** A settled change gives its key up: the next one of its kind is another request. */
function settleDoubt(read: Payment, doubt: Payment["doubt"], before: Payment): Payment {
  if (doubt === undefined) return read;
  if (stillInDoubt(before, doubt, read)) return { ...read, doubt };
  return { ...read, keyNumber: { ...read.keyNumber, [doubt.do]: read.keyNumber[doubt.do] + 1 } };
}

/** A change is settled once the amounts moved; until then its key and amount are kept for an exact repeat. */
function stillInDoubt(before: Payment, doubt: NonNullable<Payment["doubt"]>, after: Payment): boolean {
  return doubt.do === "capture" ? after.captured === before.captured : after.refunded === before.refunded;
}

function hearNotFound(payment: Payment, nowMs: number): Payment {
  const lookMs = nextLookMs(payment.askedAtMs, nowMs);
  if (lookMs === undefined) return close(payment, "never-existed");
  return landed(payment, { fresh: false, blindReads: 0, readAtMs: lookMs, endTried: true });
}

/**
 * True when a lost create shall be sent again: the provider does not know it, it is still wanted, and neither our own
 * limit nor the provider's (eCom: two initiates a minute) stands against it.
 */
export function shallAskAgain(payment: Payment, answer: PaymentAnswer, nowMs: number): boolean {
  return (
    answer.is === "read-answered" &&
    answer.outcome.is === "refused" &&
    answer.outcome.fault.code === "gateway/not-found" &&
    payment.state === "asking" &&
    payment.keep === undefined &&
    payment.createTries < CREATES_MAX &&
    nowMs >= payment.watch.pauseUntilMs &&
    payment.writesAtMs.filter((atMs) => atMs > nowMs - BUDGET_WINDOW_MS).length < CREATES_A_MINUTE
  );
}

/** The same create once more, with the same reference and key. */
export function askAgain(payment: Payment, nowMs: number): Required<Course> {
  return create(payment, nowMs);
}

function hearWrite(
  payment: Payment,
  what: "cancel" | "capture" | "refund",
  outcome: Outcome<undefined>,
  nowMs: number,
): Payment {
  // A yes is not proof: until the amounts move it is paced like a failure and looked at at once.
  const failedWrites = payment.watch.failedWrites + 1;
  const tried: Partial<Watch> = what === "cancel" && outcome.is !== "unknown" ? { endTried: true } : {};
  if (outcome.is === "done") {
    const cancelAccepted = payment.cancelAccepted || what === "cancel";
    const writeAtMs = nowMs + paceMs(failedWrites);
    const heard = landed(payment, { ...tried, fresh: false, readAtMs: nowMs, failedWrites, writeAtMs });
    return { ...heard, cancelAccepted };
  }
  const writeAtMs = nowMs + paceMs(failedWrites, outcome.fault);
  const readAtMs = nowMs + (outcome.is === "unknown" ? 1_000 : 0);
  const pauseUntilMs = pauseAfter(payment, outcome.fault, nowMs);
  const heard = landed(payment, { ...tried, fresh: false, readAtMs, failedWrites, writeAtMs, pauseUntilMs });
  if (outcome.is === "unknown") return what === "cancel" ? { ...heard, cancelLost: true } : heard;
  if (outcome.fault.code === "gateway/too-late") return { ...heard, tooLate: true };
  const refused: Payment =
    what === "cancel" && !payment.cancelAccepted && payment.cancelLost === undefined
      ? { ...heard, cancelDoubt: false }
      : heard;
  if (!isFinal(outcome.fault)) return refused;
  // A final refusal stays bound to its key (ePayment): what comes next is another request.
  const { doubt: _doubt, ...settled } = refused;
  return { ...settled, keyNumber: { ...refused.keyNumber, [what]: refused.keyNumber[what] + 1 } };
}

function pauseAfter(payment: Payment, fault: Fault, nowMs: number): number {
  return Math.max(payment.watch.pauseUntilMs, nowMs + (fault.retryAfterMs ?? 0));
}

function isFinal(fault: Fault): boolean {
  return certainlyNotDone(fault.code) && !isPassing(fault) && fault.code !== "gateway/unreachable";
}

// ---------------------------------------------------------------- restart

/** After a crash nothing is under way any more, and nothing read before it counts as fresh. */
export function wake(payment: Payment, nowMs: number): Payment {
  if (payment.state === "closed") return payment;
  if (payment.state === "planned") return close(payment, "never-existed");
  const woken = landed(payment, {
    fresh: false,
    readAtMs: nowMs,
    writeAtMs: nowMs,
    blindReads: 0,
    failedWrites: 0,
  });
  return {
    ...woken,
    createDoubt: payment.createDoubt || payment.state === "asking",
    // Nobody knows how long the terminal was away: a clock may have been set meanwhile, either way. A lost create is looked
    // for anew over the whole time it may take to arrive, and a clock set back does not make anything wait for years.
    askedAtMs: payment.seen ? Math.min(payment.askedAtMs, nowMs) : nowMs,
    endsByMs: Math.min(payment.endsByMs, nowMs + LIFETIME_MS + MARGIN_MS),
    writesAtMs: notAhead(payment.writesAtMs, nowMs),
  };
}

/** When `advance` may have something to do next; undefined while a call is under way or nothing is left. */
export function dueMs(payment: Payment): number | undefined {
  if (payment.state === "closed" || payment.state === "planned" || payment.watch.flight !== undefined)
    return undefined;
  if (!payment.watch.fresh) return payment.watch.readAtMs;
  const writeMs = Math.min(payment.watch.readAtMs, writeAllowedAt(payment));
  switch (standing(payment)) {
    case "dead":
      return 0;
    case "pending":
      if (payment.keep === undefined) return Math.min(payment.watch.readAtMs, payment.endsByMs);
      return payment.cancelAccepted ? Math.min(writeMs, payment.endsByMs) : writeMs;
    case "money":
      return payment.keep === undefined ? undefined : writeMs;
  }
}
