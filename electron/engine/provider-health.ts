import type { PaymentGateway } from "../core/ports.ts";
import type { Happening } from "../core/sale.ts";
import type { SteadyClock } from "./steady-clock.ts";

const CHECK_WHEN_WELL_MS = 30_000;
const CHECK_WHEN_ILL_MS = 3_000;

/** Whether the provider can be reached, so that nobody builds a basket in vain. Unknown until the first answer. */
export class ProviderHealth {
  readonly #gateway: PaymentGateway;
  readonly #clock: SteadyClock;
  readonly #onChange: () => void;
  #reachable: boolean | undefined;
  #stop: () => void = () => undefined;
  #stopped = false;

  constructor(gateway: PaymentGateway, clock: SteadyClock, onChange: () => void) {
    this.#gateway = gateway;
    this.#clock = clock;
    this.#onChange = onChange;
  }

  reachable(): boolean {
    return this.#reachable === true;
  }

  start(): void {
    this.#check();
  }

  stop(): void {
    this.#stopped = true;
    this.#stop();
  }

  /** What a sale's own calls tell about the line. */
  hear(what: Happening): void {
    if (!("outcome" in what) || what.is === "vend-answered" || what.is === "print-answered") return;
    if (what.outcome.is === "done") this.#set(true);
    else if (what.outcome.fault.code === "gateway/unreachable" || what.outcome.fault.code === "gateway/no-answer")
      this.#set(false);
  }

  #check(): void {
    this.#gateway.check().then(
      (outcome) => {
        this.#set(outcome.is === "done");
        this.#again();
      },
      () => {
        this.#set(false);
        this.#again();
      },
    );
  }

  #again(): void {
    this.#stop();
    if (this.#stopped) return;
    this.#stop = this.#clock.after(this.reachable() ? CHECK_WHEN_WELL_MS : CHECK_WHEN_ILL_MS, () => this.#check());
  }

  #set(reachable: boolean): void {
    if (this.#reachable === reachable || this.#stopped) return;
    const wasWell = this.#reachable === true;
    this.#reachable = reachable;
    // An outage noticed by a sale is looked at at the fast pace, not at the next half minute.
    if (wasWell && !reachable) {
      this.#stop();
      this.#again();
    }
    this.#onChange();
  }
}
