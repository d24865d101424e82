import { describe, expect, test } from "vitest";
import { adjustOf, at, type Bench, bench, customer, errorOf, initiateOf, minuteMs } from "./bench.ts";

const payments = "/ecomm/v2/payments";
const one = `${payments}/order-1`;

function waiting(b: Bench = bench(), amount = 1000): Bench {
  expect(b.call("POST", payments, initiateOf("order-1", amount)).status).toBe(200);
  return b;
}
function reserved(b: Bench = bench(), amount = 1000): Bench {
  waiting(b, amount);
  expect(b.phone("approve", "order-1").status).toBe(200);
  return b;
}
const details = (b: Bench) => b.call("GET", `${one}/details`).json;
const status = (b: Bench) => at(b.call("GET", `${one}/status`).json, "transactionInfo", "status");
const newest = (b: Bench) => at(details(b), "transactionLogHistory", 0);
const callbacks = (b: Bench) => b.courier.sent.filter((sent) => sent.kind === "callback");

describe("the spellings of each state", () => {
  test("waiting: INITIATE without a transactionId, REGISTER and a transactionId once the customer opens it", () => {
    const b = waiting();
    expect([at(newest(b), "operation"), at(newest(b), "transactionId"), status(b)]).toEqual([
      "INITIATE",
      undefined,
      "INITIATE",
    ]);
    expect(at(details(b), "transactionSummary")).toBeUndefined();
    b.phone("open", "order-1");
    expect(at(newest(b), "transactionId")).toMatch(/^\d{10,}$/);
    expect(status(b)).toBe("REGISTER");
  });

  test("approved: RESERVE with INITIATE's transactionId, callback RESERVED with the merchant's token", () => {
    const b = reserved();
    const log = at(details(b), "transactionLogHistory");
    expect([at(log, 0, "operation"), at(log, 0, "operationSuccess"), status(b)]).toEqual([
      "RESERVE",
      true,
      "RESERVE",
    ]);
    expect(at(log, 0, "transactionId")).toBe(at(log, 1, "transactionId"));
    const [callback, ...others] = callbacks(b);
    expect(others).toEqual([]);
    expect(callback?.url).toBe("https://shop.example.com/callbacks/v2/payments/order-1");
    expect(callback?.headers["authorization"]).toBe("shop-token");
    expect(callback?.timeoutMs).toBe(3000);
    expect(JSON.parse(callback?.body ?? "")).toMatchObject({
      merchantSerialNumber: "123456",
      orderId: "order-1",
      transactionInfo: { amount: 1000, status: "RESERVED" },
    });
  });

  test("captured and refunded: answers say Captured and Refund, each a transaction of its own, without callbacks", () => {
    const b = reserved();
    const captured = b.call("POST", `${one}/capture`, adjustOf(400), { key: "capture-1" }).json;
    expect(at(captured, "transactionInfo", "status")).toBe("Captured");
    expect(newest(b)).toMatchObject({ operation: "CAPTURE", amount: 400, requestId: "capture-1" });
    expect(status(b)).toBe("CAPTURE");
    const refunded = b.call("POST", `${one}/refund`, adjustOf(100)).json;
    expect([at(refunded, "transaction", "status"), at(refunded, "transactionInfo")]).toEqual(["Refund", undefined]);
    const ids = new Set([0, 1, 2].map((i) => at(details(b), "transactionLogHistory", i, "transactionId")));
    expect(ids.size).toBe(3);
    expect(status(b)).toBe("REFUND");
    expect(callbacks(b)).toHaveLength(1);
  });

  test("cancelled after the reservation: Cancelled in the answer, VOID in the log, no callback", () => {
    const b = reserved();
    expect(at(b.call("PUT", `${one}/cancel`, adjustOf()).json, "transactionInfo", "status")).toBe("Cancelled");
    expect([at(newest(b), "operation"), status(b)]).toEqual(["VOID", "VOID"]);
    expect(callbacks(b)).toHaveLength(1);
  });

  test("rejected by the customer: CANCEL in the log, CANCELLED in the callback", () => {
    const b = waiting();
    b.phone("reject", "order-1");
    expect([at(newest(b), "operation"), status(b)]).toEqual(["CANCEL", "CANCEL"]);
    expect(JSON.parse(callbacks(b)[0]?.body ?? "")).toMatchObject({ transactionInfo: { status: "CANCELLED" } });
  });

  test("nobody acts: after ten minutes CANCEL in the log, REJECTED elsewhere, errorInfo 45 in the callback", () => {
    const b = waiting();
    b.pass(10 * minuteMs - 1);
    expect(at(newest(b), "operation")).toBe("INITIATE");
    b.pass(1);
    expect([at(newest(b), "operation"), status(b)]).toEqual(["CANCEL", "REJECTED"]);
    const body = JSON.parse(callbacks(b)[0]?.body ?? "");
    expect(body).toMatchObject({ transactionInfo: { status: "REJECTED" }, errorInfo: { errorCode: "45" } });
    expect(at(body, "transactionInfo", "transactionId")).toBeUndefined();
  });

  test("refused by the issuer: RESERVE without success, FAILED, callback RESERVE_FAILED; another try may follow", () => {
    const b = waiting(bench(), 151);
    expect(b.phone("approve", "order-1").json).toMatchObject({ error: "card-refused" });
    expect(newest(b)).toMatchObject({ operation: "RESERVE", operationSuccess: false });
    expect(status(b)).toBe("FAILED");
    expect(JSON.parse(callbacks(b)[0]?.body ?? "")).toMatchObject({
      transactionInfo: { status: "RESERVE_FAILED" },
    });
    expect(at(b.control("GET", "ledger").json, "payments", 0)).toMatchObject({ state: "CREATED", authorized: 0 });
  });

  test("a sales unit with direct capture: SALE everywhere, taken at once, refundable, not cancellable", () => {
    const b = reserved(bench({ salesUnit: { directCapture: true } }));
    expect([at(newest(b), "operation"), status(b)]).toEqual(["SALE", "SALE"]);
    expect(JSON.parse(callbacks(b)[0]?.body ?? "")).toMatchObject({ transactionInfo: { status: "SALE" } });
    expect(at(details(b), "transactionSummary")).toMatchObject({
      capturedAmount: 1000,
      remainingAmountToCapture: 0,
    });
    expect(errorOf(b.call("PUT", `${one}/cancel`, adjustOf()))).toBe("Payment 51");
    expect(b.call("POST", `${one}/refund`, adjustOf()).status).toBe(200);
    expect(at(b.control("GET", "ledger").json, "payments", 0)).toMatchObject({ captured: 1000, refunded: 1000 });
  });
});

describe("what cannot be done, with its code", () => {
  type Case = [string, "capture" | "cancel" | "refund", number | undefined, (b: Bench) => void, string];
  const captureAll = (b: Bench) => b.call("POST", `${one}/capture`, adjustOf());
  const cancelAll = (b: Bench) => b.call("PUT", `${one}/cancel`, adjustOf());
  const approve = (b: Bench) => b.phone("approve", "order-1");

  test.each<Case>([
    ["capture before the reservation", "capture", 100, () => undefined, "Payment 62"],
    ["capture more than reserved", "capture", 1001, approve, "Payment 61"],
    ["capture a cancelled payment", "capture", 100, (b) => [approve(b), cancelAll(b)], "VippsError 91"],
    ["capture a rejected payment", "capture", 100, (b) => b.phone("reject", "order-1"), "VippsError 91"],
    ["cancel a captured payment", "cancel", undefined, (b) => [approve(b), captureAll(b)], "Payment 51"],
    ["cancel twice before the reservation", "cancel", undefined, cancelAll, "VippsError 92"],
    ["cancel twice after it", "cancel", undefined, (b) => [approve(b), cancelAll(b)], "VippsError 92"],
    ["refund before the reservation", "refund", 100, () => undefined, "Payment 72"],
    ["refund what is only reserved", "refund", 100, approve, "Payment 72"],
    ["refund a cancelled payment", "refund", 100, (b) => [approve(b), cancelAll(b)], "Payment 73"],
    ["refund more than captured", "refund", 1001, (b) => [approve(b), captureAll(b)], "Payment 71"],
  ])("%s", (_, name, amount, prepare, error) => {
    const b = waiting();
    prepare(b);
    const before = b.control("GET", "ledger").json;
    const answered = b.call(name === "cancel" ? "PUT" : "POST", `${one}/${name}`, adjustOf(amount));
    expect([answered.status, errorOf(answered)]).toEqual([400, error]);
    expect(at(answered.json, 0, "contextId")).toBeDefined();
    expect(b.control("GET", "ledger").json).toEqual(before);
  });

  test.each([
    ["GET", "details"],
    ["GET", "status"],
    ["POST", "capture"],
    ["PUT", "cancel"],
    ["POST", "refund"],
  ])("%s %s of an order nobody knows is Merchant 35", (method, name) => {
    const answered = bench().call(method, `${payments}/nobody/${name}`, method === "GET" ? undefined : adjustOf());
    expect([answered.status, errorOf(answered)]).toEqual([404, "Merchant 35"]);
  });

  test("an orderId is used up by its first payment: Merchant 34", () => {
    const b = waiting();
    const answered = b.call("POST", payments, initiateOf("order-1"));
    expect([answered.status, errorOf(answered)]).toEqual([409, "Merchant 34"]);
    expect(b.call("POST", payments, initiateOf("ORDER-1")).status).toBe(200);
  });

  test.each([
    ["POST", "capture"],
    ["PUT", "cancel"],
    ["POST", "refund"],
  ])("%s %s with another merchant's number in the body is Merchant 35", (method, name) => {
    const foreign = { ...adjustOf(), merchantInfo: { merchantSerialNumber: "654321" } };
    const answered = reserved().call(method, `${one}/${name}`, foreign);
    expect([answered.status, errorOf(answered)]).toEqual([404, "Merchant 35"]);
  });

  test("a body that is not JSON, or is said to be something else, is refused", () => {
    const b = bench();
    expect(errorOf(b.call("POST", payments, "{"))).toBe("InvalidRequest body");
    const text = b.call("POST", payments, initiateOf("order-1"), { headers: { "content-type": "text/plain" } });
    expect(text.status).toBe(415);
  });

  test("a sale on a direct-capture unit reads as authorized and captured through ePayment", () => {
    const b = bench({ salesUnit: { directCapture: true } });
    b.call("POST", payments, initiateOf("order-0001"));
    b.phone("approve", "order-0001");
    const { json } = b.call("GET", "/epayment/v1/payments/order-0001/events");
    expect([0, 1, 2].map((i) => at(json, i, "name"))).toEqual(["CREATED", "AUTHORIZED", "CAPTURED"]);
    expect(at(b.call("GET", "/epayment/v1/payments/order-0001").json, "aggregate", "capturedAmount", "value")).toBe(
      1000,
    );
  });

  test("a payment made through ePayment does not exist for eCom; the reverse does not hold", () => {
    const b = bench();
    b.call("POST", payments, initiateOf("order-0001"));
    b.phone("approve", "order-0001");
    expect(at(b.call("GET", "/epayment/v1/payments/order-0001").json, "state")).toBe("AUTHORIZED");
    expect(b.call("POST", "/epayment/v1/payments/order-0001/cancel").status).toBe(200);
    expect(at(b.call("GET", `${payments}/order-0001/details`).json, "transactionLogHistory", 0, "operation")).toBe(
      "VOID",
    );
  });
});

describe("X-Request-Id", () => {
  test.each(["capture", "refund"])("a %s repeated with its key and body acts once and answers the same", (name) => {
    const b = reserved();
    if (name === "refund") b.call("POST", `${one}/capture`, adjustOf());
    const call = (amount: number) => b.call("POST", `${one}/${name}`, adjustOf(amount), { key: "same" });
    const first = call(200);
    expect(call(200).json).toEqual(first.json);
    const other = call(300);
    expect([other.status, errorOf(other)]).toEqual([409, "Payment 93"]);
    const word = name === "capture" ? "capturedAmount" : "refundedAmount";
    expect(at(details(b), "transactionSummary", word)).toBe(200);
  });

  test("a refused capture does not use its key up", () => {
    const b = waiting();
    const call = () => b.call("POST", `${one}/capture`, adjustOf(200), { key: "same" });
    expect(errorOf(call())).toBe("Payment 62");
    b.phone("approve", "order-1");
    expect(call().status).toBe(200);
  });
});

describe("express checkout", () => {
  const express = (more: Record<string, unknown>) => {
    const request = initiateOf("order-1", 1000, { skip: false });
    return {
      ...request,
      merchantInfo: {
        ...request.merchantInfo,
        paymentType: "eComm Express Payment",
        consentRemovalPrefix: "https://shop.example.com/consents",
        ...more,
      },
    };
  };

  test("shipping without static details is asked of the merchant when the customer opens the payment", () => {
    const b = bench();
    b.call("POST", payments, express({ shippingDetailsPrefix: "https://shop.example.com/shipping" }));
    b.phone("open", "order-1");
    const [asked] = b.courier.sent;
    expect(asked?.url).toBe("https://shop.example.com/shipping/v2/payments/order-1/shippingDetails");
    expect(asked?.timeoutMs).toBe(10_000);
    expect(b.phone("confirm-shipping", "order-1").json).toMatchObject({ error: "no-shipping-methods" });
    const shippingDetails = [
      { isDefault: "Y", shippingCost: 79, shippingMethod: "Post", shippingMethodId: "post" },
    ];
    const body = JSON.stringify({ addressId: 1000, orderId: "order-1", shippingDetails });
    b.world.settle(asked?.id ?? "", { status: 200, body });
    b.phone("confirm-shipping", "order-1");
    expect(b.phone("approve", "order-1").status).toBe(200);
    const callback = JSON.parse(callbacks(b)[0]?.body ?? "");
    expect(callback).toMatchObject({
      transactionInfo: { status: "RESERVE" },
      shippingDetails: { shippingMethodId: "post", address: { zipCode: "0154" } },
      userDetails: { mobileNumber: "12345678" },
    });
  });

  test("force approve is not for express", () => {
    const b = bench();
    b.call("POST", payments, express({ shippingDetailsPrefix: "https://shop.example.com/shipping" }));
    const path = "/ecomm/v2/integration-test/payments/order-1/approve";
    expect(errorOf(b.call("POST", path, { customerPhoneNumber: "12345678" }))).toBe("VippsError 91");
  });

  test("a customer who withdraws consent makes the wallet delete at the merchant", () => {
    const b = bench();
    const staticShippingDetails = [
      { isDefault: "Y", shippingCost: 0, shippingMethod: "Collect", shippingMethodId: "collect" },
    ];
    b.call("POST", payments, express({ staticShippingDetails }));
    b.phone("confirm-shipping", "order-1");
    b.phone("approve", "order-1");
    expect(b.control("DELETE", `phones/${customer}/consents/order-1`).status).toBe(200);
    const removal = b.courier.sent.at(-1);
    const userId = String(at(details(b), "userDetails", "userId"));
    expect([removal?.method, removal?.url]).toEqual([
      "DELETE",
      `https://shop.example.com/consents/v2/consents/${encodeURIComponent(userId)}`,
    ]);
  });
});

test("the link is a web page, or a deeplink for an app", () => {
  const b = bench();
  expect(at(b.call("POST", payments, initiateOf("order-1")).json, "url")).toMatch(/vippsgateway\?v=2&token=/);
  const request = initiateOf("order-2");
  const app = { ...request, merchantInfo: { ...request.merchantInfo, isApp: true, fallBack: "myapp" } };
  expect(at(b.call("POST", payments, app).json, "url")).toMatch(/^vippsMT:\/\/\?token=/);
});
