import type { Ticker } from "../contract.ts";

/** No board answers later than this; the longest reply delay one can be set to is 1 s. */
const LATEST_ANSWER_MS = 5_000;

/**
 * Answers that may still come. Where answers carry no number, one that comes too late looks exactly like the answer to
 * the same question asked again. So a question that went unanswered is owed, and is not asked again until a different
 * one has been answered: boards answer in order. A shape is what answers have in common that cannot be told apart.
 */
export class OwedAnswers {
  readonly #ticker: Ticker;
  readonly #sinceMs = new Map<string, number>();

  constructor(ticker: Ticker) {
    this.#ticker = ticker;
  }

  isOwed(shape: string): boolean {
    const sinceMs = this.#sinceMs.get(shape);
    if (sinceMs === undefined) return false;
    if (this.#ticker.nowMs() - sinceMs < LATEST_ANSWER_MS) return true;
    this.#sinceMs.delete(shape);
    return false;
  }

  isAnyOwed(accepts: (shape: string) => boolean): boolean {
    return [...this.#sinceMs.keys()].some((shape) => accepts(shape) && this.isOwed(shape));
  }

  unanswered(shape: string): void {
    this.#sinceMs.set(shape, this.#ticker.nowMs());
  }

  /** The right answer came to a question, not owed itself, asked at this time: all before it have come, or never will. */
  answered(askedMs: number): void {
    for (const [shape, sinceMs] of this.#sinceMs) if (sinceMs <= askedMs) this.#sinceMs.delete(shape);
  }
}
