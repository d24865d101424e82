import type { Ticker } from "../contract.ts";
import type { Decoder } from "../frames/stream/frame-stream.ts";
import { createExchange, type Exchange, type Exchanged, type Understood } from "../transport/exchange.ts";
import { DONE, type Reading, type SpeechLimits, type Told } from "./speech.ts";

export interface PlainBusOptions {
  readonly ticker: Ticker;
  /** How long an answer may take. */
  readonly replyMs: number;
  /** Rest between commands; simple boards lose the second of two fast ones. */
  readonly gapMs: number;
  /** Adapters may send back what we say. Only where no answer can begin like its question. */
  readonly dropsEcho: boolean;
}

/** For boards that acknowledge nothing: long enough for the bytes to leave, then the rest between commands. */
const UNHEARD_MS = 10;

/** Questions and orders to boards without addresses: what the simple families share. */
export class PlainBus {
  readonly exchange: Exchange;
  readonly #options: PlainBusOptions;
  #strays = 0;

  constructor(options: PlainBusOptions) {
    this.#options = options;
    const { ticker, gapMs } = options;
    this.exchange = createExchange({
      ticker,
      gapMs,
      quietMs: gapMs,
      onStray: () => {
        this.#strays += 1;
      },
    });
  }

  /**
   * Answers without a checksum are believed when two in a row say the same and nothing unasked came between: one byte
   * of noise shifts a whole answer, and a late one is followed by the one that was due.
   */
  async readTwice(
    ask: (limits: SpeechLimits) => Promise<Exchanged<readonly boolean[]>>,
    limits: SpeechLimits = {},
  ): Promise<Reading> {
    const share = limits.replyMs === undefined ? limits : { ...limits, replyMs: limits.replyMs / 2 };
    const strays = this.#strays;
    const first = await ask(share);
    if (first.is !== "answered") return { is: "unread", what: first.what };
    const second = await ask(share);
    if (second.is !== "answered") return { is: "unread", what: second.what };
    const isAlike = first.answer.every((on, at) => on === second.answer[at]);
    if (isAlike && strays === this.#strays) return { is: "read", on: first.answer };
    return { is: "unread", what: "The board did not say the same twice." };
  }

  /** Asks once; `find` picks the answer out of everything heard, as after a silence. */
  ask<F, T>(
    bytes: Uint8Array,
    decoder: () => Decoder<F>,
    find: (frames: readonly F[]) => T | undefined,
    limits: SpeechLimits & { readonly urgent?: boolean } = {},
  ): Promise<Exchanged<T>> {
    return this.exchange.ask({
      bytes,
      replyMs: Math.min(this.#options.replyMs, limits.replyMs ?? this.#options.replyMs),
      urgent: limits.urgent ?? false,
      understand: (heard): Understood<T> => {
        const rest = this.#options.dropsEcho ? withoutEcho(bytes, heard) : heard;
        const ear = decoder();
        const frames: F[] = [];
        let answer: T | undefined;
        let isSoiled = false;
        for (const item of [...ear.hear(rest), ...ear.silence()]) {
          isSoiled ||= answer !== undefined || item.kind === "noise";
          // What follows the answer in one piece with it was not asked for either.
          if (answer !== undefined) this.#strays += 1;
          else if (item.kind === "frame") {
            frames.push(item.frame);
            answer = find(frames);
          }
        }
        return answer === undefined ? { is: "more" } : { is: "whole", answer, isSoiled };
      },
    });
  }

  /** Sends an order that no board of the family answers. "done" means that it left; only a reading proves it. */
  async tell(bytes: Uint8Array, limits: { readonly urgent?: boolean } = {}): Promise<Told> {
    const exchanged = await this.exchange.ask<never>({
      bytes,
      replyMs: UNHEARD_MS,
      urgent: limits.urgent ?? false,
      understand: () => ({ is: "more" }),
      isUnheard: true,
    });
    return exchanged.is === "not-sent" ? exchanged : DONE;
  }

  /** Urgent orders one after the other, before everything that waits. */
  async tellAll(orders: readonly Uint8Array[]): Promise<Told> {
    const told = await Promise.all(orders.map((bytes) => this.tell(bytes, { urgent: true })));
    return told.find((one) => one.is !== "done") ?? DONE;
  }
}

/** What was heard after our own bytes, when they came back whole. */
function withoutEcho(sent: Uint8Array, heard: Uint8Array): Uint8Array {
  return sent.every((byte, at) => heard[at] === byte) ? heard.subarray(sent.length) : heard;
}
