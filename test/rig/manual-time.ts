import type { Clock } from "../../electron/core/ports.ts";
import type { Ticker } from "../../hardware/contract.ts";

interface Alarm {
  readonly atMs: number;
  readonly order: number;
  readonly call: () => void;
}

/**
 * Time that moves when it is told to. One clock for terminal, wallet and devices of a test, so that a minute costs
 * nothing and everything happens in one order, the same each time.
 */
export class ManualTime implements Clock, Ticker {
  readonly #startMs: number;
  #elapsedMs = 0;
  #order = 0;
  #wallShiftMs = 0;
  #alarms: Alarm[] = [];

  constructor(startMs = 1_800_000_000_000) {
    this.#startMs = startMs;
  }

  nowMs(): number {
    return Math.floor(this.#startMs + this.#elapsedMs + this.#wallShiftMs);
  }

  monotonicMs(): number {
    return this.#elapsedMs;
  }

  after(ms: number, call: () => void): () => void {
    const alarm: Alarm = { atMs: this.#elapsedMs + Math.max(ms, 0), order: this.#order++, call };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((each) => each !== alarm);
    };
  }

  /** Somebody sets the wall clock; timers are not moved by it. */
  setWall(byMs: number): void {
    this.#wallShiftMs += byMs;
  }

  /** Lets `ms` pass, alarm by alarm, with everything promised in between done first. */
  async pass(ms: number): Promise<void> {
    const endMs = this.#elapsedMs + ms;
    await settle();
    for (;;) {
      const next = this.#next();
      if (next === undefined || next.atMs > endMs) break;
      this.#elapsedMs = next.atMs;
      this.#alarms = this.#alarms.filter((each) => each !== next);
      next.call();
      await settle();
    }
    this.#elapsedMs = endMs;
  }

  /** Passes time in small steps until `holds`, at most `mostMs`. */
  async passUntil(holds: () => boolean, mostMs: number, stepMs = 50): Promise<void> {
    await settle();
    for (let passedMs = 0; !holds(); passedMs += stepMs) {
      if (passedMs >= mostMs) throw new Error(`did not come true within ${mostMs} ms`);
      await this.pass(stepMs);
    }
  }

  #next(): Alarm | undefined {
    return this.#alarms.reduce<Alarm | undefined>(
      (first, each) =>
        first === undefined || each.atMs < first.atMs || (each.atMs === first.atMs && each.order < first.order)
          ? each
          : first,
      undefined,
    );
  }
}

/** Everything already promised is done; no time passes. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}
