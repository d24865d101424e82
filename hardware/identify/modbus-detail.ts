import type { ModbusAsk, ModbusReply } from "../frames/modbus/pdu.ts";
import { isAnswer } from "../frames/modbus/pdu.ts";
import { encodeRtu, rtuReplies } from "../frames/modbus/rtu.ts";

/** Sends bytes and answers with what was heard, at the latest after `waitMs`. */
export type Ask = (
  bytes: Uint8Array,
  waitMs: number,
  isWhole: (heard: Uint8Array) => boolean,
) => Promise<Uint8Array>;

const REPLY_MS = 500;
const SIZES = [2, 4, 8, 16, 32, 48, 64] as const;
const NOT_KNOWN = 1;

export interface ModbusDetails {
  readonly drivers: readonly string[];
  readonly what: string;
  readonly outputs?: number;
  readonly inputs?: number;
}

/** Which kind of Modbus board it is and how large. Reads only, and only on a line where one has been found. */
export class ModbusDetail {
  readonly #address: number;
  readonly #ask: Ask;

  constructor(address: number, ask: Ask) {
    this.#address = address;
    this.#ask = ask;
  }

  async look(): Promise<ModbusDetails> {
    const coil = await this.#reply({ ask: "read-coils", start: 0, count: 1 });
    if (coil?.says === "exception" && coil.code === NOT_KNOWN) return this.#registers();
    if (coil?.says !== "bits") {
      return {
        drivers: ["modbus-rtu", "modbus-coils", "eletechsup"],
        what: `a Modbus board at address ${this.#address} of no known kind`,
      };
    }
    const outputs = await this.#largest((count) => ({ ask: "read-coils", start: 0, count }), 1);
    const inputs = await this.#largest((count) => ({ ask: "read-inputs", start: 0, count }), 0);
    return {
      drivers: ["modbus-rtu", "modbus-coils"],
      what: `a Modbus relay board at address ${this.#address} with ${outputs} outputs and ${inputs} inputs; "modbus-rtu" if it is Waveshare's, else "modbus-coils"`,
      outputs,
      inputs,
    };
  }

  async #registers(): Promise<ModbusDetails> {
    const outputs = await this.#largest((count) => ({ ask: "read-registers", start: 1, count }), 1);
    return {
      drivers: ["eletechsup"],
      what: `a relay board of the eletechsup kind at address ${this.#address} with ${outputs} outputs`,
      outputs,
    };
  }

  /** Boards refuse to read beyond their end. */
  async #largest(askFor: (count: number) => ModbusAsk, least: number): Promise<number> {
    let largest = least;
    for (const size of SIZES) {
      const reply = await this.#reply(askFor(size));
      if (reply === undefined || reply.says === "exception") return largest;
      largest = size;
    }
    return largest;
  }

  async #reply(ask: ModbusAsk): Promise<ModbusReply | undefined> {
    const find = (heard: Uint8Array): ModbusReply | undefined => {
      const decoder = rtuReplies(this.#address);
      for (const item of [...decoder.hear(heard), ...decoder.silence()]) {
        if (item.kind === "frame" && isAnswer(ask, item.frame.reply)) return item.frame.reply;
      }
      return undefined;
    };
    const heard = await this.#ask(encodeRtu(this.#address, ask), REPLY_MS, (all) => find(all) !== undefined);
    return find(heard);
  }
}
