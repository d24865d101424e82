/**
 * Opening and closing serial ports, one at a time in this process. The kernel gives a closed descriptor's number to the
 * next open; a write still queued for the old one would come out of the new one. Nothing is opened while anything is
 * being closed, and nothing is closed before its last write has come back.
 */
export class PortTurns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(act, act);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

/** The one queue of this process. */
export const portTurns = new PortTurns();
