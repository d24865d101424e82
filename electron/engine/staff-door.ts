import type { SteadyClock } from "./steady-clock.ts";

/** Who forgets to close the door closes it this much later. */
export const OPEN_MS = 2 * 60_000;
/** Who knocked and types no PIN has gone away. */
export const KNOCK_MS = 60_000;
const TRIES_MAX = 5;
const SHUT_MS = 60_000;
const SHUT_MS_MAX = 60 * 60_000;

export interface StaffDoorPorts {
  readonly clock: SteadyClock;
  /** Whether this is the staff's PIN; absent where none is configured. */
  readonly isPin: ((pin: string) => boolean) | undefined;
  /** True at the attended counter, where whoever stands at the screen is staff: without a PIN configured, the door is open. */
  readonly attended: boolean;
  /** For the journal: `staff/opened`, `staff/refused`, `staff/shut`. Never with the PIN. */
  readonly onEvent: (kind: string) => void;
  /** `state` may answer differently now. */
  readonly onChange: () => void;
}

/**
 * The door between customers and what only staff may do. Five wrong PINs shut it for a minute, five more for two, then
 * four, up to an hour. A PIN lives in this call only.
 */
export class StaffDoor {
  readonly #ports: StaffDoorPorts;
  #openUntilMs = Number.NEGATIVE_INFINITY;
  #shutUntilMs = Number.NEGATIVE_INFINITY;
  #knockedUntilMs = Number.NEGATIVE_INFINITY;
  #wrong = 0;
  #stopAlarm: () => void = () => undefined;

  constructor(ports: StaffDoorPorts) {
    this.#ports = ports;
  }

  /** door: somebody is asked for the PIN. inside: what only staff may do may be done. */
  state(): "closed" | "door" | "inside" {
    const nowMs = this.#ports.clock.nowMs();
    if (nowMs < this.#openUntilMs) return "inside";
    return nowMs < this.#knockedUntilMs ? "door" : "closed";
  }

  /** Somebody asks to be let in. `false`: nobody is, here. */
  knock(): boolean {
    const { clock, isPin, attended } = this.#ports;
    if (isPin === undefined) return attended && this.open("");
    this.#knockedUntilMs = clock.nowMs() + KNOCK_MS;
    this.#changed();
    return true;
  }

  open(pin: string): boolean {
    const opened = this.#try(pin);
    if (!opened && this.state() === "door") this.#knockedUntilMs = this.#ports.clock.nowMs() + KNOCK_MS;
    this.#changed();
    return opened;
  }

  #try(pin: string): boolean {
    if (!this.admits(pin)) return false;
    this.#openUntilMs = this.#ports.clock.nowMs() + OPEN_MS;
    this.#ports.onEvent("staff/opened");
    return true;
  }

  /** Whether this PIN would open, for one act outside the sheet: wrong ones count as at the door, and nothing is opened. */
  admits(pin: string): boolean {
    const { clock, isPin, attended, onEvent } = this.#ports;
    const nowMs = clock.nowMs();
    if (nowMs < this.#shutUntilMs) return false;
    if (isPin === undefined ? attended : isPin(pin)) {
      this.#wrong = 0;
      return true;
    }
    if (isPin === undefined) return false;
    this.#wrong += 1;
    onEvent("staff/refused");
    if (this.#wrong % TRIES_MAX === 0) {
      this.#shutUntilMs = nowMs + Math.min(SHUT_MS * 2 ** (this.#wrong / TRIES_MAX - 1), SHUT_MS_MAX);
      onEvent("staff/shut");
    }
    return false;
  }

  /** True while somebody is inside; each use keeps the door open a while longer. */
  use(): boolean {
    const nowMs = this.#ports.clock.nowMs();
    if (nowMs >= this.#openUntilMs) return false;
    this.#openUntilMs = nowMs + OPEN_MS;
    this.#setAlarm();
    return true;
  }

  close(): void {
    this.#openUntilMs = Number.NEGATIVE_INFINITY;
    this.#knockedUntilMs = Number.NEGATIVE_INFINITY;
    this.#changed();
  }

  stop(): void {
    this.#stopAlarm();
  }

  #changed(): void {
    this.#setAlarm();
    this.#ports.onChange();
  }

  /** The sheet is taken away when its time is over, whether or not anybody touches it. */
  #setAlarm(): void {
    const { clock, onChange } = this.#ports;
    this.#stopAlarm();
    const untilMs = Math.max(this.#openUntilMs, this.#knockedUntilMs);
    if (Number.isFinite(untilMs)) this.#stopAlarm = clock.after(untilMs - clock.nowMs(), onChange);
  }
}
