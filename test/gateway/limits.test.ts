import { expect, test } from "vitest";
import type { Outcome } from "../../electron/core/fault.ts";
import type { Currency } from "../../electron/core/money.ts";
import { minor } from "../../electron/core/money.ts";
import type { CreateAsk, PaymentGateway } from "../../electron/core/ports.ts";
import { checkEcomUrls } from "../../electron/gateway/ecom/urls.ts";
import type { CreateExtras } from "../../electron/gateway/epayment/create-body.ts";
import type { Wire } from "../../electron/gateway/http.ts";
import { answered, CHANGE, createAsk, ECOM_URLS, ecom, epayment, KEYS, tokenAnswer } from "./rig.ts";

/** Says yes to whatever is sent, so that a refusal can only have come from the measuring before it. */
function agreeing() {
  let sent = 0;
  const wire: Wire = {
    async send({ url, body }) {
      if (url.endsWith("/accesstoken/get")) return tokenAnswer();
      sent += 1;
      if (url.endsWith("/qr/v1")) return answered(200, { url: "https://qr.vipps.no/x", expiresIn: 600 });
      const asked: { reference?: string; transaction?: { orderId?: string } } = JSON.parse(body ?? "{}");
      const id = asked.reference ?? asked.transaction?.orderId;
      return answered(201, {
        reference: id,
        redirectUrl: "https://qr.vipps.no/x",
        orderId: id,
        url: "https://a.b/c",
      });
    },
  };
  return { wire, sent: () => sent };
}

const AT_THE_LIMIT: readonly (readonly [string, Partial<CreateAsk>])[] = [
  ["a reference of 8", { reference: "a".repeat(8) }],
  ["a reference of 50", { reference: "A-1".padEnd(50, "z") }],
  ["a description of 3", { description: "Tea" }],
  ["a description of 100", { description: "x".repeat(100) }],
  ["the smallest krone amount", { amount: minor(100) }],
  ["the largest amount", { amount: minor(65_000_000) }],
];

const BEYOND_THE_LIMIT: readonly (readonly [string, Partial<CreateAsk>, string])[] = [
  ["a reference of 7", { reference: "a".repeat(7) }, "reference must be 8 to 50"],
  ["a reference of 51", { reference: "a".repeat(51) }, "reference must be 8 to 50"],
  ["an empty reference", { reference: "" }, "reference must be 8 to 50"],
  ["a reference with a slash", { reference: "kiosk/../1234" }, "letters, digits and hyphens"],
  ["a reference with a line break", { reference: "kiosk1-abc\n" }, "letters, digits and hyphens"],
  ["a description of 2", { description: "ab" }, "description must be 3 to 100 characters, got 2"],
  ["a description of 101", { description: "x".repeat(101) }, "description must be 3 to 100 characters, got 101"],
  ["99 øre", { amount: minor(99) }, "amount is 99, at least 100 for NOK"],
  ["nothing", { amount: minor(0) }, "amount is 0, at least 100 for NOK"],
  ["a negative amount", { amount: minor(-500) }, "amount is -500"],
  ["one øre too much", { amount: minor(65_000_001) }, "amount is 65000001, at most 65000000"],
  ["half an øre, from outside the types", { amount: 100.5 as ReturnType<typeof minor> }, "whole minor units"],
  ["no number at all", { amount: Number.NaN as ReturnType<typeof minor> }, "whole minor units"],
];

for (const [provider, make] of [
  ["ePayment", epayment],
  ["eCom", ecom],
] as const) {
  for (const flow of ["push", "qr"] as const) {
    test.each(AT_THE_LIMIT)(`${provider} ${flow} takes %s`, async (_, change) => {
      const { wire } = agreeing();
      expect((await make(wire).create(createAsk({ flow, ...change }))).is).toBe("done");
    });
    test.each(BEYOND_THE_LIMIT)(`${provider} ${flow} refuses %s before sending`, async (_, change, words) => {
      const { wire, sent } = agreeing();
      expect(await make(wire).create(createAsk({ flow, ...change }))).toMatchObject({
        is: "refused",
        fault: { code: "gateway/bad-request", what: expect.stringContaining(words) },
      });
      expect(sent()).toBe(0);
    });
  }
}

test.each<[Currency, number, boolean]>([
  ["DKK", 0, false],
  ["DKK", 1, true],
  ["EUR", 0, false],
  ["EUR", 1, true],
  ["EUR", 65_000_000, true],
  ["EUR", 65_000_001, false],
])("ePayment in %s: %i is %s", async (currency, amount, fits) => {
  const { wire, sent } = agreeing();
  const outcome = await epayment(wire).create(createAsk({ currency, amount: minor(amount) }));
  expect(outcome.is).toBe(fits ? "done" : "refused");
  expect(sent()).toBe(fits ? 1 : 0);
});

test.each<[string, string | undefined, boolean]>([
  ["none", undefined, false],
  ["8 digits", "91234567", false],
  ["9 digits", "467012345", true],
  ["15 digits", "4".repeat(15), true],
  ["16 digits", "4".repeat(16), false],
  ["a plus", "+4791234567", false],
  ["spaces", "47 912 34 567", false],
])("ePayment pushes to a number with %s: %s", async (_, msisdn, fits) => {
  const { wire } = agreeing();
  const { msisdn: usual, ...rest } = createAsk();
  expect(usual).toBeDefined();
  const outcome = await epayment(wire).create({ ...rest, ...(msisdn === undefined ? {} : { msisdn }) });
  expect(outcome.is).toBe(fits ? "done" : "refused");
  if (outcome.is === "refused") expect(outcome.fault.what).toMatch(/^msisdn /);
});

test.each<[string, string, string]>([
  ["a Danish number", "4512345678", "gateway/customer-unreachable"],
  ["a Finnish number", "358401234567", "gateway/customer-unreachable"],
  ["a Swedish number", "46701234567", "gateway/customer-unreachable"],
  ["a Norwegian number with a digit too many", "47912345678", "gateway/customer-unreachable"],
  ["8 digits without a country", "91234567", "gateway/bad-request"],
  ["letters", "47abcdefgh", "gateway/bad-request"],
])("eCom refuses %s before sending", async (_, msisdn, code) => {
  const { wire, sent } = agreeing();
  const outcome = await ecom(wire).create(createAsk({ msisdn }));
  expect(outcome).toMatchObject({ is: "refused", fault: { code } });
  expect(sent()).toBe(0);
  expect(JSON.stringify(outcome)).not.toContain(msisdn);
});

test.each<[string, Partial<CreateAsk>, CreateExtras, string | undefined]>([
  ["an age of 1", { minimumAge: 1 }, {}, undefined],
  ["an age of 100", { minimumAge: 100 }, {}, undefined],
  ["an age of 0", { minimumAge: 0 }, {}, "minimumAge"],
  ["an age of 101", { minimumAge: 101 }, {}, "minimumAge"],
  ["an age of 17.5", { minimumAge: 17.5 }, {}, "minimumAge"],
  ["a key of 50", { idempotencyKey: "k".repeat(50) }, {}, undefined],
  ["a key of 51", { idempotencyKey: "k".repeat(51) }, {}, "idempotencyKey must be 1 to 50"],
  ["no key", { idempotencyKey: "" }, {}, "idempotencyKey must be 1 to 50"],
  ["a key with a line break", { idempotencyKey: "k\r\nHost: x" }, {}, "idempotencyKey must be printable"],
  ["5 pairs", {}, { metadata: { a: "1", b: "2", c: "3", d: "4", e: "5" } }, undefined],
  ["6 pairs", {}, { metadata: { a: "1", b: "2", c: "3", d: "4", e: "5", f: "6" } }, "metadata must be at most 5"],
  ["a key of 100", {}, { metadata: { ["k".repeat(100)]: "v" } }, undefined],
  ["a key of 101", {}, { metadata: { ["k".repeat(101)]: "v" } }, "metadata key 1"],
  ["a value of 500", {}, { metadata: { k: "v".repeat(500) } }, undefined],
  ["a value of 501", {}, { metadata: { k: "v".repeat(501) } }, "metadata value 1"],
  ["a number and a code", { personalQr: "https://qr.vipps.no/p/x" }, {}, "exclude each other"],
  [
    "a code and a check-in",
    { personalQr: "https://qr.vipps.no/p/x" },
    { customerToken: "t" },
    "exclude each other",
  ],
])("ePayment measures %s", async (_, change, extras, words) => {
  const { wire, sent } = agreeing();
  const outcome = await epayment(wire).createWith(createAsk(change), extras);
  if (words === undefined) expect(outcome.is).toBe("done");
  else expect(outcome).toMatchObject({ is: "refused", fault: { what: expect.stringContaining(words) } });
  expect(sent()).toBe(words === undefined ? 1 : 0);
});

test.each([
  [4, false],
  [5, true],
  [255, true],
  [256, false],
])("ePayment measures a customer's own code of %i", async (length, fits) => {
  const { msisdn, ...ask } = createAsk();
  expect(msisdn).toBeDefined();
  const outcome = await epayment(agreeing().wire).create({ ...ask, personalQr: "x".repeat(length) });
  expect(outcome.is).toBe(fits ? "done" : "refused");
});

test.each<[string, CreateExtras, boolean]>([
  ["an empty token", { customerToken: "" }, false],
  ["a redirect without an address", { customerToken: "t", tokenFlow: "WEB_REDIRECT" }, false],
  ["a redirect to nonsense", { customerToken: "t", tokenFlow: "WEB_REDIRECT", returnUrl: "shop" }, false],
  ["a redirect", { customerToken: "t", tokenFlow: "WEB_REDIRECT", returnUrl: "https://a.b" }, true],
])("ePayment measures %s of a checked-in customer", async (_, extras, fits) => {
  const { msisdn, ...ask } = createAsk();
  expect(msisdn).toBeDefined();
  expect((await epayment(agreeing().wire).createWith(ask, extras)).is).toBe(fits ? "done" : "refused");
});

test("eCom takes kroner only and cannot ask for an age", async () => {
  const { wire, sent } = agreeing();
  expect(await ecom(wire).create(createAsk({ currency: "EUR" }))).toMatchObject({
    fault: { what: "currency is EUR, eCom takes NOK only" },
  });
  expect(await ecom(wire).create(createAsk({ minimumAge: 18 }))).toMatchObject({
    fault: { what: expect.stringContaining("minimumAge") },
  });
  expect(await ecom(wire).capture({ ...CHANGE, amount: minor(100), currency: "DKK" })).toMatchObject({
    is: "refused",
  });
  expect(sent()).toBe(0);
});

type Change = (
  gateway: PaymentGateway,
  change: { reference?: string; idempotencyKey?: string },
) => Promise<Outcome<undefined>>;
const changes: readonly (readonly [string, Change])[] = [
  ["capture", (gateway, change) => gateway.capture({ ...CHANGE, ...change, amount: minor(500), currency: "NOK" })],
  ["refund", (gateway, change) => gateway.refund({ ...CHANGE, ...change, amount: minor(500), currency: "NOK" })],
];

test.each(changes)("the key of an eCom %s has at most 40 characters, of an ePayment one 50", async (_, change) => {
  for (const [make, most] of [
    [ecom, 40],
    [epayment, 50],
  ] as const) {
    const fits = agreeing();
    await change(make(fits.wire), { idempotencyKey: "k".repeat(most) });
    expect(fits.sent()).toBe(1);
    const tooLong = agreeing();
    const outcome = await change(make(tooLong.wire), { idempotencyKey: "k".repeat(most + 1) });
    expect(outcome).toMatchObject({ is: "refused", fault: { what: expect.stringContaining(`1 to ${most}`) } });
    expect(tooLong.sent()).toBe(0);
  }
});

test.each([
  ["ePayment", epayment],
  ["eCom", ecom],
] as const)("%s sends no broken reference anywhere", async (_, make) => {
  const { wire, sent } = agreeing();
  const gateway = make(wire);
  const reference = "../../accesstoken";
  const outcomes = [
    await gateway.read(reference),
    await gateway.details(reference),
    await gateway.cancel({ ...CHANGE, reference }),
    await gateway.capture({ ...CHANGE, reference, amount: minor(500), currency: "NOK" }),
    await gateway.refund({ ...CHANGE, reference, amount: minor(500), currency: "NOK" }),
    await gateway.forceApprove(reference, { token: "t" }),
    await gateway.orders.filed(reference),
  ];
  for (const outcome of outcomes)
    expect(outcome).toMatchObject({ is: "refused", fault: { what: expect.stringContaining("reference must be") } });
  expect(sent()).toBe(0);
});

test.each([
  ["capture of nothing", epayment, "capture", 0, 1],
  ["refund of nothing", epayment, "refund", 0, 1],
  ["eCom capture below a krone", ecom, "capture", 99, 100],
  ["eCom refund below a krone", ecom, "refund", 99, 100],
] as const)("%s is refused before sending, one coin more is sent", async (_, make, name, below, at) => {
  const { wire, sent } = agreeing();
  const outcome = await make(wire)[name]({ ...CHANGE, amount: minor(below), currency: "NOK" });
  expect(outcome).toMatchObject({ is: "refused", fault: { code: "gateway/bad-request" } });
  expect(sent()).toBe(0);
  await make(wire)[name]({ ...CHANGE, amount: minor(at), currency: "NOK" });
  expect(sent()).toBe(1);
});

test.each([
  ["4 digits", "1234", false],
  ["5 digits", "12345", true],
  ["6 digits", "123456", true],
  ["7 digits", "1234567", false],
] as const)("an eCom sales unit of %s", async (_, merchantSerialNumber, fits) => {
  const { wire } = agreeing();
  const gateway = ecom(wire, undefined, undefined, { keys: { ...KEYS, merchantSerialNumber } });
  expect((await gateway.create(createAsk())).is).toBe(fits ? "done" : "refused");
});

const long = (length: number) => `https://shop.example.com/${"x".repeat(length - 25)}`;

test.each([
  ["the usual ones", {}, 0],
  ["an address of 255", { callbackPrefix: long(255) }, 0],
  ["an address of 256", { callbackPrefix: long(256) }, 1],
  ["an app's own scheme to fall back to", { fallBack: "myapp://done" }, 0],
  ["an app's own scheme to call", { callbackPrefix: "myapp://done" }, 1],
  ["no encryption", { callbackPrefix: "http://shop.example.com", fallBack: "http://shop.example.com" }, 2],
  ["this machine", { callbackPrefix: "https://localhost/x", fallBack: "https://127.0.0.1/x" }, 2],
  ["a private network", { callbackPrefix: "https://192.168.1.4/x", fallBack: "https://172.20.0.1/x" }, 2],
  ["a name of the local network", { callbackPrefix: "https://till.local/x", fallBack: "https://[fd00::1]/x" }, 2],
  ["nonsense", { callbackPrefix: "shop", fallBack: "" }, 2],
  ["a script", { fallBack: "javascript:alert(1)" }, 1],
  ["a token of 255", { authToken: "t".repeat(255) }, 0],
  ["a token of 256", { authToken: "t".repeat(256) }, 1],
  ["an empty token", { authToken: "" }, 1],
])("eCom's addresses with %s: %o, %i faults", async (_, change, faults) => {
  const urls = { ...ECOM_URLS, ...change };
  expect(checkEcomUrls(urls)).toHaveLength(faults);
  const { wire, sent } = agreeing();
  const gateway = ecom(wire, undefined, undefined, { urls });
  expect((await gateway.check()).is).toBe(faults === 0 ? "done" : "refused");
  expect((await gateway.create(createAsk())).is).toBe(faults === 0 ? "done" : "refused");
  expect(sent()).toBe(faults === 0 ? 1 : 0);
});
