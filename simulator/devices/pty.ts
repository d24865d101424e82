import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, existsSync, lstatSync, mkdtempSync, readlinkSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { EmulatedPort, Emulator } from "./emulated-port.ts";
import { portOverSocket } from "./socket-port.ts";

/** A device on a real pseudo-terminal. */
export interface ServedPty {
  /** What an application opens: the symbolic link, like a name under /dev. */
  readonly path: string;
  /** The terminal behind the link, /dev/pts/N; another one after each plugging in. */
  readonly terminal: string;
  readonly plugged: boolean;
  /** Pulls the plug as a cable is pulled: the terminal hangs up at once and the name disappears. */
  unplug(): Promise<void>;
  /** Plugs in again, under the same name or another one. The emulator gets a new port. */
  plug(path?: string): Promise<void>;
  /** Unplugs for good and removes what was made. */
  close(): Promise<void>;
}

/** For tests that must say why they are skipped. */
export function socatIsMissing(): boolean {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return !folders.some((folder) => {
    try {
      accessSync(join(folder, "socat"), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const READY_MS = 5_000;

/** Opens a pseudo-terminal whose far end is the emulator. `link` defaults to a name in a new folder. */
export async function servePty(options: { link?: string; emulator: Emulator }): Promise<ServedPty> {
  if (socatIsMissing()) {
    throw new Error("socat is not installed: emulated devices need it for their terminals (apt-get install socat)");
  }
  const folder = mkdtempSync(join(tmpdir(), "pty-"));
  const served = new SocatPty(folder, options.emulator, options.link ?? join(folder, "tty"));
  await served.plug();
  return served;
}

/** A pseudo-terminal with its bare far end, for tests that play the device themselves. */
export async function openPtyPair(
  options: { link?: string } = {},
): Promise<{ pty: ServedPty; port: EmulatedPort }> {
  const ports: EmulatedPort[] = [];
  const pty = await servePty({ ...options, emulator: (port) => ports.push(port) });
  const [port] = ports;
  if (port === undefined) throw new Error("the terminal was opened but its far end never came");
  return { pty, port };
}

class SocatPty implements ServedPty {
  readonly #folder: string;
  readonly #emulator: Emulator;
  #path: string;
  #terminal = "";
  #bridge: { server: Server; socat: ChildProcess; socket: Socket } | undefined;
  #plugs = 0;

  constructor(folder: string, emulator: Emulator, path: string) {
    this.#folder = folder;
    this.#emulator = emulator;
    this.#path = path;
  }

  get path(): string {
    return this.#path;
  }

  get terminal(): string {
    return this.#terminal;
  }

  get plugged(): boolean {
    return this.#bridge !== undefined;
  }

  async plug(path: string = this.#path): Promise<void> {
    if (this.#bridge !== undefined) throw new Error(`${this.#path} is plugged in already`);
    makeRoom(path);
    this.#plugs += 1;
    const socketPath = join(this.#folder, `far-${this.#plugs}.sock`);
    const server = createServer();
    server.listen(socketPath);
    await once(server, "listening");
    // The small send buffer lets a device that stops reading be felt by the application after a few kilobytes.
    const socat = spawn(
      "socat",
      ["-d", "-d", `pty,raw,echo=0,mode=666,link=${path}`, `unix-connect:${socketPath},sndbuf=2048`],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    try {
      const [socket] = await Promise.all([nextSocket(server), running(socat)]);
      this.#path = path;
      this.#terminal = readlinkSync(path);
      this.#bridge = { server, socat, socket };
      socat.once("exit", () => this.#ended(socat));
      this.#emulator(portOverSocket(socket, () => socat.kill("SIGKILL")));
    } catch (cause) {
      socat.kill("SIGKILL");
      server.close();
      throw cause;
    }
  }

  async unplug(): Promise<void> {
    const bridge = this.#bridge;
    if (bridge === undefined) return;
    const exited = once(bridge.socat, "exit");
    bridge.socat.kill("SIGKILL");
    await exited;
  }

  async close(): Promise<void> {
    await this.unplug();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** The name goes with the device; a killed socat leaves it behind. */
  #ended(socat: ChildProcess): void {
    if (this.#bridge?.socat !== socat) return;
    const { server, socket } = this.#bridge;
    this.#bridge = undefined;
    socket.destroy();
    server.close();
    if (leadsTo(this.#path) === this.#terminal) rmSync(this.#path, { force: true });
  }
}

/** Something else stands where a device's name should: it is never removed for a simulation. */
export class PlaceTaken extends Error {}

/** socat removes what stands at its link. Only a name that leads nowhere any more may go: one that a killed socat left. */
function makeRoom(path: string): void {
  const target = leadsTo(path);
  if (target === undefined) return;
  if (target === null || existsSync(path))
    throw new PlaceTaken(`${path} is there already; name a place where nothing is`);
  rmSync(path);
}

/** Where a link leads; null for what is no link, undefined where there is nothing. */
function leadsTo(path: string): string | null | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  return found.isSymbolicLink() ? readlinkSync(path) : null;
}

async function nextSocket(server: Server): Promise<Socket> {
  const [socket] = (await once(server, "connection", { signal: AbortSignal.timeout(READY_MS) })) as [Socket];
  return socket;
}

/** socat says on its error output when both ends are joined; if it ends before that, its last words are the reason. */
function running(socat: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    socat.stderr?.on("data", (chunk: Buffer) => {
      if (said.length < 8_192) said += chunk.toString("utf8");
      if (said.includes("starting data transfer loop")) resolve();
    });
    socat.once("error", reject);
    socat.once("exit", (code) => reject(new Error(`socat ended with ${code}: ${said.trim()}`)));
  });
}
