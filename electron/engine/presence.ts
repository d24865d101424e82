import type { Idle } from "../core/idle.ts";
import type { Nearness } from "../core/ports.ts";
import { goTo, patienceOf } from "./front.ts";
import type { Stage } from "./stage.ts";

export interface PresenceWatchParts {
  readonly stage: Stage;
  /** Undefined without a sensor, "unknown" with one that is not to be believed. */
  readonly nearness: () => Nearness | undefined;
  /** False for a motion detector: nobody moving is not nobody there. */
  readonly seesStillness: boolean;
  readonly idle: () => Idle;
  readonly isAvailable: () => boolean;
  /** It is time to look again. */
  readonly onDue: () => void;
}

/** Nobody seen for so long, on top of the sensor's own patience: the customer has walked away. */
const GONE_MS = 10_000;

/**
 * What a presence sensor may do, and no more: somebody who comes wakes the attract screen, somebody who still stands there
 * is not asked to leave, and where nobody is left the question "are you still there?" comes at once, with its whole warning.
 * A sensor in fault changes nothing: the clocks run as configured.
 */
export class PresenceWatch {
  readonly #parts: PresenceWatchParts;
  #was: Nearness | undefined;
  /** When patience was lengthened last, and how often since somebody did something. */
  #lengthenedAtMs = Number.NaN;
  #times = 0;
  #goneSinceMs: number | undefined;
  #stopWaiting: () => void = () => undefined;

  constructor(parts: PresenceWatchParts) {
    this.#parts = parts;
  }

  /** Looks, and moves the screen along where that is due. What changed is shown with whatever follows. */
  look(): void {
    const { stage, nearness, isAvailable } = this.#parts;
    const is = nearness();
    const hasCome = is === "near" && this.#was === "gone";
    this.#was = is;
    this.#countGone(is === "gone");
    if (is !== "near") return;
    if (stage.front.at !== "attract") this.#lengthen();
    else if (hasCome && isAvailable()) stage.front = goTo(stage.front, "goods", stage.clock.nowMs());
  }

  stop(): void {
    this.#stopWaiting();
  }

  #countGone(isGone: boolean): void {
    const { stage, seesStillness, onDue } = this.#parts;
    if (!isGone || !seesStillness) {
      this.#goneSinceMs = undefined;
      this.#stopWaiting();
      return;
    }
    const nowMs = stage.clock.nowMs();
    if (this.#goneSinceMs === undefined) {
      this.#goneSinceMs = nowMs;
      this.#stopWaiting = stage.clock.after(GONE_MS, onDue);
    }
    if (nowMs - this.#goneSinceMs >= GONE_MS) this.#shorten(this.#goneSinceMs, nowMs);
  }

  /** The warning begins now. Whoever touched the screen meanwhile is there, whatever the sensor says. */
  #shorten(goneSinceMs: number, nowMs: number): void {
    const { stage, idle } = this.#parts;
    const { leaving, nextMs } = idle();
    const isAsked = leaving !== undefined || nextMs === undefined;
    const isResult = patienceOf(stage.front, stage.settings) === "result";
    if (isAsked || isResult || stage.front.touchedAtMs >= goneSinceMs) return;
    stage.front = { ...stage.front, touchedAtMs: stage.front.touchedAtMs - (nextMs - nowMs) };
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
