import type { Clock } from "../../electron/core/ports.ts";
import type { Ticker } from "../../hardware/contract.ts";
import type { SimTime } from "./sim-time.ts";

/** Thrown by the disk when the power goes in the middle of a write. Nobody but the simulation may catch it. */
export class PowerCut extends Error {}

/**
 * One run of the terminal's program, from power on to power off. Once it is dead nothing of it acts any more: its alarms
 * do not ring, its requests are not sent, and no answer reaches it.
 */
export class Life {
  readonly number: number;
  dead = false;
  readonly #time: SimTime;
  readonly #bornAtMs: number;
  readonly #wallShift: () => number;

  constructor(number: number, time: SimTime, wallShift: () => number) {
    this.number = number;
    this.#time = time;
    this.#bornAtMs = time.nowMs();
    this.#wallShift = wallShift;
  }

  readonly clock: Clock = {
    nowMs: () => this.#time.trueMs() + this.#wallShift(),
    monotonicMs: () => this.#time.nowMs() - this.#bornAtMs,
    after: (ms, call) => this.#after(ms, call),
  };

  /** For drivers. */
  readonly ticker: Ticker = {
    nowMs: () => this.#time.nowMs() - this.#bornAtMs,
    after: (ms, call) => this.#after(ms, call),
  };

  /** Resolves after `ms`, or never when this life ends before. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.#after(ms, resolve));
  }

  #after(ms: number, call: () => void): () => void {
    return this.#time.after(ms, () => {
      if (!this.dead) call();
    });
  }
}
