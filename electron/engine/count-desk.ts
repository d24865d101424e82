import type { Stage } from "./stage.ts";

/** Somebody who said "three" and then served another customer does not mean it any more. */
const COUNT_LASTS_MS = 60_000;

/**
 * Counter: how many of the next good are meant, said before it is scanned or chosen. Used once, by the good that goes into
 * the basket; forgotten with the screen, and after a minute. `false` means "not now" and changes nothing.
 */
export class CountDesk {
  readonly #stage: Stage;
  #keeps: () => void = () => undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Undefined: one again. */
  say(count: number | undefined): boolean {
    const stage = this.#stage;
    if (stage.settings.mode !== "counter" || stage.front.at !== "goods") return false;
    this.#unsay();
    if (count === undefined) return stage.touch();
    this.#keeps = stage.clock.after(COUNT_LASTS_MS, () => {
      this.#unsay();
      stage.done();
    });
    return stage.touch({ countSaid: count });
  }

  stop(): void {
    this.#keeps();
  }

  #unsay(): void {
    this.#keeps();
    const { countSaid: _said, ...front } = this.#stage.front;
    this.#stage.front = front;
  }
}
