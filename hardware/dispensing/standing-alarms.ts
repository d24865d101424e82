import type { ConditionNote } from "./condition-notes.ts";

/** An alarm stays until somebody has looked and unlocked its slot, or for a day. */
const STAYS_MS = 86_400_000;
/** More at once say nothing new: the board is to be looked at as a whole. */
const ALARMS_MAX = 8;

interface Alarm {
  readonly what: string;
  /** Whose unlocking ends it; none: of a part of the board that carries no slot, ended by any. */
  readonly slots: readonly string[];
  readonly atMs: number;
}

/** Evidence that contradicted itself: good sales after it do not make it untrue, nor does another slot's unlocking. */
export class StandingAlarms {
  #raised: readonly Alarm[] = [];

  /** The same alarm again only stands for longer; past the largest number the oldest one goes. */
  raise(what: string, slots: readonly string[], nowMs: number): void {
    const alarm = { what, slots, atMs: nowMs };
    const others = this.#raised.filter((each) => wordsOf(each) !== wordsOf(alarm));
    this.#raised = [...others, alarm].slice(-ALARMS_MAX);
  }

  /** Somebody has looked at this slot. */
  cleared(slot: string): void {
    this.#raised = this.#raised.filter(({ slots }) => slots.length > 0 && !slots.includes(slot));
  }

  /** The oldest first, and the slots whose unlocking ends them; undefined while there is none. */
  note(nowMs: number): ConditionNote | undefined {
    this.#raised = this.#raised.filter(({ atMs }) => nowMs - atMs < STAYS_MS);
    if (this.#raised.length === 0) return undefined;
    const slots = [...new Set(this.#raised.flatMap((alarm) => alarm.slots))];
    return { what: this.#raised.map(wordsOf).join(" "), trouble: "alarm", slots };
  }
}

function wordsOf({ what, slots }: Alarm): string {
  return slots.length === 0 ? what : `${slots.join(", ")}: ${what}`;
}
