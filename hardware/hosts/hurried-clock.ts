import type { Ticker } from "../contract.ts";

/** More waits than any driver's conversation with a silent board has. */
const WAITS_MOST = 10_000;

/**
 * A clock on which every wait is over as soon as nothing else is to be done: for talking to a board that is not there,
 * whose answers a driver would otherwise wait for. It stops by itself when told, or after ten thousand waits.
 */
export class HurriedClock implements Ticker {
  #nowMs = 0;
  #waits: { readonly atMs: number; readonly call: () => void }[] = [];
  #passed = 0;
  #isStopped = false;
  #isTurning = false;

  nowMs(): number {
    return this.#nowMs;
  }

  after(ms: number, call: () => void): () => void {
    const wait = { atMs: this.#nowMs + Math.max(0, ms), call };
    this.#waits.push(wait);
    this.#turn();
    return () => {
      this.#waits = this.#waits.filter((other) => other !== wait);
    };
  }

  stop(): void {
    this.#isStopped = true;
  }

  #turn(): void {
    if (this.#isTurning) return;
    this.#isTurning = true;
    setImmediate(() => {
      this.#isTurning = false;
      if (this.#isStopped || this.#passed >= WAITS_MOST) return;
      this.#passed += 1;
      const [next, ...others] = this.#waits.toSorted((one, other) => one.atMs - other.atMs);
      if (next === undefined) return;
      this.#waits = others;
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.call();
      if (this.#waits.length > 0) this.#turn();
    });
  }
}
