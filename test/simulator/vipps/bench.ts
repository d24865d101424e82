import { createApi } from "../../../simulator/vipps/api.ts";
import type { ApiAnswer, ApiRequest } from "../../../simulator/vipps/http.ts";
import { ManualClock, RecordingCourier } from "../../../simulator/vipps/ports.ts";
import type { SalesUnit } from "../../../simulator/vipps/state.ts";
import { type Rules, World } from "../../../simulator/vipps/world.ts";

/** A generator with a fixed seed, so that every run of a test draws the same ids. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

export const startMs = Date.parse("2026-03-02T09:00:00Z");
export const customer = "4712345678";

type Answered = { readonly status: number; readonly json: unknown; readonly answer: ApiAnswer };
type CallOptions = { readonly key?: string; readonly headers?: Readonly<Record<string, string | undefined>> };

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** A value inside an answer, by its path; undefined where the path leads nowhere. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((here, part) => (isRecord(here) ? here[String(part)] : undefined), value);
}

/** The numeric code of an ePayment problem. */
export const codeOf = (answered: Answered): unknown => at(answered.json, "extraDetails", 0, "reason");
/** Group and code of an eCom error. */
export const errorOf = (answered: Answered): string =>
  `${at(answered.json, 0, "errorGroup")} ${at(answered.json, 0, "errorCode")}`;

type BenchOptions = {
  readonly rules?: Rules;
  readonly lenient?: boolean;
  readonly salesUnit?: Partial<SalesUnit>;
  readonly scanner?: (content: string) => boolean;
  /** Sees every exchange with the APIs, not those with the control port. */
  readonly witness?: (request: ApiRequest, answer: ApiAnswer) => void;
};

/** A whole wallet in memory, with a valid token, on a clock that moves when told. */
export function bench(options: BenchOptions = {}) {
  const clock = new ManualClock(startMs);
  const courier = new RecordingCourier();
  const world = new World({
    clock,
    random: seeded(7),
    courier,
    ...(options.rules === undefined ? {} : { rules: options.rules }),
    ...(options.lenient === undefined ? {} : { lenient: options.lenient }),
    ...(options.scanner === undefined ? {} : { scanner: options.scanner }),
  });
  Object.assign(world.state.salesUnit, options.salesUnit);
  const api = createApi(world);
  let keys = 0;
  let token = "";

  function raw(method: string, path: string, headers: Readonly<Record<string, string | undefined>>, body = "") {
    const given = Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), value] as const],
    );
    const request: ApiRequest = { method, path, headers: Object.fromEntries(given), body };
    const answer = api.handle(request);
    if (!path.startsWith("/simulator/")) options.witness?.(request, answer);
    const isJson = answer.headers["content-type"]?.includes("json") === true;
    return { status: answer.status, json: isJson ? JSON.parse(answer.body) : undefined, answer };
  }

  function login(): void {
    const { clientId, clientSecret, subscriptionKey } = world.keys;
    const answered = raw("POST", "/accesstoken/get", {
      client_id: clientId,
      client_secret: clientSecret,
      "ocp-apim-subscription-key": subscriptionKey,
    });
    token = String(at(answered.json, "access_token"));
  }

  /** A call with all the headers it needs; a fresh key each time unless one is given. */
  function call(method: string, path: string, body?: unknown, more: CallOptions = {}): Answered {
    keys += 1;
    const key = more.key ?? `key-${keys}`;
    return raw(
      method,
      path,
      {
        authorization: `Bearer ${token}`,
        "ocp-apim-subscription-key": world.keys.subscriptionKey,
        "merchant-serial-number": world.keys.merchantSerialNumber,
        "content-type": "application/json",
        accept: "image/svg+xml",
        "idempotency-key": key,
        "x-request-id": key.slice(0, 40),
        ...more.headers,
      },
      body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body),
    );
  }

  const control = (method: string, path: string, body?: unknown): Answered =>
    raw(method, `/simulator/v1/${path}`, {}, body === undefined ? "" : JSON.stringify(body));

  login();
  return {
    world,
    clock,
    courier,
    api,
    raw,
    login,
    call,
    control,
    /** What a customer does on a phone. */
    phone: (what: string, reference: string, msisdn: string = customer) =>
      control("POST", `phones/${msisdn}/requests/${reference}`, { do: what }),
    /** Moves time and, since tokens live an hour, logs in again. */
    pass(ms: number): void {
      clock.advance(ms);
      world.advance();
      login();
    },
  };
}
export type Bench = ReturnType<typeof bench>;

export const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;

/** A create request that is right in every field. */
export const pushOf = (reference: string, value = 1000) => ({
  amount: { currency: "NOK", value },
  customer: { phoneNumber: customer },
  customerInteraction: "CUSTOMER_PRESENT",
  paymentMethod: { type: "WALLET" },
  paymentDescription: "Two coffees",
  reference,
  userFlow: "PUSH_MESSAGE",
});

/** An initiate request that is right in every field. */
export const initiateOf = (orderId: string, amount = 1000, more: { skip?: boolean } = {}) => ({
  customerInfo: { mobileNumber: "12345678" },
  merchantInfo: {
    merchantSerialNumber: "123456",
    callbackPrefix: "https://shop.example.com/callbacks",
    fallBack: "https://shop.example.com/done",
    authToken: "shop-token",
  },
  transaction: { amount, orderId, transactionText: "Two coffees", skipLandingPage: more.skip ?? true },
});

export const money = (value: number) => ({ modificationAmount: { currency: "NOK", value } });
export const adjustOf = (amount?: number, more: Record<string, unknown> = {}) => ({
  merchantInfo: { merchantSerialNumber: "123456" },
  transaction: { transactionText: "Two coffees", ...(amount === undefined ? {} : { amount }) },
  ...more,
});
