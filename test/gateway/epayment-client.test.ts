import { expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import type { WireAnswer } from "../../electron/gateway/http.ts";
import { answered, CHANGE, createAsk, epayment, MSISDN, REFERENCE, ScriptedWire } from "./rig.ts";

const nok = (value: number) => ({ currency: "NOK", value });

function aggregate(authorized: number, captured = 0, cancelled = 0, refunded = 0) {
  return {
    authorizedAmount: nok(authorized),
    capturedAmount: nok(captured),
    cancelledAmount: nok(cancelled),
    refundedAmount: nok(refunded),
  };
}

function payment(state: string, sums: unknown, more: object = {}): WireAnswer {
  return answered(200, {
    reference: REFERENCE,
    state,
    amount: nok(12_500),
    aggregate: sums,
    paymentMethod: { type: "WALLET" },
    profile: {},
    pspReference: "a1b2",
    somethingNew: { added: "later" },
    ...more,
  });
}

const bodyOf = (wire: ScriptedWire, index = 0): unknown => JSON.parse(wire.deeds[index]?.body ?? "null");

test("a push goes to the number, in person, under its key", async () => {
  const wire = new ScriptedWire(answered(201, { reference: REFERENCE }));
  expect(await epayment(wire).create(createAsk({ minimumAge: 18 }))).toEqual({ is: "done", value: {} });
  expect(wire.deeds[0]).toMatchObject({
    method: "POST",
    url: "https://apitest.vipps.no/epayment/v1/payments",
    headers: { "Idempotency-Key": "key-0001", "Content-Type": "application/json" },
    deadlineMs: 30_000,
  });
  expect(bodyOf(wire)).toEqual({
    amount: { currency: "NOK", value: 12_500 },
    paymentMethod: { type: "WALLET" },
    customer: { phoneNumber: MSISDN },
    customerInteraction: "CUSTOMER_PRESENT",
    reference: REFERENCE,
    userFlow: "PUSH_MESSAGE",
    paymentDescription: "Two coffees",
    minimumUserAge: 18,
  });
});

test("a code is asked for as text to draw, without any number", async () => {
  const wire = new ScriptedWire(
    answered(201, { reference: REFERENCE, redirectUrl: "https://qr.vipps.no/28/2/05/abc" }),
  );
  const outcome = await epayment(wire).create(createAsk({ flow: "qr", msisdn: MSISDN }));
  expect(outcome).toEqual({ is: "done", value: { qrContent: "https://qr.vipps.no/28/2/05/abc" } });
  expect(bodyOf(wire)).toMatchObject({ userFlow: "QR", qrFormat: { format: "TEXT/TARGETURL" } });
  expect(wire.deeds[0]?.body).not.toContain(MSISDN);
});

test("a scanned personal code is passed on whole, instead of a number", async () => {
  const wire = new ScriptedWire(answered(201, { reference: REFERENCE }));
  const { msisdn, ...ask } = createAsk();
  expect(msisdn).toBeDefined();
  await epayment(wire).create({ ...ask, personalQr: "https://qr.vipps.no/p/qwjhewqhue" });
  expect(bodyOf(wire)).toMatchObject({
    userFlow: "PUSH_MESSAGE",
    customer: { personalQr: "https://qr.vipps.no/p/qwjhewqhue" },
  });
});

test.each([
  ["4060", [{ name: "ErrorCode", reason: "4060" }]],
  ["its field", [{ name: "Customer.PersonalQr", reason: "is not valid" }]],
])("a code the provider refuses by %s is a customer who cannot be reached, and no payment", async (_, said) => {
  const wire = new ScriptedWire(answered(400, { title: "Bad request", status: 400, extraDetails: said }));
  const { msisdn: __, ...ask } = createAsk({ personalQr: "https://qr.vipps.no/p/qwjhewqhue" });
  const outcome = await epayment(wire).create(ask);
  expect(outcome).toMatchObject({ is: "refused", fault: { code: "gateway/customer-unreachable" } });
  expect(JSON.stringify(outcome)).not.toContain("qwjhewqhue");
});

test("a checked-in customer is pushed to, or redirected where the sales unit may not push", async () => {
  const wire = new ScriptedWire(answered(201, { reference: REFERENCE }), answered(201, { reference: REFERENCE }));
  const { msisdn, ...ask } = createAsk();
  expect(msisdn).toBeDefined();
  await epayment(wire).createWith(ask, { customerToken: "eyJra", returnUrl: "https://shop.example.com" });
  await epayment(wire).createWith(ask, {
    customerToken: "eyJra",
    tokenFlow: "WEB_REDIRECT",
    returnUrl: "https://shop.example.com",
    metadata: { shelf: "4" },
  });
  expect(bodyOf(wire)).toMatchObject({ userFlow: "PUSH_MESSAGE", customer: { customerToken: "eyJra" } });
  expect(bodyOf(wire)).not.toHaveProperty("returnUrl");
  expect(bodyOf(wire, 1)).toMatchObject({
    userFlow: "WEB_REDIRECT",
    returnUrl: "https://shop.example.com",
    metadata: { shelf: "4" },
  });
});

test("a terminal that may not push says so without asking", async () => {
  const wire = new ScriptedWire();
  const gateway = epayment(wire, undefined, undefined, { canPush: false });
  expect(await gateway.create(createAsk())).toMatchObject({
    is: "refused",
    fault: { code: "gateway/push-not-allowed" },
  });
  expect(wire.sent).toHaveLength(0);
});

test.each<[string, WireAnswer]>([
  ["nothing", answered(201)],
  ["no JSON", answered(201, "created")],
  ["half an answer", answered(201, '{"reference":"kio')],
  ["an answer cut at the size limit", answered(201, `{"reference":"${REFERENCE}","x":"${"y".repeat(999_000)}`)],
  ["a number for a reference", answered(201, { reference: 7 })],
  ["another reference", answered(201, { reference: "somebody-elses" })],
  ["no code", answered(201, { reference: REFERENCE })],
  ["a code that is no address", answered(201, { reference: REFERENCE, redirectUrl: "javascript:alert(1)" })],
  ["a code without encryption", answered(201, { reference: REFERENCE, redirectUrl: "http://qr.vipps.no/x" })],
])("a create answered with %s leaves open whether there is a payment", async (_, answer) => {
  const outcome = await epayment(new ScriptedWire(answer)).create(createAsk({ flow: "qr" }));
  expect(outcome).toMatchObject({ is: "unknown", fault: { code: "gateway/bad-answer" } });
});

test.each([
  ["CREATED", aggregate(0), "pending", [0, 0, 0, 0]],
  ["AUTHORIZED", aggregate(12_500), "authorized", [12_500, 0, 0, 0]],
  ["AUTHORIZED", aggregate(12_500, 5_000), "authorized", [12_500, 5_000, 0, 0]],
  ["AUTHORIZED", aggregate(12_500, 5_000, 7_500), "authorized", [12_500, 5_000, 7_500, 0]],
  ["AUTHORIZED", aggregate(12_500, 0, 12_500), "authorized", [12_500, 0, 12_500, 0]],
  ["AUTHORIZED", aggregate(12_500, 12_500, 0, 12_500), "authorized", [12_500, 12_500, 0, 12_500]],
  ["ABORTED", aggregate(0, 0, 12_500), "aborted", [0, 0, 12_500, 0]],
  ["EXPIRED", aggregate(0, 0, 12_500), "expired", [0, 0, 12_500, 0]],
  ["TERMINATED", aggregate(0, 0, 12_500), "terminated", [0, 0, 12_500, 0]],
  ["PAUSED_FOR_REVIEW", aggregate(0), "unrecognized", [0, 0, 0, 0]],
  ["authorized", aggregate(12_500), "unrecognized", [12_500, 0, 0, 0]],
  ["", aggregate(0), "unrecognized", [0, 0, 0, 0]],
] as const)("state %s with %o is %s", async (state, sums, word, [authorized, captured, cancelled, refunded]) => {
  expect(await epayment(new ScriptedWire(payment(state, sums))).read(REFERENCE)).toEqual({
    is: "done",
    value: { reference: REFERENCE, word, authorized, captured, cancelled, refunded },
  });
});

test.each<[string, WireAnswer]>([
  ["no JSON", answered(200, "<html>")],
  ["nothing", answered(200)],
  ["no aggregate", payment("AUTHORIZED", undefined)],
  ["a missing sum", payment("AUTHORIZED", { ...aggregate(100), refundedAmount: undefined })],
  ["kroner with decimals", payment("AUTHORIZED", aggregate(125.5))],
  [
    "an amount as text",
    payment("AUTHORIZED", { ...aggregate(100), capturedAmount: { currency: "NOK", value: "100" } }),
  ],
  ["a negative amount", payment("AUTHORIZED", aggregate(-1))],
  ["an amount past what a number holds", payment("AUTHORIZED", aggregate(2 ** 53))],
  ["an unknown currency", payment("AUTHORIZED", aggregate(100), { amount: { currency: "SEK", value: 100 } })],
  ["two currencies", payment("AUTHORIZED", aggregate(100), { amount: { currency: "DKK", value: 100 } })],
  ["more captured than authorized", payment("AUTHORIZED", aggregate(100, 101))],
  ["more refunded than captured", payment("AUTHORIZED", aggregate(100, 50, 0, 51))],
  ["more captured and cancelled than authorized", payment("AUTHORIZED", aggregate(100, 60, 50))],
  ["another reference", payment("AUTHORIZED", aggregate(100), { reference: "somebody-elses" })],
  ["a state that is no text", payment("AUTHORIZED", aggregate(100), { state: 3 })],
  ["a list", answered(200, [])],
  ["null", answered(200, "null")],
])("a read answered with %s proves nothing", async (_, answer) => {
  expect(await epayment(new ScriptedWire(answer)).read(REFERENCE)).toMatchObject({
    is: "unknown",
    fault: { code: "gateway/bad-answer" },
  });
});

test("cancel without a body releases whatever is left; its answer is believed by state and sums", async () => {
  const answers = [
    payment("TERMINATED", aggregate(0, 0, 12_500)),
    payment("AUTHORIZED", aggregate(12_500, 0, 12_500)),
    payment("AUTHORIZED", aggregate(12_500, 5_000, 7_500)),
  ];
  const wire = new ScriptedWire(...answers);
  const gateway = epayment(wire);
  for (const _ of answers) expect(await gateway.cancel(CHANGE)).toEqual({ is: "done", value: undefined });
  expect(wire.deeds[0]).toMatchObject({
    method: "POST",
    url: `https://apitest.vipps.no/epayment/v1/payments/${REFERENCE}/cancel`,
    headers: { "Idempotency-Key": "key-0002" },
  });
  expect(wire.deeds[0]?.body).toBeUndefined();
});

test.each(["CREATED", "AUTHORIZED", "SOMETHING_NEW"])(
  "a cancel answered with state %s and nothing cancelled settles nothing",
  async (state) => {
    const sums = state === "AUTHORIZED" ? aggregate(12_500) : aggregate(0);
    expect(await epayment(new ScriptedWire(payment(state, sums))).cancel(CHANGE)).toMatchObject({
      is: "unknown",
      fault: { code: "gateway/bad-answer" },
    });
  },
);

test("the careful cancel carries the flag", async () => {
  const wire = new ScriptedWire(payment("TERMINATED", aggregate(0, 0, 12_500)));
  await epayment(wire).cancelIfUnapproved(CHANGE);
  expect(bodyOf(wire)).toEqual({ cancelTransactionOnly: true });
});

test("a capture is believed when the sum in the answer holds it", async () => {
  const wire = new ScriptedWire(payment("AUTHORIZED", aggregate(12_500, 5_000)));
  const outcome = await epayment(wire).capture({ ...CHANGE, amount: minor(5_000), currency: "NOK" });
  expect(outcome).toEqual({ is: "done", value: undefined });
  expect(bodyOf(wire)).toEqual({ modificationAmount: { currency: "NOK", value: 5_000 } });
});

test.each<[string, WireAnswer]>([
  ["nothing captured", payment("AUTHORIZED", aggregate(12_500))],
  ["less captured than asked", payment("AUTHORIZED", aggregate(12_500, 4_999))],
  ["no sums", answered(200, { reference: REFERENCE })],
  ["an empty body", answered(200)],
  ["another currency", payment("AUTHORIZED", aggregate(12_500, 5_000), { amount: { currency: "DKK", value: 1 } })],
  ["another reference", payment("AUTHORIZED", aggregate(12_500, 5_000), { reference: "somebody-elses" })],
])("a capture answered 200 with %s is open", async (_, answer) => {
  const outcome = await epayment(new ScriptedWire(answer)).capture({
    ...CHANGE,
    amount: minor(5_000),
    currency: "NOK",
  });
  expect(outcome).toMatchObject({ is: "unknown", fault: { code: "gateway/bad-answer" } });
});

test("a refund is believed when the sum in the answer holds it", async () => {
  const wire = new ScriptedWire(
    payment("AUTHORIZED", aggregate(12_500, 12_500, 0, 3_000)),
    payment("AUTHORIZED", aggregate(12_500, 12_500, 0, 2_999)),
  );
  const gateway = epayment(wire);
  const ask = { ...CHANGE, amount: minor(3_000), currency: "NOK" } as const;
  expect(await gateway.refund(ask)).toEqual({ is: "done", value: undefined });
  expect(await gateway.refund(ask)).toMatchObject({ is: "unknown", fault: { code: "gateway/bad-answer" } });
});

test("events are told as they are, unknown names included", async () => {
  const event = {
    reference: REFERENCE,
    pspReference: "p1",
    name: "SOMETHING_NEW",
    amount: nok(1),
    timestamp: "2026-10-21T07:28:00Z",
    idempotencyKey: null,
    success: false,
  };
  expect(await epayment(new ScriptedWire(answered(200, [event]))).events(REFERENCE)).toEqual({
    is: "done",
    value: [event],
  });
});

test("the end of the guarantee is in the details", async () => {
  const until = "2026-10-28T07:28:00Z";
  const wire = new ScriptedWire(payment("AUTHORIZED", aggregate(12_500), { captureGuaranteedUntil: until }));
  expect(await epayment(wire).details(REFERENCE)).toMatchObject({
    is: "done",
    value: { captureGuaranteedUntil: until },
  });
});

test.each(["https://api.vipps.no", "https://apitest.vipps.no.example.com", "https://shop.example.com"])(
  "nobody is approved by force on %s",
  async (host) => {
    const wire = new ScriptedWire();
    const outcome = await epayment(wire, undefined, host).forceApprove(REFERENCE, { msisdn: MSISDN });
    expect(outcome).toMatchObject({ is: "refused", fault: { code: "gateway/bad-request" } });
    expect(wire.sent).toHaveLength(0);
  },
);

test.each(["https://apitest.vipps.no", "http://127.0.0.1:9000", "http://localhost:9000", "http://[::1]:9000"])(
  "the test customer approves on %s",
  async (host) => {
    const wire = new ScriptedWire(answered(200), answered(200));
    const gateway = epayment(wire, undefined, host);
    expect(await gateway.forceApprove(REFERENCE, { msisdn: MSISDN })).toEqual({ is: "done", value: undefined });
    expect(await gateway.forceApprove(REFERENCE, { token: "abc" })).toEqual({ is: "done", value: undefined });
    expect(bodyOf(wire)).toEqual({ customer: { phoneNumber: MSISDN } });
    expect(bodyOf(wire, 1)).toEqual({ token: "abc" });
  },
);

test("a shape that does not fit is told by its place, without its content", async () => {
  const wrong = payment("AUTHORIZED", {
    ...aggregate(100),
    capturedAmount: { currency: "NOK", value: "4791234567" },
  });
  expect(await epayment(new ScriptedWire(wrong)).read(REFERENCE)).toMatchObject({
    fault: {
      what: `read of ${REFERENCE}: the provider answered 200 with an unexpected shape at aggregate.capturedAmount.value`,
    },
  });
  expect(await epayment(new ScriptedWire(answered(200, []))).read(REFERENCE)).toMatchObject({
    fault: { what: `read of ${REFERENCE}: the provider answered 200 with an unexpected shape` },
  });
});
