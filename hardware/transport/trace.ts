import type { Line, LineEars, LineLoss, LineOpener, Ticker } from "../contract.ts";

/** One line of a trace file. */
export interface TraceEntry {
  /** Microseconds on the ticker's clock. */
  readonly t_us: number;
  /** "in": from the device; "out": handed to the line, in the order it was handed over; "note": neither. */
  readonly dir: "in" | "out" | "note";
  readonly port: string;
  /** The bytes, two digits each. Empty for a note. */
  readonly hex: string;
  readonly note?: string;
}

/** Each kept entry counts its bytes and this much more. */
const ENTRY_BYTES = 64;
const KEPT_BYTES = 1_048_576;

/**
 * The black box: every byte of a device's line with its microsecond, the latest megabyte of it. Receipts are in it, so it
 * leaves the machine only when somebody sends it. The same entries play again as a line (replay.ts).
 */
export class Trace {
  readonly #ticker: Ticker;
  readonly #keptBytes: number;
  readonly #entries: TraceEntry[] = [];
  /** Index of the oldest kept entry; the ones before it are cut off now and then. */
  #first = 0;
  #bytes = 0;

  constructor(ticker: Ticker, keptBytes = KEPT_BYTES) {
    this.#ticker = ticker;
    this.#keptBytes = keptBytes;
  }

  heard(port: string, bytes: Uint8Array): void {
    this.#keep({ t_us: this.#nowUs(), dir: "in", port, hex: hexOf(bytes) });
  }

  sent(port: string, bytes: Uint8Array): void {
    this.#keep({ t_us: this.#nowUs(), dir: "out", port, hex: hexOf(bytes) });
  }

  note(port: string, note: string): void {
    this.#keep({ t_us: this.#nowUs(), dir: "note", port, hex: "", note });
  }

  /** Oldest first; of one port or of all. */
  entries(port?: string): readonly TraceEntry[] {
    const kept = this.#entries.slice(this.#first);
    return port === undefined ? kept : kept.filter((entry) => entry.port === port);
  }

  /** One JSON object a line, as a file is written. */
  text(port?: string): string {
    return this.entries(port)
      .map((entry) => `${JSON.stringify(entry)}\n`)
      .join("");
  }

  /** The same line with every byte kept on its way. */
  tap(opener: LineOpener, port: string): LineOpener {
    return {
      open: async (ears, deadlineMs) => {
        const opened = await opener.open(this.#tapEars(ears, port), deadlineMs);
        if ("loss" in opened) {
          this.note(port, `not opened, ${opened.loss.cause}: ${opened.loss.what}`);
          return opened;
        }
        this.note(port, "opened");
        return { line: this.#tapLine(opened.line, port) };
      },
      watch: (appeared) => opener.watch(appeared),
    };
  }

  #tapEars(ears: LineEars, port: string): LineEars {
    return {
      bytes: (chunk) => {
        this.heard(port, chunk);
        ears.bytes(chunk);
      },
      lost: (loss: LineLoss) => {
        this.note(port, `lost, ${loss.cause}: ${loss.what}`);
        ears.lost(loss);
      },
    };
  }

  #tapLine(line: Line, port: string): Line {
    return {
      write: async (bytes, deadlineMs) => {
        this.sent(port, bytes);
        const isTaken = await line.write(bytes, deadlineMs);
        if (!isTaken) this.note(port, "not taken");
        return isTaken;
      },
      close: () => line.close(),
    };
  }

  #nowUs(): number {
    return Math.round(this.#ticker.nowMs() * 1_000);
  }

  #keep(entry: TraceEntry): void {
    this.#entries.push(entry);
    this.#bytes += weight(entry);
    for (;;) {
      const oldest = this.#entries[this.#first];
      if (oldest === undefined || this.#bytes <= this.#keptBytes) break;
      this.#bytes -= weight(oldest);
      this.#first += 1;
    }
    if (this.#first <= this.#entries.length / 2) return;
    this.#entries.splice(0, this.#first);
    this.#first = 0;
  }
}

function weight(entry: TraceEntry): number {
  return ENTRY_BYTES + entry.hex.length / 2 + (entry.note?.length ?? 0);
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

/** Reads a trace file. A line that is none is left out: a file cut off in mid line still plays. */
export function parseTrace(text: string): TraceEntry[] {
  return text.split("\n").flatMap((line) => {
    const entry = parseLine(line);
    return entry === undefined ? [] : [entry];
  });
}

function parseLine(line: string): TraceEntry | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return isEntry(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(entry: unknown): entry is TraceEntry {
  if (typeof entry !== "object" || entry === null) return false;
  if (!("t_us" in entry && "dir" in entry && "port" in entry && "hex" in entry)) return false;
  return (
    typeof entry.t_us === "number" &&
    (entry.dir === "in" || entry.dir === "out" || entry.dir === "note") &&
    typeof entry.port === "string" &&
    typeof entry.hex === "string" &&
    /^([0-9a-f]{2})*$/.test(entry.hex)
  );
}
