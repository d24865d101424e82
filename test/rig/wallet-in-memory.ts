import type { Wire, WireAnswer, WireRequest } from "../../electron/gateway/http.ts";
import { exchange } from "../../simulator/vipps/api.ts";
import { World } from "../../simulator/vipps/world.ts";
import type { ManualTime } from "./manual-time.ts";

export const WALLET_URL = "http://127.0.0.1:1";

/** What the network does to one exchange; everything left out is good weather. */
export interface Weather {
  readonly delayMs?: number;
  /** The request never arrives, and the terminal is told so. */
  readonly refused?: boolean;
  /** The request is lost on the way, or the answer is; the terminal hears nothing. */
  readonly lost?: "request" | "answer";
  /** Somebody between here and the bank answers instead: an overloaded gateway, a proxy. Nothing is done. */
  readonly answers?: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body: string;
  };
  /** The request arrives twice. */
  readonly twice?: boolean;
}

/** The simulated wallet without sockets, on a test's own time. */
export class WalletInMemory {
  readonly world: World;
  /** Asked for every exchange. */
  weather: (request: WireRequest) => Weather = () => ({});
  readonly #time: ManualTime;

  constructor(time: ManualTime, random: () => number) {
    this.#time = time;
    this.world = new World({ clock: time, random, baseUrl: WALLET_URL });
  }

  readonly wire: Wire = { send: (request) => this.#send(request) };

  async #send(request: WireRequest): Promise<WireAnswer> {
    const weather = this.weather(request);
    if (weather.refused === true) return { is: "not-sent", why: "connection refused" };
    await this.#wait((weather.delayMs ?? 20) / 2);
    const url = new URL(request.url);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    if (weather.answers !== undefined) return { is: "answered", headers: {}, ...weather.answers };
    if (weather.twice === true && weather.lost !== "request")
      exchange(this.world, {
        method: request.method,
        path: url.pathname + url.search,
        headers,
        body: request.body ?? "",
      });
    const heard =
      weather.lost === "request"
        ? undefined
        : exchange(this.world, {
            method: request.method,
            path: url.pathname + url.search,
            headers,
            body: request.body ?? "",
          });
    if (heard?.answer === undefined || weather.lost === "answer") {
      await this.#wait(request.deadlineMs);
      return { is: "no-answer", why: "no answer within the deadline" };
    }
    await this.#wait((weather.delayMs ?? 20) / 2 + heard.delayMs);
    return { is: "answered", status: heard.answer.status, headers: heard.answer.headers, body: heard.answer.body };
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.#time.after(ms, resolve));
  }

  /** The customer's phone, or anybody's: a call on the control port. */
  control(method: "GET" | "POST", path: string, body?: object): unknown {
    const text = body === undefined ? "" : JSON.stringify(body);
    const headers = { "content-type": "application/json" };
    const { answer } = exchange(this.world, { method, path: `/simulator/v1${path}`, headers, body: text });
    if (answer === undefined || answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer?.status} ${answer?.body}`);
    return answer.body === "" ? undefined : (JSON.parse(answer.body) as unknown);
  }

  act(msisdn: string, reference: string, what: "open" | "approve" | "reject" | "start-3ds" | "finish-3ds"): void {
    this.control("POST", `/phones/${msisdn}/requests/${reference}`, { do: what });
  }

  ledger(): readonly LedgerRow[] {
    return (this.control("GET", "/ledger") as { readonly payments: LedgerRow[] }).payments;
  }
}

export interface LedgerRow {
  readonly reference: string;
  readonly api: "ecom" | "epayment";
  readonly state: string;
  readonly authorized: number;
  readonly captured: number;
  readonly cancelled: number;
  readonly refunded: number;
}
