import { DEVANTECH_ASK_WHO, DEVANTECH_MODULES } from "../frames/devantech/devantech.ts";
import { ReplyDecoder } from "../frames/escpos/reply-decoder.ts";
import { encodeFramed, FRAMED, FRAMED_ANSWER, framedMessages, readHello } from "../frames/framed/framed.ts";
import { asciiReplies, encodeAscii } from "../frames/modbus/ascii.ts";
import type { ModbusAsk } from "../frames/modbus/pdu.ts";
import { encodeRtu, rtuReplies } from "../frames/modbus/rtu.ts";
import { numatoAnswers } from "../frames/numato/numato.ts";
import { vmcMessages } from "../frames/vmc/vmc.ts";

/** A device as its own answer shows it. */
export interface Recognition {
  /** Driver names that may fit, the likeliest first. */
  readonly drivers: readonly string[];
  /** "a receipt printer" */
  readonly what: string;
  readonly address?: number;
}

export type ProbeName =
  | "listen"
  | "printer-status"
  | "modbus-registers"
  | "modbus-coils"
  | "devantech-who"
  | "modbus-ascii-coils"
  | "framed-hello"
  | "numato-version";

/**
 * Whom a probe may reach.
 * anybody: neither switches a board nor leaves a mark on a printer's paper, whoever hears it.
 * no-printer: switches nothing either, but holds letters, which a printer that never answers would print.
 * this-make: would switch something on another make's board; only where the make is known.
 */
export type Reach = "anybody" | "no-printer" | "this-make";

export interface Probe {
  readonly name: ProbeName;
  readonly reach: Reach;
  /** Nothing is sent where this is empty. */
  readonly bytes: Uint8Array;
  readonly baudRate: number;
  /** How long an answer may take, or how long is listened. */
  readonly waitMs: number;
  /** `heard` is all that came since the bytes were sent. */
  recognise(heard: Uint8Array): Recognition | undefined;
}

const LISTEN_MS = 700;
const REPLY_MS = 500;
const PRINTER_MS = 300;
const MODBUS_ADDRESS = 1;
const ASCII_ADDRESS = 0xfe;
const NOTHING = new Uint8Array(0);

/**
 * Questions whose every byte, checks included, is a control code that printers pass over. The plain question for eight
 * coils is not among them: its last byte is CC, which pulses the relay of an E-3 board, and 3D prints as "=". A board
 * that has not so many registers or coils says so in a Modbus exception, which names it just as well.
 */
const READ_31_REGISTERS: ModbusAsk = { ask: "read-registers", start: 0, count: 31 };
const READ_COILS_FROM_2: ModbusAsk = { ask: "read-coils", start: 2, count: 1_054 };
const READ_16_ASCII_COILS: ModbusAsk = { ask: "read-coils", start: 0, count: 16 };

const listening = (baudRate: number): Probe => ({
  name: "listen",
  reach: "anybody",
  bytes: NOTHING,
  baudRate,
  waitMs: LISTEN_MS,
  recognise: (heard) => (isVmc(heard) ? VMC_FOUND : undefined),
});

const VMC_FOUND: Recognition = {
  drivers: ["vmc"],
  what: "a vending machine controller of the FA FB kind, which speaks first",
};

function isVmc(heard: Uint8Array): boolean {
  return vmcMessages()
    .hear(heard)
    .some((item) => item.kind === "frame");
}

/** DLE EOT 1: answered in every state by a printer that answers at all. */
const printerAt = (baudRate: number): Probe => ({
  name: "printer-status",
  reach: "anybody",
  bytes: Uint8Array.of(0x10, 0x04, 0x01),
  baudRate,
  waitMs: PRINTER_MS,
  recognise(heard) {
    const said = new ReplyDecoder().hear(heard);
    const isPrinter = said.length > 0 && said.every((one) => one.kind === "status" || one.kind === "flow");
    return isPrinter && said.some((one) => one.kind === "status")
      ? { drivers: ["escpos"], what: "a receipt printer that speaks ESC/POS" }
      : undefined;
  },
});

function modbusProbe(name: ProbeName, ask: ModbusAsk): Probe {
  return {
    name,
    reach: "anybody",
    bytes: encodeRtu(MODBUS_ADDRESS, ask),
    baudRate: 9_600,
    waitMs: REPLY_MS,
    recognise: (heard) =>
      hasFrame(rtuReplies(MODBUS_ADDRESS), heard)
        ? {
            drivers: ["modbus-rtu", "modbus-coils", "eletechsup"],
            what: "a Modbus board at address 1",
            address: MODBUS_ADDRESS,
          }
        : undefined,
  };
}

const DEVANTECH: Probe = {
  name: "devantech-who",
  reach: "no-printer",
  bytes: DEVANTECH_ASK_WHO,
  baudRate: 19_200,
  waitMs: PRINTER_MS,
  recognise([module = 0, version]) {
    if (version === undefined || !DEVANTECH_MODULES.includes(module)) return undefined;
    return { drivers: ["devantech"], what: `a Devantech relay board, module ${module}, version ${version}` };
  },
};

const MODBUS_ASCII: Probe = {
  name: "modbus-ascii-coils",
  reach: "no-printer",
  bytes: encodeAscii(ASCII_ADDRESS, READ_16_ASCII_COILS),
  baudRate: 9_600,
  waitMs: REPLY_MS,
  recognise: (heard) =>
    hasFrame(asciiReplies(ASCII_ADDRESS), heard)
      ? { drivers: ["modbus-ascii"], what: "a Modbus ASCII relay board at address 254", address: ASCII_ADDRESS }
      : undefined,
};

const FRAMED_HELLO: Probe = {
  name: "framed-hello",
  reach: "no-printer",
  bytes: encodeFramed({ number: 1, command: FRAMED.hello, rest: NOTHING }),
  baudRate: 115_200,
  waitMs: REPLY_MS,
  recognise(heard) {
    for (const item of framedMessages().hear(heard)) {
      if (item.kind !== "frame" || item.frame.command !== (FRAMED.hello | FRAMED_ANSWER)) continue;
      const hello = readHello(item.frame.rest);
      if (hello === undefined) continue;
      return {
        drivers: ["framed"],
        what: `a framed board with ${hello.channels} outputs and ${hello.inputs} inputs`,
      };
    }
    return undefined;
  },
};

/** The e of "ver" switches output 1 of a Devantech board on. */
const NUMATO: Probe = {
  name: "numato-version",
  reach: "this-make",
  bytes: new TextEncoder().encode("\rver\r"),
  baudRate: 115_200,
  waitMs: REPLY_MS,
  recognise(heard) {
    for (const item of numatoAnswers().hear(heard)) {
      if (item.kind !== "frame" || item.frame.command !== "ver" || !/^[\w.]{1,16}$/.test(item.frame.answer))
        continue;
      return { drivers: ["numato"], what: `a Numato module, version ${item.frame.answer}` };
    }
    return undefined;
  },
};

function hasFrame(decoder: ReturnType<typeof rtuReplies> | ReturnType<typeof asciiReplies>, heard: Uint8Array) {
  return [...decoder.hear(heard), ...decoder.silence()].some((item) => item.kind === "frame");
}

/** In the order in which they are tried; what listens comes first, what holds letters last. */
export const PROBES: readonly Probe[] = [
  listening(57_600),
  listening(9_600),
  printerAt(9_600),
  modbusProbe("modbus-registers", READ_31_REGISTERS),
  modbusProbe("modbus-coils", READ_COILS_FROM_2),
  printerAt(38_400),
  printerAt(19_200),
  printerAt(115_200),
  DEVANTECH,
  MODBUS_ASCII,
  FRAMED_HELLO,
  NUMATO,
];
