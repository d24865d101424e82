import type { Idle } from "../core/idle.ts";
import { same } from "../core/same.ts";
import type { View } from "../core/view.ts";
import type { SteadyClock } from "./steady-clock.ts";

/** How often a screen with a running clock is drawn anew. */
const TICK_MS = 1_000;

export interface ShownPorts {
  readonly clock: SteadyClock;
  readonly view: () => View;
  readonly idle: () => Idle;
  /** True while something on the screen counts. */
  readonly isTiming: () => boolean;
  readonly onExpired: () => void;
  /** Before anything is decided about the screen: who stands there may have changed. */
  readonly onLook: () => void;
  readonly onView: (view: View) => void;
}

/** What was shown last, and when to look again. A screen is sent only when something in it changed. */
export class Shown {
  readonly #ports: ShownPorts;
  #last: View | undefined;
  #stopTick: () => void = () => undefined;
  #stopped = false;

  constructor(ports: ShownPorts) {
    this.#ports = ports;
  }

  show(): void {
    if (this.#stopped) return;
    this.#ports.onLook();
    if (this.#ports.idle().expired) this.#ports.onExpired();
    const view = this.#ports.view();
    if (!same(view, this.#last)) {
      this.#last = view;
      this.#ports.onView(view);
    }
    this.#setTick();
  }

  stop(): void {
    this.#stopped = true;
    this.#stopTick();
  }

  /** A screen that shows time is drawn each second; any other when its patience changes. An attract screen sleeps. */
  #setTick(): void {
    this.#stopTick();
    this.#stopTick = () => undefined;
    const { clock, isTiming } = this.#ports;
    const idle = this.#ports.idle();
    const nowMs = clock.nowMs();
    const running = idle.leaving !== undefined || isTiming();
    const nextMs = Math.min(
      running ? nowMs + TICK_MS : Number.POSITIVE_INFINITY,
      idle.nextMs ?? Number.POSITIVE_INFINITY,
    );
    if (Number.isFinite(nextMs)) this.#stopTick = clock.after(Math.max(nextMs - nowMs, 1), () => this.show());
  }
}
