import type { Ticker } from "../../hardware/contract.ts";
import type { EmulatedPort } from "./emulated-port.ts";

/** Bytes a second at a line speed: 8N1 sends ten bits for a byte. */
export function bytesPerSecond(baudRate: number, bitsPerByte = 10): number {
  return baudRate / bitsPerByte;
}

const STEP_MS = 5;
/** Taken from the line and not yet handed on; past it the sender is held. */
const HELD_MAX = 1_024;

/**
 * Slows a port to the speed of a real line in both directions. A pseudo-terminal carries megabytes a second; without
 * this no test would ever see a full buffer or a half-sent frame.
 */
export function pacePort(port: EmulatedPort, options: { bytesPerSecond: number; ticker: Ticker }): EmulatedPort {
  const { ticker } = options;
  let heard: ((bytes: Uint8Array) => void) | undefined;
  let held = false;
  let waiting = 0;
  const inward = new PacedQueue(options.bytesPerSecond, ticker, (bytes) => {
    waiting -= bytes.length;
    if (!held && waiting < HELD_MAX) port.release();
    heard?.(bytes);
  });
  const outward = new PacedQueue(options.bytesPerSecond, ticker, (bytes) => port.write(bytes));
  port.onGone(() => {
    inward.stop();
    outward.stop();
  });
  return {
    onBytes(listener) {
      const first = heard === undefined;
      heard = listener;
      if (!first) return;
      port.onBytes((bytes) => {
        waiting += bytes.length;
        if (waiting >= HELD_MAX) port.hold();
        inward.push(bytes);
      });
    },
    write: (bytes) => outward.push(bytes),
    hangUp: () => port.hangUp(),
    onGone: (gone) => port.onGone(gone),
    hold() {
      held = true;
      port.hold();
    },
    release() {
      held = false;
      if (waiting < HELD_MAX) port.release();
    },
  };
}

class PacedQueue {
  readonly #bytesPerMs: number;
  readonly #ticker: Ticker;
  readonly #deliver: (bytes: Uint8Array) => void;
  #queue: Uint8Array[] = [];
  #creditAtMs = 0;
  #credit = 0;
  #cancel: (() => void) | undefined;

  constructor(bytesPerSecond: number, ticker: Ticker, deliver: (bytes: Uint8Array) => void) {
    this.#bytesPerMs = bytesPerSecond / 1_000;
    this.#ticker = ticker;
    this.#deliver = deliver;
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#queue.push(bytes);
    if (this.#cancel !== undefined) return;
    this.#credit = 0;
    this.#creditAtMs = this.#ticker.nowMs();
    this.#again();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#queue = [];
  }

  #again(): void {
    const first = this.#queue[0];
    if (first === undefined) return;
    const wantedMs = (Math.min(first.length, this.#bytesPerMs * STEP_MS) - this.#credit) / this.#bytesPerMs;
    this.#cancel = this.#ticker.after(Math.max(1, Math.ceil(wantedMs)), () => this.#step());
  }

  #step(): void {
    this.#cancel = undefined;
    const nowMs = this.#ticker.nowMs();
    this.#credit += (nowMs - this.#creditAtMs) * this.#bytesPerMs;
    this.#creditAtMs = nowMs;
    const due: Uint8Array[] = [];
    for (let first = this.#queue[0]; first !== undefined && this.#credit >= 1; first = this.#queue[0]) {
      const part = first.subarray(0, Math.floor(this.#credit));
      this.#credit -= part.length;
      if (part.length === first.length) this.#queue.shift();
      else this.#queue[0] = first.subarray(part.length);
      due.push(part);
    }
    this.#again();
    for (const part of due) this.#deliver(part);
  }
}
