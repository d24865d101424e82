import { authorize, dueOf, expire, refuseByIssuer, releaseRemainder } from "./bank.ts";
import { demoNumbers, type Keys, newCustomer, newState, simulatorKeys } from "./defaults.ts";
import { tellMerchantByCallback } from "./ecom/callback.ts";
import { Faults } from "./faults.ts";
import { Ids } from "./ids.ts";
import {
  type Clock,
  type Courier,
  type Delivery,
  ManualClock,
  type Outgoing,
  type Random,
  RecordingCourier,
} from "./ports.ts";
import { RequestLog } from "./request-log.ts";
import type { BankEvent, EventName, Payment, WorldState } from "./state.ts";
import { advanceDeliveries, deliveryDueMs, queueWebhooks, settleDelivery } from "./webhooks/delivery.ts";

/** Which of two conflicting published date limits eCom follows. */
export type Rules = "changelog" | "guide";

export type WorldOptions = {
  readonly clock: Clock;
  readonly random: Random;
  readonly courier?: Courier;
  /** Where QR codes and landing links point; a server sets it once it listens. */
  readonly baseUrl?: string;
  readonly rules?: Rules;
  readonly lenient?: boolean;
  readonly keys?: Keys;
  /** The shop's scanner, where there is one: a phone holds its code before it. False while nothing hears it. */
  readonly scanner?: (content: string) => boolean;
  /** State of an earlier run; taken over, not copied. */
  readonly state?: WorldState;
};

/** How many requests to the merchant are kept for inspection. */
const mostRemembered = 1000;

type Settled = (delivery: Delivery) => void;
type EventDetails = {
  readonly amountMinor?: number;
  readonly atMs?: number;
  readonly success?: boolean;
  readonly key?: string | null;
  readonly text?: string;
  /** Captures and refunds are transactions of their own. */
  readonly ownTransaction?: boolean;
};

/**
 * The wallet, its customers and its bank. It has no timer: whatever is due happens in `advance`, which every request
 * calls first. One thread, no waiting, all randomness and time from outside.
 */
export class World {
  readonly state: WorldState;
  readonly ids: Ids;
  readonly rules: Rules;
  readonly lenient: boolean;
  readonly keys: Keys;
  readonly scanner: WorldOptions["scanner"];
  readonly faults = new Faults();
  readonly log = new RequestLog();
  baseUrl: string;
  /** Grows with every change worth saving. */
  revision = 0;
  readonly #clock: Clock;
  readonly #courier: Courier;
  readonly #sent: Outgoing[] = [];
  readonly #inFlight = new Map<string, Settled>();
  readonly #watched = new Set<Payment>();

  constructor(options: WorldOptions) {
    this.#clock = options.clock;
    this.#courier = options.courier ?? new RecordingCourier();
    this.ids = new Ids(options.random);
    this.rules = options.rules ?? "changelog";
    this.lenient = options.lenient ?? false;
    this.keys = options.keys ?? simulatorKeys;
    this.scanner = options.scanner;
    this.baseUrl = options.baseUrl ?? "https://simulator.invalid";
    this.state = options.state ?? newState(options.clock.nowMs());
    if (options.state === undefined) {
      for (const msisdn of demoNumbers) this.state.customers[msisdn] = newCustomer(msisdn, this.ids.uuid());
    }
    for (const payment of Object.values(this.state.payments)) this.#watched.add(payment);
  }

  nowMs(): number {
    return this.#clock.nowMs();
  }

  /** Moves a manual clock; false when the clock runs by itself or belongs to somebody else. */
  moveClock(ms: number): boolean {
    if (!(this.#clock instanceof ManualClock)) return false;
    this.#clock.advance(ms);
    this.revision += 1;
    this.advance();
    return true;
  }

  /** The latest requests to the merchant, oldest first. */
  sent(): readonly Outgoing[] {
    return this.#sent;
  }

  find(reference: string): Payment | undefined {
    return Object.hasOwn(this.state.payments, reference) ? this.state.payments[reference] : undefined;
  }

  findByToken(token: string): Payment | undefined {
    return Object.values(this.state.payments).find((payment) => payment.token === token);
  }

  add(payment: Payment, key: string | null): void {
    this.state.payments[payment.reference] = payment;
    this.#watched.add(payment);
    this.record(payment, "CREATED", { key });
  }

  /** Writes one line into a payment's history and tells the merchant about it. */
  record(payment: Payment, name: EventName, details: EventDetails = {}): BankEvent {
    const first = payment.events.length === 0;
    const event: BankEvent = {
      name,
      success: details.success ?? true,
      amountMinor: details.amountMinor ?? payment.amountMinor,
      atMs: details.atMs ?? this.nowMs(),
      pspReference: first ? payment.pspReference : this.ids.uuid(),
      transactionId: details.ownTransaction === true ? this.ids.digits(10) : payment.transactionId,
      key: details.key ?? null,
      text: details.text ?? payment.description,
    };
    payment.events.push(event);
    this.revision += 1;
    if (payment.api === "ecom") tellMerchantByCallback(this, payment, event);
    else queueWebhooks(this, payment, event);
    return event;
  }

  /** Sends a request to the merchant; `settled` is called once, with whatever came back. */
  send(request: Omit<Outgoing, "id" | "sentAtMs">, settled?: Settled, id: string = this.ids.uuid()): void {
    if (settled !== undefined) this.#inFlight.set(id, settled);
    const outgoing: Outgoing = { ...request, id, sentAtMs: this.nowMs() };
    this.#sent.push(outgoing);
    if (this.#sent.length > mostRemembered) this.#sent.shift();
    this.#courier.send(outgoing);
  }

  /** Tells what became of an outgoing request. Unknown or settled ids are ignored: an answer may come too late. */
  settle(id: string, delivery: Delivery): void {
    const settled = this.#inFlight.get(id);
    this.#inFlight.delete(id);
    settled?.(delivery);
    settleDelivery(this, id, delivery);
  }

  /** Makes everything happen that is due by now, in the order of time. */
  advance(): void {
    const nowMs = this.nowMs();
    for (let due = this.#firstDue(nowMs); due !== undefined; due = this.#firstDue(nowMs)) {
      this.#happen(due.payment, due.atMs);
    }
    advanceDeliveries(this);
    this.state.nowMs = nowMs;
  }

  /** When `advance` has something to do next, or undefined. */
  nextDueMs(): number | undefined {
    const times = [...this.#watched].flatMap((payment) => dueOf(this, payment)?.atMs ?? []);
    const delivery = deliveryDueMs(this);
    if (delivery !== undefined) times.push(delivery);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  #firstDue(nowMs: number): { payment: Payment; atMs: number } | undefined {
    let first: { payment: Payment; atMs: number } | undefined;
    for (const payment of this.#watched) {
      const due = dueOf(this, payment);
      if (due === undefined) this.#watched.delete(payment);
      else if (due.atMs <= nowMs && (first === undefined || due.atMs < first.atMs)) {
        first = { payment, atMs: due.atMs };
      }
    }
    return first;
  }

  #happen(payment: Payment, atMs: number): void {
    switch (dueOf(this, payment)?.what) {
      case "expiry":
        expire(this, payment, atMs);
        break;
      case "3ds-given-up":
        refuseByIssuer(this, payment, atMs);
        break;
      case "result-known":
        authorize(this, payment, atMs);
        break;
      case "auto-release":
        releaseRemainder(this, payment, { atMs, key: null, text: payment.description });
        break;
      case undefined:
        throw new Error("Nothing was due");
    }
  }
}
