import { describe, expect, test } from "vitest";
import { at, type Bench, bench, codeOf, money, pushOf } from "./bench.ts";

const payments = "/epayment/v1/payments";
const one = `${payments}/order-0001`;
const same = { key: "same" };

function authorized(): Bench {
  const b = bench();
  b.call("POST", payments, pushOf("order-0001"));
  b.phone("approve", "order-0001");
  return b;
}
const events = (b: Bench): number => {
  const { json } = b.call("GET", `${one}/events`);
  return Array.isArray(json) ? json.length : 0;
};

describe("the same key and the same body", () => {
  test("create the payment once and answer the same, even when the members come in another order", () => {
    const b = bench();
    const body = { ...pushOf("order-0001"), userFlow: "QR", customer: undefined };
    const first = b.call("POST", payments, body, same);
    const turned = Object.fromEntries(Object.entries(body).reverse());
    expect(b.call("POST", payments, turned, same).answer).toEqual(first.answer);
    expect(events(b)).toBe(1);
  });

  test.each([
    ["capture", money(400)],
    ["cancel", undefined],
  ] as const)("%s once", (name, body) => {
    const b = authorized();
    const first = b.call("POST", `${one}/${name}`, body, same);
    expect(first.status).toBe(200);
    expect(b.call("POST", `${one}/${name}`, body, same).answer).toEqual(first.answer);
    expect(events(b)).toBe(3);
  });

  test("refund once", () => {
    const b = authorized();
    b.call("POST", `${one}/capture`, money(400));
    b.call("POST", `${one}/refund`, money(100), same);
    b.call("POST", `${one}/refund`, money(100), same);
    expect(at(b.call("GET", one).json, "aggregate", "refundedAmount", "value")).toBe(100);
  });

  test("repeat what was true then, not what is true now", () => {
    const b = authorized();
    const first = b.call("POST", `${one}/capture`, money(400), same);
    b.call("POST", `${one}/refund`, money(400));
    expect(b.call("POST", `${one}/capture`, money(400), same).json).toEqual(first.json);
  });
});

describe("the same key and another body", () => {
  test("is 4020 for create, and no payment comes of it", () => {
    const b = bench();
    b.call("POST", payments, pushOf("order-0001"), same);
    const answered = b.call("POST", payments, pushOf("order-0002"), same);
    expect([answered.status, codeOf(answered)]).toEqual([409, "4020"]);
    expect(b.call("GET", `${payments}/order-0002`).status).toBe(404);
  });

  test.each([
    ["capture", "4010"],
    ["refund", "4150"],
  ])("is a conflict for %s: %s", (name, code) => {
    const b = authorized();
    if (name === "refund") b.call("POST", `${one}/capture`, money(1000));
    b.call("POST", `${one}/${name}`, money(100), same);
    const answered = b.call("POST", `${one}/${name}`, money(200), same);
    expect([answered.status, codeOf(answered)]).toEqual([409, code]);
  });

  test("the same key for two references or two operations is no conflict", () => {
    const b = authorized();
    b.call("POST", payments, pushOf("order-0002"));
    b.phone("approve", "order-0002");
    expect(b.call("POST", `${one}/capture`, money(100), same).status).toBe(200);
    expect(b.call("POST", `${payments}/order-0002/capture`, money(200), same).status).toBe(200);
    expect(b.call("POST", `${one}/refund`, money(50), same).status).toBe(200);
  });
});

describe("a reference that is used", () => {
  test("is 4150 under another key, also with the same body", () => {
    const b = bench();
    b.call("POST", payments, pushOf("order-0001"));
    const answered = b.call("POST", payments, pushOf("order-0001"));
    expect([answered.status, codeOf(answered)]).toEqual([409, "4150"]);
  });

  test("is told apart by case", () => {
    const b = bench();
    b.call("POST", payments, pushOf("order-0001"));
    expect(b.call("POST", payments, pushOf("ORDER-0001")).status).toBe(201);
  });
});

describe("a refusal and its key", () => {
  test("a final one stays bound: the same request with the same key is refused for ever", () => {
    const b = bench();
    b.call("POST", payments, pushOf("order-0001"));
    const early = () => b.call("POST", `${one}/capture`, money(100), same);
    expect(codeOf(early())).toBe("6080");
    b.phone("approve", "order-0001");
    expect(codeOf(early())).toBe("6080");
    expect(b.call("POST", `${one}/capture`, money(100)).status).toBe(200);
  });

  test("a field error stays bound too: the corrected request needs another key", () => {
    const b = bench();
    b.call("POST", payments, { ...pushOf("order-0001"), colour: "red" }, same);
    const corrected = b.call("POST", payments, pushOf("order-0001"), same);
    expect([corrected.status, codeOf(corrected)]).toEqual([409, "4020"]);
  });

  test("a lock does not bind: the same key works when the bank is done", () => {
    const b = bench();
    b.call("POST", payments, pushOf("order-0001"));
    b.phone("start-3ds", "order-0001");
    const cancel = () => b.call("POST", `${one}/cancel`, undefined, same);
    expect(codeOf(cancel())).toBe("6250");
    b.phone("finish-3ds", "order-0001");
    expect(cancel().status).toBe(200);
    expect(at(b.call("GET", one).json, "aggregate", "cancelledAmount", "value")).toBe(1000);
  });

  test("a 429 does not bind: the same key works a minute later", () => {
    const b = authorized();
    for (let i = 0; i < 5; i += 1) b.call("POST", `${one}/capture`, money(10));
    expect(b.call("POST", `${one}/capture`, money(10), same).status).toBe(429);
    b.pass(60_000);
    expect(b.call("POST", `${one}/capture`, money(10), same).status).toBe(200);
  });

  test("a 401 does not bind", () => {
    const b = authorized();
    const call = (authorization?: string) =>
      b.call("POST", `${one}/capture`, money(10), {
        ...same,
        ...(authorization === undefined ? {} : { headers: { authorization } }),
      });
    expect(call("Bearer wrong").status).toBe(401);
    expect(call().status).toBe(200);
  });
});
