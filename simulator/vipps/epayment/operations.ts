import { authorize, cancel, capture, type Outcome, type Refusal, refund } from "../bank.ts";
import { captureDaysOf } from "../defaults.ts";
import { type FieldError, type Fields, readFields } from "../fields.ts";
import { type ApiAnswer, type ApiRequest, emptyAnswer, jsonAnswer, parseJson, pathOf } from "../http.ts";
import { customerOf, mayPay } from "../phones.ts";
import type { Payment } from "../state.ts";
import type { World } from "../world.ts";
import { type Judged, once, refusedAtEntrance, refusedByLimit, refusedWith } from "./entrance.ts";
import { fieldProblem, type ProblemCode, problem } from "./problem.ts";
import { cancelSchema, forceApproveSchema, modificationSchema } from "./request.ts";
import { eventsView, modificationView, paymentView } from "./view.ts";

type Codes = Readonly<Record<Refusal, ProblemCode>>;

const commonCodes = {
  locked: "6160",
  approved: "6060",
  "partly-captured": "6040",
  "customer-gone": "5100",
  "above-reserved": "6090",
  "above-captured": "6150",
  "partial-not-allowed": "6140",
  "nothing-captured": "6210",
  "already-refunded": "6180",
} as const satisfies Partial<Codes>;

const captureCodes: Codes = {
  ...commonCodes,
  "not-reserved": "6080",
  ended: "6200",
  "too-late": "6100",
  "already-captured": "6170",
  "already-cancelled": "6070",
};
const cancelCodes: Codes = {
  ...commonCodes,
  locked: "6250",
  "not-reserved": "6050",
  ended: "6190",
  "too-late": "6030",
  "already-captured": "6040",
  "already-cancelled": "6050",
};
const refundCodes: Codes = {
  ...commonCodes,
  "not-reserved": "6020",
  ended: "6210",
  "too-late": "6220",
  "already-captured": "6210",
  "already-cancelled": "6210",
};

const knownReference = /^[a-zA-Z0-9-]{8,64}$/;

type Found = { readonly payment: Payment } | { readonly answer: ApiAnswer };

/** Entrance, path, limit and look-up, in that order, for every call on one payment. */
function find(world: World, request: ApiRequest, operation: string, reference: string, perMinute: number): Found {
  const path = pathOf(request);
  const refusal = refusedAtEntrance(world, request);
  if (refusal !== undefined) return { answer: refusal };
  if (!knownReference.test(reference)) {
    const reason = `The field must match ${knownReference.source}.`;
    return { answer: fieldProblem(world, path, [{ name: "reference", reason }]) };
  }
  const tooMany = refusedByLimit(world, operation, reference, perMinute);
  if (tooMany !== undefined) return { answer: tooMany };
  const payment = world.find(reference);
  return payment === undefined ? { answer: problem(world, path, "5090") } : { payment };
}

export function getPayment(world: World, request: ApiRequest, reference: string): ApiAnswer {
  const found = find(world, request, "get", reference, 120);
  return "answer" in found ? found.answer : jsonAnswer(200, paymentView(world, found.payment));
}

export function getEvents(world: World, request: ApiRequest, reference: string): ApiAnswer {
  const found = find(world, request, "events", reference, 120);
  return "answer" in found ? found.answer : jsonAnswer(200, eventsView(found.payment));
}

function read<T>(world: World, body: string, schema: Parameters<typeof readFields<T>>[0]): Fields<T> {
  const parsed = parseJson(body);
  const notJson: FieldError = { name: "body", kind: "type", reason: "The body is not JSON." };
  return parsed.ok ? readFields(schema, parsed.value, world.lenient) : { ok: false, errors: [notJson] };
}

/** The success of an adjustment is declared as problem+json in the official file: read it by its status. */
function judged(world: World, path: string, payment: Payment, outcome: Outcome, codes: Codes): Judged {
  if (!outcome.ok) return refusedWith(world, path, codes[outcome.refusal]);
  return { answer: jsonAnswer(200, modificationView(payment), "application/problem+json") };
}

type Modify = (payment: Payment, amountMinor: number, key: string | null) => Outcome;

function modify(
  world: World,
  request: ApiRequest,
  operation: "capture" | "refund",
  reference: string,
  modifyPayment: Modify,
): ApiAnswer {
  const found = find(world, request, operation, reference, 5);
  if ("answer" in found) return found.answer;
  const { payment } = found;
  const path = pathOf(request);
  return once(world, request, operation === "capture" ? "4010" : "4150", (key) => {
    const fields = read(world, request.body, modificationSchema);
    if (!fields.ok) return { answer: fieldProblem(world, path, fields.errors) };
    const { currency, value } = fields.value.modificationAmount;
    if (!Number.isInteger(value) || value < 1 || currency !== payment.currency) {
      return refusedWith(world, path, "4040");
    }
    const codes = operation === "capture" ? captureCodes : refundCodes;
    return judged(world, path, payment, modifyPayment(payment, value, key), codes);
  });
}

export function capturePayment(world: World, request: ApiRequest, reference: string): ApiAnswer {
  return modify(world, request, "capture", reference, (payment, amountMinor, key) => {
    const windowDays = captureDaysOf[world.state.salesUnit.market];
    return capture(world, payment, { amountMinor, windowDays, key, text: payment.description });
  });
}

export function refundPayment(world: World, request: ApiRequest, reference: string): ApiAnswer {
  return modify(world, request, "refund", reference, (payment, amountMinor, key) =>
    refund(world, payment, { amountMinor, countsFrom: "reservation", key, text: payment.description }),
  );
}

export function cancelPayment(world: World, request: ApiRequest, reference: string): ApiAnswer {
  const found = find(world, request, "cancel", reference, 5);
  if ("answer" in found) return found.answer;
  const { payment } = found;
  const path = pathOf(request);
  return once(world, request, "4020", (key) => {
    const fields = read(world, request.body === "" ? "{}" : request.body, cancelSchema);
    if (!fields.ok) return { answer: fieldProblem(world, path, fields.errors) };
    const outcome = cancel(world, payment, {
      windowDays: captureDaysOf[world.state.salesUnit.market],
      onlyIfUnapproved: fields.value.cancelTransactionOnly ?? false,
      releasePartlyCaptured: true,
      key,
      text: payment.description,
    });
    return judged(world, path, payment, outcome, cancelCodes);
  });
}

/** `POST /epayment/v1/test/payments/{reference}/approve`: as if the customer approved; special amounts do not apply. */
export function forceApprovePayment(world: World, request: ApiRequest, reference: string): ApiAnswer {
  const found = find(world, request, "approve", reference, Number.POSITIVE_INFINITY);
  if ("answer" in found) return found.answer;
  const { payment } = found;
  const path = pathOf(request);
  const fields = read(world, request.body, forceApproveSchema);
  if (!fields.ok) return fieldProblem(world, path, fields.errors);
  const { customer: named, token } = fields.value;
  if (named?.phoneNumber === undefined && token === undefined) return problem(world, path, "4140");
  if (token !== undefined && token !== payment.token) return problem(world, path, "10010");
  const msisdn = named?.phoneNumber ?? payment.msisdn;
  const customer = msisdn === null ? undefined : customerOf(world, msisdn);
  if (msisdn !== null && (customer === undefined || !mayPay(customer))) return problem(world, path, "7010");
  if (payment.msisdn !== null && payment.msisdn !== msisdn) return problem(world, path, "10020");
  if (customer?.approvedOnce === false) return problem(world, path, "10030");
  if (customer?.noCard === true) return problem(world, path, "10050");
  if (payment.state === "AUTHORIZED") return problem(world, path, "6230");
  if (payment.state !== "CREATED" || payment.api === "ecom") return problem(world, path, "10020");
  if (payment.lock !== null) return problem(world, path, "6160");
  payment.msisdn ??= msisdn;
  authorize(world, payment, world.nowMs());
  return emptyAnswer(200);
}
