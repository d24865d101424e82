import { describe, expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import { createEpaymentGateway } from "../../electron/gateway/epayment/client.ts";
import { createHttpWire, type Wire, type WireAnswer } from "../../electron/gateway/http.ts";
import {
  answered,
  CHANGE,
  createAsk,
  ecom,
  epayment,
  KEYS,
  loopback,
  ManualClock,
  realClock,
  ScriptedWire,
  SYSTEM,
  TOKEN,
  tokenAnswer,
} from "./rig.ts";

/** Answers token requests with token-1, token-2 … and everything else from the list. */
function tokenCounting(...answers: ReturnType<typeof answered>[]) {
  const log: string[] = [];
  let tokens = 0;
  const wire: Wire = {
    async send({ method, url, headers }) {
      log.push(`${method} ${new URL(url).pathname} ${headers["Authorization"] ?? "-"}`);
      if (url.endsWith("/accesstoken/get")) {
        tokens += 1;
        return tokenAnswer(`token-${tokens}`);
      }
      return answers.shift() ?? answered(500);
    },
  };
  return { wire, log };
}

test("a surprise 401 is answered with a fresh token and the same request, once", async () => {
  const { wire, log } = tokenCounting(answered(401), answered(201, { reference: "kiosk1-abc123-1" }));
  expect(await epayment(wire).create(createAsk())).toEqual({ is: "done", value: {} });
  expect(log).toEqual([
    "POST /accesstoken/get -",
    "POST /epayment/v1/payments Bearer token-1",
    "POST /accesstoken/get -",
    "POST /epayment/v1/payments Bearer token-2",
  ]);
});

test("a second 401 means that the terminal is not configured", async () => {
  const { wire, log } = tokenCounting(answered(401), answered(401, { message: "Access denied" }));
  expect(await epayment(wire).create(createAsk())).toMatchObject({
    is: "refused",
    fault: { code: "gateway/not-configured" },
  });
  expect(log).toHaveLength(4);
});

test("a repeat after 401 carries the same idempotency key and body", async () => {
  const seen: unknown[] = [];
  const wire: Wire = {
    async send({ url, headers, body }) {
      if (url.endsWith("/accesstoken/get")) return tokenAnswer();
      seen.push([headers["Idempotency-Key"], body]);
      return answered(401);
    },
  };
  await epayment(wire).capture({ ...CHANGE, amount: minor(500), currency: "NOK" });
  expect(seen).toHaveLength(2);
  expect(seen[0]).toEqual(seen[1]);
});

test("without a token the deed is certainly not done, whatever kept the token away", async () => {
  const wire: Wire = { send: async () => ({ is: "no-answer", why: "no answer within 15000 ms" }) };
  expect(await epayment(wire).capture({ ...CHANGE, amount: minor(500), currency: "NOK" })).toEqual({
    is: "refused",
    fault: {
      code: "gateway/unreachable",
      what: "capture of kiosk1-abc123-1: no access token: no answer within 15000 ms",
    },
  });
});

test("a network that never answers does not hold a call beyond its deadline", async () => {
  const clock = new ManualClock();
  let asked = 0;
  let heard: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const wire: Wire = {
    send({ url }) {
      asked += 1;
      if (url.endsWith("/accesstoken/get")) return Promise.resolve(tokenAnswer());
      heard();
      return new Promise(() => undefined);
    },
  };
  const creating = epayment(wire, clock).create(createAsk());
  await arrived;
  clock.advance(30_000);
  expect(await creating).toMatchObject({ is: "unknown", fault: { code: "gateway/no-answer" } });
  expect(clock.armed).toBe(0);
  expect(asked).toBe(2);
});

test("each request says whose it is and who is calling", async () => {
  const sent: Readonly<Record<string, string>>[] = [];
  const wire: Wire = {
    async send({ url, headers }) {
      sent.push(headers);
      return url.endsWith("/accesstoken/get") ? tokenAnswer() : answered(404, {});
    },
  };
  await epayment(wire).read("kiosk1-abc123-1");
  const who = {
    "Ocp-Apim-Subscription-Key": KEYS.subscriptionKey,
    "Merchant-Serial-Number": "123456",
    "Vipps-System-Name": "myntfri",
    "Vipps-System-Version": "0.1.0",
    "Vipps-System-Plugin-Name": "myntfri",
    "Vipps-System-Plugin-Version": "0.1.0",
    Accept: "application/json",
  };
  expect(sent).toEqual([
    { ...who, client_id: KEYS.clientId, client_secret: KEYS.clientSecret },
    { ...who, Authorization: `Bearer ${TOKEN}` },
  ]);
});

test.each([
  ["a plain http address", { baseUrl: "http://api.vipps.no" }, "https"],
  ["an address that is no URL", { baseUrl: "api.vipps.no" }, "address"],
  ["a sales unit of letters", { keys: { ...KEYS, merchantSerialNumber: "12a456" } }, "merchantSerialNumber"],
  ["a sales unit of three digits", { keys: { ...KEYS, merchantSerialNumber: "123" } }, "4 to 7 digits"],
  ["a sales unit of eight digits", { keys: { ...KEYS, merchantSerialNumber: "12345678" } }, "4 to 7 digits"],
  ["an empty key", { keys: { ...KEYS, subscriptionKey: "" } }, "subscriptionKey"],
  ["a key with a line break", { keys: { ...KEYS, clientSecret: "a\nb" } }, "clientSecret"],
  ["a system name of 31 characters", { system: { ...SYSTEM, name: "x".repeat(31) } }, "1 to 30"],
  ["an empty plugin version", { system: { ...SYSTEM, pluginVersion: "" } }, "pluginVersion"],
])("%s stops every call before anything is sent", async (_, change, words) => {
  const wire: Wire = {
    send: async () => {
      throw new Error("nothing may be sent");
    },
  };
  const options = {
    wire,
    clock: new ManualClock(),
    keys: KEYS,
    baseUrl: "https://apitest.vipps.no",
    system: SYSTEM,
  };
  const gateway = createEpaymentGateway({ ...options, canPush: true, ...change });
  for (const outcome of [await gateway.check(), await gateway.read("kiosk1-abc123-1")])
    expect(outcome).toMatchObject({
      is: "refused",
      fault: { code: "config/invalid", what: expect.stringContaining(words) },
    });
});

test("a system name of 30 characters is taken", async () => {
  const { wire } = tokenCounting();
  const options = { wire, clock: new ManualClock(), keys: KEYS, baseUrl: "https://apitest.vipps.no" };
  const gateway = createEpaymentGateway({
    ...options,
    canPush: true,
    system: { name: "x".repeat(30), version: "1" },
  });
  expect(await gateway.check()).toEqual({ is: "done", value: undefined });
});

test("check proves keys and network over a real connection, and keeps the token for the next call", async () => {
  await using server = await loopback((_, response) => {
    response.writeHead(200).end('{"token_type":"Bearer","expires_in":"3600","access_token":"t"}');
  });
  const gateway = epayment(createHttpWire({ clock: realClock }), realClock, server.url);
  expect(await gateway.check()).toEqual({ is: "done", value: undefined });
  expect(await gateway.check()).toEqual({ is: "done", value: undefined });
  expect(server.requests).toHaveLength(1);
});

test("a dead network shows in check", async () => {
  const server = await loopback(() => undefined);
  await server[Symbol.asyncDispose]();
  const gateway = epayment(createHttpWire({ clock: realClock }), realClock, server.url);
  expect(await gateway.check()).toMatchObject({ is: "refused", fault: { code: "gateway/unreachable" } });
});

const MINUTE_MS = 60_000;

/** A gateway with a token in hand, whose last answer is a minute old. */
async function idle(make: typeof epayment | typeof ecom, ...answers: readonly WireAnswer[]) {
  const clock = new ManualClock();
  const wire = new ScriptedWire(...answers);
  const gateway = make(wire, clock);
  expect(await gateway.check()).toEqual({ is: "done", value: undefined });
  expect(wire.deeds).toHaveLength(0);
  clock.advance(MINUTE_MS);
  return { gateway, wire, clock };
}

const problem = { title: "Not found", extraDetails: [{ name: "ErrorCode", reason: "5090" }] };

describe.each([
  ["ePayment", epayment, "/epayment/v1/payments/no-such-payment"],
  ["eCom", ecom, "/ecomm/v2/payments/no-such-payment/details"],
] as const)("a check of %s with a token in hand", (_, make, path) => {
  test.each<[string, WireAnswer]>([
    ["an unknown payment", answered(404, problem)],
    ["eCom's unknown order", answered(400, [{ errorGroup: "Merchant", errorCode: "35", errorMessage: "x" }])],
    ["too many", answered(429)],
    ["a payment that exists after all", answered(200, {})],
  ])("takes %s for a line that works", async (_name, answer) => {
    const { gateway, wire } = await idle(make, answer);
    expect(await gateway.check()).toEqual({ is: "done", value: undefined });
    expect(wire.deeds.map(({ method, url }) => [method, new URL(url).pathname])).toEqual([["GET", path]]);
  });

  test.each<[string, WireAnswer, string]>([
    ["no network", { is: "not-sent", why: "no connection (ENETDOWN)" }, "unreachable"],
    ["silence", { is: "no-answer", why: "no answer within 20000 ms" }, "no-answer"],
    ["a breakdown", answered(503), "server-error"],
    ["somebody else's page", answered(200, "<html>"), "bad-answer"],
    ["a redirect", answered(302), "bad-answer"],
    ["a locked door", answered(403), "not-configured"],
  ])("does not take %s for a line that works", async (_name, answer, code) => {
    const { gateway } = await idle(make, answer);
    expect(await gateway.check()).toMatchObject({ fault: { code: `gateway/${code}` } });
  });

  test.each<[string, number, object]>([
    ["too many, which proves the line", 429, { is: "done" }],
    ["a breakdown, which does not", 503, { fault: { code: "gateway/server-error" } }],
  ])("obeys a Retry-After, with what was said standing until then: %s", async (_name, status, verdict) => {
    const pause: WireAnswer = { is: "answered", status, headers: { "retry-after": "20" }, body: "{}" };
    const { gateway, wire, clock } = await idle(make, pause, answered(404, problem));
    expect(await gateway.check()).toMatchObject(verdict);
    clock.advance(19_999);
    expect(await gateway.check()).toMatchObject(verdict);
    expect(wire.deeds).toHaveLength(1);
    clock.advance(1);
    expect(await gateway.check()).toEqual({ is: "done", value: undefined });
    expect(wire.deeds).toHaveLength(2);
  });

  test("asks nothing when an answer was heard a moment ago, and asks at once when the last call brought none", async () => {
    const silence: WireAnswer = { is: "no-answer", why: "x" };
    const { gateway, wire } = await idle(
      make,
      answered(404, problem),
      answered(200, {}),
      silence,
      answered(404, problem),
    );
    await gateway.check();
    await gateway.read("kiosk1-abc123-1");
    await gateway.check();
    expect(wire.deeds).toHaveLength(2);
    await gateway.read("kiosk1-abc123-1");
    await gateway.check();
    expect(wire.deeds).toHaveLength(4);
  });
});
