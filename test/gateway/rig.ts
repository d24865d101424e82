import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { minor } from "../../electron/core/money.ts";
import type { Clock, CreateAsk } from "../../electron/core/ports.ts";
import { createEcomGateway, type EcomOptions } from "../../electron/gateway/ecom/client.ts";
import { createEpaymentGateway, type EpaymentOptions } from "../../electron/gateway/epayment/client.ts";
import type { Keys } from "../../electron/gateway/headers.ts";
import type { Wire, WireAnswer, WireRequest } from "../../electron/gateway/http.ts";

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #ms = 0;
  #wallMs: number;
  #alarms: { atMs: number; call: () => void }[] = [];

  constructor(wallMs = 1_700_000_000_000) {
    this.#wallMs = wallMs;
  }
  nowMs(): number {
    return this.#wallMs + this.#ms;
  }
  monotonicMs(): number {
    return this.#ms;
  }
  after(ms: number, call: () => void): () => void {
    const alarm = { atMs: this.#ms + ms, call };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  }
  get armed(): number {
    return this.#alarms.length;
  }
  advance(ms: number): void {
    this.#ms += ms;
    const due = this.#alarms.filter(({ atMs }) => atMs <= this.#ms);
    this.#alarms = this.#alarms.filter(({ atMs }) => atMs > this.#ms);
    for (const { call } of due) call();
  }
}

/** The machine's own time, for tests that speak to a real socket. */
export const realClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};

export const TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ0ZXN0In0.c2lnbmF0dXJlMTIz";

export const KEYS: Keys = {
  clientId: "fb492b5e-7907-4d83-ba20-c7fb60ca35de",
  clientSecret: "Y8Kteew6GE2ZmeycEt6egg==",
  subscriptionKey: "0f14ebcab0ec4b29ae0cb90d91b4a84a",
  merchantSerialNumber: "123456",
};

export const SYSTEM = { name: "myntfri", version: "0.1.0" };

export const MSISDN = "4791234567";

export function answered(status: number, body?: unknown, headers: Record<string, string> = {}): WireAnswer {
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  return { is: "answered", status, headers, body: text };
}

export function tokenAnswer(token = TOKEN, lifeS = "3600"): WireAnswer {
  return answered(200, {
    token_type: "Bearer",
    expires_in: lifeS,
    ext_expires_in: lifeS,
    expires_on: "1547823408",
    not_before: "1547819508",
    resource: "00000002-0000-0000-c000-000000000000",
    access_token: token,
  });
}

/** A network in memory: gives out tokens by itself, answers everything else from the script, and remembers all of it. */
export class ScriptedWire implements Wire {
  readonly sent: WireRequest[] = [];
  readonly #script: (WireAnswer | ((request: WireRequest) => WireAnswer | Promise<WireAnswer>))[];

  constructor(...script: (WireAnswer | ((request: WireRequest) => WireAnswer | Promise<WireAnswer>))[]) {
    this.#script = script;
  }
  async send(request: WireRequest): Promise<WireAnswer> {
    this.sent.push(request);
    if (request.url.endsWith("/accesstoken/get")) return tokenAnswer();
    const next = this.#script.shift();
    if (next === undefined) throw new Error(`nothing scripted for ${request.method} ${request.url}`);
    return typeof next === "function" ? next(request) : next;
  }
  /** Without the token requests. */
  get deeds(): readonly WireRequest[] {
    return this.sent.filter(({ url }) => !url.endsWith("/accesstoken/get"));
  }
}

export const BASE_URL = "https://apitest.vipps.no";

export const ECOM_URLS = { callbackPrefix: "https://shop.example.com/vipps", fallBack: "https://shop.example.com" };

export function epayment(
  wire: Wire,
  clock: Clock = new ManualClock(),
  baseUrl = BASE_URL,
  change: Partial<EpaymentOptions> = {},
) {
  return createEpaymentGateway({
    wire,
    clock,
    keys: KEYS,
    baseUrl,
    system: SYSTEM,
    canPush: true,
    terminalId: "kiosk-1",
    ...change,
  });
}

export function ecom(
  wire: Wire,
  clock: Clock = new ManualClock(),
  baseUrl = BASE_URL,
  change: Partial<EcomOptions> = {},
) {
  return createEcomGateway({
    wire,
    clock,
    keys: KEYS,
    baseUrl,
    system: SYSTEM,
    canPush: true,
    urls: ECOM_URLS,
    terminalId: "kiosk-1",
    ...change,
  });
}

export const REFERENCE = "kiosk1-abc123-1";

export function createAsk(change: Partial<CreateAsk> = {}): CreateAsk {
  return {
    reference: REFERENCE,
    idempotencyKey: "key-0001",
    flow: "push",
    msisdn: MSISDN,
    amount: minor(12_500),
    currency: "NOK",
    description: "Two coffees",
    ...change,
  };
}

export const CHANGE = { reference: REFERENCE, idempotencyKey: "key-0002" };

interface Loopback extends AsyncDisposable {
  readonly url: string;
  readonly requests: {
    readonly method: string;
    readonly url: string;
    readonly headers: IncomingMessage["headers"];
  }[];
}

/** A real server on this machine that does to each request what the test says. Closes with `await using`. */
export async function loopback(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Loopback> {
  const requests: Loopback["requests"] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((request, response) => {
    requests.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers });
    handle(request, response);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
