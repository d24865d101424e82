import { expect, test } from "vitest";
import { isOurCallback, parseCallback } from "../../electron/gateway/ecom/callback.ts";
import { captureWindowWarning } from "../../electron/gateway/ecom/capture-window.ts";
import { REFERENCE } from "./rig.ts";

test.each([
  [0, undefined],
  [169, undefined],
  [170, { daysSinceReservation: 170, daysLeft: 10 }],
  [180, { daysSinceReservation: 180, daysLeft: 0 }],
  [200, { daysSinceReservation: 200, daysLeft: -20 }],
])("%i days after the reservation the operator is told %o", (days, expected) => {
  const reserved = Date.parse("2026-01-01T12:00:00Z");
  expect(captureWindowWarning(reserved, reserved + days * 86_400_000)).toEqual(expected);
  expect(captureWindowWarning(reserved, reserved + days * 86_400_000 + 86_399_999)).toEqual(expected);
});

test("a longer window warns later", () => {
  expect(captureWindowWarning(0, 354 * 86_400_000, 365)).toBeUndefined();
  expect(captureWindowWarning(0, 355 * 86_400_000, 365)).toEqual({ daysSinceReservation: 355, daysLeft: 10 });
});

test.each(["123456", 123_456])(
  "a callback says which order to read, its sales unit given as %o",
  (merchantSerialNumber) => {
    const body = {
      merchantSerialNumber,
      orderId: REFERENCE,
      transactionInfo: { amount: 1, status: "RESERVED", timeStamp: "x" },
    };
    expect(parseCallback(JSON.stringify(body))).toEqual({ reference: REFERENCE, merchantSerialNumber: "123456" });
  },
);

test.each([
  "",
  "{}",
  "[]",
  '{"merchantSerialNumber":"1","orderId":"../x","transactionInfo":{"status":"SALE"}}',
  "x".repeat(100_001),
])("a callback that is none is ignored (%#)", (body) => {
  expect(parseCallback(body)).toBeUndefined();
});

test("a callback is ours when it carries our token and nothing else", () => {
  expect(isOurCallback("secret-token", "secret-token")).toBe(true);
  for (const wrong of [undefined, "", "secret-toke", "secret-token2", "Secret-token", "Bearer secret-token"])
    expect(isOurCallback(wrong, "secret-token")).toBe(false);
});
