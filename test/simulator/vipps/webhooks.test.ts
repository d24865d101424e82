import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Outgoing } from "../../../simulator/vipps/ports.ts";
import { retryDelayMs } from "../../../simulator/vipps/webhooks/delivery.ts";
import { signWebhook } from "../../../simulator/vipps/webhooks/signature.ts";
import { at, type Bench, bench, customer, dayMs, minuteMs, money, pushOf } from "./bench.ts";

const path = "/webhooks/v1/webhooks";
const url = "https://shop.example.com/hook?till=1";
const event = (name: string): string => `epayments.payment.${name}.v1`;
const everything = [
  "created",
  "authorized",
  "aborted",
  "expired",
  "cancelled",
  "captured",
  "refunded",
  "terminated",
];

function register(b: Bench, events: readonly string[] = everything.map(event), to = url) {
  const { status, json } = b.call("POST", path, { url: to, events });
  return { status, id: String(at(json, "id")), secret: String(at(json, "secret")), json };
}
const sent = (b: Bench): readonly Outgoing[] => b.courier.sent.filter((one) => one.kind === "webhook");
const names = (b: Bench): readonly unknown[] => sent(b).map((one) => at(JSON.parse(one.body), "name"));
function answerAll(b: Bench, status: number | undefined): void {
  for (const one of sent(b)) b.world.settle(one.id, { status });
  b.world.advance();
}

describe("the signature", () => {
  test("is that of the published example", () => {
    const headers = signWebhook(
      "A0+AeKBRG2KRGvnNwJpQlb6IJFk48CKXCIcrLoHncVJKDILsQSxS6NWCccwWm6r6FhGKhiHTBsG2wo/xU6FY/A==",
      "https://webhook.site/e2cee29b-012e-4f1d-8ef4-e95fd74a7a63",
      '{"some-unique-content":"ee6e441b-cc4a-46f8-895d-a5af79bcc233/hello-world"}',
      "Thu, 30 Mar 2023 08:38:32 GMT",
    );
    expect(headers).toEqual({
      "x-ms-date": "Thu, 30 Mar 2023 08:38:32 GMT",
      "x-ms-content-sha256": "lNlsp1XA03N34HrQsVzPgJKtC+r7l/RBF4V3JQUWMj4=",
      host: "webhook.site",
      authorization:
        "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=agAiSyogQbDHpeucoNwYz+yAr5nJ+v+zasdkSbqzv+U=",
    });
  });

  test("of a delivery covers path, query, date, host and content with the registration's secret", () => {
    const b = bench();
    const { secret } = register(b);
    b.call("POST", "/epayment/v1/payments", pushOf("order-0001"));
    const headers = sent(b)[0]?.headers ?? {};
    const text = `POST\n/hook?till=1\n${headers["x-ms-date"]};shop.example.com;${headers["x-ms-content-sha256"]}`;
    const signature = createHmac("sha256", secret).update(text).digest("base64");
    expect(headers["authorization"]).toContain(`&Signature=${signature}`);
    expect(headers["x-ms-date"]).toBe("Mon, 02 Mar 2026 09:00:00 GMT");
  });
});

describe("registrations", () => {
  test("show their secret once, are listed without it, and end when deleted", () => {
    const b = bench();
    const { status, id, secret } = register(b, [event("created")]);
    expect([status, secret.length]).toEqual([201, 88]);
    expect(b.call("GET", path).json).toEqual({ webhooks: [{ id, url, events: [event("created")] }] });
    expect(b.call("DELETE", `${path}/${id}`).status).toBe(204);
    expect(b.call("DELETE", `${path}/${id}`).status).toBe(400);
    b.call("POST", "/epayment/v1/payments", pushOf("order-0001"));
    expect(sent(b)).toEqual([]);
  });

  test.each([
    ["plain http", { url: "http://shop.example.com/hook", events: [event("created")] }, "url"],
    ["an address on this machine", { url: "https://localhost/hook", events: [event("created")] }, "url"],
    ["an address in a private network", { url: "https://192.168.1.4/hook", events: [event("created")] }, "url"],
    ["no events", { url, events: [] }, "events"],
    ["an event nobody knows", { url, events: ["epayments.payment.eaten.v1"] }, "events"],
    ["an unknown field", { url, events: [event("created")], secret: "mine" }, "secret"],
  ])("%s is refused", (_, body, name) => {
    const { status, json } = bench().call("POST", path, body);
    expect([status, at(json, "extraDetails", 0, "name")]).toEqual([400, name]);
  });

  test("are at most 25 per event, and one for check-ins", () => {
    const b = bench();
    for (let i = 0; i < 25; i += 1) expect(register(b, [event("created")]).status).toBe(201);
    expect(register(b, [event("created")]).status).toBe(400);
    expect(register(b, [event("captured")]).status).toBe(201);
    expect(register(b, ["user.checked-in.v1"]).status).toBe(201);
    expect(register(b, ["user.checked-in.v1"]).status).toBe(400);
  });
});

describe("what is told", () => {
  test("every event of an ePayment, in order, with its own reference and amount", () => {
    const b = bench();
    register(b);
    b.call("POST", "/epayment/v1/payments", pushOf("order-0001"), { key: "create-key" });
    b.phone("approve", "order-0001");
    b.call("POST", "/epayment/v1/payments/order-0001/capture", money(400));
    b.call("POST", "/epayment/v1/payments/order-0001/cancel");
    b.call("POST", "/epayment/v1/payments/order-0001/refund", money(100));
    for (let i = 0; i < 5; i += 1) answerAll(b, 200);
    expect(names(b)).toEqual(["CREATED", "AUTHORIZED", "CAPTURED", "CANCELLED", "REFUNDED"]);
    const bodies = sent(b).map((one) => JSON.parse(one.body));
    expect(bodies[0]).toMatchObject({
      msn: "123456",
      reference: "order-0001",
      idempotencyKey: "create-key",
      success: true,
    });
    expect(bodies.map((body) => at(body, "amount", "value"))).toEqual([1000, 1000, 400, 600, 100]);
    expect(new Set(bodies.map((body) => at(body, "pspReference"))).size).toBe(5);
  });

  test.each([
    ["ABORTED", (b: Bench) => b.phone("reject", "order-0001")],
    ["EXPIRED", (b: Bench) => b.pass(10 * minuteMs)],
    ["TERMINATED", (b: Bench) => b.call("POST", "/epayment/v1/payments/order-0001/cancel")],
  ])("%s", (name, happen) => {
    const b = bench();
    register(b, [event(name.toLowerCase())]);
    b.call("POST", "/epayment/v1/payments", pushOf("order-0001"));
    happen(b);
    b.world.advance();
    expect(names(b)).toEqual([name]);
  });

  test("a customer's check-in, with the token to answer it by", () => {
    const b = bench();
    register(b, ["user.checked-in.v1"]);
    b.call("PUT", "/qr/v1/merchant-callback/machine-1", { locationDescription: "Machine" });
    const content = at(b.call("GET", "/qr/v1/merchant-callback/machine-1").json, "qrContent");
    const { json } = b.control("POST", "scan", { content, msisdn: customer });
    b.world.advance();
    expect(at(json, "heard")).toBe(true);
    expect(JSON.parse(sent(b)[0]?.body ?? "")).toEqual({
      customerToken: at(json, "customerToken"),
      merchantQrId: "machine-1",
      msn: "123456",
      initiatedAt: "2026-03-02T09:00:00.000Z",
    });
  });
});

describe("delivery", () => {
  function failing(events = everything.map(event)): Bench {
    const b = bench();
    register(b, events);
    b.call("POST", "/epayment/v1/payments", pushOf("order-0001"));
    expect(sent(b)).toHaveLength(1);
    return b;
  }

  test("waits two seconds three times, a minute, two minutes, hours until try 29, then days", () => {
    const seconds = Array.from({ length: 31 }, (_, i) => retryDelayMs(i + 1) / 1000);
    expect(seconds).toEqual([2, 2, 2, 60, 120, ...Array(23).fill(3600), 86_400, 86_400, 86_400]);
  });

  test.each([500, 404, 302, undefined])("an answer of %s is tried again after two seconds", (status) => {
    const b = failing([event("created")]);
    answerAll(b, status);
    b.pass(1999);
    expect(sent(b)).toHaveLength(1);
    b.pass(1);
    expect(sent(b).map((one) => one.attempt)).toEqual([1, 2]);
    expect(sent(b)[1]?.body).toBe(sent(b)[0]?.body);
  });

  test("silence counts as no answer after ten seconds, and an answer that comes later is ignored", () => {
    const b = failing([event("created")]);
    b.pass(10_000);
    b.world.settle(sent(b)[0]?.id ?? "", { status: 200 });
    b.pass(2000);
    expect(sent(b)).toHaveLength(2);
  });

  test("a failing event holds back later ones of its payment, not those of another", () => {
    const b = failing();
    b.phone("approve", "order-0001");
    b.call("POST", "/epayment/v1/payments", pushOf("order-0002"));
    answerAll(b, 500);
    expect(sent(b).map((one) => at(JSON.parse(one.body), "reference"))).toEqual(["order-0001", "order-0002"]);
    b.pass(2000);
    answerAll(b, 200);
    expect(names(b)).toEqual(["CREATED", "CREATED", "CREATED", "CREATED", "AUTHORIZED"]);
  });

  test("stops after seven days", () => {
    const b = failing([event("created")]);
    for (let hour = 0; hour < 8 * 24; hour += 1) {
      answerAll(b, 500);
      b.pass(60 * minuteMs);
    }
    const tries = sent(b).length;
    b.pass(3 * dayMs);
    expect([sent(b).length, b.world.state.deliveries]).toEqual([tries, []]);
  });

  test("a registration that has failed for two weeks is dropped", () => {
    const b = failing([event("created")]);
    for (let day = 0; day <= 15; day += 1) {
      answerAll(b, 500);
      b.call("POST", "/epayment/v1/payments", pushOf(`order-day-${day}`));
      b.pass(dayMs);
    }
    expect(b.call("GET", path).json).toEqual({ webhooks: [] });
  });
});
