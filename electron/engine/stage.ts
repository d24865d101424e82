import type { Sale } from "../core/sale.ts";
import type { TerminalSettings } from "../core/settings.ts";
import { type Front, freshFront, goTo } from "./front.ts";
import type { SteadyClock } from "./steady-clock.ts";

/**
 * Who stands at the screen, in the one place where the parts of the terminal move them along. Every act answers whether it
 * made sense; what changed is seen in the next view.
 */
export class Stage {
  readonly settings: TerminalSettings;
  readonly clock: SteadyClock;
  front: Front;
  readonly #show: () => void;

  constructor(settings: TerminalSettings, clock: SteadyClock, show: () => void) {
    this.settings = settings;
    this.clock = clock;
    this.front = freshFront(settings, clock.nowMs());
    this.#show = show;
  }

  /** The sale on the screen, also after it closed. */
  present(): Sale | undefined {
    return this.front.at === "sale" ? this.front.sale : undefined;
  }

  /** Somebody did something: patience begins anew, with what they changed. */
  touch(change: Partial<Front> = {}): true {
    this.front = { ...this.front, ...change, touchedAtMs: this.clock.nowMs() };
    return this.done();
  }

  /** Another screen: patience begins anew there. */
  go(at: Front["at"]): true {
    this.front = goTo(this.front, at, this.clock.nowMs());
    return this.done();
  }

  /** The screen of the next customer, with nothing of this one left. Shown with whatever follows. */
  wipe(): void {
    this.front = freshFront(this.settings, this.clock.nowMs());
  }

  done(): true {
    this.#show();
    return true;
  }
}
