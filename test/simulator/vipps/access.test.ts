import { describe, expect, test } from "vitest";
import { adjustOf, at, bench, initiateOf, minuteMs, money, pushOf } from "./bench.ts";

describe("the access token", () => {
  const keysOf = (b: ReturnType<typeof bench>) => ({
    client_id: b.world.keys.clientId,
    client_secret: b.world.keys.clientSecret,
    "ocp-apim-subscription-key": b.world.keys.subscriptionKey,
  });

  test("comes with its numbers as text and lives one hour", () => {
    const b = bench();
    const { status, json } = b.raw("POST", "/accesstoken/get", keysOf(b));
    const epoch = b.clock.nowMs() / 1000;
    expect(status).toBe(200);
    expect(json).toMatchObject({
      token_type: "Bearer",
      expires_in: "3600",
      ext_expires_in: "3600",
      not_before: String(epoch),
      expires_on: String(epoch + 3600),
    });
    expect(String(at(json, "access_token")).length).toBeGreaterThan(1000);
  });

  test.each([
    ["client_id", 401, "unauthorized_client"],
    ["client_secret", 401, "invalid_client"],
  ])("a wrong %s is %i, a missing one 400", (name, status, error) => {
    const b = bench();
    const wrong = b.raw("POST", "/accesstoken/get", { ...keysOf(b), [name]: "wrong" });
    expect([wrong.status, at(wrong.json, "error")]).toEqual([status, error]);
    const missing = b.raw("POST", "/accesstoken/get", { ...keysOf(b), [name]: undefined });
    expect([missing.status, at(missing.json, "error")]).toEqual([400, "invalid_request"]);
  });

  test("a wrong subscription key is refused by the gateway", () => {
    const b = bench();
    const headers = { ...keysOf(b), "ocp-apim-subscription-key": "wrong" };
    expect(b.raw("POST", "/accesstoken/get", headers)).toMatchObject({ status: 401, json: { statusCode: 401 } });
  });

  test("expires on the simulator's clock; an older and a newer one are valid side by side", () => {
    const b = bench();
    const fetchToken = () => `Bearer ${at(b.raw("POST", "/accesstoken/get", keysOf(b)).json, "access_token")}`;
    const older = fetchToken();
    b.clock.advance(30 * minuteMs);
    const newer = fetchToken();
    const statusWith = (authorization: string) =>
      b.call("GET", "/webhooks/v1/webhooks", undefined, { headers: { authorization } }).status;
    expect([statusWith(older), statusWith(newer)]).toEqual([200, 200]);
    b.clock.advance(30 * minuteMs);
    expect([statusWith(older), statusWith(newer)]).toEqual([401, 200]);
  });
});

describe("every API without the right keys", () => {
  const calls = [
    ["POST", "/epayment/v1/payments"],
    ["GET", "/epayment/v1/payments/order-0001"],
    ["POST", "/ecomm/v2/payments"],
    ["GET", "/ecomm/v2/payments/order-1/details"],
    ["POST", "/qr/v1"],
    ["GET", "/webhooks/v1/webhooks"],
    ["POST", "/order-management/v2/ECOM/receipts/order-0001"],
  ] as const;

  test.each(calls)("%s %s answers 401", (method, path) => {
    const b = bench();
    const call = (headers: Record<string, string | undefined>) =>
      b.call(method, path, undefined, { headers }).status;
    expect(call({ authorization: undefined })).toBe(401);
    expect(call({ authorization: "Bearer wrong" })).toBe(401);
    expect(call({ authorization: "Bearer constructor" })).toBe(401);
    expect(call({ authorization: Object.keys(b.world.state.tokens)[0] })).toBe(401);
    expect(call({ authorization: `bearer ${Object.keys(b.world.state.tokens)[0]}` })).toBe(401);
    expect(call({ "ocp-apim-subscription-key": undefined })).toBe(401);
    expect(call({})).not.toBe(401);
  });

  test("eCom's 401 has the gateway's shape", () => {
    const { json } = bench().call("GET", "/ecomm/v2/payments/order-1/details", undefined, {
      headers: { authorization: "Bearer wrong" },
    });
    expect(json).toMatchObject({ responseInfo: { responseCode: 401 }, result: { message: expect.any(String) } });
  });
});

describe("rate limits, on the simulator's clock", () => {
  type Case = [string, number, (b: ReturnType<typeof bench>, name: string) => { status: number; answer: unknown }];
  const epayment = "/epayment/v1/payments";
  const ecom = "/ecomm/v2/payments";
  const ePost =
    (path: string, body: unknown): Case[2] =>
    (b, name) =>
      b.call("POST", `${epayment}/${name}/${path}`, body);

  test.each<Case>([
    ["ePayment create", 5, (b, name) => b.call("POST", epayment, pushOf(name))],
    ["ePayment get", 120, (b, name) => b.call("GET", `${epayment}/${name}`)],
    ["ePayment events", 120, (b, name) => b.call("GET", `${epayment}/${name}/events`)],
    ["ePayment cancel", 5, ePost("cancel", undefined)],
    ["ePayment capture", 5, ePost("capture", money(1))],
    ["ePayment refund", 5, ePost("refund", money(1))],
    ["eCom initiate", 2, (b, name) => b.call("POST", ecom, initiateOf(name))],
    ["eCom details", 120, (b, name) => b.call("GET", `${ecom}/${name}/details`)],
    ["eCom status", 120, (b, name) => b.call("GET", `${ecom}/${name}/status`)],
    ["eCom capture", 5, (b, name) => b.call("POST", `${ecom}/${name}/capture`, adjustOf(100))],
    ["eCom cancel", 5, (b, name) => b.call("PUT", `${ecom}/${name}/cancel`, adjustOf())],
    ["eCom refund", 5, (b, name) => b.call("POST", `${ecom}/${name}/refund`, adjustOf(100))],
  ])("%s: %i calls a minute for one payment, then 429 until the first is a minute old", (_, limit, call) => {
    const b = bench();
    const first = Array.from({ length: limit }, () => call(b, "order-0001").status);
    expect(first).not.toContain(429);
    b.clock.advance(20_000);
    const refused = call(b, "order-0001");
    expect(refused).toMatchObject({ status: 429, answer: { headers: { "retry-after": "40" } } });
    expect(call(b, "order-0002").status).not.toBe(429);
    b.clock.advance(39_999);
    expect(call(b, "order-0001").status).toBe(429);
    b.clock.advance(1);
    expect(call(b, "order-0001").status).not.toBe(429);
  });

  test("creates whose body does not say reference count as one payment", () => {
    const b = bench();
    const statuses = Array.from({ length: 6 }, (_, i) => {
      const { reference, ...rest } = pushOf(`order-000${i}`);
      return b.call("POST", epayment, { ...rest, Reference: reference }).status;
    });
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429]);
  });
});

test("an unknown path is 404, a known one with another method 405", () => {
  const b = bench();
  expect(b.call("GET", "/epayment/v2/payments").status).toBe(404);
  expect(b.call("DELETE", "/epayment/v1/payments/order-0001").status).toBe(405);
  expect(b.call("POST", "/ecomm/v2/payments/order-1/cancel", adjustOf()).status).toBe(405);
});
