import { chmodSync, readdirSync, rmSync } from "node:fs";
import { createConnection, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ticker } from "../contract.ts";
import { ALIVE_EVERY_MS } from "./protocol.ts";

/** The item is on its way; nothing is on its way any more. A line that ends without the second word belonged to a dead host. */
const ON_ITS_WAY = "v";
const OVER = "e";

/** A name of its own for the terminal of this process: a socket in the folder for temporary files, a named pipe on Windows. */
export function lifelineName(unique: string, pid: number = process.pid): string {
  const name = `myntfri-${pid}-${unique}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

const NAME = /^myntfri-(\d+)-.*\.sock$/;
/** A folder with more than this is looked through over several starts. */
const SWEPT_MOST = 1_000;

/** Takes away the names that killed terminals have left; Windows keeps none. A name is a process's own, so a dead one's is nobody's. */
export function sweepLifelines(folder: string = tmpdir()): void {
  if (process.platform === "win32") return;
  try {
    const left = readdirSync(folder).filter((name) => {
      const pid = Number(NAME.exec(name)?.[1] ?? Number.NaN);
      return pid > 0 && !isThere(pid);
    });
    for (const name of left.slice(0, SWEPT_MOST)) rmSync(join(folder, name), { force: true });
  } catch {
    // A folder that cannot be read, or another account's name in it: what stays is in nobody's way.
    return;
  }
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (cause) {
    // EPERM: it is there and another account's.
    return (cause as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/**
 * The dispense host's own word to the guard while an item is on its way, past main: a main that is held up for some
 * seconds must not end a healthy vend. Said by the same event loop that times the pulse, so a hung host is silent here
 * as well, and a dead one too. Nothing is said while nothing is dispensed.
 */
export class Lifeline {
  readonly #name: string;
  readonly #ticker: Ticker;
  #vends = 0;
  #socket: Socket | undefined;
  #cancel: (() => void) | undefined;

  constructor(name: string, ticker: Ticker) {
    this.#name = name;
    this.#ticker = ticker;
  }

  async during<T>(vend: () => Promise<T>): Promise<T> {
    this.#vends += 1;
    if (this.#vends === 1) this.#say();
    try {
      return await vend();
    } finally {
      this.#vends -= 1;
      if (this.#vends === 0) this.#rest();
    }
  }

  #say(): void {
    this.#socket ??= this.#connect();
    // What the guard does not take at once would come in a heap later, when it proves nothing any more.
    if (this.#socket.writableLength === 0) this.#socket.write(ON_ITS_WAY);
    this.#cancel = this.#ticker.after(ALIVE_EVERY_MS, () => this.#say());
  }

  #rest(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#socket?.end(OVER);
    this.#socket = undefined;
  }

  /** A guard that is not there, or was replaced, is tried again with the next word. */
  #connect(): Socket {
    const socket = createConnection(this.#name);
    socket.unref();
    socket.on("error", () => socket.destroy());
    socket.on("data", () => undefined);
    socket.once("close", () => {
      if (this.#socket === socket) this.#socket = undefined;
    });
    return socket;
  }
}

const LISTENERS_MOST = 4;

/** The guard's ear for it. */
export class LifelineEar {
  readonly #name: string;
  readonly #server: Server;

  /** `died` is called when a host has ended in the middle of a vend: within a millisecond of it, the kernel closes its lines. */
  constructor(name: string, heard: () => void, died: () => void) {
    this.#name = name;
    this.#server = createServer((socket) => {
      let lastWord = "";
      socket.setEncoding("latin1");
      socket.on("error", () => socket.destroy());
      socket.on("data", (words: string) => {
        lastWord = words.at(-1) ?? lastWord;
        heard();
      });
      socket.once("close", () => {
        if (lastWord === ON_ITS_WAY) died();
      });
    });
    this.#server.maxConnections = LISTENERS_MOST;
    // Without it the guard is fed by main alone, as it is on a machine where no socket can be made.
    this.#server.on("error", () => this.#server.close());
    this.#server.once("listening", () => this.#keepToOurselves());
    // A guard that was killed leaves its name behind.
    if (process.platform !== "win32") rmSync(name, { force: true });
    this.#server.listen(name);
    this.#server.unref();
  }

  close(): void {
    this.#server.close();
  }

  #keepToOurselves(): void {
    if (process.platform !== "win32") chmodSync(this.#name, 0o600);
  }
}
