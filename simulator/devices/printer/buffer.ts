/** Free bytes at which the printer says stop; at twice as many it says go again. */
const STOP_FREE = 128;
/** The same for holding the port: what the line has already taken still arrives, up to a kilobyte. */
const HOLD_FREE = 1_280;

export interface SenderReins {
  stop(): void;
  go(): void;
}

/** A receive buffer of a fixed size, and the moments at which its sender is told to stop and to go on. What overruns it is lost. */
export class ReceiveBuffer {
  readonly #size: number;
  readonly #stopFree: number;
  readonly #reins: SenderReins;
  #bytes: number[] = [];
  #stopped = false;
  #lost = 0;

  constructor(size: number, holdsPort: boolean, reins: SenderReins) {
    this.#size = size;
    this.#stopFree = holdsPort ? HOLD_FREE : STOP_FREE;
    this.#reins = reins;
  }

  /** Bytes that came when it was full. */
  get lost(): number {
    return this.#lost;
  }

  push(byte: number): void {
    if (this.#bytes.length < this.#size) this.#bytes.push(byte);
    else this.#lost++;
  }

  shift(): number | undefined {
    return this.#bytes.shift();
  }

  clear(): void {
    this.#bytes = [];
  }

  stopSender(): void {
    if (this.#stopped || this.#free > this.#stopFree) return;
    this.#stopped = true;
    this.#reins.stop();
  }

  letSenderGo(): void {
    if (!this.#stopped || this.#free < 2 * this.#stopFree) return;
    this.#stopped = false;
    this.#reins.go();
  }

  get #free(): number {
    return this.#size - this.#bytes.length;
  }
}
