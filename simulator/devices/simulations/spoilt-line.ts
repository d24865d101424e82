import type { Ticker } from "../../../hardware/contract.ts";
import type { EmulatedPort, Emulator } from "../emulated-port.ts";
import { seededRandom } from "../printer/faults.ts";
import type { LineFault } from "./faults.ts";

const LATE_MS = 1_300;
const FLOOD_EVERY_MS = 20;
const FLOOD_BYTES = 48;
const NOISE_BYTES = 3;
const SLOW_BYTES_EACH_MS = 0.096;
/** More than the 3.5 characters after which a Modbus frame is over, less than an adapter's latency timer. */
const SPLIT_MS = 8;

/** Faults of a line, whatever hangs on it. They may come and go while it is in use. */
export class SpoiltLine {
  readonly #ticker: Ticker;
  readonly #random = seededRandom(1);
  readonly #faults = new Map<LineFault, number | undefined>();
  readonly #ports = new Set<EmulatedPort>();
  /** Ports whose device takes nothing at the moment, for a reason of its own. */
  readonly #held = new Set<EmulatedPort>();
  #flood: (() => void) | undefined;
  /** Nothing overtakes what was said before it. */
  #nextAtMs = 0;

  constructor(ticker: Ticker) {
    this.#ticker = ticker;
  }

  get faults(): readonly LineFault[] {
    return [...this.#faults.keys()];
  }

  begin(fault: LineFault, figure?: number): void {
    this.#faults.set(fault, figure);
    if (fault === "flood") this.#flow();
    if (fault === "stall") for (const port of this.#ports) port.hold();
  }

  heal(): void {
    this.#faults.clear();
    this.#flood?.();
    this.#flood = undefined;
    for (const port of this.#ports) if (!this.#held.has(port)) port.release();
  }

  /** The device behind this line. */
  wrap(device: Emulator): Emulator {
    return (port) => {
      this.#ports.add(port);
      port.onGone(() => {
        this.#ports.delete(port);
        this.#held.delete(port);
      });
      if (this.#faults.has("stall")) port.hold();
      device({
        onBytes: (heard) =>
          port.onBytes((bytes) => {
            if (this.#faults.has("echo")) port.write(bytes);
            heard(bytes);
          }),
        write: (bytes) => this.#say(port, bytes),
        hangUp: () => port.hangUp(),
        onGone: (gone) => port.onGone(gone),
        hold: () => {
          this.#held.add(port);
          port.hold();
        },
        release: () => {
          this.#held.delete(port);
          if (!this.#faults.has("stall")) port.release();
        },
      });
    };
  }

  #say(port: EmulatedPort, bytes: Uint8Array): void {
    if (this.#faults.has("silence")) return;
    const spoilt = this.#spoil(bytes);
    const nowMs = this.#ticker.nowMs();
    const lateMs = this.#faults.has("late") ? (this.#faults.get("late") ?? LATE_MS) : 0;
    const longMs = this.#faults.has("slow") ? spoilt.length / SLOW_BYTES_EACH_MS : 0;
    this.#nextAtMs = Math.max(this.#nextAtMs, nowMs + lateMs) + longMs;
    const first = this.#faults.has("split") ? Math.ceil(spoilt.length / 2) : spoilt.length;
    this.#utter(port, spoilt.subarray(0, first));
    if (first === spoilt.length) return;
    this.#nextAtMs += this.#faults.get("split") ?? SPLIT_MS;
    this.#utter(port, spoilt.subarray(first));
  }

  #utter(port: EmulatedPort, bytes: Uint8Array): void {
    const waitMs = this.#nextAtMs - this.#ticker.nowMs();
    if (waitMs <= 0) port.write(bytes);
    else this.#ticker.after(waitMs, () => port.write(bytes));
  }

  #spoil(bytes: Uint8Array): Uint8Array {
    const whole = this.#faults.has("doubled") ? withOneTwice(bytes) : bytes;
    const said = this.#faults.has("half") ? whole.slice(0, Math.floor(whole.length / 2)) : Uint8Array.from(whole);
    const last = said.length - 1;
    if (this.#faults.has("checksum") && last >= 0) said[last] = (said[last] ?? 0) ^ 0x01;
    if (!this.#faults.has("noise")) return said;
    return Uint8Array.of(...this.#rubbish(NOISE_BYTES), ...said, ...this.#rubbish(NOISE_BYTES));
  }

  #flow(): void {
    this.#flood?.();
    const rubbish = this.#rubbish(FLOOD_BYTES);
    for (const port of this.#ports) port.write(rubbish);
    this.#flood = this.#ticker.after(FLOOD_EVERY_MS, () => this.#flow());
  }

  #rubbish(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => Math.floor(this.#random() * 256));
  }
}

/** The one in the middle. */
export function withOneTwice(bytes: Uint8Array): Uint8Array {
  const at = bytes.length >> 1;
  return Uint8Array.of(...bytes.subarray(0, at + 1), ...bytes.subarray(at));
}
