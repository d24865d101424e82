/** What the simulated bank needs from outside. Nothing in `world.ts` or `api.ts` reads a clock or throws dice by itself. */

/** Milliseconds since the epoch. */
export type Clock = { nowMs(): number };

/** A number in [0, 1), like `Math.random`; seeded in simulations. */
export type Random = () => number;

export type OutgoingKind = "callback" | "shipping-details" | "consent-removal" | "webhook";

/** A request the wallet sends to the merchant. */
export type Outgoing = {
  readonly id: string;
  readonly kind: OutgoingKind;
  readonly method: "POST" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long the wallet waits for an answer: 3 s for callbacks, 10 s for shipping details and webhooks. */
  readonly timeoutMs: number;
  /** 1 for the first try. Only webhooks are tried again. */
  readonly attempt: number;
  readonly sentAtMs: number;
};

/** `status` is undefined when no answer came. */
export type Delivery = { readonly status: number | undefined; readonly body?: string };

/**
 * Carries requests to the merchant. `send` returns at once; the outcome is told with `World.settle(id, delivery)`.
 * What is never settled counts as unanswered when its timeout has passed on the world's clock.
 */
export type Courier = { send(outgoing: Outgoing): void };

/** Keeps every request and answers none of them: the courier of an in-memory world. */
export class RecordingCourier implements Courier {
  readonly sent: Outgoing[] = [];
  send(outgoing: Outgoing): void {
    this.sent.push(outgoing);
  }
}

/** A clock that moves only when told. */
export class ManualClock implements Clock {
  #nowMs: number;
  constructor(startMs: number) {
    this.#nowMs = startMs;
  }
  nowMs(): number {
    return this.#nowMs;
  }
  advance(ms: number): void {
    if (!(ms >= 0)) throw new RangeError("A clock does not run backwards");
    this.#nowMs += ms;
  }
}
