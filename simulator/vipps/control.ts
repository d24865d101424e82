import { z } from "zod";
import { newCustomer } from "./defaults.ts";
import { removeConsent } from "./ecom/callback.ts";
import { effects } from "./faults.ts";
import { readFields } from "./fields.ts";
import { type ApiAnswer, type ApiRequest, jsonAnswer, parseJson, pathOf } from "./http.ts";
import { act, acts, customerOf, requestsOf, unclaimed } from "./phones.ts";
import { paymentQrOf, qrImageOf } from "./qr/links.ts";
import { newPersonalQr } from "./qr/personal.ts";
import { scan } from "./qr/scan.ts";
import { type Handler, routeIn, routeOf } from "./routes.ts";
import type { Payment } from "./state.ts";
import type { World } from "./world.ts";

const fail = (status: number, error: string, message: string): ApiAnswer => jsonAnswer(status, { error, message });

/** Reads the body of a control request and goes on with it, or says what is wrong with it. */
function withBody<T>(request: ApiRequest, schema: z.ZodType<T>, next: (value: T) => ApiAnswer): ApiAnswer {
  const parsed = parseJson(request.body === "" ? "{}" : request.body);
  if (!parsed.ok) return fail(400, "not-json", "The body is not JSON.");
  const fields = readFields(schema, parsed.value, false);
  if (fields.ok) return next(fields.value);
  return fail(400, "bad-field", fields.errors.map(({ name, reason }) => `${name}: ${reason}`).join(" "));
}

/** The payments as the bank sees them, in whole minor units. */
const getLedger: Handler = (world) =>
  jsonAnswer(200, {
    payments: Object.values(world.state.payments).map((payment) => ({
      reference: payment.reference,
      api: payment.api,
      state: payment.state,
      currency: payment.currency,
      amount: payment.amountMinor,
      authorized: payment.authorizedMinor,
      captured: payment.capturedMinor,
      cancelled: payment.cancelledMinor,
      refunded: payment.refundedMinor,
      createdAt: new Date(payment.createdAtMs).toISOString(),
    })),
  });

const getClock: Handler = (world) => jsonAnswer(200, { nowMs: world.nowMs() });

const clockSchema = z.strictObject({ advanceMs: z.number().min(0) });
const moveClock: Handler = (world, request) =>
  withBody(request, clockSchema, ({ advanceMs }) => {
    if (!world.moveClock(advanceMs)) return fail(409, "clock-is-real", "Start the simulator with --clock manual.");
    return getClock(world, request);
  });

const msisdn = z.string().regex(/^\d{9,15}$/);
const customerSchema = z.strictObject({
  msisdn,
  age: z.number().int().min(0).max(130).optional(),
  blocked: z.boolean().optional(),
  noCard: z.boolean().optional(),
  oldApp: z.boolean().optional(),
  approvedOnce: z.boolean().optional(),
});
/** A number that exists already gets the traits named here and keeps the others. */
const putCustomer: Handler = (world, request) =>
  withBody(request, customerSchema, (wanted) => {
    const known = customerOf(world, wanted.msisdn);
    const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
    const customer = newCustomer(wanted.msisdn, known?.sub ?? world.ids.uuid(), { ...known, ...given });
    world.state.customers[wanted.msisdn] = customer;
    world.revision += 1;
    return jsonAnswer(200, customer);
  });

const getCustomers: Handler = (world) => jsonAnswer(200, { customers: Object.values(world.state.customers) });

/** A request as a phone shows it. */
function requestView(world: World, payment: Payment) {
  return {
    reference: payment.reference,
    api: payment.api,
    state: payment.state,
    amount: payment.amountMinor,
    currency: payment.currency,
    merchantName: world.state.salesUnit.name,
    description: payment.description,
    opened: payment.openedAtMs !== null,
    in3ds: payment.lock?.kind === "3ds",
    express: payment.ecom?.express ?? false,
    shippingOptions: payment.ecom?.shippingOptions ?? [],
    shippingConfirmed: payment.ecom?.chosenShipping?.shippingMethodId ?? null,
    captured: payment.capturedMinor,
    cancelled: payment.cancelledMinor,
    refunded: payment.refundedMinor,
    createdAt: new Date(payment.createdAtMs).toISOString(),
    expiresAt: new Date(payment.expiresAtMs).toISOString(),
  };
}

const getRequests: Handler = (world, _request, number = "") => {
  if (customerOf(world, number) === undefined) return fail(404, "no-such-customer", "Nobody has this number.");
  return jsonAnswer(200, { requests: requestsOf(world, number).map((payment) => requestView(world, payment)) });
};

const actSchema = z.strictObject({ do: z.enum(acts), shippingMethodId: z.string().optional() });
const actOnRequest: Handler = (world, request, number = "", reference = "") =>
  withBody(request, actSchema, (wanted) => {
    const choice = wanted.shippingMethodId === undefined ? {} : { shippingMethodId: wanted.shippingMethodId };
    const outcome = act(world, number, reference, wanted.do, choice);
    if (outcome.ok) return jsonAnswer(200, requestView(world, outcome.payment));
    const status = outcome.refusal.startsWith("no-such-") ? 404 : 409;
    return fail(status, outcome.refusal, `The phone could not ${wanted.do} this request.`);
  });

const showPersonalQr: Handler = (world, _request, number = "") => {
  if (customerOf(world, number) === undefined) return fail(404, "no-such-customer", "Nobody has this number.");
  const content = newPersonalQr(world, number);
  const personal = content.slice(content.lastIndexOf("/") + 1);
  return jsonAnswer(200, { content, imageUrl: qrImageOf(world, { personal }, "svg", 600) });
};

/** A fresh code each time, as the app makes one when it is opened. */
const showAtTill: Handler = (world, _request, number = "") => {
  if (customerOf(world, number) === undefined) return fail(404, "no-such-customer", "Nobody has this number.");
  if (world.scanner === undefined) return fail(409, "no-scanner", "This shop's scanner is not known here.");
  const content = newPersonalQr(world, number);
  if (!world.scanner(content)) return fail(409, "scanner-unplugged", "The scanner is not plugged in.");
  return jsonAnswer(200, { content });
};

const withdrawConsent: Handler = (world, _request, number = "", reference = "") => {
  const payment = world.find(reference);
  if (payment === undefined || payment.msisdn !== number || !removeConsent(world, payment)) {
    return fail(404, "no-such-consent", "This phone has given no consent with this payment.");
  }
  return jsonAnswer(200, { removed: true });
};

const scanSchema = z.strictObject({ content: z.string().min(1), msisdn });
const scanCode: Handler = (world, request) =>
  withBody(request, scanSchema, (wanted) => {
    const result = scan(world, wanted.content, wanted.msisdn);
    if (result.kind !== "refused") return jsonAnswer(200, result);
    const status = result.refusal.startsWith("no-such-") || result.refusal === "not-a-code" ? 404 : 409;
    return fail(status, result.refusal, "The phone could not use this code.");
  });

/** The codes a camera could be pointed at now: unclaimed payments, then stickers; and whether a phone can be scanned. */
const getCodes: Handler = (world) =>
  jsonAnswer(200, {
    nowMs: world.nowMs(),
    hasScanner: world.scanner !== undefined,
    payments: unclaimed(world).map((payment) => ({
      ...requestView(world, payment),
      content: paymentQrOf(world, payment.token),
    })),
    stickers: Object.values(world.state.callbackQrs).map(({ merchantQrId, content, locationDescription }) => ({
      merchantQrId,
      content,
      locationDescription,
      merchantName: world.state.salesUnit.name,
    })),
  });

const faultSchema = z.strictObject({
  method: z.string().min(1).default("*"),
  path: z.string().min(1),
  effect: z.enum(effects),
  delayMs: z.number().min(0).max(600_000).default(0),
  status: z.number().int().min(200).max(599).default(500),
  body: z.unknown().optional(),
  times: z.number().int().min(1).max(10_000).default(1),
});
const planFault: Handler = (world, request) =>
  withBody(request, faultSchema, ({ body, ...fault }) => {
    const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
    world.faults.plan({ ...fault, method: fault.method.toUpperCase(), body: text });
    return jsonAnswer(200, { planned: world.faults.list().length });
  });
const getFaults: Handler = (world) => jsonAnswer(200, { faults: world.faults.list() });
const clearFaults: Handler = (world) => {
  world.faults.clear();
  return jsonAnswer(200, { planned: 0 });
};

const salesUnitSchema = z.strictObject({
  name: z.string().min(1).max(100).optional(),
  market: z.enum(["NO", "DK", "FI"]).optional(),
  pushAllowed: z.boolean().optional(),
  directCapture: z.boolean().optional(),
  partialCapture: z.boolean().optional(),
  longLivingAllowed: z.boolean().optional(),
  blocked: z.boolean().optional(),
  lockedStatus: z.union([z.literal(400), z.literal(423)]).optional(),
});
const getSalesUnit: Handler = (world) => jsonAnswer(200, world.state.salesUnit);
const changeSalesUnit: Handler = (world, request) =>
  withBody(request, salesUnitSchema, (wanted) => {
    const given = Object.entries(wanted).filter(([, value]) => value !== undefined);
    Object.assign(world.state.salesUnit, Object.fromEntries(given));
    world.revision += 1;
    return getSalesUnit(world, request);
  });

const getLog: Handler = (world) => jsonAnswer(200, { requests: world.log.list() });
const clearLog: Handler = (world) => {
  world.log.clear();
  return jsonAnswer(200, { requests: [] });
};
const getOutgoing: Handler = (world) => jsonAnswer(200, { outgoing: world.sent() });

const prefix = "/simulator/v1";
const table: readonly (readonly [string, string, Handler])[] = [
  ["GET", "ledger", getLedger],
  ["GET", "clock", getClock],
  ["POST", "clock", moveClock],
  ["GET", "customers", getCustomers],
  ["POST", "customers", putCustomer],
  ["GET", "phones/{}/requests", getRequests],
  ["POST", "phones/{}/requests/{}", actOnRequest],
  ["POST", "phones/{}/personal-qr", showPersonalQr],
  ["POST", "phones/{}/show-at-till", showAtTill],
  ["DELETE", "phones/{}/consents/{}", withdrawConsent],
  ["POST", "scan", scanCode],
  ["GET", "codes", getCodes],
  ["GET", "faults", getFaults],
  ["POST", "faults", planFault],
  ["DELETE", "faults", clearFaults],
  ["GET", "sales-unit", getSalesUnit],
  ["POST", "sales-unit", changeSalesUnit],
  ["GET", "requests", getLog],
  ["DELETE", "requests", clearLog],
  ["GET", "outgoing", getOutgoing],
];
const routes = table.map(([method, path, handler]) => routeOf(method, `${prefix}/${path}`, handler));

/** The simulator's own port: what only a customer, a bank, a clock or a broken network can do. */
export function control(world: World, request: ApiRequest): ApiAnswer {
  const found = routeIn(routes, request.method, pathOf(request));
  if (found.kind === "none") return fail(404, "not-found", "The control port has no such path.");
  if (found.kind === "wrong-method") return fail(405, "wrong-method", "The path does not take this method.");
  return found.handler(world, request, ...found.parts);
}
