/** Which slots have failed too often in a row, and when each output may be pulsed again. Lives as long as the driver. */
export class SlotLocks {
  readonly #failuresToLock: number;
  readonly #failures = new Map<string, number>();
  readonly #restUntilMs = new Map<number, number>();

  constructor(failuresToLock: number) {
    this.#failuresToLock = failuresToLock;
  }

  isLocked(slot: string): boolean {
    return (this.#failures.get(slot) ?? 0) >= this.#failuresToLock;
  }

  locked(): readonly string[] {
    return [...this.#failures.keys()].filter((slot) => this.isLocked(slot));
  }

  failed(slot: string): void {
    this.#failures.set(slot, (this.#failures.get(slot) ?? 0) + 1);
  }

  /** A product fell, or the attendant has cleared the slot. */
  cleared(slot: string): void {
    this.#failures.delete(slot);
  }

  /** Outputs and motors want a rest between pulses. */
  rest(channel: number, untilMs: number): void {
    this.#restUntilMs.set(channel, untilMs);
  }

  restMs(channel: number, nowMs: number): number {
    return Math.max(0, (this.#restUntilMs.get(channel) ?? nowMs) - nowMs);
  }
}
