import type { Ticker } from "../contract.ts";
import type { Decoder, Heard } from "../frames/stream/frame-stream.ts";
import { createExchange, type Exchange, type Exchanged, type Understood } from "../transport/exchange.ts";
import { DONE, type Reading, type Told } from "./speech.ts";

export interface PlainBusOptions {
  readonly ticker: Ticker;
  /** How long an answer may take. */
  readonly replyMs: number;
  /** Rest between commands; simple boards lose the second of two fast ones. */
  readonly gapMs: number;
}

/** For boards that acknowledge nothing: long enough for the bytes to leave, then the rest between commands. */
const UNHEARD_MS = 10;

/** Questions and orders to boards without addresses: what the simple families share. */
export class PlainBus {
  readonly exchange: Exchange;
  readonly #options: PlainBusOptions;

  constructor(options: PlainBusOptions) {
    this.#options = options;
    this.exchange = createExchange({ ticker: options.ticker, gapMs: options.gapMs, quietMs: options.gapMs });
  }

  /** Asks once; `find` picks the answer out of everything heard, as after a silence. */
  ask<F, T>(
    bytes: Uint8Array,
    decoder: () => Decoder<F>,
    find: (frames: readonly F[]) => T | undefined,
    limits: { readonly replyMs?: number; readonly urgent?: boolean } = {},
  ): Promise<Exchanged<T>> {
    return this.exchange.ask({
      bytes,
      replyMs: Math.min(this.#options.replyMs, limits.replyMs ?? this.#options.replyMs),
      urgent: limits.urgent ?? false,
      understand: (heard): Understood<T> => {
        const ear = decoder();
        const answer = find([...ear.hear(heard), ...ear.silence()].flatMap(frameOf));
        return answer === undefined ? { is: "more" } : { is: "whole", answer };
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
    });
    return exchanged.is === "not-sent" ? exchanged : DONE;
  }
}

/**
 * Answers without a checksum are believed when two in a row say the same: one byte of noise shifts a whole answer, and
 * hardly twice alike.
 */
export async function readTwice(
  ask: (replyMs: number | undefined) => Promise<Exchanged<readonly boolean[]>>,
  replyMs?: number,
): Promise<Reading> {
  const share = replyMs === undefined ? undefined : replyMs / 2;
  const first = await ask(share);
  if (first.is !== "answered") return { is: "unread", what: first.what };
  const second = await ask(share);
  if (second.is !== "answered") return { is: "unread", what: second.what };
  const isAlike =
    first.answer.length === second.answer.length && first.answer.every((on, at) => on === second.answer[at]);
  return isAlike ? { is: "read", on: first.answer } : { is: "unread", what: "Two answers in a row differed." };
}

function frameOf<F>(heard: Heard<F>): readonly F[] {
  return heard.kind === "frame" ? [heard.frame] : [];
}
