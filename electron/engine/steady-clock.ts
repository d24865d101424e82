import type { Clock } from "../core/ports.ts";

/**
 * Terminal time: the wall clock as it was when the program started, carried on by the monotonic one. A clock that is
 * set while the program runs moves no deadline; entries and receipts still take the wall clock of their moment.
 */
export class SteadyClock {
  readonly #clock: Clock;
  readonly #offsetMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#offsetMs = clock.nowMs() - clock.monotonicMs();
  }

  nowMs(): number {
    return Math.floor(this.#clock.monotonicMs() + this.#offsetMs);
  }

  wallMs(): number {
    return this.#clock.nowMs();
  }

  after(ms: number, call: () => void): () => void {
    return this.#clock.after(Math.max(ms, 0), call);
  }
}
