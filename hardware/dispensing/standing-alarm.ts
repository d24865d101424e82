/** An alarm stays until somebody has unlocked a slot, which they do when they have looked, or for a day. */
const STAYS_MS = 86_400_000;

/** Evidence that contradicted itself, the latest: good sales after it do not make it untrue. */
export class StandingAlarm {
  #raised: { readonly what: string; readonly atMs: number } | undefined;

  raise(what: string, nowMs: number): void {
    this.#raised = { what, atMs: nowMs };
  }

  clear(): void {
    this.#raised = undefined;
  }

  /** Undefined while there is none. */
  words(nowMs: number): string | undefined {
    return this.#raised !== undefined && nowMs - this.#raised.atMs < STAYS_MS ? this.#raised.what : undefined;
  }
}
