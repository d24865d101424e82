import { type ChildProcess, spawn } from "node:child_process";
import { stat } from "node:fs/promises";
import type { LineAddress, LineOpener, Ticker } from "../contract.ts";
import { createBoard, type DispenserSpec } from "../drivers/registry.ts";
import { findPort } from "../transport/identity.ts";
import { watchForPort } from "../transport/watch.ts";
import { HurriedClock } from "./hurried-clock.ts";
import { intoAnything, restBetweenMs, sayAtOnce } from "./volley.ts";

type SerialAddress = Extract<LineAddress, { readonly kind: "serial" }>;

/** The port may come back under another name. */
const LOOK_EVERY_MS = 5_000;

/**
 * Waits for a word on its input; when the input ends without it, the guard is dead. Each frame is said at once then, at the
 * speed the port still has (`bs` hands each on as it comes); `dd` opens it without waiting for a carrier, and again while a dying process is still closing it.
 * Afterwards the port is set up and each frame is said once more, with a rest after each. `stty` opens without waiting, which
 * the redirection behind it would do; what it cannot set is no reason to say nothing. A port that was pulled and made anew
 * since may carry another device under the same name: it is known by its numbers and its inode, and another one hears nothing.
 */
const SCRIPT = `read -r word; [ "$word" = disarmed ] && exit 0
path=$1; port=$2; setup=$3; rest=$4; shift 4
[ -c "$path" ] && [ "$(stat -L -c %t.%T.%i "$path")" = "$port" ] || exit 1
say() { for frame; do printf %b "$frame"; [ "$rest" = 0 ] || sleep "$rest"; done; }
tries=0
until say "$@" | dd of="$path" bs=512 oflag=nonblock,noctty conv=notrunc status=none 2>/dev/null; do
  tries=$((tries + 1)); [ "$tries" -lt 10 ] || break
  sleep 0.01
done
stty -F "$path" $setup
exec 3>"$path" || exit 1
rest=0.04
say "$@" >&3`;

/**
 * Electron takes its utility processes with it when its main process is killed: the dispense host and the guard end in the
 * same moment, and an output the host was timing would stay on. So a shell that belongs to nobody holds the frames that
 * switch the board off, and says them when the guard ends without disarming it. Linux and serial lines only; it cannot
 * read back, so the next start proves the outputs.
 */
export class DeadMansSwitch {
  readonly #spec: DispenserSpec;
  readonly #ticker: Ticker;
  #frames: readonly Uint8Array[] = [];
  #armed: { readonly path: string; readonly port: string; readonly shell: ChildProcess } | undefined;
  /** One look at the port after the other. */
  #looks: Promise<void> = Promise.resolve();
  #unwatch: () => void = () => undefined;
  #isOver = false;

  constructor(spec: DispenserSpec, ticker: Ticker) {
    this.#spec = spec;
    this.#ticker = ticker;
  }

  /** Learns the frames, then keeps a shell armed on the port the board is at. */
  async arm(): Promise<void> {
    const { line } = this.#spec;
    if (process.platform !== "linux" || line.kind !== "serial") return;
    this.#frames = intoAnything(this.#spec.driver, await allOffFrames(this.#spec));
    if (this.#frames.length === 0) return;
    // A port that is made anew is another one, also under its old name: what waits for it is made anew as well.
    this.#unwatch = watchForPort(line, () => void this.#look(line), this.#ticker);
    await this.#follow(line);
  }

  /** Says the frames now: the process that timed the board's output is dead. False when they could not be said. */
  async fire(): Promise<boolean> {
    if (this.#armed === undefined) return false;
    if ((await portAt(this.#armed.path)) !== this.#armed.port) return false;
    return sayAtOnce(this.#armed.path, this.#spec, this.#frames, this.#ticker);
  }

  /** The guard ends in order: nothing is said. */
  async disarm(): Promise<void> {
    this.#isOver = true;
    this.#unwatch();
    await this.#looks;
    await this.#release();
  }

  async #follow(line: SerialAddress): Promise<void> {
    await this.#look(line);
    this.#ticker.after(LOOK_EVERY_MS, () => {
      if (!this.#isOver) void this.#follow(line);
    });
  }

  #look(line: SerialAddress): Promise<void> {
    this.#looks = this.#looks.then(() => this.#lookNow(line));
    return this.#looks;
  }

  async #lookNow(line: SerialAddress): Promise<void> {
    const found = await findPort(line).catch(() => undefined);
    if (this.#isOver || found === undefined || !("path" in found)) return;
    const { path } = found;
    const port = await portAt(path);
    if (this.#isOver || port === undefined) return;
    if (path === this.#armed?.path && port === this.#armed.port) return;
    await this.#release();
    this.#armed = { path, port, shell: startShell(line, { path, port }, this.#frames, this.#restMs) };
  }

  get #restMs(): number {
    return Math.max(0, ...this.#frames.map((frame) => restBetweenMs(this.#spec, frame)));
  }

  #release(): Promise<void> {
    const stdin = this.#armed?.shell.stdin;
    this.#armed = undefined;
    if (stdin === undefined || stdin === null) return Promise.resolve();
    return new Promise((resolve) => {
      stdin.once("close", () => resolve());
      stdin.end("disarmed\n");
    });
  }
}

/** Which port stands behind a name now, as `stat` writes it: major and minor number, inode. Undefined for none. */
export async function portAt(path: string): Promise<string | undefined> {
  const seen = await stat(path).catch(() => undefined);
  if (seen?.isCharacterDevice() !== true) return undefined;
  const major = (seen.rdev >>> 8) & 0xfff;
  const minor = (seen.rdev & 0xff) | ((seen.rdev >>> 12) & 0xfff00);
  return `${major.toString(16)}.${minor.toString(16)}.${seen.ino}`;
}

/** Speaks when its input ends without the word, if the same port is still behind the name. */
export function startShell(
  line: SerialAddress,
  at: { readonly path: string; readonly port: string },
  frames: readonly Uint8Array[],
  restMs = 0,
): ChildProcess {
  const words = [at.path, at.port, setupOf(line), String(restMs / 1_000), ...frames.map(escaped)];
  const shell = spawn("/bin/sh", ["-c", SCRIPT, "sh", ...words], {
    // A group of its own: what ends the terminal by its group does not end this.
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  // Without a shell there is no such switch, and a shell that ended takes no more words: neither is a reason to end.
  shell.on("error", () => shell.stdin?.destroy());
  shell.stdin?.on("error", () => shell.stdin?.destroy());
  shell.unref();
  return shell;
}

function setupOf(line: SerialAddress): string {
  const { baudRate, dataBits = 8, parity = "none", stopBits = 1 } = line;
  const parities = { none: "-parenb", even: "parenb -parodd", odd: "parenb parodd" };
  const stops = stopBits === 2 ? "cstopb" : "-cstopb";
  return `${baudRate} raw -echo clocal -hupcl -crtscts cs${dataBits} ${parities[parity]} ${stops}`;
}

/** Every byte as the shell's printf reads it, so that none means anything to it. */
function escaped(frame: Uint8Array): string {
  return Array.from(frame, (byte) => `\\0${byte.toString(8).padStart(3, "0")}`).join("");
}

/**
 * What the board's own driver says for "all off", on a line where nobody answers. The reads it sends to see what came of
 * it are among the frames, and harmless.
 */
export async function allOffFrames(spec: DispenserSpec): Promise<readonly Uint8Array[]> {
  const frames: Uint8Array[] = [];
  const opened: { call: () => void } = { call: () => undefined };
  const isOpen = new Promise<void>((resolve) => {
    opened.call = resolve;
  });
  const opener: LineOpener = {
    open: (ears) => {
      opened.call();
      return Promise.resolve({
        line: {
          write: (bytes) => {
            frames.push(Uint8Array.from(bytes));
            return Promise.resolve(true);
          },
          close: () => {
            ears.lost({ cause: "closed-by-us", what: "The line was closed." });
            return Promise.resolve();
          },
        },
      });
    },
    watch: () => () => undefined,
  };
  const clock = new HurriedClock();
  const board = await createBoard({ spec, opener, ticker: clock }).catch(() => undefined);
  if (board === undefined) return [];
  await isOpen;
  await new Promise<void>((resolve) => clock.after(0, resolve));
  const before = frames.length;
  await board.allOff();
  const said = frames.slice(before);
  await board.stop();
  clock.stop();
  return said;
}
