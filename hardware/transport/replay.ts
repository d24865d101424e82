import type { Line, LineEars, LineLoss, LineOpener, Ticker } from "../contract.ts";
import type { TraceEntry } from "./trace.ts";

export interface Replay {
  readonly opener: LineOpener;
  /** Everything recorded has been said and heard. */
  readonly isOver: boolean;
  /** The first byte the driver said otherwise than recorded, in words; undefined while it agrees. */
  readonly difference: string | undefined;
}

/**
 * A line that plays a recorded device: what was heard comes again as it came then, each chunk after the bytes that had
 * been sent before it have been sent again, and as long after them as it was then. A driver that now says something
 * else loses the line, and the difference is kept.
 */
export function createReplay(entries: readonly TraceEntry[], ticker: Ticker): Replay {
  const spoken = entries.filter((entry) => entry.dir !== "note");
  const player = new Player(spoken, ticker);
  return {
    opener: { open: (ears) => Promise.resolve(player.open(ears)), watch: () => () => undefined },
    get isOver() {
      return player.isOver;
    },
    get difference() {
      return player.difference;
    },
  };
}

class Player {
  difference: string | undefined;
  readonly #entries: readonly TraceEntry[];
  readonly #ticker: Ticker;
  #next = 0;
  /** Bytes of the current "out" entry that were sent already. */
  #said = 0;
  /** When the entry before was played, then and now. */
  #beforeUs: number;
  #cancel: (() => void) | undefined;
  #ears: LineEars | undefined;

  constructor(entries: readonly TraceEntry[], ticker: Ticker) {
    this.#entries = entries;
    this.#ticker = ticker;
    this.#beforeUs = entries[0]?.t_us ?? 0;
  }

  get isOver(): boolean {
    return this.#next >= this.#entries.length;
  }

  open(ears: LineEars): { readonly line: Line } | { readonly loss: LineLoss } {
    if (this.#ears !== undefined) return { loss: { cause: "busy", what: "The trace is being played already." } };
    if (this.difference !== undefined) return { loss: { cause: "not-there", what: this.difference } };
    this.#ears = ears;
    this.#play();
    return {
      line: {
        write: (bytes) => Promise.resolve(this.#ears === ears && this.#hear(bytes)),
        close: () => {
          if (this.#ears === ears) this.#lose({ cause: "closed-by-us", what: "The line was closed." });
          return Promise.resolve();
        },
      },
    };
  }

  /** Waits for the next chunk's time; a chunk the driver must send first waits for the driver. */
  #play(): void {
    const entry = this.#entries[this.#next];
    if (entry?.dir !== "in" || this.#ears === undefined || this.#cancel !== undefined) return;
    const waitMs = Math.max(0, (entry.t_us - this.#beforeUs) / 1_000);
    this.#cancel = this.#ticker.after(waitMs, () => {
      this.#cancel = undefined;
      this.#passed(entry);
      this.#ears?.bytes(Uint8Array.from(Buffer.from(entry.hex, "hex")));
      this.#play();
    });
  }

  #passed(entry: TraceEntry): void {
    this.#beforeUs = entry.t_us;
    this.#next += 1;
    this.#said = 0;
  }

  #hear(bytes: Uint8Array): boolean {
    for (const byte of bytes) {
      const entry = this.#entries.find(({ dir }, index) => index >= this.#next && dir === "out");
      const expected = entry === undefined ? undefined : Buffer.from(entry.hex, "hex")[this.#said];
      if (entry === undefined || expected !== byte) {
        this.difference = `Entry ${this.#next}: recorded ${hex(expected)}, said ${hex(byte)}.`;
        this.#lose({ cause: "error", what: this.difference });
        return false;
      }
      this.#saidOne(entry);
    }
    this.#play();
    return true;
  }

  /** A driver may speak earlier than it did then: what was still to be heard before that is heard at once. */
  #saidOne(entry: TraceEntry): void {
    this.#cancel?.();
    this.#cancel = undefined;
    for (let early = this.#entries[this.#next]; early !== undefined && early !== entry; ) {
      this.#passed(early);
      this.#ears?.bytes(Uint8Array.from(Buffer.from(early.hex, "hex")));
      early = this.#entries[this.#next];
    }
    this.#said += 1;
    if (this.#said * 2 >= entry.hex.length) this.#passed(entry);
  }

  #lose(loss: LineLoss): void {
    const ears = this.#ears;
    this.#ears = undefined;
    this.#cancel?.();
    this.#cancel = undefined;
    ears?.lost(loss);
  }
}

function hex(byte: number | undefined): string {
  return byte === undefined ? "nothing" : byte.toString(16).padStart(2, "0");
}
