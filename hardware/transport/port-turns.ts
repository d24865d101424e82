import type { Ticker } from "../contract.ts";
import { steadyTicker } from "../steady-ticker.ts";

/**
 * Opening and closing serial ports, one at a time in this process: the library does not expect two opens at once, and a
 * new connection to a device must not begin before the old one has ended. A driver of the operating system that does
 * not come back loses its turn after a while, so that the other devices stay reachable.
 */
export class PortTurns {
  readonly #ticker: Ticker;
  #last: Promise<unknown> = Promise.resolve();

  constructor(ticker: Ticker) {
    this.#ticker = ticker;
  }

  /** Settles as `act` does; the turn is passed on then, or after `turnMs` at the latest. */
  take<T>(act: () => Promise<T>, turnMs: number): Promise<T> {
    const begun = this.#last.then(act);
    const ended = begun.then(
      () => undefined,
      () => undefined,
    );
    this.#last = this.#last.then(() => this.#within(ended, turnMs));
    return begun;
  }

  #within(ended: Promise<void>, turnMs: number): Promise<void> {
    return new Promise((resolve) => {
      const disarm = this.#ticker.after(turnMs, resolve);
      void ended.then(() => {
        disarm();
        resolve();
      });
    });
  }
}

/** The one queue of this process. */
export const portTurns = new PortTurns(steadyTicker);
