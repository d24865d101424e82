import type { Ticker } from "../../../hardware/contract.ts";

/** The spring takes so long to move the switch. */
const OPENS_AFTER_MS = 120;
/** A coil fired again sooner gets hot. */
const REST_MS = 500;
const PULSE_MS = { shortest: 100, longest: 200 } as const;

export interface DrawerEars {
  /** Its switch moves. */
  readonly opens: () => void;
  readonly isJammed: () => boolean;
  readonly violate: (what: string) => void;
}

/** The coil of a cash drawer: counts what it is told, and notes what would burn it. */
export class EmulatedDrawer {
  readonly #ticker: Ticker;
  readonly #ears: DrawerEars;
  #kicks = 0;
  #kickedAtMs = Number.NEGATIVE_INFINITY;

  constructor(ticker: Ticker, ears: DrawerEars) {
    this.#ticker = ticker;
    this.#ears = ears;
  }

  get kicks(): number {
    return this.#kicks;
  }

  fire(onMs: number): void {
    const sinceMs = this.#ticker.nowMs() - this.#kickedAtMs;
    if (onMs < PULSE_MS.shortest || onMs > PULSE_MS.longest) this.#ears.violate(`a drawer's pulse of ${onMs} ms`);
    if (sinceMs < REST_MS) this.#ears.violate(`a drawer fired again after ${Math.round(sinceMs)} ms`);
    this.#kickedAtMs = this.#ticker.nowMs();
    this.#kicks++;
    if (!this.#ears.isJammed()) this.#ticker.after(OPENS_AFTER_MS, this.#ears.opens);
  }
}
