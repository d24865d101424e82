import type { Line, LineAddress, LineOpener, Ticker } from "../contract.ts";
import { ReplyDecoder } from "../frames/escpos/reply-decoder.ts";
import { type KnownPort, listPorts } from "../transport/identity.ts";
import { openerFor } from "../transport/opener.ts";
import type { Sign } from "./configuration-lines.ts";
import { portHolders } from "./port-holders.ts";

/** One of several ports that look alike. */
export interface AlikePort {
  readonly path: string;
  /** Of the device, where it has told; a device that is only heard is noticed at any speed. */
  readonly baudRate?: number;
  /** A receipt printer answered there: its cover and its key can be asked for. */
  readonly isPrinter?: boolean;
}

export type WhichOne =
  /** `path` is its name now: whatever was plugged in again may have another. */
  | { readonly is: "this"; readonly path: string; readonly sign: Sign }
  /** Nobody did anything in time, or it was stopped. */
  | { readonly is: "nobody" };

export interface WhichOneOptions {
  readonly ports: readonly AlikePort[];
  readonly ticker: Ticker;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  /** This one's cable was pulled; undefined: it is back, or more than one is away, which tells nothing. */
  readonly onAway: (path: string | undefined) => void;
  /** For tests. */
  readonly list?: () => Promise<readonly KnownPort[]>;
  /** For tests. */
  readonly openerOf?: (address: LineAddress) => LineOpener;
}

const LOOK_EVERY_MS = 250;
const ASK_EVERY_MS = 300;
const OPEN_MS = 1_500;
const WRITE_MS = 300;
/** A device that was not silent for so long speaks by itself, and says nothing of who pressed what. */
const SILENT_BEFORE_MS = 1_000;
const USUAL_BAUD_RATE = 9_600;
/** DLE EOT 2, "why are you offline": control codes alone, as the question for the status. */
const ASK_WHY_OFFLINE = Uint8Array.of(0x10, 0x04, 0x02);
const COVER_OPEN = 0x04;
const FED_BY_KEY = 0x08;

/**
 * Several devices of one kind, and no number to tell them by: a person does something harmless to one of them. Its cable is
 * pulled and put in again, or something is scanned on it, or a printer's cover is opened or its key pressed. Nothing is sent
 * but the question to printers, which neither switches nor prints. The lines are let go before this ends.
 */
export async function whichOne(options: WhichOneOptions): Promise<WhichOne> {
  return new Watcher(options).run();
}

class Watcher {
  readonly #options: WhichOneOptions;
  readonly #list: () => Promise<readonly KnownPort[]>;
  readonly #beganMs: number;
  readonly #lines = new Map<string, Line>();
  /** When each was opened or last heard. */
  readonly #heardMs = new Map<string, number>();
  #known: readonly KnownPort[] = [];
  #away: string | "several" | undefined;
  #answer: WhichOne | undefined;
  #wake: () => void = () => undefined;

  constructor(options: WhichOneOptions) {
    this.#options = options;
    this.#list = options.list ?? listPorts;
    this.#beganMs = options.ticker.nowMs();
  }

  async run(): Promise<WhichOne> {
    const { deadlineMs, signal, ticker } = this.#options;
    const wake = (): void => this.#wake();
    signal.addEventListener("abort", wake);
    this.#known = await this.#list();
    // Openings take turns and may take long; cables are watched meanwhile.
    const opened = Promise.all(this.#options.ports.map((port) => this.#open(port)));
    try {
      while (this.#answer === undefined && !signal.aborted && ticker.nowMs() - this.#beganMs < deadlineMs) {
        await this.#lookAtCables();
        if (this.#answer === undefined) await this.#rest(LOOK_EVERY_MS);
      }
    } finally {
      signal.removeEventListener("abort", wake);
      this.#answer ??= { is: "nobody" };
      await opened;
      await Promise.all([...this.#lines.values()].map((line) => line.close()));
    }
    return this.#answer;
  }

  #decide(path: string, sign: Sign): void {
    this.#answer ??= { is: "this", path, sign };
    this.#wake();
  }

  /** A port that another program has open is not touched; its cable can still tell. */
  async #open(port: AlikePort): Promise<void> {
    const { openerOf, ticker } = this.#options;
    const { path, baudRate = USUAL_BAUD_RATE, isPrinter = false } = port;
    if ((await portHolders(path)).length > 0 || this.#answer !== undefined) return;
    const address: LineAddress = { kind: "serial", path, baudRate };
    const status = new PrinterSigns(() => this.#decide(path, "pressed"));
    const bytes = (chunk: Uint8Array): void => (isPrinter ? status.hear(chunk) : this.#heard(path));
    const opener = openerOf?.(address) ?? openerFor(address, ticker);
    const opened = await opener.open({ bytes, lost: () => this.#lines.delete(path) }, OPEN_MS);
    if ("loss" in opened) return;
    this.#lines.set(path, opened.line);
    this.#heardMs.set(path, ticker.nowMs());
    if (isPrinter) this.#askAgain(path, opened.line);
  }

  #heard(path: string): void {
    const nowMs = this.#options.ticker.nowMs();
    const beforeMs = this.#heardMs.get(path) ?? nowMs;
    this.#heardMs.set(path, nowMs);
    // A plug that moves makes noise.
    if (nowMs - beforeMs >= SILENT_BEFORE_MS && this.#away === undefined) this.#decide(path, "spoke");
  }

  #askAgain(path: string, line: Line): void {
    if (this.#answer !== undefined || this.#lines.get(path) !== line) return;
    void line.write(ASK_WHY_OFFLINE, WRITE_MS);
    this.#options.ticker.after(ASK_EVERY_MS, () => this.#askAgain(path, line));
  }

  async #lookAtCables(): Promise<void> {
    const now = await this.#list();
    const gone = this.#options.ports.filter(({ path }) => !now.some((port) => port.path === path));
    const come = now.filter((port) => !this.#known.some((known) => known.path === port.path));
    const away = this.#away;
    if (away !== undefined && away !== "several") {
      const back = now.find((port) => port.path === away) ?? come.find((port) => this.#isLike(port, away));
      if (back !== undefined) return this.#decide(back.path, "cable");
    }
    const [first, second] = gone;
    const isSeveral = second !== undefined || (away === "several" && first !== undefined);
    const next = isSeveral ? "several" : first?.path;
    if (next === away) return;
    this.#away = next;
    this.#options.onAway(next === "several" ? undefined : next);
  }

  /** The same product under another name. */
  #isLike(port: KnownPort, path: string): boolean {
    const was = this.#known.find((known) => known.path === path);
    return was?.vendorId !== undefined && was.vendorId === port.vendorId && was.productId === port.productId;
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.ticker.after(ms, () => this.#wake());
      this.#wake = () => {
        cancel();
        this.#wake = () => undefined;
        resolve();
      };
      if (this.#options.signal.aborted || this.#answer !== undefined) this.#wake();
    });
  }
}

/** Tells from a printer's status that its cover or its key has been moved since the first answer. */
class PrinterSigns {
  readonly #onSign: () => void;
  readonly #decoder = new ReplyDecoder();
  #first: number | undefined;

  constructor(onSign: () => void) {
    this.#onSign = onSign;
  }

  hear(chunk: Uint8Array): void {
    for (const said of this.#decoder.hear(chunk)) {
      if (said.kind !== "status") continue;
      const signs = said.byte & (COVER_OPEN | FED_BY_KEY);
      this.#first ??= signs;
      if (signs !== this.#first) this.#onSign();
    }
  }
}
