import type { Ticker } from "../contract.ts";

/** Waiting for an answer from another process: each ends, with what was asked for or with what its silence means. */
export class Calls<Answer> {
  readonly #ticker: Ticker;
  readonly #open = new Map<number, (answer: Answer) => void>();
  #last = 0;

  constructor(ticker: Ticker) {
    this.#ticker = ticker;
  }

  /** `otherwise` is the answer when the process dies or the deadline passes. */
  ask(send: (call: number) => void, deadlineMs: number, otherwise: Answer): Promise<Answer> {
    this.#last += 1;
    const call = this.#last;
    return new Promise((resolve) => {
      const disarm = this.#ticker.after(deadlineMs, () => this.#end(call, otherwise));
      this.#open.set(call, (answer) => {
        disarm();
        resolve(answer);
      });
      send(call);
    });
  }

  answered(call: number, answer: Answer): void {
    this.#end(call, answer);
  }

  /** The process is gone: nobody will answer. */
  abandon(answer: Answer): void {
    for (const call of [...this.#open.keys()]) this.#end(call, answer);
  }

  #end(call: number, answer: Answer): void {
    const resolve = this.#open.get(call);
    this.#open.delete(call);
    resolve?.(answer);
  }
}
