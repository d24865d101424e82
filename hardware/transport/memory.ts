import type { Line, LineEars, LineLoss, LineOpener, Ticker } from "../contract.ts";

/** The device's side of a pipe: the shape every emulated device speaks to. */
export interface FarEnd {
  onBytes(heard: (bytes: Uint8Array) => void): void;
  write(bytes: Uint8Array): void;
  hangUp(): void;
  onGone(gone: () => void): void;
  hold(): void;
  release(): void;
}

/** A cable in memory between a driver and an emulated device; it can be pulled and put back. */
export interface MemoryCable {
  readonly opener: LineOpener;
  readonly plugged: boolean;
  unplug(): void;
  /** The device gets a new far end, as on a real plug. */
  plug(): void;
}

/** What a held device leaves in the pipe before the sender waits; as much as a kernel's terminal buffer. */
const PIPE_BYTES = 4_096;

export function createMemoryCable(options: { ticker: Ticker; device: (far: FarEnd) => void }): MemoryCable {
  return new Cable(options.ticker, options.device);
}

interface OpenLine {
  readonly ears: LineEars;
  lost: boolean;
}

interface PendingWrite {
  readonly line: OpenLine;
  readonly bytes: Uint8Array;
  taken(done: boolean): void;
}

class Plug {
  heard: ((bytes: Uint8Array) => void) | undefined;
  held = false;
  readonly kept: Uint8Array[] = [];
  readonly endings: (() => void)[] = [];

  get keptBytes(): number {
    return this.kept.reduce((sum, bytes) => sum + bytes.length, 0);
  }
}

class Cable implements MemoryCable {
  readonly opener: LineOpener;
  readonly #ticker: Ticker;
  readonly #device: (far: FarEnd) => void;
  readonly #watchers = new Set<() => void>();
  #plug: Plug | undefined;
  #line: OpenLine | undefined;
  #writes: PendingWrite[] = [];

  constructor(ticker: Ticker, device: (far: FarEnd) => void) {
    this.#ticker = ticker;
    this.#device = device;
    this.opener = {
      open: (ears) => Promise.resolve(this.#open(ears)),
      watch: (appeared) => {
        this.#watchers.add(appeared);
        return () => this.#watchers.delete(appeared);
      },
    };
    this.plug();
  }

  get plugged(): boolean {
    return this.#plug !== undefined;
  }

  plug(): void {
    if (this.#plug !== undefined) return;
    const plug = new Plug();
    this.#plug = plug;
    this.#device(this.#farEnd(plug));
    for (const appeared of this.#watchers) appeared();
  }

  unplug(): void {
    const plug = this.#plug;
    if (plug === undefined) return;
    this.#plug = undefined;
    if (this.#line !== undefined) {
      this.#lose(this.#line, { cause: "unplugged", what: "The cable was pulled; plug it in again." });
    }
    for (const gone of plug.endings.splice(0)) gone();
  }

  #open(ears: LineEars): { line: Line } | { loss: LineLoss } {
    if (this.#plug === undefined) {
      return { loss: { cause: "not-there", what: "Nothing is plugged in: connect the device again." } };
    }
    if (this.#line !== undefined) return { loss: { cause: "busy", what: "The line is open already." } };
    const line: OpenLine = { ears, lost: false };
    this.#line = line;
    return {
      line: {
        write: (bytes, deadlineMs) => this.#write(line, bytes, deadlineMs),
        close: () => {
          this.#lose(line, { cause: "closed-by-us", what: "The line was closed." });
          return Promise.resolve();
        },
      },
    };
  }

  #lose(line: OpenLine, loss: LineLoss): void {
    if (line.lost) return;
    line.lost = true;
    if (this.#line === line) this.#line = undefined;
    const mine = this.#writes.filter((write) => write.line === line);
    this.#writes = this.#writes.filter((write) => write.line !== line);
    for (const write of mine) write.taken(false);
    line.ears.lost(loss);
  }

  #write(line: OpenLine, bytes: Uint8Array, deadlineMs: number): Promise<boolean> {
    if (line.lost) return Promise.resolve(false);
    return new Promise((resolve) => {
      // Nothing of it was taken, so the line stays as it is.
      const late = () => {
        this.#writes = this.#writes.filter((write) => write !== pending);
        resolve(false);
      };
      const cancel = this.#ticker.after(deadlineMs, late);
      const pending: PendingWrite = {
        line,
        bytes: Uint8Array.from(bytes),
        taken(done) {
          cancel();
          resolve(done);
        },
      };
      this.#writes.push(pending);
      queueMicrotask(() => this.#flow());
    });
  }

  /** Carries what the device takes; the rest waits in the pipe, then at the sender. */
  #flow(): void {
    const plug = this.#plug;
    if (plug === undefined) return;
    for (let write = this.#writes[0]; write !== undefined; write = this.#writes[0]) {
      if (plug.held && plug.keptBytes + write.bytes.length > PIPE_BYTES) break;
      this.#writes.shift();
      plug.kept.push(write.bytes);
      write.taken(true);
    }
    while (!plug.held && plug.heard !== undefined && this.#plug === plug) {
      const bytes = plug.kept.shift();
      if (bytes === undefined) break;
      plug.heard(bytes);
    }
  }

  #farEnd(plug: Plug): FarEnd {
    return {
      onBytes: (heard) => {
        plug.heard = heard;
        queueMicrotask(() => this.#flow());
      },
      write: (bytes) => {
        const copy = Uint8Array.from(bytes);
        queueMicrotask(() => {
          if (this.#plug === plug) this.#line?.ears.bytes(copy);
        });
      },
      hangUp: () => {
        if (this.#plug === plug) this.unplug();
      },
      onGone: (gone) => {
        if (this.#plug === plug) plug.endings.push(gone);
        else gone();
      },
      hold: () => {
        plug.held = true;
      },
      release: () => {
        plug.held = false;
        queueMicrotask(() => this.#flow());
      },
    };
  }
}
