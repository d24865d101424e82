import type { Ticker } from "../../hardware/contract.ts";

interface Alarm {
  readonly atMs: number;
  readonly order: number;
  call: (() => void) | undefined;
}

const TURNS_AT_ONCE = 64;

/**
 * The time of a simulated world: alarms in the order of their time, then of their asking. It moves only in `run`, so a
 * year costs what happens in it.
 */
export class SimTime implements Ticker {
  readonly startMs: number;
  #elapsedMs = 0;
  #order = 0;
  readonly #heap: Alarm[] = [];

  constructor(startMs: number) {
    this.startMs = startMs;
  }

  /** Since the world began. */
  nowMs(): number {
    return this.#elapsedMs;
  }

  /** Since 1970, as the bank and everybody with a good clock sees it. */
  trueMs(): number {
    return this.startMs + Math.floor(this.#elapsedMs);
  }

  after(ms: number, call: () => void): () => void {
    const alarm: Alarm = { atMs: this.#elapsedMs + Math.max(ms, 0), order: this.#order++, call };
    this.#push(alarm);
    return () => {
      alarm.call = undefined;
    };
  }

  /**
   * Rings one alarm after the other, each when everything its forerunner promised is done, for as long as `goesOn` says so
   * in between. Ends early when no alarm is left before `untilMs`, and time stands there.
   */
  run(untilMs: number, goesOn: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      let over = false;
      const turn = (): void => {
        if (over) return;
        try {
          over = !goesOn() || !this.#ring(untilMs);
        } catch (error) {
          over = true;
          reject(error);
        }
        if (over) resolve();
      };
      // Between two immediates of one batch all promises are kept, as they are between two turns of Node's loop.
      const batch = (): void => {
        if (over) return;
        for (let at = 0; at < TURNS_AT_ONCE; at += 1) setImmediate(turn);
        setImmediate(batch);
      };
      batch();
    });
  }

  #ring(untilMs: number): boolean {
    for (;;) {
      const next = this.#heap[0];
      if (next === undefined || next.atMs > untilMs) {
        this.#elapsedMs = Math.max(this.#elapsedMs, untilMs);
        return false;
      }
      this.#pop();
      if (next.call === undefined) continue;
      this.#elapsedMs = next.atMs;
      next.call();
      return true;
    }
  }

  #push(alarm: Alarm): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(alarm);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = heap[above];
      if (other === undefined || !sooner(alarm, other)) break;
      heap[at] = other;
      at = above;
    }
    heap[at] = alarm;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      const left = heap[below];
      const right = heap[below + 1];
      if (left !== undefined && right !== undefined && sooner(right, left)) below += 1;
      const least = heap[below];
      if (least === undefined || !sooner(least, last)) break;
      heap[at] = least;
      at = below;
    }
    heap[at] = last;
  }
}

function sooner(a: Alarm, b: Alarm): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}
