import { read, write } from "node:fs";
import { SerialPort } from "serialport";
import { steadyTicker } from "../steady-ticker.ts";
import { portTurns } from "./port-turns.ts";

/** Every flag is spelled out: the library's defaults are not the same for all calls. */
export interface PortSettings {
  readonly path: string;
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: "none" | "even" | "odd";
  readonly stopBits: 1 | 2;
  readonly flowControl: "none" | "rts-cts" | "xon-xoff";
  /** False only for the guard, which must reach outputs even while a hung host holds the lock. */
  readonly lock: boolean;
}

/** What the library's port offers and we use; on Linux and macOS it also shows its descriptor and its poller. */
type RawPort = Awaited<ReturnType<typeof SerialPort.binding.open>>;
type PolledPort = Extract<RawPort, { readonly fd: number | null; readonly poller: object }>;

/** The far end is gone: the cable, the adapter or its power. */
export class HungUp extends Error {}

const UV_READABLE = 1;
const UV_WRITABLE = 2;
const CHUNK_BYTES = 16_384;
const TURN_MS = 5_000;
/** For the last bytes to leave at an orderly close; a device that blocks them is not waited for any longer. */
const DRAIN_MS = 500;
const CLOSE_MS = 3_000;

/**
 * A port of the library with its reads and writes done here, because the library's own miss a pulled plug (it takes a
 * hung-up terminal's endless zero bytes for "nothing yet") and may deliver bytes to another port (it closes while a read
 * or write is still queued in the thread pool, and the kernel gives the descriptor's number to the next port opened).
 * Its poller forgets the reader while a write waits for room. Here zero bytes mean that the far end is gone, and a descriptor is closed only when nothing is under way on it.
 */
export class OpenPort {
  readonly #raw: RawPort;
  readonly #polled: PolledPort | undefined;
  /** Work of ours in the thread pool on this descriptor. */
  readonly #inPool = new Set<Promise<unknown>>();
  readonly #parked = { readable: new Parking(), writable: new Parking() };
  #closing: Promise<void> | undefined;

  constructor(raw: RawPort) {
    this.#raw = raw;
    this.#polled = "poller" in raw ? raw : undefined;
  }

  get isOpen(): boolean {
    return this.#closing === undefined;
  }

  /** The next bytes; nothing once the port is closed. Throws `HungUp` when the far end is gone. */
  async read(): Promise<Uint8Array | undefined> {
    const buffer = Buffer.alloc(CHUNK_BYTES);
    try {
      const bytes = await this.#readInto(buffer);
      return bytes === undefined ? undefined : Uint8Array.from(buffer.subarray(0, bytes));
    } catch (error) {
      if (!this.isOpen) return undefined;
      throw hungUp(error);
    }
  }

  /**
   * How many bytes the kernel took before all were taken, the signal came or the port was closed. One write at a time.
   * Throws `HungUp`.
   */
  async write(bytes: Uint8Array, giveUp: AbortSignal): Promise<number> {
    if (this.#polled === undefined) return this.#writeWhole(bytes);
    const wake = () => this.#parked.writable.wake();
    giveUp.addEventListener("abort", wake);
    try {
      let taken = 0;
      while (taken < bytes.length && this.isOpen && !giveUp.aborted) {
        const now = await this.#pooled(writeSome(this.#polled, bytes.subarray(taken)));
        if (now !== undefined) taken += now;
        else if (this.isOpen && !giveUp.aborted) await this.#park(this.#polled, "writable");
      }
      return taken;
    } catch (error) {
      throw hungUp(error);
    } finally {
      giveUp.removeEventListener("abort", wake);
    }
  }

  /**
   * Bytes the kernel still holds are sent first ("drained") or thrown away. Safe to call twice; never rejects. A driver
   * of the operating system that holds on to a read, a write or the close is not waited for longer than `CLOSE_MS`; the
   * descriptor is closed when it lets go.
   */
  close(how: "drained" | "at-once"): Promise<void> {
    this.#closing ??= endsWithin(CLOSE_MS, this.#closeAfterAll(how)).then(() => undefined);
    return this.#closing;
  }

  async #closeAfterAll(how: "drained" | "at-once"): Promise<void> {
    // From the next turn of the loop on, so that `isOpen` is false for whatever wakes.
    await Promise.resolve();
    this.#parked.readable.wake();
    this.#parked.writable.wake();
    await this.#poolIsEmpty();
    const isDrained = how === "drained" && (await this.#drain());
    // Else the close itself would wait for bytes the device does not take, half a minute on some systems.
    if (!isDrained) await this.#raw.flush().catch(() => undefined);
    await this.#poolIsEmpty();
    await portTurns.take(() => this.#raw.close(), TURN_MS).catch(() => undefined);
  }

  async #poolIsEmpty(): Promise<void> {
    while (this.#inPool.size > 0) await Promise.allSettled(this.#inPool);
  }

  /** False when the device does not take them in time, or is gone. */
  #drain(): Promise<boolean> {
    return endsWithin(DRAIN_MS, this.#pooled(this.#raw.drain()));
  }

  #pooled<T>(work: Promise<T>): Promise<T> {
    this.#inPool.add(work);
    const gone = () => this.#inPool.delete(work);
    work.then(gone, gone);
    return work;
  }

  async #readInto(buffer: Buffer): Promise<number | undefined> {
    const polled = this.#polled;
    if (polled === undefined) return (await this.#raw.read(buffer, 0, buffer.length)).bytesRead;
    while (this.isOpen) {
      const bytes = await this.#pooled(readSome(polled, buffer));
      if (bytes === 0) throw new HungUp("the far end hung up");
      if (bytes !== undefined) return bytes;
      if (this.isOpen) await this.#park(polled, "readable");
    }
    return undefined;
  }

  /** Until the kernel has news or `wake` is called. One listener at most stays with the poller. */
  #park(polled: PolledPort, event: "readable" | "writable"): Promise<void> {
    const parking = this.#parked[event];
    const waiting = parking.wait();
    if (!parking.isArmed) {
      parking.isArmed = true;
      polled.poller.once(event, (error: Error | null) => {
        parking.isArmed = false;
        parking.wake(error ?? undefined);
      });
    }
    // The poller waits only for what it was asked last: a blocked write would make it deaf, and the other way round.
    const { readable, writable } = this.#parked;
    polled.poller.poll((readable.isArmed ? UV_READABLE : 0) | (writable.isArmed ? UV_WRITABLE : 0));
    return waiting;
  }

  /** Windows, where a write can only be taken back by closing and the library sees to it. */
  async #writeWhole(bytes: Uint8Array): Promise<number> {
    if (!this.isOpen) return 0;
    try {
      await this.#raw.write(Buffer.from(bytes));
      return bytes.length;
    } catch (error) {
      throw hungUp(error);
    }
  }
}

/** One reader or writer that waits. */
class Parking {
  isArmed = false;
  #waiting: { resolve(): void; reject(error: Error): void } | undefined;

  wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  wake(error?: Error): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (error === undefined) waiting?.resolve();
    else waiting?.reject(error);
  }
}

/** True when the work ends well in time; it goes on all the same. */
function endsWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const disarm = steadyTicker.after(ms, () => resolve(false));
    const end = (isWell: boolean) => () => {
      disarm();
      resolve(isWell);
    };
    work.then(end(true), end(false));
  });
}

function hungUp(error: unknown): HungUp {
  return error instanceof HungUp ? error : new HungUp(error instanceof Error ? error.message : String(error));
}

const TRY_LATER: readonly (string | undefined)[] = ["EAGAIN", "EWOULDBLOCK", "EINTR"];

/** Undefined: nothing to read yet. */
function readSome({ fd }: PolledPort, buffer: Buffer): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    if (fd === null) reject(new HungUp("the port is closed"));
    else read(fd, buffer, 0, buffer.length, null, (error, bytes) => settle(error, bytes, resolve, reject));
  });
}

/** Undefined: no room yet. */
function writeSome({ fd }: PolledPort, bytes: Uint8Array): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    if (fd === null) reject(new HungUp("the port is closed"));
    else write(fd, bytes, (error, taken) => settle(error, taken, resolve, reject));
  });
}

function settle(
  error: NodeJS.ErrnoException | null,
  bytes: number,
  resolve: (bytes: number | undefined) => void,
  reject: (error: Error) => void,
): void {
  if (error === null) resolve(bytes);
  else if (TRY_LATER.includes(error.code)) resolve(undefined);
  else reject(error);
}

/** Opens in this process's turn. Rejects with the system's own words. */
export function openPort(settings: PortSettings): Promise<OpenPort> {
  return portTurns.take(async () => {
    const raw = await SerialPort.binding.open({
      path: settings.path,
      baudRate: settings.baudRate,
      dataBits: settings.dataBits,
      parity: settings.parity,
      stopBits: settings.stopBits,
      rtscts: settings.flowControl === "rts-cts",
      xon: settings.flowControl === "xon-xoff",
      xoff: settings.flowControl === "xon-xoff",
      xany: false,
      // Dropping the modem lines at close would reset boards that listen to them.
      hupcl: false,
      lock: settings.lock,
    });
    return new OpenPort(raw);
  }, TURN_MS);
}
