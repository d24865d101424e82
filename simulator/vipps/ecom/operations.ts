import { authorize, cancel, capture, type Outcome, type Refusal, refund } from "../bank.ts";
import { type ApiAnswer, type ApiRequest, canonicalJson, emptyAnswer, parseJson } from "../http.ts";
import { customerOf, mayPay } from "../phones.ts";
import type { Payment } from "../state.ts";
import type { World } from "../world.ts";
import { detailsView, statusView, summaryOf } from "./details.ts";
import { refusedAtEntrance, refusedByLimit } from "./entrance.ts";
import { ecomAnswer, ecomError, ecomFieldErrors, type Group } from "./errors.ts";
import { adjustSchema, cancelSchema, forceApproveSchema, readBody } from "./request.ts";

type Coded = readonly [Group, string];
const already: Coded = ["VippsError", "92"];
const notAllowed: Coded = ["VippsError", "91"];
const locked: Coded = ["VippsError", "94"];

const captureErrors: Readonly<Record<Refusal, Coded>> = {
  locked,
  "not-reserved": ["Payment", "62"],
  ended: notAllowed,
  "too-late": ["Payment", "98"],
  "already-captured": ["Payment", "61"],
  "already-cancelled": notAllowed,
  "already-refunded": already,
  "partial-not-allowed": ["Payment", "63"],
  "above-reserved": ["Payment", "61"],
  "above-captured": ["Payment", "61"],
  "nothing-captured": notAllowed,
  approved: notAllowed,
  "partly-captured": notAllowed,
  "customer-gone": notAllowed,
};
const cancelErrors: Readonly<Record<Refusal, Coded>> = {
  ...captureErrors,
  ended: already,
  "already-captured": ["Payment", "51"],
  "already-cancelled": already,
  "partly-captured": ["Payment", "51"],
};
const refundErrors: Readonly<Record<Refusal, Coded>> = {
  ...captureErrors,
  "not-reserved": ["Payment", "72"],
  ended: ["Payment", "73"],
  "too-late": ["Payment", "95"],
  "already-cancelled": ["Payment", "73"],
  "already-refunded": ["Payment", "71"],
  "above-captured": ["Payment", "71"],
  "nothing-captured": ["Payment", "72"],
};

const captureDays = (world: World): number => (world.rules === "changelog" ? 365 : 180);
const cancelDays = 180;

type Found = { readonly payment: Payment } | { readonly answer: ApiAnswer };

function find(world: World, request: ApiRequest, operation: string, orderId: string, perMinute: number): Found {
  const refusal = refusedAtEntrance(world, request) ?? refusedByLimit(world, operation, orderId, perMinute);
  if (refusal !== undefined) return { answer: refusal };
  const payment = world.find(orderId);
  // What ePayment created does not exist for eCom; the reverse does not hold.
  if (payment?.api !== "ecom") return { answer: ecomError(world, "Merchant", "35", 404) };
  return { payment };
}

export function getDetails(world: World, request: ApiRequest, orderId: string): ApiAnswer {
  const found = find(world, request, "details", orderId, 120);
  return "answer" in found ? found.answer : ecomAnswer(detailsView(world, found.payment));
}

export function getStatus(world: World, request: ApiRequest, orderId: string): ApiAnswer {
  const found = find(world, request, "status", orderId, 120);
  return "answer" in found ? found.answer : ecomAnswer(statusView(found.payment));
}

const ownMsn = (world: World, msn: string): boolean => msn === world.keys.merchantSerialNumber;

/** Repeats the answer of a success under the same X-Request-Id; another body under it is error 93. */
function once(world: World, request: ApiRequest, scope: string, operate: (key: string) => ApiAnswer): ApiAnswer {
  const key = request.headers["x-request-id"];
  if (key === undefined || key === "") {
    return ecomFieldErrors(world, [{ name: "X-Request-Id", reason: "The header is required" }]);
  }
  if (key.length > 40) {
    return ecomFieldErrors(world, [{ name: "X-Request-Id", reason: "At most 40 characters are allowed" }]);
  }
  const parsed = parseJson(request.body);
  const bodyText = parsed.ok ? canonicalJson(parsed.value) : request.body;
  const bound = world.state.bound[`ecom ${scope} ${key}`];
  if (bound !== undefined) {
    if (bound.bodyText !== bodyText) return ecomError(world, "Payment", "93", 409);
    return { status: bound.status, headers: bound.headers, body: bound.answerText };
  }
  const answer = operate(key);
  if (answer.status === 200) {
    const { status, headers, body } = answer;
    world.state.bound[`ecom ${scope} ${key}`] = { bodyText, status, headers, answerText: body };
    world.revision += 1;
  }
  return answer;
}

function refusedBecause(
  world: World,
  outcome: Outcome & { readonly ok: false },
  errors: Readonly<Record<Refusal, Coded>>,
  lateMessage: string,
): ApiAnswer {
  const [group, code] = errors[outcome.refusal];
  return ecomError(world, group, code, 400, outcome.refusal === "too-late" ? lateMessage : undefined);
}

function transactionOf(payment: Payment, status: "Captured" | "Cancelled" | "Refund", amount: number) {
  const event = payment.events.at(-1);
  return {
    amount,
    status,
    timeStamp: new Date(event?.atMs ?? payment.createdAtMs).toISOString(),
    transactionId: event?.transactionId ?? payment.transactionId,
    transactionText: event?.text ?? payment.description,
  };
}

const instrument = (payment: Payment) =>
  payment.authorizedAtMs === null ? {} : { paymentInstrument: "Mastercard" };

function adjust(
  world: World,
  request: ApiRequest,
  operation: "capture" | "refund",
  orderId: string,
  run: (payment: Payment, amountMinor: number | null, key: string, text: string) => Outcome,
  answer: (payment: Payment, amountMinor: number) => unknown,
  lateMessage: string,
): ApiAnswer {
  const found = find(world, request, operation, orderId, 5);
  if ("answer" in found) return found.answer;
  const { payment } = found;
  const body = readBody(world, request, adjustSchema);
  if (!body.ok) return body.answer;
  if (!ownMsn(world, body.value.merchantInfo.merchantSerialNumber)) return ecomError(world, "Merchant", "35", 404);
  return once(world, request, `${operation} ${orderId}`, (key) => {
    const { amount, transactionText } = body.value.transaction;
    const outcome = run(payment, amount == null || amount === 0 ? null : amount, key, transactionText);
    const errors = operation === "capture" ? captureErrors : refundErrors;
    if (!outcome.ok) return refusedBecause(world, outcome, errors, lateMessage);
    return ecomAnswer(answer(payment, outcome.amountMinor));
  });
}

export function capturePayment(world: World, request: ApiRequest, orderId: string): ApiAnswer {
  const windowDays = captureDays(world);
  return adjust(
    world,
    request,
    "capture",
    orderId,
    (payment, amountMinor, key, text) => capture(world, payment, { amountMinor, windowDays, key, text }),
    (payment, amountMinor) => ({
      orderId,
      transactionInfo: transactionOf(payment, "Captured", amountMinor),
      transactionSummary: summaryOf(payment),
      ...instrument(payment),
    }),
    `The payment was reserved more than ${windowDays} days ago and can no longer be captured`,
  );
}

/** Under the changelog's rules the 365 days count from the capture, as the specification says; else from reservation. */
export function refundPayment(world: World, request: ApiRequest, orderId: string): ApiAnswer {
  const countsFrom = world.rules === "changelog" ? "capture" : "reservation";
  return adjust(
    world,
    request,
    "refund",
    orderId,
    (payment, amountMinor, key, text) => refund(world, payment, { amountMinor, countsFrom, key, text }),
    // The one answer that says `transaction` where the others say `transactionInfo`.
    (payment, amountMinor) => ({
      orderId,
      transaction: transactionOf(payment, "Refund", amountMinor),
      transactionSummary: summaryOf(payment),
    }),
    `The 365 days after ${countsFrom} in which a payment can be refunded are over`,
  );
}

/** `PUT …/cancel`. Has no idempotency key: read the details after any doubt. */
export function cancelPayment(world: World, request: ApiRequest, orderId: string): ApiAnswer {
  const found = find(world, request, "cancel", orderId, 5);
  if ("answer" in found) return found.answer;
  const { payment } = found;
  const body = readBody(world, request, cancelSchema);
  if (!body.ok) return body.answer;
  const { merchantInfo, transaction, shouldReleaseRemainingFunds } = body.value;
  if (!ownMsn(world, merchantInfo.merchantSerialNumber)) return ecomError(world, "Merchant", "35", 404);
  const outcome = cancel(world, payment, {
    windowDays: cancelDays,
    onlyIfUnapproved: false,
    releasePartlyCaptured: shouldReleaseRemainingFunds ?? false,
    key: null,
    text: transaction.transactionText,
  });
  if (!outcome.ok) {
    const late = `The payment was reserved more than ${cancelDays} days ago and can no longer be cancelled`;
    return refusedBecause(world, outcome, cancelErrors, late);
  }
  return ecomAnswer({
    orderId,
    transactionInfo: transactionOf(payment, "Cancelled", outcome.amountMinor),
    transactionSummary: summaryOf(payment),
    ...instrument(payment),
  });
}

/** `POST /ecomm/v2/integration-test/payments/{orderId}/approve`: not for express, not for a skipped landing page. */
export function forceApprovePayment(world: World, request: ApiRequest, orderId: string): ApiAnswer {
  const found = find(world, request, "approve", orderId, Number.POSITIVE_INFINITY);
  if ("answer" in found) return found.answer;
  const { payment } = found;
  const body = readBody(world, request, forceApproveSchema);
  if (!body.ok) return body.answer;
  const { customerPhoneNumber, token } = body.value;
  if (customerPhoneNumber === undefined && token === undefined) {
    const reason = "customerPhoneNumber or token is required";
    return ecomFieldErrors(world, [{ name: "customerPhoneNumber", reason }]);
  }
  if (token !== undefined && token !== payment.token) {
    return ecomFieldErrors(world, [{ name: "token", reason: "The token does not belong to this payment" }]);
  }
  if (payment.pushed || payment.ecom?.express === true) return ecomError(world, ...notAllowed);
  const msisdn = customerPhoneNumber === undefined ? payment.msisdn : `47${customerPhoneNumber}`;
  const customer = msisdn === null ? undefined : customerOf(world, msisdn);
  if (msisdn !== null && (customer === undefined || !mayPay(customer))) return ecomError(world, "User", "81");
  if (customer?.approvedOnce === false) return ecomError(world, "Payment", "1082");
  if (customer?.noCard === true) return ecomError(world, "Payment", "41", 400, "The customer has no valid card");
  if (payment.msisdn !== null && payment.msisdn !== msisdn) return ecomError(world, ...notAllowed);
  if (payment.state !== "CREATED") return ecomError(world, ...already);
  if (payment.lock !== null) return ecomError(world, ...locked);
  payment.msisdn ??= msisdn;
  payment.openedAtMs ??= world.nowMs();
  authorize(world, payment, world.nowMs());
  return emptyAnswer(200);
}
