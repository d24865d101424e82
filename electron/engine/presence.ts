import type { Idle } from "../core/idle.ts";
import type { Nearness } from "../core/ports.ts";
import { goTo } from "./front.ts";
import type { Stage } from "./stage.ts";

export interface PresenceWatchParts {
  readonly stage: Stage;
  /** Undefined without a sensor, "unknown" with one that is not to be believed. */
  readonly nearness: () => Nearness | undefined;
  readonly idle: () => Idle;
  readonly isAvailable: () => boolean;
}

/**
 * What a presence sensor may do, and no more: somebody who comes wakes the attract screen, and somebody who still stands
 * there is not asked to leave. Nobody seen, or a sensor in fault, changes nothing: the clocks run as configured.
 */
export class PresenceWatch {
  readonly #parts: PresenceWatchParts;
  #was: Nearness | undefined;
  /** When patience was lengthened last, and how often since somebody did something. */
  #lengthenedAtMs = Number.NaN;
  #times = 0;

  constructor(parts: PresenceWatchParts) {
    this.#parts = parts;
  }

  /** Looks, and moves the screen along where that is due. What changed is shown with whatever follows. */
  look(): void {
    const { stage, nearness, isAvailable } = this.#parts;
    const is = nearness();
    const hasCome = is === "near" && this.#was === "gone";
    this.#was = is;
    if (is !== "near") return;
    if (stage.front.at !== "attract") this.#lengthen();
    else if (hasCome && isAvailable()) stage.front = goTo(stage.front, "goods", stage.clock.nowMs());
  }

  /** Bounded like the customer's own "more time", so that a chair before the terminal does not hold it for ever. */
  #lengthen(): void {
    const { stage, idle } = this.#parts;
    if (idle().leaving === undefined) return;
    if (stage.front.touchedAtMs !== this.#lengthenedAtMs) this.#times = 0;
    if (this.#times >= stage.settings.clocks.extensionsMax) return;
    this.#times += 1;
    this.#lengthenedAtMs = stage.clock.nowMs();
    stage.front = { ...stage.front, touchedAtMs: this.#lengthenedAtMs };
  }
}
