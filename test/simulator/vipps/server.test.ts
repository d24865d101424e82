import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../../simulator/vipps/simulator.ts";
import { adjustOf, at, initiateOf, money, pushOf } from "./bench.ts";

let open: Simulator[] = [];
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "simulator-"));
});
afterEach(async () => {
  await Promise.all(open.map((simulator) => simulator.close()));
  open = [];
  await rm(folder, { recursive: true });
});

async function start(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ clock: "manual", ...options });
  open.push(simulator);
  const { clientId, clientSecret, subscriptionKey, merchantSerialNumber } = simulator.keys;
  const issued = await fetch(`${simulator.url}/accesstoken/get`, {
    method: "POST",
    headers: { client_id: clientId, client_secret: clientSecret, "Ocp-Apim-Subscription-Key": subscriptionKey },
  });
  const token = String(at(await issued.json(), "access_token"));
  let keys = 0;
  async function call(method: string, path: string, body?: unknown, key?: string) {
    keys += 1;
    const response = await fetch(`${simulator.url}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        "Ocp-Apim-Subscription-Key": subscriptionKey,
        "Merchant-Serial-Number": merchantSerialNumber,
        "Content-Type": "application/json",
        "Idempotency-Key": key ?? `key-${keys}`,
        "X-Request-Id": key ?? `key-${keys}`,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json: unknown = text === "" ? undefined : JSON.parse(text);
    return { status: response.status, json };
  }
  const control = (method: string, path: string, body?: unknown) => call(method, `/simulator/v1/${path}`, body);
  return { simulator, call, control };
}

const payments = "/epayment/v1/payments";

describe("faults", () => {
  const fault = { method: "POST", path: "/epayment/v1/payments*", times: 1 };
  const ledger = async (s: Awaited<ReturnType<typeof start>>) =>
    at((await s.control("GET", "ledger")).json, "payments");

  test("drop-request: the connection breaks and nothing was done", async () => {
    const s = await start();
    await s.control("POST", "faults", { ...fault, effect: "drop-request" });
    await expect(s.call("POST", payments, pushOf("order-0001"))).rejects.toThrow();
    expect(await ledger(s)).toEqual([]);
    expect((await s.call("POST", payments, pushOf("order-0001"))).status).toBe(201);
  });

  test("drop-answer: the connection breaks although it was done; the same key repeats the answer", async () => {
    const s = await start();
    await s.control("POST", "faults", { ...fault, effect: "drop-answer" });
    await expect(s.call("POST", payments, pushOf("order-0001"), "same")).rejects.toThrow();
    expect(await ledger(s)).toHaveLength(1);
    expect((await s.call("POST", payments, pushOf("order-0001"), "same")).status).toBe(201);
    expect(await ledger(s)).toHaveLength(1);
  });

  test("duplicate: the request arrives twice; an eCom initiate shows it, a keyed capture does not", async () => {
    const s = await start();
    await s.control("POST", "faults", { method: "POST", path: "*", effect: "duplicate", times: 1 });
    expect(at((await s.call("POST", "/ecomm/v2/payments", initiateOf("order-1"))).json, 0, "errorCode")).toBe("34");
    await s.call("POST", payments, pushOf("order-0001"));
    await s.control("POST", "phones/4712345678/requests/order-0001", { do: "approve" });
    await s.control("POST", "faults", { ...fault, effect: "duplicate" });
    expect((await s.call("POST", `${payments}/order-0001/capture`, money(400))).status).toBe(200);
    expect(await ledger(s)).toMatchObject([{ captured: 0 }, { captured: 400 }]);
  });

  test("answer: the given status and body come back and nothing was done, as often as asked", async () => {
    const s = await start();
    const body = { responseInfo: { responseCode: 500, responseMessage: "Error" } };
    await s.control("POST", "faults", {
      method: "PUT",
      path: "/ecomm/*/cancel",
      effect: "answer",
      status: 500,
      body,
      times: 2,
    });
    await s.call("POST", "/ecomm/v2/payments", initiateOf("order-1"));
    const cancel = () => s.call("PUT", "/ecomm/v2/payments/order-1/cancel", adjustOf());
    expect([await cancel(), await cancel()]).toEqual([
      { status: 500, json: body },
      { status: 500, json: body },
    ]);
    expect((await cancel()).status).toBe(200);
  });

  test("delay: it is done at once and answered later", async () => {
    const s = await start();
    await s.control("POST", "faults", { ...fault, effect: "delay", delayMs: 150 });
    const began = performance.now();
    expect((await s.call("POST", payments, pushOf("order-0001"))).status).toBe(201);
    expect(performance.now() - began).toBeGreaterThanOrEqual(145);
  });

  test("are forgotten when deleted, and spare other paths and methods", async () => {
    const s = await start();
    await s.control("POST", "faults", { ...fault, effect: "drop-request", times: 100 });
    expect((await s.call("GET", `${payments}/order-0001`)).status).toBe(404);
    await s.control("DELETE", "faults");
    expect((await s.call("POST", payments, pushOf("order-0001"))).status).toBe(201);
  });
});

describe("the log of requests", () => {
  test("shows method, path, body and status, and hides secrets", async () => {
    const s = await start();
    await s.call("POST", payments, pushOf("order-0001"));
    await s.control("POST", "faults", { path: "*", effect: "drop-request" });
    await expect(s.call("GET", `${payments}/order-0001`)).rejects.toThrow();
    const { json } = await s.control("GET", "requests");
    const log = at(json, "requests");
    expect(log).toMatchObject([
      {
        method: "POST",
        path: "/accesstoken/get",
        status: 200,
        fault: null,
        headers: { client_secret: "[hidden]" },
      },
      { method: "POST", path: payments, status: 201, body: JSON.stringify(pushOf("order-0001")) },
      { method: "GET", path: `${payments}/order-0001`, status: null, fault: "drop-request" },
    ]);
    expect(JSON.stringify(log)).not.toContain(s.simulator.keys.subscriptionKey);
    expect(JSON.stringify(log)).not.toContain("Bearer");
  });
});

describe("the clock", () => {
  test("a manual one moves when told, by the control port or in-process, and time does its work", async () => {
    const s = await start({ startMs: 0 });
    await s.call("POST", payments, pushOf("order-0001"));
    expect((await s.control("POST", "clock", { advanceMs: 300_000 })).json).toEqual({ nowMs: 300_000 });
    s.simulator.clock.advance(300_000);
    expect((await s.call("GET", `${payments}/order-0001`)).json).toMatchObject({ state: "EXPIRED" });
  });

  test("a real one makes due things happen although nobody calls", async () => {
    const stateFile = join(folder, "state.json");
    const almostOver = await start({ stateFile, startMs: Date.now() - 600_000 + 300 });
    await almostOver.call("POST", payments, pushOf("order-0001"));
    await almostOver.simulator.close();
    const { simulator } = await start({ stateFile, clock: "real" });
    await expect.poll(() => simulator.world.find("order-0001")?.state).toBe("EXPIRED");
    expect(JSON.parse(await readFile(stateFile, "utf8"))).toMatchObject({
      payments: { "order-0001": { state: "EXPIRED" } },
    });
  });

  test("a real one cannot be moved", async () => {
    const s = await start({ clock: "real" });
    expect((await s.control("POST", "clock", { advanceMs: 1 })).status).toBe(409);
    expect(() => s.simulator.clock.advance(1)).toThrow("real clock");
  });
});

describe("the state file", () => {
  test("carries payments, idempotency keys and the manual clock over a restart", async () => {
    const stateFile = join(folder, "state.json");
    const s = await start({ stateFile });
    await s.call("POST", payments, pushOf("order-0001"), "create");
    s.simulator.clock.advance(1000);
    const nowMs = s.simulator.clock.nowMs();
    await s.simulator.close();
    const again = await start({ stateFile });
    expect(again.simulator.clock.nowMs()).toBe(nowMs);
    const phone = await again.control("POST", "phones/4712345678/requests/order-0001", { do: "approve" });
    expect(phone.status).toBe(200);
    expect((await again.call("POST", payments, pushOf("order-0001"), "create")).status).toBe(201);
    expect(at((await again.control("GET", "ledger")).json, "payments")).toMatchObject([{ authorized: 1000 }]);
    expect(await readdir(folder)).toEqual(["state.json"]);
  });

  test("is complete after every answer", async () => {
    const stateFile = join(folder, "state.json");
    const s = await start({ stateFile });
    await s.call("POST", payments, pushOf("order-0001"));
    expect(at(JSON.parse(await readFile(stateFile, "utf8")), "payments", "order-0001", "state")).toBe("CREATED");
  });

  test("that is something else is not overwritten", async () => {
    const stateFile = join(folder, "state.json");
    await writeFile(stateFile, "my diary");
    await expect(startSimulator({ stateFile })).rejects.toThrow("not a state file");
    expect(await readFile(stateFile, "utf8")).toBe("my diary");
  });
});

describe("requests to the merchant", () => {
  test("a callback is really sent, once, and its answer waited for; lenient mode allows this machine", async () => {
    const received = Promise.withResolvers<{ url: string; authorization: string; body: string }>();
    const merchant = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += String(chunk);
      });
      request.on("end", () => {
        received.resolve({ url: request.url ?? "", authorization: request.headers.authorization ?? "", body });
        response.end();
      });
    });
    await new Promise<void>((resolve) => merchant.listen(0, "127.0.0.1", resolve));
    const address = merchant.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const s = await start({ lenient: true });
    const request = initiateOf("order-1");
    const merchantInfo = { ...request.merchantInfo, callbackPrefix: `http://127.0.0.1:${port}/cb` };
    await s.call("POST", "/ecomm/v2/payments", { ...request, merchantInfo });
    await s.control("POST", "phones/4712345678/requests/order-1", { do: "approve" });
    const callback = await received.promise;
    expect([callback.url, callback.authorization]).toEqual(["/cb/v2/payments/order-1", "shop-token"]);
    expect(JSON.parse(callback.body)).toMatchObject({ transactionInfo: { status: "RESERVED" } });
    merchant.closeAllConnections();
    await new Promise((resolve) => merchant.close(resolve));
  });

  test("hosts reserved for examples are never asked; what would have been sent is kept for inspection", async () => {
    const s = await start();
    await s.call("POST", "/ecomm/v2/payments", initiateOf("order-1"));
    await s.control("POST", "phones/4712345678/requests/order-1", { do: "reject" });
    const { json } = await s.control("GET", "outgoing");
    expect(at(json, "outgoing", 0, "url")).toBe("https://shop.example.com/callbacks/v2/payments/order-1");
  });
});

describe("links and codes in a browser", () => {
  test.each(["/q/abc", "/landing?token=abc", "/dwo-api-application/v1/deeplink/vippsgateway?v=2&token=abc"])(
    "%s leads to the phone page, which scans it",
    async (path) => {
      const { simulator } = await start();
      const response = await fetch(simulator.url + path, { redirect: "manual" });
      expect(response.status).toBe(303);
      expect(response.headers.get("location")).toBe(`/phone/?scan=${encodeURIComponent(simulator.url + path)}`);
    },
  );

  test("a body beyond four megabytes is refused", async () => {
    const { simulator } = await start();
    const body = "a".repeat(4 * 1024 * 1024 + 1);
    expect((await fetch(`${simulator.url}${payments}`, { method: "POST", body })).status).toBe(413);
  });
});

describe("the control port", () => {
  test("says what is wrong with a request", async () => {
    const s = await start();
    const errors = await Promise.all([
      s.control("GET", "nothing"),
      s.control("DELETE", "ledger"),
      s.control("POST", "customers", { msisdn: "12" }),
      s.control("POST", "sales-unit", { colour: "red" }),
      s.control("POST", "phones/4799999999/requests/x", { do: "open" }),
      s.control("POST", "phones/4712345678/requests/x", { do: "open" }),
      s.control("GET", "phones/4799999999/requests"),
    ]);
    expect(errors.map(({ status, json }) => [status, at(json, "error")])).toEqual([
      [404, "not-found"],
      [405, "wrong-method"],
      [400, "bad-field"],
      [400, "bad-field"],
      [404, "no-such-customer"],
      [404, "no-such-request"],
      [404, "no-such-customer"],
    ]);
  });

  test("a new customer keeps what was said of them before", async () => {
    const s = await start();
    await s.control("POST", "customers", { msisdn: "4799999999", age: 20 });
    const { json } = await s.control("POST", "customers", { msisdn: "4799999999", blocked: true });
    expect(json).toMatchObject({ age: 20, blocked: true });
  });
});
