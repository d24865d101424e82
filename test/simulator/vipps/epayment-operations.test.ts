import { describe, expect, test } from "vitest";
import { at, type Bench, bench, codeOf, customer, dayMs, minuteMs, money, pushOf } from "./bench.ts";

const payments = "/epayment/v1/payments";
const one = `${payments}/order-0001`;

function waiting(b: Bench = bench(), amount = 1000): Bench {
  expect(b.call("POST", payments, pushOf("order-0001", amount)).status).toBe(201);
  return b;
}
function authorized(b: Bench = bench(), amount = 1000): Bench {
  waiting(b, amount);
  expect(b.phone("approve", "order-0001").status).toBe(200);
  return b;
}
const get = (b: Bench) => b.call("GET", one).json;
const sums = (b: Bench) =>
  ["authorizedAmount", "capturedAmount", "cancelledAmount", "refundedAmount"].map((name) =>
    at(get(b), "aggregate", name, "value"),
  );
const names = (b: Bench) => {
  const events = b.call("GET", `${one}/events`).json;
  return Array.isArray(events) ? events.map((event) => at(event, "name")) : [];
};

describe("the states", () => {
  test("CREATED: nothing reserved; pspReference is that of the event", () => {
    const b = waiting();
    expect(get(b)).toMatchObject({ state: "CREATED", paymentMethod: { type: "WALLET" }, profile: {} });
    expect(at(get(b), "redirectUrl")).toBeUndefined();
    expect(at(b.call("GET", `${one}/events`).json, 0, "pspReference")).toBe(at(get(b), "pspReference"));
    expect(sums(b)).toEqual([0, 0, 0, 0]);
  });

  test("AUTHORIZED stays the state after capture, cancel and refund", () => {
    const b = authorized();
    for (const [name, body] of [["capture", money(400)], ["cancel"], ["refund", money(100)]] as const) {
      expect(at(b.call("POST", `${one}/${name}`, body).json, "state")).toBe("AUTHORIZED");
    }
    expect(sums(b)).toEqual([1000, 400, 600, 100]);
    expect(at(get(b), "captureGuaranteedUntil")).toBe("2026-03-09T09:00:00.000Z");
  });

  test("ABORTED when the customer rejects, EXPIRED when nobody acts for ten minutes", () => {
    const rejected = waiting();
    rejected.phone("reject", "order-0001");
    expect(names(rejected)).toEqual(["CREATED", "ABORTED"]);
    const forgotten = waiting();
    forgotten.pass(10 * minuteMs - 1);
    expect(at(get(forgotten), "state")).toBe("CREATED");
    forgotten.pass(1);
    expect([at(get(forgotten), "state"), names(forgotten)]).toEqual(["EXPIRED", ["CREATED", "EXPIRED"]]);
  });

  test("TERMINATED when the shop cancels first: nothing authorized, all of it cancelled", () => {
    const b = waiting();
    expect(at(b.call("POST", `${one}/cancel`).json, "state")).toBe("TERMINATED");
    expect(sums(b)).toEqual([0, 0, 1000, 0]);
    expect(b.phone("approve", "order-0001").json).toMatchObject({ error: "request-has-ended" });
  });

  test("a scope gives sub once the payment is authorized", () => {
    const b = bench();
    b.call("POST", payments, { ...pushOf("order-0001"), profile: { scope: "name" } });
    expect(at(get(b), "profile")).toEqual({});
    b.phone("approve", "order-0001");
    expect(at(get(b), "profile", "sub")).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("events carry the key of the request that caused them and their own amount", () => {
    const b = authorized();
    b.call("POST", `${one}/capture`, money(400), { key: "capture-key" });
    expect(at(b.call("GET", `${one}/events`).json, 2)).toMatchObject({
      name: "CAPTURED",
      amount: { currency: "NOK", value: 400 },
      idempotencyKey: "capture-key",
      success: true,
    });
  });
});

describe("what cannot be done, with its code", () => {
  type Case = [string, "capture" | "cancel" | "refund", unknown, (b: Bench) => void, string, number];
  const approve = (b: Bench) => b.phone("approve", "order-0001");
  const reject = (b: Bench) => b.phone("reject", "order-0001");
  const bank = (b: Bench) => b.phone("start-3ds", "order-0001");
  const take = (b: Bench, value = 1000) => b.call("POST", `${one}/capture`, money(value));
  const cancel = (b: Bench) => b.call("POST", `${one}/cancel`);
  const nothing = () => undefined;

  test.each<Case>([
    ["capture before the reservation", "capture", money(100), nothing, "6080", 400],
    ["capture what was rejected", "capture", money(100), reject, "6200", 400],
    ["capture what was released", "capture", money(100), (b) => [approve(b), cancel(b)], "6070", 400],
    ["capture too much", "capture", money(1001), approve, "6090", 400],
    ["capture what is captured", "capture", money(100), (b) => [approve(b), take(b)], "6170", 400],
    ["capture during 3-D Secure", "capture", money(100), bank, "6160", 423],
    ["capture nothing", "capture", money(0), approve, "4040", 400],
    ["capture half an øre", "capture", money(0.5), approve, "4040", 400],
    ["cancel during 3-D Secure", "cancel", undefined, bank, "6250", 423],
    ["cancel what was rejected", "cancel", undefined, reject, "6190", 400],
    ["cancel what was terminated", "cancel", undefined, cancel, "6190", 400],
    ["cancel what was released", "cancel", undefined, (b) => [approve(b), cancel(b)], "6050", 400],
    ["cancel what is captured", "cancel", undefined, (b) => [approve(b), take(b)], "6040", 400],
    ["cancel only if unapproved, but it is", "cancel", { cancelTransactionOnly: true }, approve, "6060", 400],
    ["refund before the reservation", "refund", money(100), nothing, "6020", 400],
    ["refund what is only reserved", "refund", money(100), approve, "6210", 400],
    ["refund too much", "refund", money(401), (b) => [approve(b), take(b, 400)], "6150", 400],
    ["refund to a customer who is gone", "refund", money(123), (b) => [approve(b), take(b)], "5100", 403],
    ["refund after its period", "refund", money(124), (b) => [approve(b), take(b)], "6220", 400],
  ])("%s", (_, name, body, prepare, code, status) => {
    const b = waiting();
    prepare(b);
    const before = b.control("GET", "ledger").json;
    const answered = b.call("POST", `${one}/${name}`, body);
    expect([answered.status, codeOf(answered)]).toEqual([status, code]);
    expect(b.control("GET", "ledger").json).toEqual(before);
  });

  test("refunding what is refunded is 6180", () => {
    const b = authorized();
    take(b);
    expect(b.call("POST", `${one}/refund`, money(1000)).status).toBe(200);
    expect(codeOf(b.call("POST", `${one}/refund`, money(1)))).toBe("6180");
  });

  test("money of another currency and unknown fields are refused", () => {
    const b = authorized();
    const euro = { modificationAmount: { currency: "EUR", value: 100 } };
    expect(codeOf(b.call("POST", `${one}/capture`, euro))).toBe("4040");
    const unknown = b.call("POST", `${one}/capture`, { ...money(100), note: "x" });
    expect(at(unknown.json, "extraDetails", 0, "name")).toBe("note");
    const flag = b.call("POST", `${one}/cancel`, { cancelTransactionsOnly: true });
    expect(at(flag.json, "extraDetails", 0, "name")).toBe("cancelTransactionsOnly");
  });

  test("a sales unit without partial capture must take everything: 6140", () => {
    const b = authorized(bench({ salesUnit: { partialCapture: false } }));
    expect(codeOf(b.call("POST", `${one}/capture`, money(400)))).toBe("6140");
    expect(b.call("POST", `${one}/capture`, money(1000)).status).toBe(200);
  });

  test.each([
    ["GET", ""],
    ["GET", "/events"],
    ["POST", "/cancel"],
    ["POST", "/capture"],
    ["POST", "/refund"],
  ])("%s {reference}%s of a reference nobody knows is 5090", (method, name) => {
    const answered = bench().call(
      method,
      `${payments}/nobody-here${name}`,
      method === "GET" ? undefined : money(1),
    );
    expect([answered.status, codeOf(answered)]).toEqual([404, "5090"]);
  });

  test("the lock may be answered with HTTP 400 instead: no source says which", () => {
    const b = waiting(bench({ salesUnit: { lockedStatus: 400 } }));
    bank(b);
    const answered = cancel(b);
    expect([answered.status, codeOf(answered)]).toEqual([400, "6250"]);
  });
});

describe("deadlines of each market", () => {
  test.each([
    ["NO", "NOK", 180],
    ["DK", "DKK", 14],
    ["FI", "EUR", 14],
  ] as const)(
    "in %s (%s) a reservation is capturable for %i days, then the wallet releases it",
    (market, currency, days) => {
      const b = bench({ salesUnit: { market } });
      const amount = { currency, value: 1000 };
      b.call("POST", payments, { ...pushOf("order-0001"), amount });
      b.phone("approve", "order-0001");
      b.pass(days * dayMs);
      const part = { modificationAmount: { currency, value: 400 } };
      expect(b.call("POST", `${one}/capture`, part).status).toBe(200);
      b.pass(1);
      expect(codeOf(b.call("POST", `${one}/capture`, part))).toBe("6100");
      expect(codeOf(b.call("POST", `${one}/cancel`))).toBe("6030");
      expect(sums(b)).toEqual([1000, 400, 600, 0]);
      expect(names(b).at(-1)).toBe("CANCELLED");
    },
  );

  test("a refund is possible for 365 days after the reservation", () => {
    const b = authorized();
    b.call("POST", `${one}/capture`, money(1000));
    b.pass(365 * dayMs);
    expect(b.call("POST", `${one}/refund`, money(1)).status).toBe(200);
    b.pass(1);
    expect(codeOf(b.call("POST", `${one}/refund`, money(1)))).toBe("6220");
  });
});

describe("user flows", () => {
  const { customer: _, ...open } = pushOf("order-0001");
  test.each([
    ["QR", {}, /\/qr\/generate\/qr\.svg\?token=/],
    ["QR", { qrFormat: { format: "IMAGE/SVG+XML" } }, /\/qr\/generate\/qr\.svg\?token=/],
    ["QR", { qrFormat: { format: "IMAGE/PNG", size: 300 } }, /\/qr\/generate\/qr\.png\?token=\w+&size=300/],
    ["QR", { qrFormat: { format: "TEXT/TARGETURL" } }, /\/q\/\w+$/],
    ["WEB_REDIRECT", { returnUrl: "https://shop.example.com" }, /\/landing\?token=/],
    ["NATIVE_REDIRECT", { returnUrl: "myapp://done" }, /^vippsMT:\/\/\?token=/],
  ])("%s %j leads to its own kind of address", (userFlow, more, expected) => {
    const b = bench();
    expect(at(b.call("POST", payments, { ...open, userFlow, ...more }).json, "redirectUrl")).toMatch(expected);
    expect(at(get(b), "redirectUrl")).toMatch(expected);
  });

  test("a push has no address and needs no customer to scan anything", () => {
    expect(waiting().call("POST", payments, pushOf("order-0002")).json).toEqual({ reference: "order-0002" });
  });
});

describe("force approve", () => {
  const path = "/epayment/v1/test/payments/order-0001/approve";
  const by = (phoneNumber: string) => ({ customer: { phoneNumber } });

  test("approves for a customer, whatever the amount", () => {
    const b = waiting(bench(), 151);
    const { status, answer } = b.call("POST", path, by(customer));
    expect([status, answer.body]).toEqual([200, ""]);
    expect(sums(b)).toEqual([151, 0, 0, 0]);
    expect(codeOf(b.call("POST", path, by(customer)))).toBe("6230");
  });

  test("approves by the token of the address", () => {
    const b = bench();
    const { customer: _customer, ...open } = pushOf("order-0001");
    const { json } = b.call("POST", payments, { ...open, userFlow: "WEB_REDIRECT", returnUrl: "myapp://done" });
    const token = new URL(String(at(json, "redirectUrl"))).searchParams.get("token");
    expect(codeOf(b.call("POST", path, { token: "wrong" }))).toBe("10010");
    expect(b.call("POST", path, { token }).status).toBe(200);
  });

  test.each([
    ["nobody", { approvedOnce: true }, "4799999998", "7010"],
    ["somebody who never approved by hand", { approvedOnce: false }, "4799999999", "10030"],
    ["somebody without a card", { noCard: true }, "4799999999", "10050"],
  ])("refuses %s", (_name, traits, phoneNumber, code) => {
    const b = bench();
    b.control("POST", "customers", { msisdn: "4799999999", ...traits });
    const { customer: _customer, ...open } = pushOf("order-0001");
    b.call("POST", payments, { ...open, userFlow: "QR" });
    expect(codeOf(b.call("POST", path, by(phoneNumber)))).toBe(code);
  });

  test("needs a customer or a token, and a payment that waits", () => {
    const b = waiting();
    expect(codeOf(b.call("POST", path, {}))).toBe("4140");
    b.call("POST", `${one}/cancel`);
    expect(codeOf(b.call("POST", path, by(customer)))).toBe("10020");
  });
});

describe("special test amounts", () => {
  test.each([151, 182, 183, 184, 186, 187, 197])("%i is refused; the customer may still reject", (amount) => {
    const b = waiting(bench(), amount);
    expect(b.phone("approve", "order-0001").json).toMatchObject({ error: "card-refused" });
    expect(at(b.call("GET", `${one}/events`).json, 1)).toMatchObject({ name: "AUTHORIZED", success: false });
    expect([at(get(b), "state"), sums(b)]).toEqual(["CREATED", [0, 0, 0, 0]]);
    expect(b.phone("reject", "order-0001").status).toBe(200);
  });

  test("201 stays unknown for an hour, locked and not expiring, then is authorized", () => {
    const b = waiting(bench(), 201);
    b.phone("approve", "order-0001");
    expect(at(get(b), "state")).toBe("CREATED");
    expect(codeOf(b.call("POST", `${one}/cancel`))).toBe("6250");
    b.pass(60 * minuteMs - 1);
    expect(at(get(b), "state")).toBe("CREATED");
    b.pass(1);
    expect(sums(b)).toEqual([201, 0, 0, 0]);
  });

  test("202 asks for strong authentication before it is authorized", () => {
    const b = waiting(bench(), 202);
    expect(b.phone("approve", "order-0001").json).toMatchObject({ in3ds: true, state: "CREATED" });
    expect(b.phone("finish-3ds", "order-0001").json).toMatchObject({ state: "AUTHORIZED" });
  });

  test("a customer without a card is refused whatever the amount", () => {
    const b = bench();
    b.control("POST", "customers", { msisdn: customer, noCard: true });
    expect(waiting(b).phone("approve", "order-0001").json).toMatchObject({ error: "card-refused" });
  });
});

describe("3-D Secure", () => {
  test("a payment does not expire while the bank holds it; when the bank gives up it does", () => {
    const b = waiting();
    b.pass(9 * minuteMs);
    b.phone("start-3ds", "order-0001");
    b.pass(9 * minuteMs);
    expect(at(get(b), "state")).toBe("CREATED");
    b.pass(minuteMs);
    expect(at(get(b), "state")).toBe("EXPIRED");
    expect(at(b.call("GET", `${one}/events`).json, 1)).toMatchObject({ name: "AUTHORIZED", success: false });
  });

  test("inside it the customer can neither approve again nor reject", () => {
    const b = waiting();
    b.phone("start-3ds", "order-0001");
    for (const what of ["approve", "reject", "start-3ds"]) {
      expect(b.phone(what, "order-0001").json).toMatchObject({ error: "in-3ds" });
    }
    expect(b.phone("finish-3ds", "order-0001").status).toBe(200);
  });
});
