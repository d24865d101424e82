import { expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import { ReadPauses } from "../../electron/gateway/ecom/read-pauses.ts";
import type { WireAnswer } from "../../electron/gateway/http.ts";
import {
  answered,
  CHANGE,
  createAsk,
  ECOM_URLS,
  ecom,
  ManualClock,
  MSISDN,
  REFERENCE,
  ScriptedWire,
} from "./rig.ts";

const URL_GIVEN = "https://apitest.vipps.no/dwo-api-application/v1/deeplink/vippsgateway?v=2&token=eyJ";
const initiated = answered(200, { orderId: REFERENCE, url: URL_GIVEN });
const amount = { amount: minor(5_000), currency: "NOK" } as const;

const bodyOf = (wire: ScriptedWire, index = 0): unknown => JSON.parse(wire.deeds[index]?.body ?? "null");

function summary(captured: number, refunded: number, toCapture: number, toRefund: number) {
  return {
    capturedAmount: captured,
    refundedAmount: refunded,
    remainingAmountToCapture: toCapture,
    remainingAmountToRefund: toRefund,
  };
}

function entry(operation: string, value: number, operationSuccess = true) {
  return { operation, amount: value, operationSuccess, transactionText: "x", timeStamp: "2026-10-21T07:28:00Z" };
}

function details(log: readonly object[], sums?: object): WireAnswer {
  return answered(200, {
    orderId: REFERENCE,
    transactionLogHistory: log,
    ...(sums ? { transactionSummary: sums } : {}),
  });
}

const pending = details([entry("INITIATE", 12_500)]);

test("a push goes to eight digits, without a landing page and without a key", async () => {
  const wire = new ScriptedWire(initiated);
  expect(await ecom(wire).create(createAsk())).toEqual({ is: "done", value: {} });
  expect(wire.deeds[0]).toMatchObject({ method: "POST", url: "https://apitest.vipps.no/ecomm/v2/payments" });
  expect(wire.deeds[0]?.headers["X-Request-Id"]).toBeUndefined();
  expect(bodyOf(wire)).toEqual({
    customerInfo: { mobileNumber: "91234567" },
    merchantInfo: {
      merchantSerialNumber: "123456",
      ...ECOM_URLS,
      isApp: false,
      paymentType: "eComm Regular Payment",
    },
    transaction: { amount: 12_500, orderId: REFERENCE, transactionText: "Two coffees", skipLandingPage: true },
  });
});

const OWN_CODE = "https://qr.vipps.no/p/qwjhewqhue";
const shown = (change: Parameters<typeof createAsk>[0] = {}) => {
  const { msisdn: _, ...ask } = createAsk({ ...change, personalQr: OWN_CODE });
  return ask;
};

test("a customer's own code is exchanged, whole, for the number a push goes to", async () => {
  const wire = new ScriptedWire(answered(200, { msisdn: MSISDN, version: "2.0", timestamp: 1 }), initiated);
  expect(await ecom(wire).create(shown())).toEqual({ is: "done", value: {} });
  expect(wire.deeds[0]).toMatchObject({ method: "POST", url: "https://apitest.vipps.no/qr/v1/exchange" });
  expect(bodyOf(wire)).toEqual({ qrCode: OWN_CODE, requestedData: ["MSISDN"] });
  expect(bodyOf(wire, 1)).toMatchObject({
    customerInfo: { mobileNumber: "91234567" },
    transaction: { orderId: REFERENCE, skipLandingPage: true },
  });
  expect(wire.deeds[1]?.body).not.toContain(OWN_CODE);
});

const aboutTheCode = { title: "Bad request", status: 400, extraDetails: [{ name: "qrCode", reason: "expired" }] };

test.each<[string, WireAnswer, string]>([
  ["that the code is old or none", answered(400, aboutTheCode), "gateway/customer-unreachable"],
  ["no in no known shape", answered(400, "no"), "gateway/customer-unreachable"],
  ["that nobody is found", answered(404), "gateway/customer-unreachable"],
  ["a number of another country", answered(200, { msisdn: "4512345678" }), "gateway/customer-unreachable"],
  ["nothing", { is: "no-answer", why: "x" }, "gateway/customer-unreachable"],
  ["an error of its own", answered(503), "gateway/customer-unreachable"],
  ["rubbish", answered(200, { msisdn: "unknown" }), "gateway/customer-unreachable"],
  ["that this is too often", answered(429, undefined, { "retry-after": "7" }), "gateway/rate-limited"],
  ["that the sales unit may not ask", answered(403), "gateway/not-configured"],
  ["on no line", { is: "not-sent", why: "no connection (ECONNREFUSED)" }, "gateway/unreachable"],
])("an exchange answered with %s is a payment certainly not asked for", async (_, answer, code) => {
  const wire = new ScriptedWire(answer);
  const outcome = await ecom(wire).create(shown());
  expect(outcome).toMatchObject({ is: "refused", fault: { code } });
  expect(wire.deeds.filter(({ url }) => url.endsWith("/payments"))).toEqual([]);
  expect(JSON.stringify(outcome)).not.toContain("qwjhewqhue");
  if (code === "gateway/rate-limited") expect(outcome).toMatchObject({ fault: { retryAfterMs: 7_000 } });
});

test("an initiate whose answer was lost after an exchange is open, as any other", async () => {
  const wire = new ScriptedWire(answered(200, { msisdn: MSISDN }), { is: "no-answer", why: "x" });
  expect(await ecom(wire).create(shown())).toMatchObject({ is: "unknown", fault: { code: "gateway/no-answer" } });
});

test("nobody's number is asked for where it could not be used", async () => {
  const wire = new ScriptedWire();
  const silent = ecom(wire, undefined, undefined, { canPush: false });
  expect(await silent.create(shown())).toMatchObject({ fault: { code: "gateway/push-not-allowed" } });
  expect(await ecom(wire).create(createAsk({ personalQr: OWN_CODE }))).toMatchObject({
    is: "refused",
    fault: { what: expect.stringContaining("exclude each other") },
  });
  expect(await ecom(wire).create(shown({ amount: minor(1) }))).toMatchObject({ is: "refused" });
  expect(wire.sent).toHaveLength(0);
});

test("a push is made whether or not its answer holds an address", async () => {
  const wire = new ScriptedWire(answered(200, { orderId: REFERENCE }));
  expect(await ecom(wire).create(createAsk())).toEqual({ is: "done", value: {} });
});

test("a code takes two calls: initiate with a landing page, then its text, and the time it lives", async () => {
  const wire = new ScriptedWire(
    initiated,
    answered(200, { url: "https://qr.vipps.no/28/2/05/abc", expiresIn: 544 }),
  );
  const clock = new ManualClock(1_800_000_000_000);
  expect(await ecom(wire, clock).create(createAsk({ flow: "qr" }))).toEqual({
    is: "done",
    value: { qrContent: "https://qr.vipps.no/28/2/05/abc", expiresAtMs: 1_800_000_544_000 },
  });
  expect(bodyOf(wire)).toMatchObject({ customerInfo: {}, transaction: { skipLandingPage: false } });
  expect(wire.deeds[1]).toMatchObject({
    method: "POST",
    url: "https://apitest.vipps.no/qr/v1",
    headers: { Accept: "text/targetUrl" },
  });
  expect(bodyOf(wire, 1)).toEqual({ url: URL_GIVEN });
});

test("a code that did not come is asked for once more", async () => {
  const wire = new ScriptedWire(
    initiated,
    answered(502),
    answered(200, { url: "https://qr.vipps.no/x", expiresIn: 600 }),
  );
  expect(await ecom(wire).create(createAsk({ flow: "qr" }))).toMatchObject({ is: "done" });
});

test.each<[string, readonly WireAnswer[]]>([
  ["refused", [answered(400, { title: "Validation error", detail: "x", instance: "y" })]],
  ["unreachable", [{ is: "not-sent", why: "no connection (ECONNREFUSED)" }]],
  [
    "silent twice",
    [
      { is: "no-answer", why: "x" },
      { is: "no-answer", why: "x" },
    ],
  ],
  ["rubbish twice", [answered(200, "<svg/>"), answered(200, "<svg/>")]],
  ["rate limited", [answered(429)]],
])("a payment whose code is %s is made all the same: its outcome is open, never a no", async (_, answers) => {
  const wire = new ScriptedWire(initiated, ...answers);
  expect(await ecom(wire).create(createAsk({ flow: "qr" }))).toMatchObject({
    is: "unknown",
    fault: { code: "gateway/bad-answer", what: expect.stringContaining("the payment was made, its code was not") },
  });
});

test.each<[string, WireAnswer]>([
  ["nothing", answered(200)],
  ["no JSON", answered(200, "ok")],
  ["another order", answered(200, { orderId: "somebody-elses", url: URL_GIVEN })],
  ["no address", answered(200, { orderId: REFERENCE })],
  ["an address without encryption", answered(200, { orderId: REFERENCE, url: "http://vipps.no/x" })],
  ["an app's address", answered(200, { orderId: REFERENCE, url: "vipps://?token=x" })],
  ["a number for an order", answered(200, { orderId: 7, url: URL_GIVEN })],
])("an initiate answered with %s leaves open whether there is a payment", async (_, answer) => {
  expect(await ecom(new ScriptedWire(answer)).create(createAsk({ flow: "qr" }))).toMatchObject({
    is: "unknown",
    fault: { code: "gateway/bad-answer" },
  });
});

test("a terminal that may not push says so without asking", async () => {
  const wire = new ScriptedWire();
  const gateway = ecom(wire, undefined, undefined, { canPush: false });
  expect(await gateway.create(createAsk())).toMatchObject({
    is: "refused",
    fault: { code: "gateway/push-not-allowed" },
  });
  expect(wire.sent).toHaveLength(0);
});

const cancelled = (sums: object) =>
  answered(200, {
    orderId: REFERENCE,
    transactionInfo: { amount: 12_500, status: "Cancelled", timeStamp: "x", transactionText: "x" },
    transactionSummary: sums,
  });

test("a cancel without any capture goes without the flag", async () => {
  const wire = new ScriptedWire(pending, cancelled(summary(0, 0, 0, 0)));
  expect(await ecom(wire).cancel(CHANGE)).toEqual({ is: "done", value: undefined });
  expect(wire.deeds[1]).toMatchObject({
    method: "PUT",
    url: `https://apitest.vipps.no/ecomm/v2/payments/${REFERENCE}/cancel`,
  });
  expect(bodyOf(wire, 1)).toEqual({
    merchantInfo: { merchantSerialNumber: "123456" },
    transaction: { transactionText: "Avbrutt" },
  });
});

test("a cancel after a part capture releases the rest by its flag", async () => {
  const log = [entry("CAPTURE", 5_000), entry("RESERVE", 12_500), entry("INITIATE", 12_500)];
  const wire = new ScriptedWire(
    details(log, summary(5_000, 0, 7_500, 5_000)),
    cancelled(summary(5_000, 0, 0, 5_000)),
  );
  expect(await ecom(wire).cancel(CHANGE)).toEqual({ is: "done", value: undefined });
  expect(bodyOf(wire, 1)).toMatchObject({ shouldReleaseRemainingFunds: true });
});

test.each<[string, WireAnswer]>([
  ["silence", { is: "no-answer", why: "x" }],
  ["an error", answered(500)],
  ["rubbish", answered(200, "x")],
  ["too many reads", answered(429)],
  ["an unknown order", answered(404, [{ errorGroup: "Merchant", errorCode: "35", errorMessage: "x" }])],
])("a read before it that ends in %s does not hold a cancel up", async (_, answer) => {
  const wire = new ScriptedWire(answer, cancelled(summary(0, 0, 0, 0)));
  expect(await ecom(wire).cancel(CHANGE)).toEqual({ is: "done", value: undefined });
});

test("without a network a cancel ends after one try", async () => {
  const wire = new ScriptedWire({ is: "not-sent", why: "no connection (ENETUNREACH)" });
  expect(await ecom(wire).cancel(CHANGE)).toMatchObject({ is: "refused", fault: { code: "gateway/unreachable" } });
});

test("the API's own body for a cancel that went wrong inside is open", async () => {
  const wire = new ScriptedWire(
    pending,
    answered(500, { responseInfo: { responseCode: 500, responseMessage: "x" } }),
  );
  expect(await ecom(wire).cancel(CHANGE)).toMatchObject({ is: "unknown", fault: { code: "gateway/server-error" } });
});

function changed(key: string, status: string, value: number, sums?: object): WireAnswer {
  const info = { amount: value, status, timeStamp: "x", transactionId: "5001420062", transactionText: "x" };
  return answered(200, { orderId: REFERENCE, [key]: info, ...(sums ? { transactionSummary: sums } : {}) });
}

test("capture and refund carry their key, their amount and their text", async () => {
  const wire = new ScriptedWire(
    changed("transactionInfo", "Captured", 5_000, summary(5_000, 0, 7_500, 5_000)),
    changed("transaction", "Refund", 5_000, summary(5_000, 5_000, 7_500, 0)),
  );
  const gateway = ecom(wire);
  expect(await gateway.capture({ ...CHANGE, ...amount })).toEqual({ is: "done", value: undefined });
  expect(await gateway.refund({ ...CHANGE, ...amount })).toEqual({ is: "done", value: undefined });
  expect(wire.deeds.map(({ method, headers }) => [method, headers["X-Request-Id"]])).toEqual([
    ["POST", "key-0002"],
    ["POST", "key-0002"],
  ]);
  expect(bodyOf(wire)).toEqual({
    merchantInfo: { merchantSerialNumber: "123456" },
    transaction: { amount: 5_000, transactionText: "Betalt" },
  });
  expect(bodyOf(wire, 1)).toMatchObject({ transaction: { transactionText: "Refundert" } });
});

test.each<[string, WireAnswer, boolean]>([
  ["its word and no summary", changed("transactionInfo", "Captured", 5_000), true],
  ["its word in capitals", changed("transactionInfo", "CAPTURED", 5_000, summary(5_000, 0, 0, 0)), true],
  ["the second of two captures", changed("transactionInfo", "Captured", 5_000, summary(9_000, 0, 0, 0)), true],
  ["less captured than asked", changed("transactionInfo", "Captured", 5_000, summary(4_999, 0, 0, 0)), false],
  ["another amount and no summary", changed("transactionInfo", "Captured", 4_999), false],
  ["another word", changed("transactionInfo", "Cancelled", 5_000, summary(5_000, 0, 0, 0)), false],
  ["an unknown word", changed("transactionInfo", "Queued", 5_000, summary(5_000, 0, 0, 0)), false],
  ["no word", answered(200, { orderId: REFERENCE, transactionSummary: summary(5_000, 0, 0, 0) }), false],
  ["nothing else", answered(200, { orderId: REFERENCE }), false],
  ["an amount as text", changed("transactionInfo", "Captured", Number.NaN), false],
  ["no body", answered(200), false],
  ["no JSON", answered(200, "OK"), false],
])("a capture answered 200 with %s is believed: %s", async (_, answer, believed) => {
  const outcome = await ecom(new ScriptedWire(answer)).capture({ ...CHANGE, ...amount });
  expect(outcome).toMatchObject(
    believed ? { is: "done" } : { is: "unknown", fault: { code: "gateway/bad-answer" } },
  );
});

test("the shop's own texts are used, and measured", async () => {
  const wire = new ScriptedWire(changed("transactionInfo", "Captured", 5_000, summary(5_000, 0, 0, 0)));
  const gateway = ecom(wire, undefined, undefined, { texts: { capture: "Takk!", refund: "x".repeat(101) } });
  await gateway.capture({ ...CHANGE, ...amount });
  expect(bodyOf(wire)).toMatchObject({ transaction: { transactionText: "Takk!" } });
  expect(await gateway.refund({ ...CHANGE, ...amount })).toMatchObject({
    is: "refused",
    fault: { code: "gateway/bad-request", what: expect.stringContaining("the text of a refund must be 1 to 100") },
  });
  expect(wire.deeds).toHaveLength(1);
});

test("details and the deprecated status are told as they are", async () => {
  const wire = new ScriptedWire(
    pending,
    answered(200, { orderId: REFERENCE, transactionInfo: { amount: 12_500, status: "REGISTER", timeStamp: "x" } }),
    answered(200, { orderId: "somebody-elses", transactionInfo: { amount: 1, status: "VOID", timeStamp: "x" } }),
  );
  const gateway = ecom(wire);
  expect(await gateway.details(REFERENCE)).toMatchObject({ is: "done", value: { orderId: REFERENCE } });
  expect(await gateway.status(REFERENCE)).toEqual({ is: "done", value: "REGISTER" });
  expect(await gateway.status(REFERENCE)).toMatchObject({ is: "unknown" });
});

test.each(["https://api.vipps.no", "https://shop.example.com"])(
  "nobody is approved by force on %s",
  async (host) => {
    const wire = new ScriptedWire();
    const outcome = await ecom(wire, undefined, host).forceApprove(REFERENCE, { msisdn: "4791234567" });
    expect(outcome).toMatchObject({ is: "refused", fault: { code: "gateway/bad-request" } });
    expect(wire.sent).toHaveLength(0);
  },
);

test.each(["https://apitest.vipps.no", "http://127.0.0.1:9000"])(
  "the test customer approves on %s",
  async (host) => {
    const wire = new ScriptedWire(answered(200), answered(200));
    const gateway = ecom(wire, undefined, host);
    expect(await gateway.forceApprove(REFERENCE, { msisdn: "4791234567" })).toEqual({
      is: "done",
      value: undefined,
    });
    expect(await gateway.forceApprove(REFERENCE, { token: "abc" })).toEqual({ is: "done", value: undefined });
    expect(bodyOf(wire)).toEqual({ customerPhoneNumber: "91234567" });
    expect(bodyOf(wire, 1)).toEqual({ token: "abc" });
  },
);

test.each([429, 503])(
  "a read before a cancel that is told %s with a pause holds both back until it is over",
  async (status) => {
    const clock = new ManualClock();
    const pause: WireAnswer = { is: "answered", status, headers: { "retry-after": "20" }, body: "" };
    const wire = new ScriptedWire(pause, pending, pending, cancelled(summary(0, 0, 0, 0)));
    const gateway = ecom(wire, clock);
    const held = { is: "refused", fault: { code: "gateway/rate-limited", retryAfterMs: 20_000 } };
    expect(await gateway.cancel(CHANGE)).toMatchObject(held);
    expect(await gateway.read(REFERENCE)).toMatchObject(held);
    clock.advance(19_999);
    expect(await gateway.read(REFERENCE)).toMatchObject({ is: "refused", fault: { retryAfterMs: 1 } });
    expect(wire.deeds.map(({ method }) => method)).toEqual(["GET"]);
    clock.advance(1);
    expect(await gateway.read(REFERENCE)).toMatchObject({ is: "done" });
    expect(await gateway.cancel(CHANGE)).toEqual({ is: "done", value: undefined });
    expect(wire.deeds.map(({ method }) => method)).toEqual(["GET", "GET", "GET", "PUT"]);
  },
);

test("pauses are kept for a hundred payments at most", async () => {
  const pauses = new ReadPauses();
  for (let at = 0; at <= 100; at += 1) pauses.ask(`order-${at}`, 1_000 + at);
  expect(pauses.leftMs("order-0", 0)).toBe(0);
  expect(pauses.leftMs("order-1", 0)).toBe(1_001);
  expect(pauses.leftMs("order-1", 1_001)).toBe(0);
});
