import type { Ticker } from "../../../hardware/contract.ts";
import type { Decoder } from "../../../hardware/frames/stream/frame-stream.ts";
import type { EmulatedPort } from "../emulated-port.ts";
import { withOneTwice } from "../simulations/spoilt-line.ts";
import type { Bench } from "./bench.ts";

/**
 * What goes wrong with one request or its reply.
 * deaf: not carried out, no reply. silent: carried out, no reply. late: the reply comes after the next questions.
 * garbled: a bit of the reply is flipped. half: the reply breaks off. noise: rubbish before the reply. echo: the
 * adapter sends the request back first. doubled: a byte of the reply arrives twice. split: the reply comes in two pieces.
 * stall: the request and those after it reach the board only later, all at once. reset: the board reboots after carrying
 * it out. hang-up: the cable goes.
 */
export type WireFault =
  | "deaf"
  | "silent"
  | "late"
  | "garbled"
  | "half"
  | "noise"
  | "echo"
  | "doubled"
  | "split"
  | "stall"
  | "reset"
  | "hang-up";

export const WIRE_FAULTS: readonly WireFault[] = [
  "deaf",
  "silent",
  "late",
  "garbled",
  "half",
  "noise",
  "echo",
  "doubled",
  "split",
  "stall",
  "reset",
  "hang-up",
];

/** A board's language: cuts requests out of bytes, carries them out on the bench and says the reply. */
export interface Dialect<Request> {
  decoder(): Decoder<Request>;
  /** Undefined: the request is for another board, or needs no reply. */
  answer(request: Request): Uint8Array | undefined;
  /** Bytes the board says by itself when a connection begins or it boots. */
  hello?(): Uint8Array | undefined;
}

export interface ShellOptions {
  readonly ticker: Ticker;
  readonly bench: Bench;
  /** From request to reply; 5 by default. */
  readonly replyAfterMs?: number;
  readonly lateMs?: number;
  readonly bootMs?: number;
  /** Asked for each request; the default is health. */
  fault?(request: Uint8Array, index: number): WireFault | undefined;
}

/** An emulated board: speaks bytes on any port and has a bench to look at. */
export interface EmulatedBoard {
  readonly bench: Bench;
  /** An `Emulator`: hand it to a pseudo-terminal, a TCP server or a cable in memory. */
  readonly device: (port: EmulatedPort) => void;
  /** Faults for the requests to come, one each, before those of `fault`. */
  readonly faults: (WireFault | undefined)[];
  /** Requests understood, oldest first, as bytes. */
  readonly requests: Uint8Array[];
}

const REQUESTS_MAX = 10_000;
/** A half-said request is forgotten after this silence. */
const FORGET_MS = 50;
/** More than 3.5 characters at 9600 baud. */
const SPLIT_MS = 8;
/** What comes while a board is stalled waits, up to this many chunks. */
const STALLED_MAX = 256;

export function createShell<Request>(dialect: Dialect<Request>, options: ShellOptions): EmulatedBoard {
  const shell = new Shell(dialect, options);
  return {
    bench: options.bench,
    device: (port) => shell.connect(port),
    faults: shell.faults,
    requests: shell.requests,
  };
}

class Shell<Request> {
  readonly faults: (WireFault | undefined)[] = [];
  readonly requests: Uint8Array[] = [];
  readonly #dialect: Dialect<Request>;
  readonly #options: ShellOptions;
  #asked = 0;
  #deafUntilMs = 0;
  /** What has not reached the board yet; undefined while everything does. */
  #stalled: (() => void)[] | undefined;
  /** Replies leave in the order of their requests, a late one too. */
  #lastReplyAtMs = 0;

  constructor(dialect: Dialect<Request>, options: ShellOptions) {
    this.#dialect = dialect;
    this.#options = options;
  }

  connect(port: EmulatedPort): void {
    const { ticker } = this.#options;
    const decoder = this.#dialect.decoder();
    let forget: (() => void) | undefined;
    const take = (heard: ReturnType<typeof decoder.hear>) => {
      for (const item of heard) if (item.kind === "frame") this.#take(port, item.frame, item.bytes);
    };
    port.onBytes((chunk) => {
      forget?.();
      if (ticker.nowMs() < this.#deafUntilMs) return;
      this.#whenItFlows(() => take(decoder.hear(chunk)));
      forget = ticker.after(FORGET_MS, () => this.#whenItFlows(() => take(decoder.silence())));
    });
    port.onGone(() => forget?.());
    const hello = this.#dialect.hello?.();
    if (hello !== undefined) port.write(hello);
  }

  #take(port: EmulatedPort, request: Request, bytes: Uint8Array): void {
    if (this.requests.length < REQUESTS_MAX) this.requests.push(bytes);
    const fault = this.faults.shift() ?? this.#options.fault?.(bytes, this.#asked);
    this.#asked += 1;
    if (fault === "stall") this.#stall(() => this.#answer(port, request, bytes, undefined));
    else this.#answer(port, request, bytes, fault);
  }

  #answer(port: EmulatedPort, request: Request, bytes: Uint8Array, fault: WireFault | undefined): void {
    if (fault === "echo") port.write(bytes);
    if (fault === "deaf") return;
    const reply = this.#dialect.answer(request);
    if (fault === "reset") this.#reset();
    if (fault === "hang-up") port.hangUp();
    if (reply === undefined || fault === "silent" || fault === "reset" || fault === "hang-up") return;
    const lateMs = fault === "late" ? this.#lateMs : 0;
    const first = fault === "split" ? Math.ceil(reply.length / 2) : reply.length;
    this.#say(port, spoil(reply.subarray(0, first), fault), lateMs);
    if (first < reply.length) this.#say(port, reply.subarray(first), SPLIT_MS);
  }

  get #lateMs(): number {
    return this.#options.lateMs ?? 1_300;
  }

  #stall(act: () => void): void {
    if (this.#stalled !== undefined) {
      this.#stalled.push(act);
      return;
    }
    const stalled = [act];
    this.#stalled = stalled;
    this.#options.ticker.after(this.#lateMs, () => {
      this.#stalled = undefined;
      for (const waiting of stalled) this.#whenItFlows(waiting);
    });
  }

  /** In order: what comes behind something stalled waits for it. */
  #whenItFlows(act: () => void): void {
    if (this.#stalled === undefined) act();
    else if (this.#stalled.length < STALLED_MAX) this.#stalled.push(act);
  }

  #say(port: EmulatedPort, bytes: Uint8Array, lateMs: number): void {
    const { ticker, replyAfterMs = 5 } = this.#options;
    this.#lastReplyAtMs = Math.max(this.#lastReplyAtMs, ticker.nowMs() + replyAfterMs + lateMs);
    ticker.after(this.#lastReplyAtMs - ticker.nowMs(), () => port.write(bytes));
  }

  #reset(): void {
    this.#options.bench.reset();
    this.#deafUntilMs = this.#options.ticker.nowMs() + (this.#options.bootMs ?? 300);
  }
}

function spoil(reply: Uint8Array, fault: WireFault | undefined): Uint8Array {
  if (fault === "half") return reply.slice(0, Math.floor(reply.length / 2));
  if (fault === "noise") return Uint8Array.of(0xff, 0x00, 0x01, 0x01, 0xff, ...reply);
  if (fault === "doubled") return withOneTwice(reply);
  if (fault !== "garbled") return reply;
  const spoilt = Uint8Array.from(reply);
  const at = Math.min(2, reply.length - 1);
  spoilt[at] = (spoilt[at] ?? 0) ^ 0x01;
  return spoilt;
}
