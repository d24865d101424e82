import type { LineOpener, Ticker } from "../contract.ts";

/** What one line has done since its process began. */
export interface LineFigures {
  /** Times it was opened; after the first each is a device that was lost and found again. */
  readonly connections: number;
  /** Words said to which an answer was due, and how many of them found none. */
  readonly asked: number;
  readonly unanswered: number;
  /** Times something came that could not be understood; absent where the driver does not count it. */
  readonly misheard?: number;
  /** Median of the last answers, from the word's leaving to the first byte back; absent until there are enough. */
  readonly replyMs?: number;
}

/** A device that has not said a byte after so long does not answer this word. */
const ANSWER_MS = 1_500;
const SAMPLES_MAX = 63;
const SAMPLES_LEAST = 9;

/**
 * Measures a line from outside its driver: how often it was lost, how long answers take, how many never come. A word that no
 * device of its kind answers is told apart by nobody, so figures are compared with the same device's own, never with another's.
 */
export class LineMeter {
  readonly #ticker: Ticker;
  readonly #replies: number[] = [];
  #connections = 0;
  #asked = 0;
  #unanswered = 0;
  #saidAtMs: number | undefined;

  constructor(ticker: Ticker) {
    this.#ticker = ticker;
  }

  figures(): LineFigures {
    const counted = { connections: this.#connections, asked: this.#asked, unanswered: this.#unanswered };
    if (this.#replies.length < SAMPLES_LEAST) return counted;
    return { ...counted, replyMs: Math.round(median(this.#replies)) };
  }

  tap(opener: LineOpener): LineOpener {
    return {
      open: async (ears, deadlineMs) => {
        const opened = await opener.open(
          {
            bytes: (chunk) => {
              this.#heard();
              ears.bytes(chunk);
            },
            lost: (loss) => {
              this.#saidAtMs = undefined;
              ears.lost(loss);
            },
          },
          deadlineMs,
        );
        if ("loss" in opened) return opened;
        this.#connections += 1;
        const { line } = opened;
        return {
          line: {
            write: (bytes, writeMs) => {
              this.#says();
              return line.write(bytes, writeMs);
            },
            close: () => line.close(),
          },
        };
      },
      watch: (appeared) => opener.watch(appeared),
    };
  }

  /** What is said while an answer is still due belongs to the same word. */
  #says(): void {
    const nowMs = this.#ticker.nowMs();
    if (this.#saidAtMs !== undefined && nowMs - this.#saidAtMs < ANSWER_MS) return;
    if (this.#saidAtMs !== undefined) this.#unanswered += 1;
    this.#asked += 1;
    this.#saidAtMs = nowMs;
  }

  #heard(): void {
    if (this.#saidAtMs === undefined) return;
    const tookMs = this.#ticker.nowMs() - this.#saidAtMs;
    this.#saidAtMs = undefined;
    if (tookMs >= ANSWER_MS) {
      this.#unanswered += 1;
      return;
    }
    this.#replies.push(tookMs);
    if (this.#replies.length > SAMPLES_MAX) this.#replies.shift();
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
