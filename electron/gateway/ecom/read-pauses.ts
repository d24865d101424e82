/** More payments than this are never open at once; the pause that ends first is forgotten first. */
const PAUSES_MAX = 100;

/** Until when each payment must not be read, in the clock's monotonic time. */
export class ReadPauses {
  readonly #untilMs = new Map<string, number>();

  ask(reference: string, untilMs: number): void {
    this.#untilMs.set(reference, untilMs);
    if (this.#untilMs.size <= PAUSES_MAX) return;
    const [first] = [...this.#untilMs].sort(([, a], [, b]) => a - b);
    if (first !== undefined) this.#untilMs.delete(first[0]);
  }

  leftMs(reference: string, nowMs: number): number {
    const untilMs = this.#untilMs.get(reference);
    if (untilMs === undefined) return 0;
    if (untilMs <= nowMs) this.#untilMs.delete(reference);
    return Math.max(untilMs - nowMs, 0);
  }
}
