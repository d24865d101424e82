import { read } from "node:fs";
import { SerialPort } from "serialport";
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

interface PolledPort {
  readonly fd: number | null;
  readonly isOpen: boolean;
  readonly poller: { once(event: "readable", ready: (error: Error | null) => void): unknown; stop(): void };
}

/** The far end is gone: the cable, the adapter or its power. */
export class HungUp extends Error {}

const CHUNK_BYTES = 16_384;

/** Above the library's binding and below every line: reads that notice a pulled plug, closes that wait for writes. */
export class OpenPort {
  readonly #raw: RawPort;
  readonly #writes = new Set<Promise<void>>();
  #reading: Promise<unknown> = Promise.resolve();
  #closing: Promise<void> | undefined;

  constructor(raw: RawPort) {
    this.#raw = raw;
  }

  get isOpen(): boolean {
    return this.#closing === undefined && this.#raw.isOpen;
  }

  /** The next bytes. Throws `HungUp` when the far end is gone; resolves with nothing once the port is closed. */
  async read(): Promise<Uint8Array | undefined> {
    const buffer = Buffer.alloc(CHUNK_BYTES);
    const reading = this.#readInto(buffer);
    this.#reading = reading.catch(() => undefined);
    try {
      const bytes = await reading;
      return bytes === 0 ? undefined : buffer.subarray(0, bytes);
    } catch (error) {
      if (!this.isOpen) return undefined;
      throw error instanceof HungUp ? error : new HungUp(error instanceof Error ? error.message : String(error));
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (!this.isOpen) throw new HungUp("the port is closed");
    const writing = this.#raw.write(Buffer.from(bytes));
    const settled = writing.catch(() => undefined);
    this.#writes.add(settled);
    try {
      await writing;
    } finally {
      this.#writes.delete(settled);
    }
  }

  /** Ends waits, lets every read and write come back, then closes; in this process's turn. Safe to call twice. */
  close(): Promise<void> {
    this.#closing ??= portTurns.take(async () => {
      const polled = asPolled(this.#raw);
      // Waits end with an error; what is already in the thread pool ends by itself, since the port never blocks.
      polled?.poller.stop();
      await Promise.all([this.#reading, ...this.#writes]);
      if (this.#raw.isOpen) await this.#raw.close();
    });
    return this.#closing;
  }

  async #readInto(buffer: Buffer): Promise<number> {
    const polled = asPolled(this.#raw);
    if (polled === undefined) return (await this.#raw.read(buffer, 0, buffer.length)).bytesRead;
    for (;;) {
      if (!this.isOpen || polled.fd === null) return 0;
      const bytes = await readOnce(polled.fd, buffer);
      // A terminal that was hung up reads as zero bytes, again and again; the library would ask again and again.
      if (bytes === 0) throw new HungUp("the far end hung up");
      if (bytes !== undefined) return bytes;
      await readable(polled);
    }
  }
}

/** Undefined: nothing to read yet. */
function readOnce(fd: number, buffer: Buffer): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    read(fd, buffer, 0, buffer.length, null, (error, bytes) => {
      if (error === null) resolve(bytes);
      else if (error.code === "EAGAIN" || error.code === "EWOULDBLOCK" || error.code === "EINTR")
        resolve(undefined);
      else reject(new HungUp(error.message));
    });
  });
}

function readable(polled: PolledPort): Promise<void> {
  return new Promise((resolve, reject) => {
    polled.poller.once("readable", (error) => (error ? reject(error) : resolve()));
  });
}

function asPolled(raw: RawPort): PolledPort | undefined {
  return "poller" in raw && "fd" in raw ? raw : undefined;
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
  });
}
