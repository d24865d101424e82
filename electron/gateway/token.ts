import { z } from "zod";
import { type Fault, fault } from "../core/fault.ts";
import type { Clock } from "../core/ports.ts";
import { isHeaderWord } from "./headers.ts";
import type { WireAnswer } from "./http.ts";
import { parseJson } from "./json.ts";
import { retryAfterMs } from "./retry-after.ts";

/** `POST /accesstoken/get`. Numbers arrive as text; a number is taken too. */
const tokenShape = z.object({
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.union([
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
    z.int().nonnegative(),
  ]),
  access_token: z.string().max(20_000).refine(isHeaderWord),
});

/** Refreshed once less than this share of its life is left. */
const LEFT_SHARE = 0.1;
/** A failed early refresh is not tried again sooner: the old token still serves. */
const REFRESH_PAUSE_MS = 30_000;
/** Nobody issues tokens for longer; a larger figure is cut to this. */
const LIFE_MS_MAX = 7 * 24 * 3_600_000;

/** Either a token or why there is none. Without a token nothing was asked for, so each fault means certainly not done. */
export type TokenAnswer =
  | { readonly is: "token"; readonly token: string }
  | { readonly is: "none"; readonly fault: Fault };

interface Held {
  readonly token: string;
  readonly refreshAtMs: number;
  readonly endsAtMs: number;
}

/** Fetches, keeps and renews the access token of one key set. Many callers at once cause one request. */
export class TokenStore {
  readonly #clock: Clock;
  readonly #fetch: () => Promise<WireAnswer>;
  #held: Held | undefined;
  #flight: Promise<TokenAnswer> | undefined;
  #pausedUntilMs = Number.NEGATIVE_INFINITY;

  /** `fetch` sends one token request and ends within its own deadline. */
  constructor(clock: Clock, fetch: () => Promise<WireAnswer>) {
    this.#clock = clock;
    this.#fetch = fetch;
  }

  async get(): Promise<TokenAnswer> {
    const nowMs = this.#clock.monotonicMs();
    const held = this.#held;
    if (held !== undefined && nowMs < held.endsAtMs) {
      const young = nowMs < held.refreshAtMs || nowMs < this.#pausedUntilMs;
      if (young) return { is: "token", token: held.token };
      const fresh = await this.#fetchOnce();
      return fresh.is === "token" ? fresh : { is: "token", token: held.token };
    }
    return this.#fetchOnce();
  }

  /** The provider refused this token. A newer one, fetched meanwhile by another call, is kept. */
  discard(token: string): void {
    if (this.#held?.token === token) this.#held = undefined;
  }

  #fetchOnce(): Promise<TokenAnswer> {
    this.#flight ??= this.#fetchNow().finally(() => {
      this.#flight = undefined;
    });
    return this.#flight;
  }

  async #fetchNow(): Promise<TokenAnswer> {
    const askedAtMs = this.#clock.monotonicMs();
    const read = readToken(await this.#fetch());
    if (read.is === "none") {
      this.#pausedUntilMs = this.#clock.monotonicMs() + REFRESH_PAUSE_MS;
      return read;
    }
    const lifeMs = Math.min(read.lifeMs, LIFE_MS_MAX);
    this.#pausedUntilMs = Number.NEGATIVE_INFINITY;
    this.#held = {
      token: read.token,
      refreshAtMs: askedAtMs + lifeMs * (1 - LEFT_SHARE),
      endsAtMs: askedAtMs + lifeMs,
    };
    return { is: "token", token: read.token };
  }
}

type Read =
  | { readonly is: "token"; readonly token: string; readonly lifeMs: number }
  | (TokenAnswer & { is: "none" });

function readToken(answer: WireAnswer): Read {
  const none = (code: "gateway/unreachable" | "gateway/not-configured" | "gateway/rate-limited", what: string) =>
    ({ is: "none", fault: fault(code, `no access token: ${what}`, retryAfterMs(answer)) }) as const;
  if (answer.is !== "answered") return none("gateway/unreachable", answer.why);
  const { status } = answer;
  if (status === 429) return none("gateway/rate-limited", "too many requests (429)");
  if (status >= 400 && status < 500 && status !== 408)
    return none("gateway/not-configured", `the provider refuses these keys (${status})`);
  const json = parseJson(answer.body);
  const parsed = status === 200 && json.parses ? tokenShape.safeParse(json.value) : undefined;
  if (parsed?.success !== true)
    return none("gateway/unreachable", `the provider answered ${status} with something that is no token`);
  const { access_token, expires_in } = parsed.data;
  return { is: "token", token: access_token, lifeMs: expires_in * 1_000 };
}
