import { describe, expect, test } from "vitest";
import { at, bench, codeOf, dayMs, minuteMs, pushOf, startMs } from "./bench.ts";

const payments = "/epayment/v1/payments";
const text = (length: number): string => "a".repeat(length);
type Body = Record<string, unknown>;
const push = (more: Body = {}): Body => ({ ...pushOf("order-0001"), ...more });
const open = (more: Body = {}): Body => {
  const { customer: _, ...rest } = pushOf("order-0001");
  return { ...rest, userFlow: "QR", ...more };
};
const web = (more: Body = {}): Body =>
  open({ userFlow: "WEB_REDIRECT", returnUrl: "https://shop.example.com", ...more });
const nok = (value: number) => ({ amount: { currency: "NOK", value } });
const line = (more: Body = {}): Body => ({
  name: "Coffee",
  id: "1",
  totalAmount: 1000,
  totalAmountExcludingTax: 800,
  totalTaxAmount: 200,
  taxRate: 2500,
  ...more,
});
const receipt = (lines: readonly Body[], bottomLine: Body = {}): Body => ({
  receipt: { orderLines: lines, bottomLine: { currency: "NOK", ...bottomLine } },
});
const pairs = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`name${i}`, "value"]));
const inMs = (ms: number): string => new Date(startMs + ms).toISOString();

describe("each field of a create request, at and inside its limits", () => {
  test.each<[string, Body]>([
    ["the least amount", push(nok(100))],
    ["the largest amount", push(nok(65_000_000))],
    ["a reference of eight characters", push({ reference: text(8) })],
    ["a reference of sixty-four", push({ reference: text(64) })],
    ["a description of three characters", push({ paymentDescription: "abc" })],
    ["a description of a hundred", push({ paymentDescription: text(100) })],
    ["no description", push({ paymentDescription: undefined })],
    ["five metadata pairs", push({ metadata: pairs(5) })],
    ["a metadata key of a hundred", push({ metadata: { [text(100)]: "value" } })],
    ["a metadata value of five hundred", push({ metadata: { name: text(500) } })],
    ["a customer who is present", push({ customerInteraction: "CUSTOMER_PRESENT" })],
    ["a customer who is not", push({ customerInteraction: "CUSTOMER_NOT_PRESENT" })],
    ["an age the customer has", push({ minimumUserAge: 30 })],
    ["a known scope", push({ profile: { scope: "name address email phoneNumber birthDate" } })],
    ["a web page to return to", web()],
    ["an app to return to", web({ returnUrl: "myapp://done" })],
    ["a receipt address", push({ receiptUrl: "https://shop.example.com/receipt" })],
    ["legal links", push({ merchantLegalLinks: { termsOfSaleUrl: "https://shop.example.com/terms" } })],
    ["a receipt whose lines add up", push(receipt([line()]))],
    [
      "a returned line",
      push({
        ...nok(800),
        ...receipt([
          line(),
          line({ totalAmount: 200, totalAmountExcludingTax: 160, totalTaxAmount: 40, isReturn: true }),
        ]),
      }),
    ],
    ["a tip", push({ ...nok(1100), ...receipt([line()], { tipAmount: 100 }) })],
    ["cash for a part", push({ ...nok(600), ...receipt([line()], { paymentSources: { cash: 400 } }) })],
    [
      "a quantity with decimals",
      push(receipt([line({ unitInfo: { unitPrice: 400, quantity: "2.5", quantityUnit: "KG" } })])),
    ],
    ["the old tax percentage", push(receipt([line({ taxRate: undefined, taxPercentage: 25 })]))],
    ["a QR of a hundred pixels", open({ qrFormat: { format: "IMAGE/PNG", size: 100 } })],
    ["a QR of two thousand", open({ qrFormat: { format: "IMAGE/PNG", size: 2000 } })],
  ])("%s is accepted", (_, body) => {
    const { status, json } = bench().call("POST", payments, body);
    expect([status, json]).toEqual([201, expect.objectContaining({ reference: body["reference"] })]);
  });
});

describe("each field beyond its limits, refused with its name", () => {
  test.each<[string, Body, string]>([
    ["an amount above the largest", push(nok(65_000_001)), "amount.value"],
    ["an amount as text", push({ amount: { currency: "NOK", value: "1000" } }), "amount.value"],
    ["no amount", push({ amount: undefined }), "amount"],
    ["kroner of another kingdom", push({ amount: { currency: "SEK", value: 1000 } }), "amount.currency"],
    ["a reference of seven characters", push({ reference: text(7) }), "reference"],
    ["a reference of sixty-five", push({ reference: text(65) }), "reference"],
    ["a reference with an underscore", push({ reference: "order_0001" }), "reference"],
    ["a reference as a number", push({ reference: 12345678 }), "reference"],
    ["a description of two characters", push({ paymentDescription: "ab" }), "paymentDescription"],
    ["a description of 101", push({ paymentDescription: text(101) }), "paymentDescription"],
    ["a number as phoneNumber", push({ customer: { phoneNumber: 4712345678 } }), "customer.phoneNumber"],
    [
      "two ways to name a customer",
      push({ customer: { phoneNumber: "4712345678", customerToken: "x" } }),
      "customer",
    ],
    ["no way to name a customer", push({ customer: {} }), "customer"],
    ["customer.token", push({ customer: { token: "x" } }), "customer.token"],
    ["a personalQr of four characters", push({ customer: { personalQr: text(4) } }), "customer.personalQr"],
    ["a personalQr of 256", push({ customer: { personalQr: text(256) } }), "customer.personalQr"],
    ["no payment method", push({ paymentMethod: undefined }), "paymentMethod"],
    [
      "free-standing cards, which the test host has not",
      web({ paymentMethod: { type: "CARD" } }),
      "paymentMethod.type",
    ],
    ["a flow nobody knows", push({ userFlow: "CARRIER_PIGEON" }), "userFlow"],
    ["an interaction nobody knows", push({ customerInteraction: "PRESENT" }), "customerInteraction"],
    ["a QR format without QR", push({ qrFormat: { format: "IMAGE/PNG" } }), "qrFormat"],
    ["a QR format nobody knows", open({ qrFormat: { format: "IMAGE/GIF" } }), "qrFormat.format"],
    ["a QR of 99 pixels", open({ qrFormat: { format: "IMAGE/PNG", size: 99 } }), "qrFormat.size"],
    ["a QR of 2001", open({ qrFormat: { format: "IMAGE/PNG", size: 2001 } }), "qrFormat.size"],
    ["a returnUrl of 2501", web({ returnUrl: `https://shop.example.com/${text(2476)}` }), "returnUrl"],
    ["a metadata value that is no text", push({ metadata: { name: 1 } }), "metadata.name"],
    ["an expiry with a web page", web({ expiresAt: inMs(dayMs) }), "expiresAt"],
    ["an expiry that is no time", push({ expiresAt: "tomorrow" }), "expiresAt"],
    ["a receipt without lines", push(receipt([])), "receipt.orderLines"],
    ["lines that miss the amount", push({ ...nok(999), ...receipt([line()]) }), "receipt.orderLines"],
    [
      "a line whose tax does not add up",
      push(receipt([line({ totalTaxAmount: 201 })])),
      "receipt.orderLines.0.totalAmount",
    ],
    ["a line without a tax rate", push(receipt([line({ taxRate: undefined })])), "receipt.orderLines.0.taxRate"],
    [
      "a tax rate above a hundred per cent",
      push(receipt([line({ taxRate: 10_001 })])),
      "receipt.orderLines.0.taxRate",
    ],
    [
      "a quantity as a number",
      push(receipt([line({ unitInfo: { unitPrice: 400, quantity: 2.5 } })])),
      "receipt.orderLines.0.unitInfo.quantity",
    ],
    ["a receipt in other money", push(receipt([line()], { currency: "EUR" })), "receipt.bottomLine.currency"],
    ["an unknown field", push({ colour: "red" }), "colour"],
    ["an unknown field inside", push({ amount: { currency: "NOK", value: 1000, vat: 1 } }), "amount.vat"],
    ["Reference in another case", push({ reference: undefined, Reference: "order-0001" }), "reference"],
  ])("%s", (_, body, name) => {
    const { status, json, answer } = bench().call("POST", payments, body);
    expect([status, answer.headers["content-type"]]).toEqual([400, "application/problem+json"]);
    const details = at(json, "extraDetails");
    expect(Array.isArray(details) ? details.map((detail) => at(detail, "name")) : details).toContain(name);
  });
});

describe("rules with a code of their own", () => {
  test.each<[string, Body, string, number]>([
    ["an amount below one krone", push(nok(99)), "6010", 400],
    ["an amount with decimals", push(nok(1000.5)), "4040", 400],
    ["money of another market", push({ amount: { currency: "DKK", value: 1000 } }), "5040", 400],
    ["a phone number of eight digits", push({ customer: { phoneNumber: "12345678" } }), "4070", 400],
    ["a phone number of sixteen", push({ customer: { phoneNumber: "1234567890123456" } }), "4070", 400],
    ["a phone number with a plus", push({ customer: { phoneNumber: "+4712345678" } }), "4070", 400],
    ["a number nobody has", push({ customer: { phoneNumber: "4799999999" } }), "7010", 400],
    ["an age the customer has not", push({ minimumUserAge: 31 }), "7010", 400],
    ["a personal QR that is none", push({ customer: { personalQr: "https://example.com" } }), "4060", 400],
    ["a customer token nobody gave out", push({ customer: { customerToken: "x" } }), "4050", 400],
    ["a push to nobody", push({ customer: undefined }), "4140", 400],
    ["a web page without a way back", web({ returnUrl: undefined }), "4140", 400],
    ["a way back without https", web({ returnUrl: "http://shop.example.com" }), "4090", 400],
    ["a receipt address without https", push({ receiptUrl: "http://shop.example.com" }), "4090", 400],
    ["an unknown scope", push({ profile: { scope: "shoeSize" } }), "4080", 400],
    ["the scope nin", push({ profile: { scope: "nin" } }), "5030", 403],
    ["six metadata pairs", push({ metadata: pairs(6) }), "4100", 400],
    ["a metadata key of 101", push({ metadata: { [text(101)]: "value" } }), "4120", 400],
    ["a metadata value of 501", push({ metadata: { name: text(501) } }), "4130", 400],
    ["a passthrough card", push({ paymentMethod: { type: "CARD_PASSTHROUGH" } }), "4160", 400],
    ["blocked sources in Norway", push({ paymentMethod: { type: "WALLET", blockedSources: ["x"] } }), "5010", 403],
    ["express shipping", push({ shipping: { fixedOptions: [] } }), "5020", 403],
    ["an expiry without permission", push({ expiresAt: inMs(dayMs), ...receipt([line()]) }), "5050", 403],
  ])("%s is %s", (_, body, code, status) => {
    const answered = bench().call("POST", payments, body);
    expect([answered.status, codeOf(answered)]).toEqual([status, code]);
    expect(answered.json).toMatchObject({ type: `https://httpstatuses.io/${status}`, traceId: expect.any(String) });
  });

  test.each<[string, number, Body, string | undefined]>([
    ["ten minutes ahead", 10 * minuteMs, receipt([line()]), "6120"],
    ["just over ten minutes ahead", 10 * minuteMs + 1, receipt([line()]), undefined],
    ["just under sixty days ahead", 60 * dayMs - 1, receipt([line()]), undefined],
    ["sixty days ahead", 60 * dayMs, receipt([line()]), "6110"],
    ["a day ahead without a receipt", dayMs, {}, "6130"],
  ])("with permission, an expiry %s", (_, ms, more, code) => {
    const b = bench({ salesUnit: { longLivingAllowed: true } });
    expect(codeOf(b.call("POST", payments, push({ expiresAt: inMs(ms), ...more })))).toBe(code);
  });

  test("a sales unit without push gets 5080, a blocked one 5070", () => {
    const unpushed = bench({ salesUnit: { pushAllowed: false } }).call("POST", payments, push());
    expect([unpushed.status, codeOf(unpushed)]).toEqual([403, "5080"]);
    const blocked = bench({ salesUnit: { blocked: true } }).call("POST", payments, push());
    expect([blocked.status, codeOf(blocked)]).toEqual([422, "5070"]);
  });

  test.each([
    ["NO", "NOK", 100],
    ["DK", "DKK", 1],
    ["FI", "EUR", 1],
  ] as const)("in %s one pays in %s, at least %i", (market, currency, least) => {
    const b = bench({ salesUnit: { market } });
    const create = (reference: string, value: number) =>
      b.call("POST", payments, { ...pushOf(reference), amount: { currency, value } });
    expect(create("order-0001", least).status).toBe(201);
    expect(codeOf(create("order-0002", least - 1))).toBe("6010");
  });

  test("customers of all four countries can pay in any of them", () => {
    const b = bench({ salesUnit: { market: "DK" } });
    for (const phoneNumber of ["4712345678", "4512345678", "358401234567", "46701234567"]) {
      const body = { ...pushOf(`order-${phoneNumber}`), customer: { phoneNumber } };
      expect(b.call("POST", payments, { ...body, amount: { currency: "DKK", value: 100 } }).status).toBe(201);
    }
  });

  test.each([{ age: 14 }, { blocked: true }, { oldApp: true }])(
    "a customer with %j is 7010 like a stranger",
    (traits) => {
      const b = bench();
      b.control("POST", "customers", { msisdn: "4799999999", ...traits });
      expect(codeOf(b.call("POST", payments, push({ customer: { phoneNumber: "4799999999" } })))).toBe("7010");
    },
  );
});

describe("headers", () => {
  test.each<[string, Record<string, string | undefined>, string]>([
    ["no Idempotency-Key", { "idempotency-key": undefined }, "Idempotency-Key"],
    ["an Idempotency-Key of 51", { "idempotency-key": text(51) }, "Idempotency-Key"],
    ["no Merchant-Serial-Number", { "merchant-serial-number": undefined }, "Merchant-Serial-Number"],
    ["a system name of 31", { "vipps-system-name": text(31) }, "vipps-system-name"],
    ["a plugin version of 31", { "vipps-system-plugin-version": text(31) }, "vipps-system-plugin-version"],
  ])("%s is refused with its name", (_, headers, name) => {
    const { status, json } = bench().call("POST", payments, push(), { headers });
    expect([status, at(json, "extraDetails", 0, "name")]).toEqual([400, name]);
  });

  test("a key of fifty characters, a system name of thirty: accepted", () => {
    const headers = { "vipps-system-name": text(30) };
    expect(bench().call("POST", payments, push(), { key: text(50), headers }).status).toBe(201);
  });

  test("another content type is refused with 415, another merchant's number with 403", () => {
    const b = bench();
    expect(b.call("POST", payments, push(), { headers: { "content-type": "text/plain" } }).status).toBe(415);
    expect(b.call("POST", payments, push(), { headers: { "merchant-serial-number": "654321" } }).status).toBe(403);
  });
});

describe("lenient reading", () => {
  test("accepts what official samples do wrong: numbers for text, customer.token, unknown fields", () => {
    const b = bench({ lenient: true });
    const sample = push({ reference: 12345678, customer: { phoneNumber: 4712345678 }, colour: "red" });
    expect(b.call("POST", payments, sample).json).toEqual({ reference: "12345678" });
    expect(codeOf(b.call("POST", payments, push({ customer: { token: "x" } })))).toBe("4050");
  });

  test("still refuses what is wrong by every source", () => {
    expect(codeOf(bench({ lenient: true }).call("POST", payments, push(nok(99))))).toBe("6010");
  });
});
