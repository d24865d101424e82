import type { LineLoss, Ticker } from "../contract.ts";

/**
 * Question and answer on a bus with many ways to be late. One question is in flight; what was heard before it was
 * sent is thrown away; and after a question that nobody answered in time the bus is kept silent for as long as the
 * answer may still come. Without that silence a single late answer shifts every later one by a place.
 */
export type Exchanged<T> =
  | { readonly is: "answered"; readonly answer: T }
  /** Not a byte of it was sent. */
  | { readonly is: "not-sent"; readonly what: string }
  /** Sent, wholly or partly, and no right answer came: the device may have done it. */
  | { readonly is: "unanswered"; readonly what: string };

/** What the bytes heard so far amount to. "wrong" means that no right answer can follow them. */
export type Understood<T> =
  /** `isSoiled`: rubbish stood before or behind it. */
  | { readonly is: "whole"; readonly answer: T; readonly isSoiled?: boolean }
  | { readonly is: "more" }
  | { readonly is: "wrong"; readonly what: string };

export interface Question<T> {
  readonly bytes: Uint8Array;
  /** How long after the kernel took the question the answer may take. */
  readonly replyMs: number;
  /** Called with all bytes heard since the question was sent; must know its own answer by address, function and length. */
  understand(heard: Uint8Array): Understood<T>;
  /** Goes before all that waits: for switching off. */
  readonly urgent?: boolean;
  /** No answer is due: what comes is no answer that was not understood. */
  readonly isUnheard?: boolean;
}

export interface ExchangeOptions {
  readonly ticker: Ticker;
  /** Silence between an answer and the next question: 3.5 characters on a bus, 20 to 50 ms for simple boards. */
  readonly gapMs: number;
  /** Least silence after a question without an answer; the question's own `replyMs` is used when that is longer. */
  readonly quietMs: number;
  /** Questions that may wait; 16 by default. */
  readonly waitingMax?: number;
  /** Bytes nobody asked for: boards that report by themselves, echoes, noise. */
  onStray?(bytes: Uint8Array): void;
}

export interface Exchange {
  /** Every question ends, within the sum of its own and the earlier deadlines. Never repeats by itself. */
  ask<T>(question: Question<T>): Promise<Exchanged<T>>;
  /**
   * How often something was heard that could not be understood, since it was made: a wrong checksum, half an answer, an answer
   * to something else, rubbish around one, bytes nobody asked for.
   */
  readonly misheard: number;
  /** Ends all that wait with "not-sent", so that an all-off is not followed by what was asked before it. */
  refuseWaiting(what: string): void;
  /** From the line's owner: */
  up(write: (bytes: Uint8Array, deadlineMs: number) => Promise<boolean>): void;
  heard(chunk: Uint8Array): void;
  down(loss: LineLoss): void;
}

export function createExchange(options: ExchangeOptions): Exchange {
  return new Bus(options);
}

const WRITE_DEADLINE_MS = 1_000;
const HEARD_MAX = 4_096;
const WAITING_MAX = 16;

/** A question with its answer's type folded away. */
interface Waiting {
  readonly bytes: Uint8Array;
  readonly replyMs: number;
  readonly urgent: boolean;
  readonly isUnheard: boolean;
  /** True when the question is settled by these bytes. */
  hear(heard: Uint8Array): "settled" | "soiled" | "more" | "wrong";
  notSent(what: string): void;
  unanswered(what: string): void;
}

interface Flight {
  readonly question: Waiting;
  heard: Uint8Array;
  /** Ends the wait for the answer. */
  cancel: (() => void) | undefined;
}

class Bus implements Exchange {
  readonly #options: ExchangeOptions;
  #write: ((bytes: Uint8Array, deadlineMs: number) => Promise<boolean>) | undefined;
  #queue: Waiting[] = [];
  #inFlight: Flight | undefined;
  /** Nothing is sent before this time. */
  #freeAtMs = 0;
  #cancelPause: (() => void) | undefined;
  #misheard = 0;

  constructor(options: ExchangeOptions) {
    this.#options = options;
  }

  ask<T>(question: Question<T>): Promise<Exchanged<T>> {
    return new Promise((resolve) => {
      const waiting = fold(question, resolve);
      if (this.#write === undefined) {
        waiting.notSent("The device is not connected.");
      } else if (!waiting.urgent && this.#queue.length >= (this.#options.waitingMax ?? WAITING_MAX)) {
        waiting.notSent("Too many commands are waiting for the device.");
      } else {
        this.#enqueue(waiting);
        this.#next();
      }
    });
  }

  get misheard(): number {
    return this.#misheard;
  }

  refuseWaiting(what: string): void {
    for (const waiting of this.#queue.splice(0)) waiting.notSent(what);
  }

  up(write: (bytes: Uint8Array, deadlineMs: number) => Promise<boolean>): void {
    this.#write = write;
    this.#freeAtMs = this.#options.ticker.nowMs();
    this.#next();
  }

  heard(chunk: Uint8Array): void {
    const flight = this.#inFlight;
    if (flight === undefined) {
      this.#misheard += 1;
      this.#options.onStray?.(chunk);
      return;
    }
    flight.heard = joined(flight.heard, chunk);
    const verdict = flight.heard.length > HEARD_MAX ? "wrong" : flight.question.hear(flight.heard);
    if (verdict === "settled" || verdict === "soiled") {
      if (verdict === "soiled") this.#misheard += 1;
      this.#finish(this.#options.gapMs);
    }
    if (verdict === "wrong") {
      this.#misheard += 1;
      flight.question.unanswered("The device answered with something else.");
      this.#finish(this.#silenceAfter(flight.question));
    }
  }

  down(loss: LineLoss): void {
    this.#write = undefined;
    this.#cancelPause?.();
    this.#cancelPause = undefined;
    const flight = this.#inFlight;
    this.#inFlight = undefined;
    flight?.cancel?.();
    flight?.question.unanswered(loss.what);
    this.refuseWaiting(loss.what);
  }

  #enqueue(waiting: Waiting): void {
    if (!waiting.urgent) {
      this.#queue.push(waiting);
      return;
    }
    const afterUrgent = this.#queue.findIndex((other) => !other.urgent);
    this.#queue.splice(afterUrgent === -1 ? this.#queue.length : afterUrgent, 0, waiting);
  }

  #next(): void {
    if (this.#inFlight !== undefined || this.#cancelPause !== undefined) return;
    if (this.#write === undefined || this.#queue.length === 0) return;
    const pauseMs = this.#freeAtMs - this.#options.ticker.nowMs();
    if (pauseMs > 0) {
      this.#cancelPause = this.#options.ticker.after(pauseMs, () => {
        this.#cancelPause = undefined;
        this.#next();
      });
      return;
    }
    const question = this.#queue.shift();
    if (question !== undefined) this.#send(question, this.#write);
  }

  #send(question: Waiting, write: (bytes: Uint8Array, deadlineMs: number) => Promise<boolean>): void {
    const flight: Flight = { question, heard: new Uint8Array(), cancel: undefined };
    this.#inFlight = flight;
    void write(question.bytes, WRITE_DEADLINE_MS).then((taken) => {
      if (this.#inFlight !== flight) return;
      if (!taken) {
        question.unanswered("The device did not take the command in time.");
        this.#finish(this.#silenceAfter(question));
        return;
      }
      flight.cancel = this.#options.ticker.after(question.replyMs, () => {
        if (flight.heard.length > 0 && !question.isUnheard) this.#misheard += 1;
        question.unanswered("The device did not answer in time.");
        this.#finish(this.#silenceAfter(question));
      });
    });
  }

  #silenceAfter(question: Waiting): number {
    return Math.max(question.replyMs, this.#options.quietMs);
  }

  #finish(silenceMs: number): void {
    this.#inFlight?.cancel?.();
    this.#inFlight = undefined;
    this.#freeAtMs = this.#options.ticker.nowMs() + silenceMs;
    this.#next();
  }
}

function fold<T>(question: Question<T>, resolve: (exchanged: Exchanged<T>) => void): Waiting {
  return {
    bytes: question.bytes,
    replyMs: question.replyMs,
    urgent: question.urgent ?? false,
    isUnheard: question.isUnheard ?? false,
    hear(heard) {
      const understood = question.understand(heard);
      if (understood.is !== "whole") return understood.is;
      resolve({ is: "answered", answer: understood.answer });
      return understood.isSoiled === true ? "soiled" : "settled";
    },
    notSent: (what) => resolve({ is: "not-sent", what }),
    unanswered: (what) => resolve({ is: "unanswered", what }),
  };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
