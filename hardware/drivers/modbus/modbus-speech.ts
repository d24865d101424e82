import type { Ticker } from "../../contract.ts";
import {
  type BoardSpeech,
  DONE,
  type Reading,
  type SpeechBus,
  type SpeechLimits,
  type Told,
} from "../../dispensing/speech.ts";
import { type ModbusAsk, type ModbusReply, unpackBits } from "../../frames/modbus/pdu.ts";
import { coilsOff, FLASH_MAX_MS, FLASH_STEP_MS, flashOn, switchCoil } from "../../frames/modbus/waveshare.ts";
import type { Exchanged } from "../../transport/exchange.ts";
import { type AskLimits, type ModbusFraming, ModbusMaster } from "./master.ts";

export interface ModbusSpeechOptions {
  readonly name: string;
  readonly address: number;
  readonly channels: number;
  /** The highest input the wiring names; 0 when it names none. */
  readonly inputs: number;
  readonly framing: ModbusFraming;
  readonly ticker: Ticker;
  readonly replyMs: number;
  readonly gapMs: number;
  /** The board keeps the time of a pulse by itself (Waveshare flash-on). */
  readonly hasFlash: boolean;
}

/** Relay boards with standard coils (FC01, FC05, FC0F) and inputs (FC02). */
export class ModbusSpeech implements BoardSpeech {
  readonly name: string;
  readonly readsOutputs = true;
  readonly inputs: number;
  readonly bus: SpeechBus;
  readonly #options: ModbusSpeechOptions;
  readonly #master: ModbusMaster;
  /** Inputs asked for at once: whole eights, which some boards insist on, or as many as there are, which others do. */
  #inputsAsked: number;

  constructor(options: ModbusSpeechOptions) {
    this.name = options.name;
    this.inputs = options.inputs;
    this.#options = options;
    this.#inputsAsked = wholeEights(options.inputs);
    const { address, framing, ticker, replyMs, gapMs } = options;
    const inputProbe: readonly ModbusAsk[] = options.inputs > 0 ? [this.#askInputs()] : [];
    const probes = [this.#askOutputs(), ...inputProbe, REGISTER_PROBE];
    this.#master = new ModbusMaster({ address, framing, ticker, replyMs, gapMs, probes });
    this.bus = this.#master;
  }

  boardTimedMs(pulseMs: number): number | undefined {
    if (!this.#options.hasFlash || pulseMs > FLASH_MAX_MS) return undefined;
    return Math.ceil(pulseMs / FLASH_STEP_MS) * FLASH_STEP_MS;
  }

  async startPulse(channel: number, pulseMs: number, limits: SpeechLimits = {}): Promise<Told> {
    return told(await this.#master.ask(flashOn(channel, pulseMs / FLASH_STEP_MS), limits));
  }

  async turn(channel: number, on: boolean, limits: SpeechLimits = {}): Promise<Told> {
    return told(await this.#master.ask(switchCoil(channel, on), { ...limits, urgent: !on }));
  }

  async allOff(): Promise<Told> {
    return told(await this.#master.ask(coilsOff(this.#options.channels), { urgent: true }));
  }

  async readOutputs(limits: SpeechLimits = {}): Promise<Reading> {
    return this.#readBits(this.#askOutputs(), this.#options.channels, limits);
  }

  /** A board that refuses the number of inputs asked for is asked for the other one the next time. */
  async readInputs(limits: SpeechLimits = {}): Promise<Reading> {
    const reading = await this.#readBits(this.#askInputs(), this.inputs, limits);
    if (reading.is === "unread" && reading.isRefusal === true) {
      const eights = wholeEights(this.inputs);
      this.#inputsAsked = this.#inputsAsked === eights ? this.inputs : eights;
    }
    return reading;
  }

  #askOutputs(): ModbusAsk {
    return { ask: "read-coils", start: 0, count: this.#options.channels };
  }

  #askInputs(): ModbusAsk {
    return { ask: "read-inputs", start: 0, count: this.#inputsAsked };
  }

  async #readBits(ask: ModbusAsk, count: number, limits: AskLimits): Promise<Reading> {
    const exchanged = await this.#master.ask(ask, limits);
    if (exchanged.is !== "answered") return { is: "unread", what: exchanged.what };
    if (exchanged.answer.says !== "bits") return { is: "unread", what: refusal(exchanged.answer), isRefusal: true };
    return { is: "read", on: unpackBits(exchanged.answer.bits, count) };
  }
}

function wholeEights(inputs: number): number {
  return Math.ceil(inputs / 8) * 8;
}

/** Any board answers this, be it with an exception; used only to flush out late replies. */
const REGISTER_PROBE: ModbusAsk = { ask: "read-registers", start: 0, count: 1 };

/** What a write's answer means. Exceptions 1 to 3 say that nothing was done; any other leaves it open. */
export function told(exchanged: Exchanged<ModbusReply>): Told {
  if (exchanged.is === "not-sent") return { is: "not-sent", what: exchanged.what };
  if (exchanged.is === "unanswered") return { is: "unknown", what: exchanged.what };
  if (exchanged.answer.says !== "exception") return DONE;
  const isRefusal = exchanged.answer.code >= 1 && exchanged.answer.code <= 3;
  return { is: isRefusal ? "refused" : "unknown", what: refusal(exchanged.answer) };
}

function refusal(reply: ModbusReply): string {
  if (reply.says !== "exception") return "The board answered with something else.";
  const words = EXCEPTION_WORDS[reply.code] ?? "for a reason of its own";
  return `The board refused: ${words} (code ${reply.code}).`;
}

/** Modbus application protocol, section 7. */
const EXCEPTION_WORDS: Readonly<Record<number, string>> = {
  1: "it does not know this command",
  2: "it has no such output or input",
  3: "it does not accept this value",
  4: "the device failed",
  5: "it is still working on the command",
  6: "it is busy",
};
