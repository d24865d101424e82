import { describe, expect, test } from "vitest";
import { adjustOf, at, bench, errorOf, initiateOf } from "./bench.ts";

const payments = "/ecomm/v2/payments";
const text = (length: number): string => "a".repeat(length);
const urlOf = (length: number): string => `https://shop.example.com/${text(length - 25)}`;

type Body = Record<"customerInfo" | "merchantInfo" | "transaction", Record<string, unknown>>;

function withField(path: string, value: unknown): Body {
  const body: Body = structuredClone(initiateOf("order-1"));
  const [group, name] = path.split(".");
  if ((group === "customerInfo" || group === "merchantInfo" || group === "transaction") && name !== undefined) {
    if (value === undefined) delete body[group][name];
    else body[group][name] = value;
  }
  return body;
}

describe("each field of an initiate request, at and beyond its limits", () => {
  test.each<[string, string, unknown]>([
    ["amount at the least", "transaction.amount", 100],
    ["orderId of one character", "transaction.orderId", "a"],
    ["orderId of fifty", "transaction.orderId", text(50)],
    ["transactionText of one", "transaction.transactionText", "a"],
    ["transactionText of a hundred", "transaction.transactionText", text(100)],
    ["callbackPrefix of 255", "merchantInfo.callbackPrefix", urlOf(255)],
    ["fallBack of 255", "merchantInfo.fallBack", urlOf(255)],
    ["authToken of 255", "merchantInfo.authToken", text(255)],
    ["no authToken", "merchantInfo.authToken", undefined],
    ["isApp", "merchantInfo.isApp", true],
    ["the regular payment type", "merchantInfo.paymentType", "eComm Regular Payment"],
    ["a known scope", "transaction.scope", "name address email phoneNumber birthDate"],
    ["the timeStamp of old samples", "transaction.timeStamp", "2019-01-01T00:00:00Z"],
    ["useExplicitCheckoutFlow", "transaction.useExplicitCheckoutFlow", true],
  ])("%s is accepted", (_, path, value) => {
    expect(bench().call("POST", payments, withField(path, value)).json).toMatchObject({ url: expect.anything() });
  });

  test.each<[string, string, unknown]>([
    ["amount below the least", "transaction.amount", 99],
    ["amount as text", "transaction.amount", "1000"],
    ["no amount", "transaction.amount", undefined],
    ["an empty orderId", "transaction.orderId", ""],
    ["orderId of fifty-one", "transaction.orderId", text(51)],
    ["orderId with an underscore", "transaction.orderId", "order_1"],
    ["an empty transactionText", "transaction.transactionText", ""],
    ["transactionText of 101", "transaction.transactionText", text(101)],
    ["no transactionText", "transaction.transactionText", undefined],
    ["an unknown scope", "transaction.scope", "shoeSize"],
    ["skipLandingPage as text", "transaction.skipLandingPage", "true"],
    ["callbackPrefix of 256", "merchantInfo.callbackPrefix", urlOf(256)],
    ["no callbackPrefix", "merchantInfo.callbackPrefix", undefined],
    ["fallBack of 256", "merchantInfo.fallBack", urlOf(256)],
    ["no fallBack", "merchantInfo.fallBack", undefined],
    ["authToken of 256", "merchantInfo.authToken", text(256)],
    ["merchantSerialNumber of four digits", "merchantInfo.merchantSerialNumber", "1234"],
    ["merchantSerialNumber of seven", "merchantInfo.merchantSerialNumber", "1234567"],
    ["a payment type in other words", "merchantInfo.paymentType", "eCom Express Payment"],
    ["a number as mobileNumber", "customerInfo.mobileNumber", 12345678],
    ["no mobileNumber for a skipped landing page", "customerInfo.mobileNumber", undefined],
    ["an unknown field", "transaction.colour", "red"],
  ])("%s is refused with the field's name", (_, path, value) => {
    const { status, json } = bench().call("POST", payments, withField(path, value));
    expect([status, at(json, 0, "errorGroup"), at(json, 0, "errorCode")]).toEqual([400, "InvalidRequest", path]);
  });

  test.each<[string, string, unknown]>([
    ["merchantSerialNumber as a number", "merchantInfo.merchantSerialNumber", 123456],
    ["an amount with decimals", "transaction.amount", 1000.5],
    ["fallback in lower case", "merchantInfo.fallback", "https://shop.example.com"],
    ["orderID in another case", "transaction.orderID", "order-1"],
  ])("%s breaks the backend: HTTP 500 with VippsError 99", (_, path, value) => {
    const answered = bench().call("POST", payments, withField(path, value));
    expect([answered.status, errorOf(answered)]).toEqual([500, "VippsError 99"]);
  });

  test("a number that no repair helps is User 81, not a field error", () => {
    const answered = bench().call("POST", payments, withField("customerInfo.mobileNumber", "12345"));
    expect(errorOf(answered)).toBe("User 81");
  });

  test("the scope nin and an old app have codes of their own", () => {
    expect(errorOf(bench().call("POST", payments, withField("transaction.scope", "nin")))).toBe("Merchant 51");
    const b = bench();
    b.control("POST", "customers", { msisdn: "4712345678", oldApp: true });
    expect(errorOf(b.call("POST", payments, initiateOf("order-1")))).toBe("User 82");
  });

  test("express payments need their addresses and exclude a scope", () => {
    const body = withField("merchantInfo.paymentType", "eComm Express Payment");
    body.transaction["scope"] = "name";
    const { json } = bench().call("POST", payments, body);
    expect([0, 1, 2].map((i) => at(json, i, "errorCode"))).toEqual([
      "merchantInfo.consentRemovalPrefix",
      "merchantInfo.shippingDetailsPrefix",
      "transaction.scope",
    ]);
  });

  test("lenient reading accepts numbers for text, unknown fields and addresses on this machine", () => {
    const b = bench({ lenient: true });
    const body = withField("merchantInfo.merchantSerialNumber", 123456);
    body.merchantInfo["callbackPrefix"] = "http://127.0.0.1:8080/callbacks";
    body.customerInfo["mobileNumber"] = 12345678;
    body.transaction["colour"] = "red";
    expect(b.call("POST", payments, body).status).toBe(200);
  });
});

describe("the sales unit's own troubles", () => {
  test.each([
    ["blocked", { blocked: true }, "Merchant 37"],
    ["Danish", { market: "DK" }, "Merchant 97"],
  ] as const)("a %s sales unit", (_, salesUnit, error) => {
    expect(errorOf(bench({ salesUnit }).call("POST", payments, initiateOf("order-1")))).toBe(error);
  });

  test("another merchant's number in the body is not authorized, in the header it is forbidden", () => {
    const b = bench();
    const body = withField("merchantInfo.merchantSerialNumber", "654321");
    expect(errorOf(b.call("POST", payments, body))).toBe("Merchant Unauthorized");
    const foreign = b.call("POST", payments, initiateOf("order-2"), {
      headers: { "merchant-serial-number": "654321" },
    });
    expect([foreign.status, at(foreign.json, "responseInfo", "responseCode")]).toEqual([403, 403]);
  });
});

describe("each field of capture, cancel and refund", () => {
  const reserved = () => {
    const b = bench();
    b.call("POST", payments, initiateOf("order-1"));
    b.phone("approve", "order-1");
    return b;
  };
  const paths = [
    ["POST", "capture"],
    ["PUT", "cancel"],
    ["POST", "refund"],
  ] as const;

  test.each(paths)(
    "%s %s needs the merchant's number and a text of at most a hundred characters",
    (method, name) => {
      const b = reserved();
      const call = (body: unknown) => at(b.call(method, `${payments}/order-1/${name}`, body).json, 0, "errorCode");
      expect(call({ ...adjustOf(), merchantInfo: {} })).toBe("merchantInfo.merchantSerialNumber");
      expect(call({ ...adjustOf(), transaction: {} })).toBe("transaction.transactionText");
      expect(call({ ...adjustOf(), transaction: { transactionText: text(101) } })).toBe(
        "transaction.transactionText",
      );
      expect(call({ ...adjustOf(), colour: "red" })).toBe("colour");
    },
  );

  test("an amount below one krone is refused; absent, null and 0 take everything", () => {
    expect(at(reserved().call("POST", `${payments}/order-1/capture`, adjustOf(99)).json, 0, "errorCode")).toBe(
      "transaction.amount",
    );
    for (const amount of [undefined, null, 0]) {
      const body = { ...adjustOf(), transaction: { transactionText: "Two coffees", amount } };
      const { json } = reserved().call("POST", `${payments}/order-1/capture`, body);
      expect(at(json, "transactionSummary", "capturedAmount")).toBe(1000);
    }
  });

  test.each(["capture", "refund"])("%s needs an X-Request-Id of at most forty characters", (name) => {
    const b = reserved();
    const call = (key: string | undefined) =>
      b.call("POST", `${payments}/order-1/${name}`, adjustOf(), { headers: { "x-request-id": key } });
    expect(at(call(undefined).json, 0, "errorCode")).toBe("X-Request-Id");
    expect(at(call(text(41)).json, 0, "errorCode")).toBe("X-Request-Id");
    expect(at(call(text(40)).json, 0, "errorCode")).not.toBe("X-Request-Id");
  });

  test("a system header is at most thirty characters", () => {
    const b = bench();
    const call = (length: number) =>
      b.call("POST", payments, initiateOf(`order-${length}`), { headers: { "vipps-system-name": text(length) } });
    expect(call(30).status).toBe(200);
    expect(at(call(31).json, 0, "errorCode")).toBe("vipps-system-name");
  });
});
