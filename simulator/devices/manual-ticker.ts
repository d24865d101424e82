import type { Ticker } from "../../hardware/contract.ts";

/** A clock that moves only when told: waits end in the order of their time, then of their asking. */
export class ManualTicker implements Ticker {
  #nowMs = 0;
  #asked = 0;
  readonly #waits = new Map<number, { atMs: number; call: () => void }>();

  nowMs(): number {
    return this.#nowMs;
  }

  after(ms: number, call: () => void): () => void {
    this.#asked += 1;
    const id = this.#asked;
    this.#waits.set(id, { atMs: this.#nowMs + Math.max(0, ms), call });
    return () => this.#waits.delete(id);
  }

  /** Waits still open. */
  get waiting(): number {
    return this.#waits.size;
  }

  /** Moves the clock, ending every wait that falls due, and lets promises settle between them. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      await settle();
      const due = this.#earliest(untilMs);
      if (due === undefined) break;
      this.#nowMs = Math.max(this.#nowMs, due.atMs);
      this.#waits.delete(due.id);
      due.call();
    }
    this.#nowMs = untilMs;
    await settle();
  }

  #earliest(untilMs: number): { id: number; atMs: number; call: () => void } | undefined {
    let found: { id: number; atMs: number; call: () => void } | undefined;
    for (const [id, wait] of this.#waits) {
      if (wait.atMs <= untilMs && (found === undefined || wait.atMs < found.atMs)) found = { id, ...wait };
    }
    return found;
  }
}

/** One turn of the event loop: all promise reactions that are ready have run. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
