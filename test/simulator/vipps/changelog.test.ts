import { describe, expect, test } from "vitest";
import { adjustOf, at, type Bench, bench, customer, dayMs, errorOf, initiateOf } from "./bench.ts";

/** One block per line of the eCom API's changelog. */

const payments = "/ecomm/v2/payments";

function reserved(b: Bench, orderId = "order-1"): void {
  expect(b.call("POST", payments, initiateOf(orderId)).status).toBe(200);
  expect(b.phone("approve", orderId).status).toBe(200);
}
const operation = (b: Bench, orderId = "order-1") =>
  at(b.call("GET", `${payments}/${orderId}/details`).json, "transactionLogHistory", 0, "operation");

describe("December 2020: version 1 is disabled", () => {
  test.each([
    ["POST", "/ecomm/v1/payments"],
    ["GET", "/ecomm/v1/payments/order-1/details"],
    ["PUT", "/ecomm/v1/payments/order-1/cancel"],
    ["POST", "/ecomm/v1/payments/order-1/capture"],
  ])("%s %s is refused and names version 2", (method, path) => {
    const { status, json } = bench().call(method, path, initiateOf("order-1"));
    expect(status).toBe(404);
    expect(at(json, "result", "message")).toContain("/ecomm/v2");
  });
});

describe("April 2020: the landing page can be skipped", () => {
  test("a sales unit that may not skip it gets Merchant 38 and no payment", () => {
    const b = bench({ salesUnit: { pushAllowed: false } });
    expect(errorOf(b.call("POST", payments, initiateOf("order-1")))).toBe("Merchant 38");
    expect(b.call("GET", `${payments}/order-1/details`).status).toBe(404);
  });

  test("the request reaches the phone of the number at once", () => {
    const b = bench();
    b.call("POST", payments, initiateOf("order-1"));
    expect(at(b.control("GET", `phones/${customer}/requests`).json, "requests", 0, "reference")).toBe("order-1");
  });

  test.each([
    ["nobody has it", {}],
    ["its owner is fourteen", { age: 14 }],
    ["its owner may not pay businesses", { blocked: true }],
  ])("User 81 is all that is said of a number when %s", (_, traits) => {
    const b = bench();
    if (Object.keys(traits).length > 0) b.control("POST", "customers", { msisdn: "4799999999", ...traits });
    const request = { ...initiateOf("order-1"), customerInfo: { mobileNumber: "99999999" } };
    const answered = b.call("POST", payments, request);
    expect([answered.status, errorOf(answered)]).toEqual([400, "User 81"]);
  });

  test("a number written with spaces or a country code is repaired", () => {
    for (const [index, mobileNumber] of ["12 34 56 78", "+4712345678", "004712345678", "4712345678"].entries()) {
      const b = bench();
      const request = { ...initiateOf(`order-${index}`), customerInfo: { mobileNumber } };
      expect(b.call("POST", payments, request).status).toBe(200);
    }
  });

  test("without skipping, the number only fills in the landing page: any phone may take the payment", () => {
    const b = bench({ salesUnit: { pushAllowed: false } });
    expect(b.call("POST", payments, initiateOf("order-1", 1000, { skip: false })).status).toBe(200);
    expect(b.phone("approve", "order-1", "4791234567").status).toBe(200);
  });
});

describe("April 2020: a payment can be cancelled before it is reserved", () => {
  test("a pending payment answers Cancelled and its log says CANCEL", () => {
    const b = bench();
    b.call("POST", payments, initiateOf("order-1"));
    const { status, json } = b.call("PUT", `${payments}/order-1/cancel`, adjustOf());
    expect([status, at(json, "transactionInfo", "status")]).toEqual([200, "Cancelled"]);
    expect(operation(b)).toBe("CANCEL");
    expect(b.phone("approve", "order-1").json).toMatchObject({ error: "request-has-ended" });
  });

  test("a customer at the bank cannot be cancelled on: VippsError 94 until the bank is done, then VOID", () => {
    const b = bench();
    b.call("POST", payments, initiateOf("order-1"));
    b.phone("start-3ds", "order-1");
    expect(errorOf(b.call("PUT", `${payments}/order-1/cancel`, adjustOf()))).toBe("VippsError 94");
    b.phone("finish-3ds", "order-1");
    expect(operation(b)).toBe("RESERVE");
    expect(b.call("PUT", `${payments}/order-1/cancel`, adjustOf()).status).toBe(200);
    expect(operation(b)).toBe("VOID");
  });
});

describe("April 2020: tests can approve without the app", () => {
  const approve = "/ecomm/v2/integration-test/payments/order-1/approve";

  test("a number approves a payment with a landing page", () => {
    const b = bench();
    b.call("POST", payments, initiateOf("order-1", 1000, { skip: false }));
    expect(b.call("POST", approve, { customerPhoneNumber: "91234567" }).status).toBe(200);
    expect(operation(b)).toBe("RESERVE");
  });

  test("the token of the link does too, and a wrong one does not", () => {
    const b = bench();
    const { json } = b.call("POST", payments, initiateOf("order-1", 1000, { skip: false }));
    const token = new URL(String(at(json, "url"))).searchParams.get("token");
    expect(b.call("POST", approve, { token: "wrong" }).status).toBe(400);
    expect(b.call("POST", approve, { token }).status).toBe(200);
  });

  test("a skipped landing page is not supported", () => {
    const b = bench();
    b.call("POST", payments, initiateOf("order-1"));
    expect(errorOf(b.call("POST", approve, { customerPhoneNumber: "12345678" }))).toBe("VippsError 91");
  });

  test("a test user who never approved by hand is refused with Payment 1082", () => {
    const b = bench();
    b.control("POST", "customers", { msisdn: "4799999999", approvedOnce: false });
    b.call("POST", payments, initiateOf("order-1", 1000, { skip: false }));
    expect(errorOf(b.call("POST", approve, { customerPhoneNumber: "99999999" }))).toBe("Payment 1082");
  });
});

describe("April 2021: captures and cancels have date limits", () => {
  const capture = (b: Bench) => b.call("POST", `${payments}/order-1/capture`, adjustOf(100));
  const cancel = (b: Bench) => b.call("PUT", `${payments}/order-1/cancel`, adjustOf());

  test.each([
    ["changelog", 365],
    ["guide", 180],
  ] as const)(
    "by the %s a capture is possible for %i days after the reservation and not a moment longer",
    (rules, days) => {
      const b = bench({ rules });
      reserved(b);
      b.pass(days * dayMs);
      expect(capture(b).status).toBe(200);
      b.pass(1);
      const late = capture(b);
      expect([late.status, errorOf(late)]).toEqual([400, "Payment 98"]);
      expect(at(late.json, 0, "errorMessage")).toContain(`${days} days`);
    },
  );

  test.each(["changelog", "guide"] as const)(
    "by the %s a cancel is possible for 180 days after the reservation and not a moment longer",
    (rules) => {
      const b = bench({ rules });
      reserved(b);
      reserved(b, "order-2");
      b.pass(180 * dayMs);
      expect(cancel(b).status).toBe(200);
      b.pass(1);
      const late = b.call("PUT", `${payments}/order-2/cancel`, adjustOf());
      expect([late.status, errorOf(late)]).toEqual([400, "Payment 98"]);
      expect(at(late.json, 0, "errorMessage")).toContain("180 days");
    },
  );

  test.each([
    ["changelog", 100 + 365],
    ["guide", 365],
  ] as const)("by the %s a refund after a capture on day 100 is possible until day %i", (rules, days) => {
    const b = bench({ rules });
    reserved(b);
    b.pass(100 * dayMs);
    expect(capture(b).status).toBe(200);
    b.pass((days - 100) * dayMs);
    expect(b.call("POST", `${payments}/order-1/refund`, adjustOf(100)).status).toBe(200);
    const late = bench({ rules });
    reserved(late);
    late.pass(100 * dayMs);
    capture(late);
    late.pass((days - 100) * dayMs + 1);
    const answered = late.call("POST", `${payments}/order-1/refund`, adjustOf(100));
    expect([answered.status, errorOf(answered)]).toEqual([400, "Payment 95"]);
  });
});

describe("April 2022: the rest of a partly captured payment can be released", () => {
  function partlyCaptured(): Bench {
    const b = bench();
    reserved(b);
    expect(b.call("POST", `${payments}/order-1/capture`, adjustOf(300)).status).toBe(200);
    return b;
  }

  test.each([[{}], [{ shouldReleaseRemainingFunds: false }]])(
    "not with %j: Payment 51 and nothing changes",
    (flag) => {
      const b = partlyCaptured();
      expect(errorOf(b.call("PUT", `${payments}/order-1/cancel`, adjustOf(undefined, flag)))).toBe("Payment 51");
      expect(at(b.control("GET", "ledger").json, "payments", 0)).toMatchObject({ captured: 300, cancelled: 0 });
    },
  );

  test("with shouldReleaseRemainingFunds the rest is free and the captured part stays refundable", () => {
    const b = partlyCaptured();
    const flag = { shouldReleaseRemainingFunds: true };
    const { json } = b.call("PUT", `${payments}/order-1/cancel`, adjustOf(undefined, flag));
    expect(at(json, "transactionInfo", "amount")).toBe(700);
    expect(at(json, "transactionSummary")).toEqual({
      capturedAmount: 300,
      refundedAmount: 0,
      remainingAmountToCapture: 0,
      remainingAmountToRefund: 300,
    });
    expect(operation(b)).toBe("VOID");
    expect(errorOf(b.call("POST", `${payments}/order-1/capture`, adjustOf(100)))).toBe("VippsError 91");
    expect(b.call("POST", `${payments}/order-1/refund`, adjustOf(300)).status).toBe(200);
  });
});

describe("October 2022: addresses must use HTTPS", () => {
  const withInfo = (more: Record<string, unknown>) => {
    const request = initiateOf("order-1");
    return { ...request, merchantInfo: { ...request.merchantInfo, ...more } };
  };

  test.each(["callbackPrefix", "consentRemovalPrefix", "shippingDetailsPrefix"])("%s takes https only", (name) => {
    for (const url of ["http://shop.example.com", "myapp://shop", "shop.example.com", "https://localhost", ""]) {
      const { status, json } = bench().call("POST", payments, withInfo({ [name]: url }));
      expect([status, at(json, 0, "errorGroup"), at(json, 0, "errorCode")]).toEqual([
        400,
        "InvalidRequest",
        `merchantInfo.${name}`,
      ]);
    }
    expect(bench().call("POST", payments, withInfo({ [name]: "https://shop.example.com" })).status).toBe(200);
  });

  test("fallBack takes https or the scheme of the merchant's own app, never http", () => {
    for (const url of ["https://shop.example.com/done", "myapp://done", "INTENT"]) {
      expect(bench().call("POST", payments, withInfo({ fallBack: url })).status).toBe(200);
    }
    for (const url of ["http://shop.example.com/done", "done"]) {
      const { status, json } = bench().call("POST", payments, withInfo({ fallBack: url }));
      expect([status, at(json, 0, "errorCode")]).toEqual([400, "merchantInfo.fallBack"]);
    }
  });
});

describe("March 2023: express checkout always uses the explicit flow", () => {
  const express = (useExplicitCheckoutFlow?: boolean) => {
    const request = initiateOf("order-1", 1000, { skip: false });
    return {
      ...request,
      merchantInfo: {
        ...request.merchantInfo,
        paymentType: "eComm Express Payment",
        consentRemovalPrefix: "https://shop.example.com/consents",
        staticShippingDetails: [
          { isDefault: "N", shippingCost: 99, shippingMethod: "Courier", shippingMethodId: "courier", priority: 1 },
          { isDefault: "Y", shippingCost: 49.5, shippingMethod: "Post", shippingMethodId: "post", priority: 2 },
        ],
      },
      transaction: {
        ...request.transaction,
        ...(useExplicitCheckoutFlow === undefined ? {} : { useExplicitCheckoutFlow }),
      },
    };
  };

  test.each([undefined, true, false])(
    "useExplicitCheckoutFlow %s is accepted and changes nothing: shipping is confirmed before the approval",
    (flag) => {
      const b = bench();
      expect(b.call("POST", payments, express(flag)).status).toBe(200);
      expect(b.phone("approve", "order-1").json).toMatchObject({ error: "shipping-not-confirmed" });
      expect(b.phone("confirm-shipping", "order-1").status).toBe(200);
      expect(b.phone("approve", "order-1").status).toBe(200);
      const { json } = b.call("GET", `${payments}/order-1/details`);
      expect(at(json, "shippingDetails")).toMatchObject({ shippingCost: 49.5, shippingMethodId: "post" });
    },
  );
});

describe("November 2023: details of an express payment carry sub", () => {
  test.each([
    ["an express payment", { paymentType: "eComm Express Payment" }, {}],
    ["a payment with a scope", {}, { scope: "name phoneNumber" }],
  ])("%s has it a moment after the approval, not at once", (_, info, more) => {
    const b = bench();
    const request = initiateOf("order-1", 1000, { skip: false });
    const shipping = {
      consentRemovalPrefix: "https://shop.example.com/consents",
      staticShippingDetails: [
        { isDefault: "Y", shippingCost: 0, shippingMethod: "Collect", shippingMethodId: "collect" },
      ],
    };
    const isExpress = "paymentType" in info;
    b.call("POST", payments, {
      ...request,
      merchantInfo: { ...request.merchantInfo, ...info, ...(isExpress ? shipping : {}) },
      transaction: { ...request.transaction, ...more },
    });
    if (isExpress) b.phone("confirm-shipping", "order-1");
    b.phone("approve", "order-1");
    const details = () => b.call("GET", `${payments}/order-1/details`).json;
    expect(at(details(), "sub")).toBeUndefined();
    expect(at(details(), "userDetails", "mobileNumber")).toBe("12345678");
    b.pass(1000);
    expect(at(details(), "sub")).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("a plain payment has neither sub nor personal data", () => {
    const b = bench();
    reserved(b);
    b.pass(5000);
    const { json } = b.call("GET", `${payments}/order-1/details`);
    expect([at(json, "sub"), at(json, "userDetails")]).toEqual([undefined, undefined]);
  });

  test("personal data is replaced seven days after the reservation", () => {
    const b = bench();
    const request = initiateOf("order-1");
    b.call("POST", payments, { ...request, transaction: { ...request.transaction, scope: "name" } });
    b.phone("approve", "order-1");
    b.pass(7 * dayMs);
    const { json } = b.call("GET", `${payments}/order-1/details`);
    expect(at(json, "userDetails", "firstName")).toBe("[Expired]");
  });
});
