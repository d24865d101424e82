import { type Fault, fault } from "../core/fault.ts";
import type { Clock } from "../core/ports.ts";
import { headerFault, identityHeaders, type Keys, type SystemNames } from "./headers.ts";
import { addressFault } from "./hosts.ts";
import type { Wire, WireAnswer, WireRequest } from "./http.ts";
import { type MaybeJson, parseJson } from "./json.ts";
import { answerFault } from "./refusal.ts";
import { retryAfterMs } from "./retry-after.ts";
import { TokenStore } from "./token.ts";

/** The longest each kind of exchange may take. Banks behind a write can be slow: 20 to 30 s is asked for. */
export interface Deadlines {
  readonly tokenMs: number;
  readonly readMs: number;
  readonly writeMs: number;
}

export const DEADLINES: Deadlines = { tokenMs: 15_000, readMs: 20_000, writeMs: 30_000 };

/** An answer this young proves that the line works. */
const HEARD_FRESH_MS = 10_000;

export interface ApiOptions {
  readonly wire: Wire;
  readonly clock: Clock;
  readonly keys: Keys;
  /** Scheme and host without a path, e.g. `HOSTS.test`. */
  readonly baseUrl: string;
  readonly system: SystemNames;
  readonly deadlines?: Partial<Deadlines>;
}

export interface ApiAsk {
  /** What is being done, for the operator's sentence: "capture of kiosk-0001". */
  readonly deed: string;
  readonly effect: "read" | "write";
  readonly method: WireRequest["method"];
  /** From the host on, starting with a slash. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** An answer from the far side, whatever it says. */
export interface Answered {
  readonly is: "answered";
  readonly status: number;
  readonly empty: boolean;
  readonly json: MaybeJson;
  readonly retryAfterMs: number | undefined;
}

/** `failed` covers everything without an answer: refused if nothing can have been done, unknown otherwise. */
export type Reply = Answered | { readonly is: "failed"; readonly fault: Fault };

/** Authorised exchanges with one host and one key set; every one ends within its own deadline. */
export class Api {
  readonly #options: ApiOptions;
  readonly #deadlines: Deadlines;
  readonly #tokens: TokenStore;
  readonly #misconfigured: Fault | undefined;
  /** When the far side last answered; forgotten as soon as an exchange brings no answer. */
  #heardAtMs = Number.NEGATIVE_INFINITY;
  /** The far side asked not to be probed before then; until then what it said last stands. */
  #probe: { readonly notBeforeMs: number; readonly fault: Fault | undefined } | undefined;

  constructor(options: ApiOptions) {
    this.#options = options;
    this.#deadlines = { ...DEADLINES, ...options.deadlines };
    this.#misconfigured = addressFault(options.baseUrl) ?? headerFault(options.keys, options.system);
    this.#tokens = new TokenStore(options.clock, () => this.#send(this.#tokenRequest()));
  }

  /**
   * Whether a payment could be asked for now. A token in hand says nothing about the line, and a fresh one each time would
   * be asked for in vain: unless the far side answered a moment ago, a payment nobody made is read at `probePath`. Any no
   * that is not about keys will do. A `Retry-After` is obeyed.
   */
  async check(probePath: string): Promise<Fault | undefined> {
    if (this.#misconfigured !== undefined) return this.#misconfigured;
    const token = await this.#tokens.get();
    if (token.is === "none") return token.fault;
    const nowMs = this.#options.clock.monotonicMs();
    if (nowMs - this.#heardAtMs < HEARD_FRESH_MS) return undefined;
    if (this.#probe !== undefined && nowMs < this.#probe.notBeforeMs) return this.#probe.fault;
    return this.#probeNow(probePath);
  }

  async #probeNow(path: string): Promise<Fault | undefined> {
    const deed = "check of the line";
    const reply = await this.ask({ deed, effect: "read", method: "GET", path });
    if (reply.is === "failed") return reply.fault;
    const said = proves(reply) ? undefined : answerFault(deed, reply, undefined);
    this.#probe = { notBeforeMs: this.#options.clock.monotonicMs() + (reply.retryAfterMs ?? 0), fault: said };
    return said;
  }

  /** A surprise 401 means the request was not looked at: once, a fresh token is fetched and the same request sent again. */
  async ask(ask: ApiAsk): Promise<Reply> {
    if (this.#misconfigured !== undefined) return { is: "failed", fault: this.#misconfigured };
    const first = await this.#askOnce(ask);
    if (first.is !== "stale token") return first;
    const second = await this.#askOnce(ask);
    return second.is === "stale token" ? second.reply : second;
  }

  async #askOnce(ask: ApiAsk): Promise<Reply | { readonly is: "stale token"; readonly reply: Answered }> {
    const authorised = await this.#tokens.get();
    if (authorised.is === "none") {
      const { code, what, retryAfterMs } = authorised.fault;
      return { is: "failed", fault: fault(code, `${ask.deed}: ${what}`, retryAfterMs) };
    }
    const answer = await this.#send(this.#request(ask, authorised.token));
    if (answer.is === "not-sent")
      return { is: "failed", fault: fault("gateway/unreachable", `${ask.deed}: ${answer.why}`) };
    if (answer.is === "no-answer")
      return { is: "failed", fault: fault("gateway/no-answer", `${ask.deed}: ${answer.why}`) };
    const reply = read(answer);
    if (answer.status !== 401) return reply;
    this.#tokens.discard(authorised.token);
    return { is: "stale token", reply };
  }

  #request(ask: ApiAsk, token: string): WireRequest {
    const { baseUrl, keys, system } = this.#options;
    return {
      method: ask.method,
      url: new URL(ask.path, baseUrl).href,
      headers: {
        ...identityHeaders(keys, system),
        Authorization: `Bearer ${token}`,
        Accept: "application/json",
        ...(ask.body === undefined ? {} : { "Content-Type": "application/json" }),
        ...ask.headers,
      },
      ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
      deadlineMs: ask.effect === "read" ? this.#deadlines.readMs : this.#deadlines.writeMs,
    };
  }

  #tokenRequest(): WireRequest {
    const { baseUrl, keys, system } = this.#options;
    return {
      method: "POST",
      url: new URL("/accesstoken/get", baseUrl).href,
      headers: {
        ...identityHeaders(keys, system),
        Accept: "application/json",
        client_id: keys.clientId,
        client_secret: keys.clientSecret,
      },
      deadlineMs: this.#deadlines.tokenMs,
    };
  }

  /** The deadline is kept here too: a wire made for a test may never answer. */
  #send(request: WireRequest): Promise<WireAnswer> {
    const { wire, clock } = this.#options;
    return new Promise<WireAnswer>((resolve, reject) => {
      const disarm = clock.after(request.deadlineMs, () =>
        resolve({ is: "no-answer", why: `no answer within ${request.deadlineMs} ms` }),
      );
      wire.send(request).then(resolve, reject).finally(disarm);
    }).then((answer) => {
      if (answer.is !== "answered") this.#heardAtMs = Number.NEGATIVE_INFINITY;
      else if (answer.status < 300) this.#heardAtMs = clock.monotonicMs();
      return answer;
    });
  }
}

/** The line, the keys and the far side's front all work, whatever is said about the payment. */
function proves({ status, json }: Answered): boolean {
  if (status >= 200 && status < 300) return json.parses;
  return status >= 400 && status < 500 && status !== 401 && status !== 403 && status !== 408;
}

function read(answer: WireAnswer & { is: "answered" }): Answered {
  return {
    is: "answered",
    status: answer.status,
    empty: answer.body.trim() === "",
    json: parseJson(answer.body),
    retryAfterMs: retryAfterMs(answer),
  };
}
