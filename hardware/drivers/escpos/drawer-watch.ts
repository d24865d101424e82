import type { DrawerNews, DrawerWiring, KickOutcome, Ticker } from "../../contract.ts";

/** A drawer that has not moved its switch this long after its pulse is jammed, locked or not there. */
export const OPENS_WITHIN_MS = 1_000;
const OPEN_TOO_LONG_MS = 60_000;
const PULSE_MS = 100;
/** A coil is off for at least this long, and for four times as long as it was on. */
const OFF_MS = 500;

/** What was heard of the switch last. */
export interface SwitchLevel {
  readonly high: boolean;
  /** Counts what was heard, so that the same level heard again is told from one heard once. */
  readonly heard: number;
  /** Counts what belonged to no answer: what was heard beside such bytes is not believed. */
  readonly strange: number;
}

/** A change is believed when it was heard so often in a row: a few bytes of noise are no burglar. */
const HEARD_TO_BELIEVE = 3;

/**
 * Whether a cash drawer is open, whom it was opened by, and whether it may be fired now. Opening and closing that nobody
 * asked for is told from a pulse's, and neither is believed before it was heard several times in a row.
 */
export class DrawerWatch {
  readonly #wiring: DrawerWiring;
  readonly #ticker: Ticker;
  readonly #tell: (news: DrawerNews) => void;
  #news: DrawerNews = "unseen";
  #firedAtMs: number | undefined;
  /** Until then an opening is the pulse's; it opens a drawer once. */
  #opensUntilMs = Number.NEGATIVE_INFINITY;
  /** A change that is not believed yet. */
  #doubted: { readonly level: SwitchLevel; readonly times: number; readonly byPulse: boolean } | undefined;
  #openedByPulse = false;
  #stopAlarm: () => void = () => undefined;

  constructor(wiring: DrawerWiring, ticker: Ticker, tell: (news: DrawerNews) => void) {
    this.#wiring = wiring;
    this.#ticker = ticker;
    this.#tell = tell;
  }

  get pulseMs(): number {
    return Math.min(Math.max(this.#wiring.pulseMs ?? PULSE_MS, 100), 200);
  }

  /** Undefined while nobody can tell. */
  get isOpen(): boolean | undefined {
    return this.#wiring.openIs === undefined || this.#news === "unseen" ? undefined : this.#news !== "closed";
  }

  /** Whether this level means open. */
  means(high: boolean): boolean {
    return high === (this.#wiring.openIs === "high");
  }

  /** False while the coil cools. */
  get mayFire(): boolean {
    const sinceMs = this.#ticker.nowMs() - (this.#firedAtMs ?? Number.NEGATIVE_INFINITY);
    return sinceMs >= this.pulseMs + Math.max(OFF_MS, 4 * this.pulseMs);
  }

  /** A change is to be heard again before it is believed: ask. */
  get wantsAnotherLook(): boolean {
    return this.#doubted !== undefined;
  }

  /** The pulse is about to be sent: what opens from now on, until a second after it was proved, was opened by it. */
  fires(): void {
    this.#openedByPulse = false;
    this.#firedAtMs = this.#ticker.nowMs();
    this.#opensUntilMs = Number.POSITIVE_INFINITY;
  }

  /** The printer has carried the pulse out. */
  fired(): void {
    this.#firedAtMs = this.#ticker.nowMs();
    this.#opensUntilMs = this.#openedByPulse ? Number.NEGATIVE_INFINITY : this.#firedAtMs + OPENS_WITHIN_MS;
  }

  /** The pulse was never sent. */
  didNotFire(): void {
    this.#firedAtMs = undefined;
    this.#opensUntilMs = Number.NEGATIVE_INFINITY;
  }

  hear(level: SwitchLevel): void {
    if (this.#wiring.openIs === undefined) return;
    const open = this.means(level.high);
    if (this.isOpen === open) this.#doubted = undefined;
    else this.#doubt(level, open);
  }

  /** The printer is not heard any more. */
  lose(): void {
    this.#doubted = undefined;
    if (this.#news !== "unseen") this.#become("unseen");
  }

  stop(): void {
    this.#stopAlarm();
  }

  /** The pulse opened it. */
  get openedByPulse(): boolean {
    return this.#openedByPulse;
  }

  /** What the switch adds to a pulse of which this much is known. */
  outcome(sent: "proved" | "unproved"): KickOutcome {
    if (this.#openedByPulse) return "opened";
    if (sent === "unproved") return "unknown";
    return this.isOpen === undefined ? "fired" : "stuck";
  }

  get #wasFired(): boolean {
    return this.#ticker.nowMs() <= this.#opensUntilMs;
  }

  #doubt(level: SwitchLevel, open: boolean): void {
    const before = this.#doubted;
    if (before?.level.heard === level.heard) return;
    const goesOn = before?.level.high === level.high && before.level.strange === level.strange;
    const times = goesOn ? before.times + 1 : 1;
    const byPulse = before?.level.high === level.high ? before.byPulse : this.#wasFired;
    this.#doubted = { level, times, byPulse };
    if (times < HEARD_TO_BELIEVE) return;
    if (!open) this.#become("closed");
    else if (this.#news === "unseen") this.#become("found-open");
    else {
      this.#openedByPulse = byPulse;
      if (byPulse) this.#opensUntilMs = Number.NEGATIVE_INFINITY;
      this.#become(byPulse ? "opened" : "opened-alone");
    }
  }

  #become(news: DrawerNews): void {
    this.#doubted = undefined;
    this.#news = news;
    this.#stopAlarm();
    this.#stopAlarm = () => undefined;
    if (news === "opened" || news === "opened-alone" || news === "found-open") {
      const afterMs = this.#wiring.openTooLongMs ?? OPEN_TOO_LONG_MS;
      this.#stopAlarm = this.#ticker.after(afterMs, () => this.#become("left-open"));
    }
    this.#tell(news);
  }
}
