import { type Act, act } from "../../simulator/vipps/phones.ts";
import type { Payment } from "../../simulator/vipps/state.ts";
import type { World } from "../../simulator/vipps/world.ts";
import type { Dice } from "./dice.ts";
import type { Script } from "./script.ts";
import type { SimTime } from "./sim-time.ts";

const SCANNER = "4791234567";

export type PhonePlan = "approve" | "reject" | "ignore" | "3ds" | "3ds-forgotten" | "opens";

const PLANS: Readonly<Record<PhonePlan, number>> = {
  approve: 60,
  reject: 10,
  ignore: 12,
  "3ds": 10,
  "3ds-forgotten": 2,
  opens: 6,
};

export interface PhonesParts {
  readonly time: SimTime;
  readonly dice: Dice;
  readonly world: World;
  /** A code can be scanned only while it is on the screen. */
  readonly isShown: (payment: Payment) => boolean;
  readonly script: Pick<Script, "phone" | "phoneAfterMs" | "atCancel"> | undefined;
  readonly acted: (reference: string, what: Act, done: boolean) => void;
}

/** The customers' phones: each request that reaches one is approved, refused, looked at, or left lying. */
export class Phones {
  readonly #parts: PhonesParts;
  readonly #known = new Set<string>();
  #asleep = false;

  constructor(parts: PhonesParts) {
    this.#parts = parts;
  }

  /** Nobody touches a phone any more. */
  sleep(): void {
    this.#asleep = true;
  }

  /** A create has reached the bank. */
  created(reference: string): void {
    const { world, dice } = this.#parts;
    const payment = world.find(reference);
    if (payment === undefined || this.#known.has(reference)) return;
    this.#known.add(reference);
    const { script } = this.#parts;
    const plan = script?.phone ?? dice.weigh(PLANS);
    const drawnMs = dice.chance(0.8) ? dice.between(500, 12_000) : dice.between(5_000, 80_000);
    const afterMs = script?.phoneAfterMs ?? drawnMs;
    switch (plan) {
      case "approve":
        this.#later(afterMs, payment, "approve");
        break;
      case "reject":
        this.#later(afterMs, payment, "reject");
        break;
      case "opens":
        this.#later(afterMs, payment, "open");
        break;
      case "3ds":
        this.#later(afterMs, payment, "start-3ds");
        this.#later(afterMs + dice.between(2_000, 60_000), payment, "finish-3ds");
        break;
      case "3ds-forgotten":
        this.#later(afterMs, payment, "start-3ds");
        break;
      case "ignore":
    }
  }

  /** A cancel is on its way: some customers approve in that very moment. */
  cancelled(reference: string): void {
    const payment = this.#parts.world.find(reference);
    const { script } = this.#parts;
    if (payment === undefined) return;
    if (script !== undefined) {
      if (script.atCancel !== undefined) this.#later(5, payment, script.atCancel);
      return;
    }
    if (!this.#parts.dice.chance(0.3)) return;
    this.#later(this.#parts.dice.between(0, 400), payment, this.#parts.dice.chance(0.8) ? "approve" : "start-3ds");
  }

  #later(ms: number, payment: Payment, what: Act): void {
    this.#parts.time.after(ms, () => this.#act(payment, what, 0));
  }

  #act(payment: Payment, what: Act, tries: number): void {
    const { world, time, isShown, acted } = this.#parts;
    if (this.#asleep) return;
    world.advance();
    if (payment.state !== "CREATED") return;
    if (payment.msisdn === null && !isShown(payment)) {
      // Nothing to point a camera at yet.
      if (tries < 5) time.after(1_500, () => this.#act(payment, what, tries + 1));
      return;
    }
    const outcome = act(world, payment.msisdn ?? SCANNER, payment.reference, what);
    acted(payment.reference, what, outcome.ok);
  }
}
