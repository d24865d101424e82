import type { Wire, WireAnswer, WireRequest } from "../../electron/gateway/http.ts";
import { handle } from "../../simulator/vipps/api.ts";
import type { World } from "../../simulator/vipps/world.ts";
import type { Dice } from "./dice.ts";
import type { Life } from "./life.ts";
import type { Script } from "./script.ts";
import type { SimTime } from "./sim-time.ts";

/** What a request is, read from its method and path alone. */
export interface Call {
  readonly what: "token" | "create" | "read" | "cancel" | "capture" | "refund" | "code" | "other";
  readonly reference: string;
  /** The key it carries, where it carries one. */
  readonly key: string | undefined;
  readonly life: number;
  readonly sentAtMs: number;
}

export interface NetworkEars {
  sent(call: Call): void;
  /** The bank has done, or refused, what the call asks. */
  arrived(call: Call, status: number): void;
  /** The terminal that asked has heard this; status 0 stands for an answer nobody can read. */
  heard(call: Call, status: number, retryAfterMs: number | undefined): void;
}

/** How the line is at the moment. */
export type Regime = "good" | "flaky" | "refused" | "silent" | "broken-server" | "busy-server";

const DELAYS_MS = { good: [20, 300], flaky: [20, 4_000] } as const;

const GARBAGE = '{"reference":';

export type Fate =
  | "through"
  | "not-sent"
  | "request-lost"
  | "answer-lost"
  | "line-broke"
  | "twice"
  | "late"
  | "5xx-undone"
  | "5xx-done"
  | "429"
  | "garbage"
  | "401";

/**
 * The line between terminal and bank. What was sent arrives whether the sender still lives or not; answers reach only
 * the life that asked.
 */
export class Network {
  regime: Regime = "good";
  readonly #time: SimTime;
  readonly #world: World;
  readonly #dice: Dice;
  readonly #ears: NetworkEars;
  readonly #script: Script["line"];
  readonly #calls = new Map<string, number>();

  constructor(time: SimTime, world: World, dice: Dice, ears: NetworkEars, script: Script["line"]) {
    this.#script = script;
    this.#time = time;
    this.#world = world;
    this.#dice = dice;
    this.#ears = ears;
  }

  wireFor(life: Life): Wire {
    return { send: (request) => new Promise((resolve) => this.#send(life, request, resolve)) };
  }

  #send(life: Life, request: WireRequest, resolve: (answer: WireAnswer) => void): void {
    if (life.dead) return;
    const call = callOf(request, life.number, this.#time.nowMs());
    const index = this.#calls.get(call.what) ?? 0;
    this.#calls.set(call.what, index + 1);
    const fate = this.#script?.(call, index) ?? this.#fate();
    const tell = (afterMs: number, answer: WireAnswer): void => {
      this.#time.after(afterMs, () => {
        if (life.dead) return;
        if (answer.is === "answered")
          this.#ears.heard(call, answer.body === GARBAGE ? 0 : answer.status, retryAfterOf(answer));
        resolve(answer);
      });
    };
    if (fate === "not-sent") {
      tell(this.#dice.between(1, 50), { is: "not-sent", why: "connection refused" });
      return;
    }
    this.#ears.sent(call);
    this.#carry(call, request, fate, tell);
  }

  #carry(
    call: Call,
    request: WireRequest,
    fate: Exclude<Fate, "not-sent">,
    tell: (afterMs: number, answer: WireAnswer) => void,
  ): void {
    const out = this.#delay();
    const back = this.#delay();
    const act = (afterMs: number, then: (answer: WireAnswer) => void = () => undefined): void => {
      this.#time.after(afterMs, () => then(this.#exchange(call, request)));
    };
    const instead = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): WireAnswer => ({
      is: "answered",
      status,
      headers,
      body,
    });
    const broke: WireAnswer = { is: "no-answer", why: "the line broke" };
    switch (fate) {
      case "through":
        act(out, (answer) => tell(back, answer));
        break;
      case "twice":
        act(out);
        act(out + this.#dice.between(0, 40), (answer) => tell(back, answer));
        break;
      case "request-lost":
        return;
      case "answer-lost":
        act(out);
        break;
      case "late":
        // Stuck in somebody's queue: done long after the sender gave it up.
        act(this.#dice.between(15_000, 90_000));
        break;
      case "line-broke":
        if (this.#dice.chance(0.5)) act(out);
        tell(out + back, broke);
        break;
      case "5xx-undone":
        tell(out + back, instead(this.#dice.pick([500, 502, 503]), "<html>sorry</html>"));
        break;
      case "5xx-done":
        act(out, () => tell(back, instead(500, "{}")));
        break;
      case "429":
        tell(
          out + back,
          instead(429, "{}", this.#dice.chance(0.7) ? { "retry-after": String(this.#dice.between(1, 20)) } : {}),
        );
        break;
      case "garbage":
        act(out, () => tell(back, instead(200, GARBAGE)));
        break;
      case "401":
        tell(out + back, instead(401, "{}"));
        break;
    }
  }

  #exchange(call: Call, request: WireRequest): WireAnswer {
    const url = request.url.indexOf("/", 8);
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = value;
    const answer = handle(this.#world, {
      method: request.method,
      path: request.url.slice(url),
      headers,
      body: request.body ?? "",
    });
    this.#ears.arrived(call, answer.status);
    return { is: "answered", status: answer.status, headers: answer.headers, body: answer.body };
  }

  #delay(): number {
    const [low, high] = this.regime === "flaky" ? DELAYS_MS.flaky : DELAYS_MS.good;
    return this.#dice.between(low, high) / 2;
  }

  #fate(): Fate {
    switch (this.regime) {
      case "good":
        return "through";
      case "refused":
        return "not-sent";
      case "silent":
        return this.#dice.chance(0.7) ? "request-lost" : "answer-lost";
      case "broken-server":
        return this.#dice.weigh({ "5xx-undone": 4, "5xx-done": 3, through: 3, garbage: 1 });
      case "busy-server":
        return this.#dice.weigh({ "429": 3, through: 3 });
      case "flaky":
        return this.#dice.weigh({
          through: 60,
          "not-sent": 4,
          "request-lost": 5,
          "answer-lost": 5,
          "line-broke": 5,
          twice: 5,
          late: 2,
          "5xx-undone": 3,
          "5xx-done": 3,
          "429": 2,
          garbage: 2,
          "401": 1,
        });
    }
  }
}

function retryAfterOf(answer: Extract<WireAnswer, { is: "answered" }>): number | undefined {
  const seconds = Number(answer.headers["retry-after"]);
  return Number.isFinite(seconds) ? seconds * 1_000 : undefined;
}

function callOf(request: WireRequest, life: number, sentAtMs: number): Call {
  const path = request.url.slice(request.url.indexOf("/", 8));
  const [, first, version, noun, reference = "", deed] = path.split("/");
  const key = request.headers["Idempotency-Key"] ?? request.headers["X-Request-Id"];
  const whole = (what: Call["what"], of = reference): Call => ({ what, reference: of, key, life, sentAtMs });
  if (first === "accesstoken") return whole("token", "");
  if (first === "qr") return whole("code", "");
  // /order-management/v2/ECOM/receipts/{orderId} files, /order-management/v2/ECOM/{orderId} looks.
  if (first === "order-management") return whole("other", deed ?? reference);
  if ((first !== "epayment" && first !== "ecomm") || version === undefined || noun !== "payments")
    return whole("other");
  if (reference === "") return whole("create", createdReference(request.body ?? ""));
  if (request.method === "GET") return whole("read");
  if (deed === "cancel" || deed === "capture" || deed === "refund") return whole(deed);
  return whole("other");
}

/** eCom calls it orderId. */
function createdReference(body: string): string {
  return /"(?:reference|orderId)":"([^"]+)"/.exec(body)?.[1] ?? "";
}
