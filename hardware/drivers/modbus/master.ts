import type { Ticker } from "../../contract.ts";
import { OwedAnswers } from "../../dispensing/owed-answers.ts";
import type { SpeechLimits } from "../../dispensing/speech.ts";
import { isAnswer, type ModbusAsk, type ModbusReply } from "../../frames/modbus/pdu.ts";
import type { Decoder } from "../../frames/stream/frame-stream.ts";
import { createExchange, type Exchange, type Exchanged, type Understood } from "../../transport/exchange.ts";

/** How requests and replies travel: RTU or ASCII. */
export interface ModbusFraming {
  encode(address: number, ask: ModbusAsk): Uint8Array;
  /** A new decoder of what the board at `address` says. */
  replies(address: number): Decoder<{ readonly reply: ModbusReply }>;
  /** The whole line is repeated as the only acknowledgement of a write, so an echo cannot be told from it. */
  readonly writesAreEchoed: boolean;
}

export interface ModbusMasterOptions {
  readonly address: number;
  readonly framing: ModbusFraming;
  readonly ticker: Ticker;
  readonly replyMs: number;
  readonly gapMs: number;
  /** Reads without side effect whose replies all look different; used to flush out late replies. */
  readonly probes: readonly ModbusAsk[];
}

export interface AskLimits extends SpeechLimits {
  readonly urgent?: boolean;
}

/** Line noise that may stand before our own echo. */
const NOISE_BEFORE_ECHO = 8;

/**
 * A Modbus master for one board. Modbus has no transaction number, so questions that went unanswered are owed. Adapters
 * that send back what we say are
 * found out by the first read of each connection, and their echo is taken off.
 */
export class ModbusMaster {
  readonly #options: ModbusMasterOptions;
  readonly #exchange: Exchange;
  readonly #owed: OwedAnswers;
  #echoes: boolean | undefined;

  constructor(options: ModbusMasterOptions) {
    this.#options = options;
    this.#owed = new OwedAnswers(options.ticker);
    this.#exchange = createExchange({ ticker: options.ticker, gapMs: options.gapMs, quietMs: options.gapMs });
  }

  /** Asks once. Urgent writes go out whatever is owed; what then comes back proves nothing and reads "unanswered". */
  async ask(ask: ModbusAsk, limits: AskLimits = {}): Promise<Exchanged<ModbusReply>> {
    const mayFlush = limits.isHurried !== true;
    if (limits.urgent !== true && this.#owed.isOwed(shapeOf(ask)) && !(mayFlush && (await this.#flush(limits)))) {
      return { is: "not-sent", what: "Earlier answers of the board are still awaited." };
    }
    return this.#askNow(ask, limits);
  }

  get misheard(): number {
    return this.#exchange.misheard;
  }

  refuseWaiting(what: string): void {
    this.#exchange.refuseWaiting(what);
  }

  up(write: (bytes: Uint8Array, deadlineMs: number) => Promise<boolean>): void {
    this.#echoes = undefined;
    this.#exchange.up(write);
  }

  heard(chunk: Uint8Array): void {
    this.#exchange.heard(chunk);
  }

  down(loss: Parameters<Exchange["down"]>[0]): void {
    this.#exchange.down(loss);
  }

  /** Gets the answer to a question nobody waits for yet: all earlier answers have come, or never will. */
  async #flush(limits: AskLimits): Promise<boolean> {
    for (const probe of this.#options.probes) {
      if (this.#owed.isOwed(shapeOf(probe))) continue;
      const exchanged = await this.#askNow(probe, limits);
      if (exchanged.is === "answered") return true;
      if (exchanged.is === "not-sent") return false;
    }
    return false;
  }

  async #askNow(ask: ModbusAsk, limits: AskLimits): Promise<Exchanged<ModbusReply>> {
    const wasOwed = this.#owed.isOwed(shapeOf(ask));
    const bytes = this.#options.framing.encode(this.#options.address, ask);
    const askedMs = this.#options.ticker.nowMs();
    const exchanged = await this.#exchange.ask<ModbusReply>({
      bytes,
      replyMs: Math.min(this.#options.replyMs, limits.replyMs ?? this.#options.replyMs),
      urgent: limits.urgent ?? false,
      understand: (heard) => this.#understand(ask, bytes, heard),
    });
    if (exchanged.is === "unanswered") this.#owed.unanswered(shapeOf(ask));
    if (exchanged.is !== "answered") return exchanged;
    if (wasOwed) return { is: "unanswered", what: "The answer may belong to an earlier command." };
    this.#owed.answered(askedMs);
    return exchanged;
  }

  #understand(ask: ModbusAsk, sent: Uint8Array, heard: Uint8Array): Understood<ModbusReply> {
    const rest = this.#withoutEcho(ask, sent, heard);
    if (rest === undefined) return { is: "more" };
    const decoder = this.#options.framing.replies(this.#options.address);
    // Noise may look like the beginning of a long frame: behind it the answer is looked for as after a silence.
    let isSoiled = false;
    for (const item of [...decoder.hear(rest), ...decoder.silence()]) {
      isSoiled ||= item.kind === "noise";
      if (item.kind !== "frame" || !isAnswer(ask, item.frame.reply)) continue;
      // An exception names only the function, so it could belong to any owed question of that function.
      if (item.frame.reply.says === "exception" && this.#owesFunction(item.frame.reply.function)) continue;
      if (isRead(ask)) this.#echoes ??= false;
      return { is: "whole", answer: item.frame.reply, isSoiled };
    }
    return { is: "more" };
  }

  #owesFunction(functionCode: number): boolean {
    return this.#owed.isAnyOwed((shape) => shape.startsWith(`${functionCode}:`));
  }

  /** Undefined: the echo has not come whole yet. Only a read can tell an echo from an answer. */
  #withoutEcho(ask: ModbusAsk, sent: Uint8Array, heard: Uint8Array): Uint8Array | undefined {
    const at = indexOf(heard, sent);
    if (isRead(ask) && at !== undefined && at <= NOISE_BEFORE_ECHO) {
      this.#echoes = true;
      return heard.subarray(at + sent.length);
    }
    if (this.#echoes !== true) return heard;
    if (this.#options.framing.writesAreEchoed && !isRead(ask)) return heard;
    return at === undefined ? undefined : heard.subarray(at + sent.length);
  }
}

function isRead(ask: ModbusAsk): boolean {
  return ask.ask === "read-coils" || ask.ask === "read-inputs" || ask.ask === "read-registers";
}

/** What the reply will look like; two questions of one shape cannot be told apart by their replies. */
function shapeOf(ask: ModbusAsk): string {
  switch (ask.ask) {
    case "read-coils":
      return `1:${Math.ceil(ask.count / 8)}`;
    case "read-inputs":
      return `2:${Math.ceil(ask.count / 8)}`;
    case "read-registers":
      return `3:${ask.count}`;
    case "write-coil":
      return `5:${ask.coil}:${ask.value}`;
    case "write-register":
      return `6:${ask.register}:${ask.value}`;
    case "write-coils":
      return `15:${ask.start}:${ask.on.length}`;
    case "write-registers":
      return `16:${ask.start}:${ask.values.length}`;
  }
}

function indexOf(heard: Uint8Array, sent: Uint8Array): number | undefined {
  for (let at = 0; at + sent.length <= heard.length; at++) {
    if (sent.every((byte, index) => heard[at + index] === byte)) return at;
  }
  return undefined;
}
