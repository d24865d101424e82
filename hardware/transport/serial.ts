import type { Line, LineAddress, LineEars, LineLoss, LineOpener, Ticker } from "../contract.ts";
import { findPort } from "./identity.ts";
import { blocked, lossOfOpening, unplugged, writeFailed } from "./losses.ts";
import { type OpenPort, openPort } from "./serial-port.ts";
import { watchForPort } from "./watch.ts";

type SerialAddress = Extract<LineAddress, { kind: "serial" }>;

/** Another program may hold the lock for a moment after it closed the port. */
const LOCK_RETRY_FOR_MS = 3_000;
const LOCK_RETRY_EVERY_MS = 100;

/** Lines over a serial port. `lock: false` is for the guard alone. */
export function createSerialOpener(address: SerialAddress, ticker: Ticker, options = { lock: true }): LineOpener {
  return {
    open: (ears, deadlineMs) => openLine(address, ears, deadlineMs, ticker, options.lock),
    watch: (appeared) => watchForPort(address, appeared, ticker),
  };
}

type Opened = { readonly line: Line } | { readonly loss: LineLoss };

async function openLine(
  address: SerialAddress,
  ears: LineEars,
  deadlineMs: number,
  ticker: Ticker,
  lock: boolean,
): Promise<Opened> {
  const beganMs = ticker.nowMs();
  const leftMs = () => beganMs + deadlineMs - ticker.nowMs();
  const found = await within(findPort(address), leftMs(), ticker, () => undefined);
  if (found === LATE) return { loss: { cause: "timed-out", what: "The list of ports could not be read in time." } };
  if (found instanceof Error) {
    return { loss: { cause: "error", what: "The list of ports could not be read; restart the computer." } };
  }
  if ("loss" in found) return found;
  const { path } = found;
  for (;;) {
    const opening = openPort(settings(address, path, lock));
    const opened = await within(opening, leftMs(), ticker, (late) => void late.close("at-once"));
    if (opened === LATE) {
      return { loss: { cause: "timed-out", what: `${path} did not open; unplug the device, plug it in again.` } };
    }
    if (!(opened instanceof Error)) return { line: new SerialLine(opened, path, ears, ticker) };
    const loss = await lossOfOpening(path, opened);
    const triedMs = ticker.nowMs() - beganMs;
    const mayRetry =
      loss.cause === "busy" && triedMs + LOCK_RETRY_EVERY_MS < Math.min(deadlineMs, LOCK_RETRY_FOR_MS);
    if (!mayRetry) return { loss };
    await new Promise<void>((resolve) => ticker.after(LOCK_RETRY_EVERY_MS, resolve));
  }
}

function settings(address: SerialAddress, path: string, lock: boolean): Parameters<typeof openPort>[0] {
  const { baudRate, dataBits = 8, parity = "none", stopBits = 1, flowControl = "none" } = address;
  return { path, baudRate, dataBits, parity, stopBits, flowControl, lock };
}

const LATE = Symbol("late");

/** What comes after the deadline goes to `tooLate`: nobody is waiting for it. */
function within<T>(
  coming: Promise<T>,
  ms: number,
  ticker: Ticker,
  tooLate: (value: T) => void,
): Promise<T | Error | typeof LATE> {
  return new Promise((resolve) => {
    let late = false;
    const disarm = ticker.after(Math.max(ms, 0), () => {
      late = true;
      resolve(LATE);
    });
    coming.then(
      (value) => {
        disarm();
        if (late) tooLate(value);
        else resolve(value);
      },
      (error: unknown) => {
        disarm();
        resolve(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}

/** Bytes that may wait behind a write; a driver that has more does not look at its answers. */
const WAITING_BYTES_MAX = 262_144;

class SerialLine implements Line {
  readonly #port: OpenPort;
  readonly #path: string;
  readonly #ears: LineEars;
  readonly #ticker: Ticker;
  #lost = false;
  #waitingBytes = 0;
  #writes: Promise<unknown> = Promise.resolve();

  constructor(port: OpenPort, path: string, ears: LineEars, ticker: Ticker) {
    this.#port = port;
    this.#path = path;
    this.#ears = ears;
    this.#ticker = ticker;
    void this.#listen();
  }

  /** One after the other; what its deadline overtakes while it waits is never sent. */
  write(bytes: Uint8Array, deadlineMs: number): Promise<boolean> {
    if (this.#lost || this.#waitingBytes + bytes.length > WAITING_BYTES_MAX) return Promise.resolve(false);
    const copy = Uint8Array.from(bytes);
    const patience = new AbortController();
    this.#waitingBytes += copy.length;
    const written = this.#writes.then(() => this.#send(copy, patience.signal));
    this.#writes = written;
    return new Promise((resolve) => {
      const disarm = this.#ticker.after(deadlineMs, () => {
        patience.abort();
        resolve(false);
      });
      void written.then((isTaken) => {
        this.#waitingBytes -= copy.length;
        disarm();
        resolve(isTaken);
      });
    });
  }

  async close(): Promise<void> {
    this.#lose({ cause: "closed-by-us", what: `${this.#path} was closed.` }, "drained");
    await this.#port.close("drained");
  }

  async #send(bytes: Uint8Array, patience: AbortSignal): Promise<boolean> {
    if (this.#lost || patience.aborted) return false;
    try {
      const taken = await this.#port.write(bytes, patience);
      if (taken === bytes.length) return true;
      // With nothing taken the line is as it was; with a part taken the next command would begin inside this one.
      if (taken > 0) this.#lose(blocked(this.#path), "at-once");
      return false;
    } catch {
      this.#lose(writeFailed(this.#path), "at-once");
      return false;
    }
  }

  /** A reader is always on the port, also for devices that never speak: without one nobody hears of a pulled plug. */
  async #listen(): Promise<void> {
    try {
      for (;;) {
        const bytes = await this.#port.read();
        if (bytes === undefined || this.#lost) return;
        this.#ears.bytes(bytes);
      }
    } catch {
      this.#lose(unplugged(this.#path), "at-once");
    }
  }

  #lose(loss: LineLoss, how: "drained" | "at-once"): void {
    if (this.#lost) return;
    this.#lost = true;
    void this.#port.close(how);
    this.#ears.lost(loss);
  }
}
