import type { Line, LineAddress, LineEars, LineLoss, LineOpener, Ticker } from "../contract.ts";
import { findPort } from "./identity.ts";
import { lossOfOpening, unplugged } from "./losses.ts";
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
    watch: (appeared) => watchForPort(address, appeared),
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
  const found = await findPort(address);
  if ("loss" in found) return found;
  const { path } = found;
  const endsMs = ticker.nowMs() + deadlineMs;
  for (;;) {
    const opened = await within(openPort(settings(address, path, lock)), endsMs - ticker.nowMs(), ticker);
    if (opened === LATE)
      return { loss: { cause: "timed-out", what: `${path} did not open within ${deadlineMs} ms` } };
    if (!(opened instanceof Error)) return { line: new SerialLine(opened, path, ears, ticker) };
    const loss = lossOfOpening(path, opened);
    const mayRetry =
      loss.cause === "busy" &&
      ticker.nowMs() + LOCK_RETRY_EVERY_MS < Math.min(endsMs, endsMs - deadlineMs + LOCK_RETRY_FOR_MS);
    if (!mayRetry) return { loss };
    await new Promise<void>((resolve) => ticker.after(LOCK_RETRY_EVERY_MS, resolve));
  }
}

function settings(address: SerialAddress, path: string, lock: boolean): Parameters<typeof openPort>[0] {
  const { baudRate, dataBits = 8, parity = "none", stopBits = 1, flowControl = "none" } = address;
  return { path, baudRate, dataBits, parity, stopBits, flowControl, lock };
}

const LATE = Symbol("late");

/** A port that opens after its deadline is closed again: nobody is waiting for it. */
function within(opening: Promise<OpenPort>, ms: number, ticker: Ticker): Promise<OpenPort | Error | typeof LATE> {
  return new Promise((resolve) => {
    let late = false;
    const disarm = ticker.after(Math.max(ms, 0), () => {
      late = true;
      resolve(LATE);
    });
    opening.then(
      (port) => {
        disarm();
        if (late) void port.close();
        else resolve(port);
      },
      (error: unknown) => {
        disarm();
        resolve(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}

/** A reader is always parked on the port: without one nobody hears of a pulled plug. */
class SerialLine implements Line {
  readonly #port: OpenPort;
  readonly #path: string;
  readonly #ears: LineEars;
  readonly #ticker: Ticker;
  #lost = false;

  constructor(port: OpenPort, path: string, ears: LineEars, ticker: Ticker) {
    this.#port = port;
    this.#path = path;
    this.#ears = ears;
    this.#ticker = ticker;
    void this.#listen();
  }

  write(bytes: Uint8Array, deadlineMs: number): Promise<boolean> {
    if (this.#lost) return Promise.resolve(false);
    return new Promise((resolve) => {
      const disarm = this.#ticker.after(deadlineMs, () => resolve(false));
      this.#port.write(bytes).then(
        () => {
          disarm();
          resolve(true);
        },
        () => {
          disarm();
          resolve(false);
          this.#lose({
            cause: "write-failed",
            what: `writing to ${this.#path} failed; check the cable and the device's power`,
          });
        },
      );
    });
  }

  async close(): Promise<void> {
    this.#lose({ cause: "closed-by-us", what: `${this.#path} was closed` });
    await this.#port.close();
  }

  async #listen(): Promise<void> {
    try {
      for (;;) {
        const bytes = await this.#port.read();
        if (bytes === undefined || this.#lost) return;
        this.#ears.bytes(bytes);
      }
    } catch {
      // Whatever a read fails with, the line is gone; the loss says it in plain words.
      this.#lose(unplugged(this.#path));
    }
  }

  #lose(loss: LineLoss): void {
    if (this.#lost) return;
    this.#lost = true;
    void this.#port.close();
    this.#ears.lost(loss);
  }
}
