import { expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import type { ExpressTerms, InitiateExtras, ShippingOption } from "../../electron/gateway/ecom/express.ts";
import {
  parseConsentRemoval,
  parseExpressCallback,
  parseShippingQuestion,
  shippingAnswer,
} from "../../electron/gateway/ecom/express-calls.ts";
import { answered, createAsk, ecom, REFERENCE, ScriptedWire } from "./rig.ts";

const URL_GIVEN = "https://apitest.vipps.no/dwo-api-application/v1/deeplink/vippsgateway?v=2&token=eyJ";
const initiated = answered(200, { orderId: REFERENCE, url: URL_GIVEN });
const PREFIX = "https://shop.example.com/consents";

const post: ShippingOption = { id: "post", name: "To the door", cost: minor(4_950), isDefault: true };
const fetchIt: ShippingOption = { id: "shop", name: "Fetch it yourself", cost: minor(0) };

const terms = (shipping: ExpressTerms["shipping"], consentRemovalPrefix = PREFIX): InitiateExtras => ({
  express: { consentRemovalPrefix, shipping },
});

const landing = createAsk({ flow: "qr" });

test("an express payment with fixed shipping speaks kroner in one place and øre everywhere else", async () => {
  const wire = new ScriptedWire(initiated);
  const extras = { ...terms({ options: [post, fetchIt] }), useExplicitCheckoutFlow: true };
  expect(await ecom(wire).initiate(landing, extras)).toEqual({ is: "done", value: { url: URL_GIVEN } });
  expect(JSON.parse(wire.deeds[0]?.body ?? "")).toMatchObject({
    merchantInfo: {
      paymentType: "eComm Express Payment",
      consentRemovalPrefix: PREFIX,
      staticShippingDetails: [
        {
          isDefault: "Y",
          priority: 1,
          shippingCost: 49.5,
          shippingMethod: "To the door",
          shippingMethodId: "post",
        },
        {
          isDefault: "N",
          priority: 2,
          shippingCost: 0,
          shippingMethod: "Fetch it yourself",
          shippingMethodId: "shop",
        },
      ],
    },
    transaction: { amount: 12_500, useExplicitCheckoutFlow: true },
  });
  expect(wire.deeds[0]?.body).not.toContain("shippingDetailsPrefix");
});

test("an express payment with shipping to be asked for gives the address to ask at", async () => {
  const wire = new ScriptedWire(initiated);
  await ecom(wire).initiate(landing, terms({ askPrefix: "https://shop.example.com/shipping" }));
  const { merchantInfo } = JSON.parse(wire.deeds[0]?.body ?? "");
  expect(merchantInfo.shippingDetailsPrefix).toBe("https://shop.example.com/shipping");
  expect(merchantInfo.staticShippingDetails).toBeUndefined();
});

test("a scope payment asks for words with spaces between, also in a push", async () => {
  const wire = new ScriptedWire(initiated);
  const outcome = await ecom(wire).initiate(createAsk(), { scope: ["name", "phoneNumber"] });
  expect(outcome).toEqual({ is: "done", value: {} });
  expect(JSON.parse(wire.deeds[0]?.body ?? "")).toMatchObject({
    merchantInfo: { paymentType: "eComm Regular Payment" },
    transaction: { scope: "name phoneNumber", skipLandingPage: true },
  });
});

const many = (count: number) => Array.from({ length: count }, (_, index) => ({ ...fetchIt, id: `way-${index}` }));

test.each<[string, InitiateExtras, string]>([
  [
    "consent removal without encryption",
    terms({ options: [post] }, "http://shop.example.com"),
    "consentRemovalPrefix must use https",
  ],
  [
    "consent removal on this machine",
    terms({ options: [post] }, "https://localhost/x"),
    "consentRemovalPrefix must have a public",
  ],
  ["consent removal at an app", terms({ options: [post] }, "myapp://x"), "consentRemovalPrefix must use https"],
  [
    "a consent address of 256",
    terms({ options: [post] }, `https://shop.example.com/${"x".repeat(231)}`),
    "consentRemovalPrefix must be at most 255",
  ],
  [
    "shipping asked for without encryption",
    terms({ askPrefix: "http://shop.example.com" }),
    "shippingDetailsPrefix must use https",
  ],
  ["no way to ship", terms({ options: [] }), "staticShippingDetails must be 1 to 100"],
  ["101 ways to ship", terms({ options: many(101) }), "staticShippingDetails must be 1 to 100"],
  [
    "a way without id",
    terms({ options: [{ ...post, id: "" }] }),
    "staticShippingDetails[0] shippingMethodId must be 1 to 100",
  ],
  [
    "an id of 101",
    terms({ options: [post, { ...post, id: "x".repeat(101) }] }),
    "staticShippingDetails[1] shippingMethodId",
  ],
  ["a name of 257", terms({ options: [{ ...post, name: "x".repeat(257) }] }), "shippingMethod must be 1 to 256"],
  ["a cost below nothing", terms({ options: [{ ...post, cost: minor(-1) }] }), "cost must be whole øre"],
  [
    "a cost beyond every payment",
    terms({ options: [{ ...post, cost: minor(65_000_001) }] }),
    "cost must be whole øre",
  ],
  [
    "one id twice",
    terms({ options: [post, { ...post, isDefault: false }] }),
    "must not have one shippingMethodId twice",
  ],
  ["two defaults", terms({ options: [post, { ...fetchIt, isDefault: true }] }), "must have one default at most"],
  ["express and scope", { ...terms({ options: [post] }), scope: ["name"] }, "scope cannot be combined"],
  ["a scope of nothing", { scope: [] }, "scope must name something"],
  ["a scope said twice", { scope: ["name", "name"] }, "scope must name each thing once"],
])("%s is refused before anything is sent", async (_, extras, what) => {
  const wire = new ScriptedWire();
  expect(await ecom(wire).initiate(landing, extras)).toMatchObject({
    is: "refused",
    fault: { what: expect.stringContaining(what) },
  });
  expect(wire.sent).toEqual([]);
});

test("what just fits is sent", async () => {
  const widest = many(100).map((way) => ({
    ...way,
    id: way.id.padEnd(100, "x"),
    name: "æ".repeat(256),
    cost: minor(65_000_000),
  }));
  const wire = new ScriptedWire(initiated);
  expect((await ecom(wire).initiate(landing, terms({ options: widest }))).is).toBe("done");
});

const log = [{ operation: "RESERVE", amount: 12_500, operationSuccess: true }];
const customer = {
  userId: "uiJskNQ6qNN1iwN891uuob==",
  firstName: "Ada",
  lastName: "Lovelace",
  email: "user@example.com",
  mobileNumber: "91234567",
};
const wireAddress = {
  addressLine1: "Robert Levins gate 5",
  addressLine2: "",
  city: "Oslo",
  postCode: "0154",
  country: "Norway",
};
const address = { line1: "Robert Levins gate 5", city: "Oslo", postCode: "0154", country: "Norway" };
const shipping = {
  shippingCost: 49.5,
  shippingMethod: "To the door",
  shippingMethodId: "post",
  address: wireAddress,
};
const chosen = { id: "post", name: "To the door", cost: 4_950, address };

test.each<[string, object, unknown]>([
  ["a regular payment", {}, {}],
  ["a scope payment before its sub", { userDetails: customer }, { customer }],
  [
    "a scope payment",
    { userDetails: customer, sub: "c06c4afe-d9e1-4c5d-939a-177d752a0944" },
    { customer, sub: "c06c4afe-d9e1-4c5d-939a-177d752a0944" },
  ],
  ["an express payment", { userDetails: customer, shippingDetails: shipping }, { customer, shipping: chosen }],
  [
    "one with an odd address",
    { userDetails: customer, shippingDetails: { ...shipping, address: { city: 7 } } },
    { customer, shipping: { ...chosen, address: undefined } },
  ],
  ["one with odd details", { userDetails: "x", sub: "s" }, { sub: "s" }],
  [
    "one whose data were blotted out",
    {
      userDetails: { ...customer, email: "[Expired]" },
      shippingDetails: { ...shipping, address: { ...wireAddress, city: "[Expired]" } },
      sub: "s",
    },
    { shipping: { ...chosen, address: undefined }, sub: "s", isExpired: true },
  ],
])("the profile of %s", async (_, more, expected) => {
  const wire = new ScriptedWire(answered(200, { orderId: REFERENCE, transactionLogHistory: log, ...more }));
  const outcome = await ecom(wire).profile(REFERENCE);
  expect(outcome).toEqual({ is: "done", value: expected });
});

test("personal data reach neither the proof nor the details for the operator's page", async () => {
  const answer = answered(200, { orderId: REFERENCE, transactionLogHistory: log, userDetails: customer, sub: "s" });
  const gateway = ecom(new ScriptedWire(answer, answer));
  const said = JSON.stringify([await gateway.read(REFERENCE), await gateway.details(REFERENCE)]);
  expect(said).not.toMatch(/Ada|91234567|"sub"/);
});

test("odd personal data never hide what a payment is worth", async () => {
  const answer = answered(200, {
    orderId: REFERENCE,
    transactionLogHistory: log,
    userDetails: 7,
    shippingDetails: [],
  });
  expect(await ecom(new ScriptedWire(answer)).read(REFERENCE)).toMatchObject({ value: { authorized: 12_500 } });
});

const question = { addressId: 100, ...wireAddress, addressLine2: "c/o somebody", country: "NO", addressType: "W" };
const asked = `/shop/v2/payments/${REFERENCE}/shippingDetails`;

test("the wallet's shipping question is read, answered, and each thing goes back where it belongs", () => {
  const read = parseShippingQuestion(asked, JSON.stringify(question));
  expect(read).toEqual({
    reference: REFERENCE,
    addressId: 100,
    address: { ...address, line2: "c/o somebody", country: "NO" },
    kind: "work",
  });
  if (read === undefined) throw new Error("not read");
  const answer = shippingAnswer(read, [post]);
  expect("body" in answer && JSON.parse(answer.body)).toEqual({
    addressId: 100,
    orderId: REFERENCE,
    shippingDetails: [
      { isDefault: "Y", priority: 1, shippingCost: 49.5, shippingMethod: "To the door", shippingMethodId: "post" },
    ],
  });
  expect(shippingAnswer(read, [])).toMatchObject({
    fault: { what: expect.stringContaining("shippingDetails must") },
  });
});

test.each<[string, string, string]>([
  ["another path", "/v2/payments/x/shipping", JSON.stringify(question)],
  ["a broken reference", "/v2/payments/a%2Fb/shippingDetails", JSON.stringify(question)],
  ["no JSON", asked, "{"],
  ["no address", asked, '{"addressId":100}'],
  ["no address id", asked, JSON.stringify({ ...question, addressId: "100" })],
  ["too much", asked, JSON.stringify({ ...question, city: "x".repeat(100_000) })],
])("a shipping question with %s is none", (_, path, body) => {
  expect(parseShippingQuestion(path, body)).toBeUndefined();
});

test.each<[string, string | undefined]>([
  ["/consents/v2/consents/uiJskNQ6qNN1iwN891uuob%3D%3D", "uiJskNQ6qNN1iwN891uuob=="],
  ["/v2/consents/a%2Fb+c=", "a/b+c="],
  ["/v2/consents/a/b+c=", "a/b+c="],
  [`/v2/consents/${"x".repeat(50)}`, "x".repeat(50)],
  [`/v2/consents/${"x".repeat(51)}`, undefined],
  ["/v2/consents/", undefined],
  ["/v2/consents/%E0%A4%A", undefined],
  ["/v2/consents/100%", undefined],
  ["/v2/consents/%3Cscript%3E", undefined],
  ["/v2/payments/x", undefined],
])("a removal of consent at %s is about %o", (path, userId) => {
  expect(parseConsentRemoval(path)).toEqual(userId === undefined ? undefined : { userId });
});

const callback = {
  merchantSerialNumber: "123456",
  orderId: REFERENCE,
  transactionInfo: { amount: 12_500, status: "RESERVE", timeStamp: "2026-10-21T07:28:00Z" },
};

test("an express callback tells who and where, with the postcode under its other name, and no state", () => {
  const { postCode, ...express } = wireAddress;
  const body = {
    ...callback,
    userDetails: customer,
    shippingDetails: { ...shipping, address: { ...express, zipCode: postCode } },
  };
  expect(parseExpressCallback(JSON.stringify(body))).toEqual({
    reference: REFERENCE,
    merchantSerialNumber: "123456",
    profile: { customer, shipping: chosen },
  });
});

test("a customer who gave up has told nothing", () => {
  const errorInfo = { errorGroup: "PAYMENTS", errorCode: "45", errorMessage: "x" };
  const body = { ...callback, transactionInfo: { ...callback.transactionInfo, status: "REJECTED" }, errorInfo };
  expect(parseExpressCallback(JSON.stringify(body))?.profile).toEqual({});
  expect(parseExpressCallback("{}")).toBeUndefined();
});
