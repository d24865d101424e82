import type { Ticker } from "../../hardware/contract.ts";

interface Alarm {
  readonly atMs: number;
  readonly order: number;
  call: (() => void) | undefined;
}

/**
 * The time of a simulated world: alarms in the order of their time, then of their asking. It moves only by `step`, so a
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

  /** Rings the next alarm that falls before `untilMs`; false when there is none and time stands at `untilMs`. */
  async step(untilMs: number): Promise<boolean> {
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
      await settle();
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

/** Everything already promised is done; no time passes. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
