import { expect, test } from "vitest";
import { adjustOf, at, bench, initiateOf, money, pushOf } from "./bench.ts";

test("an ePayment push is approved on the phone, captured in part, released and refunded", () => {
  const b = bench();
  expect(b.call("POST", "/epayment/v1/payments", pushOf("order-0001")).json).toEqual({ reference: "order-0001" });
  expect(at(b.control("GET", "phones/4712345678/requests").json, "requests", 0, "reference")).toBe("order-0001");
  expect(b.phone("approve", "order-0001").status).toBe(200);
  expect(b.call("POST", "/epayment/v1/payments/order-0001/capture", money(400)).status).toBe(200);
  expect(b.call("POST", "/epayment/v1/payments/order-0001/cancel").status).toBe(200);
  expect(b.call("POST", "/epayment/v1/payments/order-0001/refund", money(100)).status).toBe(200);
  const { json } = b.call("GET", "/epayment/v1/payments/order-0001");
  expect(at(json, "state")).toBe("AUTHORIZED");
  expect(at(json, "aggregate")).toEqual({
    authorizedAmount: { currency: "NOK", value: 1000 },
    capturedAmount: { currency: "NOK", value: 400 },
    cancelledAmount: { currency: "NOK", value: 600 },
    refundedAmount: { currency: "NOK", value: 100 },
  });
  const { json: events } = b.call("GET", "/epayment/v1/payments/order-0001/events");
  expect([0, 1, 2, 3, 4].map((i) => at(events, i, "name"))).toEqual([
    "CREATED",
    "AUTHORIZED",
    "CAPTURED",
    "CANCELLED",
    "REFUNDED",
  ]);
});

test("an eCom push is approved on the phone, captured in part, released with the flag and refunded", () => {
  const b = bench();
  expect(b.call("POST", "/ecomm/v2/payments", initiateOf("order-1")).status).toBe(200);
  expect(b.phone("approve", "order-1").status).toBe(200);
  expect(b.call("POST", "/ecomm/v2/payments/order-1/capture", adjustOf(400)).status).toBe(200);
  const release = adjustOf(undefined, { shouldReleaseRemainingFunds: true });
  expect(b.call("PUT", "/ecomm/v2/payments/order-1/cancel", release).status).toBe(200);
  expect(b.call("POST", "/ecomm/v2/payments/order-1/refund", adjustOf(100)).status).toBe(200);
  const { json } = b.call("GET", "/ecomm/v2/payments/order-1/details");
  expect([0, 1, 2, 3, 4].map((i) => at(json, "transactionLogHistory", i, "operation"))).toEqual([
    "REFUND",
    "VOID",
    "CAPTURE",
    "RESERVE",
    "INITIATE",
  ]);
  expect(at(json, "transactionSummary")).toEqual({
    capturedAmount: 400,
    refundedAmount: 100,
    remainingAmountToCapture: 0,
    remainingAmountToRefund: 300,
    bankIdentificationNumber: 540185,
  });
  expect(at(b.control("GET", "ledger").json, "payments", 0)).toEqual({
    reference: "order-1",
    api: "ecom",
    state: "AUTHORIZED",
    currency: "NOK",
    amount: 1000,
    authorized: 1000,
    captured: 400,
    cancelled: 600,
    refunded: 100,
    createdAt: "2026-03-02T09:00:00.000Z",
  });
});

test("an eCom payment nobody is named for is drawn as a QR, scanned, and belongs to the phone that scanned it", () => {
  const b = bench();
  const { json } = b.call("POST", "/ecomm/v2/payments", initiateOf("order-2", 500, { skip: false }));
  const qr = b.call("POST", "/qr/v1", { url: at(json, "url") });
  expect(at(qr.json, "expiresIn")).toBe(600);
  const image = new URL(String(at(qr.json, "url")));
  expect(b.raw("GET", image.pathname + image.search, {}).answer.headers["content-type"]).toBe("image/svg+xml");
  const content = at(b.control("GET", "codes").json, "payments", 0, "content");
  expect(b.control("POST", "scan", { content, msisdn: "4791234567" }).json).toEqual({
    kind: "payment",
    reference: "order-2",
  });
  expect(b.phone("approve", "order-2").status).toBe(409);
  expect(b.phone("approve", "order-2", "4791234567").status).toBe(200);
});
