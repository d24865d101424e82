import { type Heard, ReplyDecoder } from "../../hardware/frames/escpos/reply-decoder.ts";
import {
  FRAMED,
  FRAMED_ANSWER,
  FRAMED_REFUSED,
  framedMessages,
  readHello,
  readStatus,
} from "../../hardware/frames/framed/framed.ts";
import { asciiLines } from "../../hardware/frames/modbus/ascii.ts";
import { endsWithCrc16 } from "../../hardware/frames/modbus/crc16.ts";
import { decodeReply, type ModbusReply, unpackBits, wordAt } from "../../hardware/frames/modbus/pdu.ts";
import { numatoAnswers } from "../../hardware/frames/numato/numato.ts";
import { AISLE_NORMAL, PROGRESS, readAisleWord, VMC, vmcMessages } from "../../hardware/frames/vmc/vmc.ts";
import {
  channelOf,
  K1,
  K1_MOTORS,
  type K1Frame,
  k1Frames,
  readCurtain,
  readRunning,
} from "../../hardware/frames/vmc96/k1.ts";

/** One chunk of a trace in words. */
export interface Words {
  readonly text: string;
  /** Output that this switches on: where a vend began. */
  readonly startsOutput?: number;
}

type Reader = (bytes: Uint8Array) => readonly Words[];

/** Reads what both sides said in one language. A reader keeps what is half said for the next chunk. */
export interface Language {
  readonly out: Reader;
  readonly in: Reader;
}

const say = (text: string): readonly Words[] => [{ text }];
const ascii = (bytes: Uint8Array): string => JSON.stringify(String.fromCharCode(...bytes));
const listed = (on: readonly boolean[]): string => {
  const numbers = on.flatMap((isOn, at) => (isOn ? [at + 1] : []));
  return numbers.length === 0 ? "all off" : `on: ${numbers.join(", ")}`;
};

/** What the driver of this name and its device say to each other. */
export function languageOf(driver: string): Language | undefined {
  return LANGUAGES[driver]?.();
}

export const TRACE_DRIVERS: readonly string[] = [
  "modbus-rtu",
  "modbus-coils",
  "eletechsup",
  "modbus-ascii",
  "lcus",
  "kmtronic",
  "devantech",
  "numato",
  "framed",
  "vmc",
  "vmc96",
  "escpos",
];

const LANGUAGES: Readonly<Record<string, () => Language>> = {
  "modbus-rtu": rtu,
  "modbus-coils": rtu,
  eletechsup: rtu,
  "modbus-ascii": asciiModbus,
  lcus: () => ({
    out: lcusOrder,
    in: (bytes) => say(`outputs ${listed(Array.from(bytes, (byte) => byte === 1))}`),
  }),
  kmtronic: () => ({ out: kmtronicOrder, in: (bytes) => say(`states ${Array.from(bytes).join(" ")}`) }),
  devantech: () => ({ out: devantechOrder, in: devantechAnswer }),
  numato: () => ({ out: numatoOrder, in: numatoAnswer() }),
  framed: () => ({ out: framedReader(), in: framedReader() }),
  vmc: () => ({ out: vmcReader(), in: vmcReader() }),
  vmc96: () => ({ out: k1Reader(), in: k1Reader() }),
  escpos: () => ({ out: printerOrder, in: printerAnswer() }),
};

// ---------------------------------------------------------------- Modbus

function rtu(): Language {
  let held = new Uint8Array(0);
  return {
    out: (bytes) =>
      endsWithCrc16(bytes) ? askInWords(bytes[0] ?? 0, bytes.subarray(1, -2)) : say("not a Modbus frame"),
    in(bytes) {
      held = Uint8Array.of(...held, ...bytes).slice(-256);
      if (!endsWithCrc16(held)) return [];
      const [address = 0] = held;
      const reply = decodeReply(held.subarray(1, -2));
      held = new Uint8Array(0);
      return say(`board ${address}: ${reply === undefined ? "an answer of no known form" : replyInWords(reply)}`);
    },
  };
}

function asciiModbus(): Language {
  const heard = asciiLines();
  const read = (bytes: Uint8Array, words: (frame: Uint8Array) => readonly Words[]): readonly Words[] =>
    heard.hear(bytes).flatMap((item) => (item.kind === "frame" ? words(item.frame) : []));
  const spoken = asciiLines();
  return {
    out: (bytes) =>
      spoken
        .hear(bytes)
        .flatMap((item) => (item.kind === "frame" ? askInWords(item.frame[0] ?? 0, item.frame.subarray(1)) : [])),
    in: (bytes) =>
      read(bytes, (frame) => {
        const reply = decodeReply(frame.subarray(1));
        return say(
          `board ${frame[0] ?? 0}: ${reply === undefined ? "the command sent back" : replyInWords(reply)}`,
        );
      }),
  };
}

function askInWords(address: number, pdu: Uint8Array): readonly Words[] {
  const [code] = pdu;
  if (pdu.length < 5) return say(`to board ${address}: function ${code}`);
  const at = wordAt(pdu, 1);
  const value = wordAt(pdu, 3);
  const to = `to board ${address}: `;
  switch (code) {
    case 1:
      return say(`${to}which of ${value} outputs from ${at + 1} are on?`);
    case 2:
      return say(`${to}which of ${value} inputs from ${at + 1} are active?`);
    case 3:
      return say(`${to}what stands in ${value} registers from ${at}?`);
    case 5:
      if (at >= 0x0200 && at < 0x0300) {
        return [{ text: `${to}pulse output ${at - 0x01ff} for ${value * 100} ms`, startsOutput: at - 0x01ff }];
      }
      if (value === 0xff00) return [{ text: `${to}output ${at + 1} on`, startsOutput: at + 1 }];
      return say(`${to}output ${at + 1} ${value === 0 ? "off" : `value ${value.toString(16)}`}`);
    case 6:
      return registerInWords(to, at, value);
    case 15:
      return say(
        `${to}outputs ${at + 1} to ${at + value} ${pdu.subarray(6).every((byte) => byte === 0) ? "off" : "set"}`,
      );
    default:
      return say(`${to}function ${code}, ${at}, ${value}`);
  }
}

function registerInWords(to: string, register: number, value: number): readonly Words[] {
  const command = value >>> 8;
  if (register === 0) return say(`${to}all outputs ${command === 8 ? "off" : `command ${command}`}`);
  if (command === 1) return [{ text: `${to}output ${register} on`, startsOutput: register }];
  if (command === 2) return say(`${to}output ${register} off`);
  if (command === 6) {
    return [{ text: `${to}output ${register} on for ${value & 0xff} s`, startsOutput: register }];
  }
  return say(`${to}register ${register}, value ${value.toString(16)}`);
}

function replyInWords(reply: ModbusReply): string {
  switch (reply.says) {
    case "bits":
      return `${reply.function === 1 ? "outputs" : "inputs"} ${listed(unpackBits(reply.bits, reply.bits.length * 8))}`;
    case "registers":
      return `registers ${reply.values.join(" ")}`;
    case "wrote":
    case "wrote-many":
      return "taken";
    case "exception":
      return `refused function ${reply.function}, code ${reply.code}`;
  }
}

// ---------------------------------------------------------------- simple boards

function lcusOrder(bytes: Uint8Array): readonly Words[] {
  const [lead, channel = 0, state] = bytes;
  if (lead === 0xff) return say("which outputs are on?");
  if (lead !== 0xa0) return say("not an LCUS command");
  return state === 1 ? [{ text: `output ${channel} on`, startsOutput: channel }] : say(`output ${channel} off`);
}

function kmtronicOrder([, channel = 0, state]: Uint8Array): readonly Words[] {
  if (channel === 9) return say("which outputs are on?");
  if (state === 3) return say(`is output ${channel} on?`);
  return state === 1 ? [{ text: `output ${channel} on`, startsOutput: channel }] : say(`output ${channel} off`);
}

function devantechOrder([byte = 0]: Uint8Array): readonly Words[] {
  if (byte === 0x5a) return say("who are you?");
  if (byte === 0x5b) return say("which outputs are on?");
  if (byte === 0x6e) return say("all outputs off");
  if (byte >= 0x65 && byte <= 0x6c) return [{ text: `output ${byte - 0x64} on`, startsOutput: byte - 0x64 }];
  return say(byte >= 0x6f && byte <= 0x76 ? `output ${byte - 0x6e} off` : "not a Devantech command");
}

function devantechAnswer(bytes: Uint8Array): readonly Words[] {
  const [first = 0, second] = bytes;
  if (second !== undefined) return say(`module ${first}, version ${second}`);
  return say(`outputs ${listed(unpackBits(Uint8Array.of(first), 8))}`);
}

function numatoOrder(bytes: Uint8Array): readonly Words[] {
  const command = String.fromCharCode(...bytes).trim();
  const channel = /^relay on (\w)$/.exec(command)?.[1];
  return channel === undefined
    ? say(JSON.stringify(command))
    : [{ text: JSON.stringify(command), startsOutput: Number.parseInt(channel, 36) + 1 }];
}

function numatoAnswer(): Reader {
  const decoder = numatoAnswers();
  return (bytes) =>
    decoder
      .hear(bytes)
      .flatMap((item) =>
        item.kind === "frame" ? say(`"${item.frame.command}": ${item.frame.answer || "done"}`) : [],
      );
}

// ---------------------------------------------------------------- framed, FA FB

const FRAMED_WORDS: Readonly<Record<number, string>> = {
  [FRAMED.hello]: "who are you?",
  [FRAMED.status]: "how do you stand?",
  [FRAMED.off]: "output off",
  [FRAMED.allOff]: "all outputs off",
};

function framedReader(): Reader {
  const decoder = framedMessages();
  return (bytes) =>
    decoder.hear(bytes).flatMap((item) => {
      if (item.kind !== "frame") return [];
      const { number, command, rest } = item.frame;
      if (command === FRAMED.pulse) {
        const [channel = 0] = rest;
        return [{ text: `${number}: pulse output ${channel} for ${wordAt(rest, 1)} ms`, startsOutput: channel }];
      }
      if (command === FRAMED_REFUSED) return say(`${number}: refused, ${Array.from(rest).join(" ")}`);
      if ((command & FRAMED_ANSWER) === 0)
        return say(`${number}: ${FRAMED_WORDS[command] ?? `command ${command}`}`);
      const status = readStatus(rest);
      const hello = readHello(rest);
      if (status !== undefined) {
        const bits = (word: number) => listed(Array.from({ length: 16 }, (_, at) => ((word >> at) & 1) === 1));
        return say(`${number}: outputs ${bits(status.outputs)}; inputs ${bits(status.inputs)}`);
      }
      return say(
        hello === undefined ? `${number}: done` : `${number}: ${hello.channels} outputs, ${hello.inputs} inputs`,
      );
    });
}

function vmcReader(): Reader {
  const decoder = vmcMessages();
  return (bytes) =>
    decoder.hear(bytes).flatMap((item) => {
      if (item.kind !== "frame") return [];
      const { command, body } = item.frame;
      if (command === VMC.poll) return say("poll");
      if (command === VMC.ack) return say("heard");
      if (command === VMC.checkAisle) return say(`can aisle ${wordAt(body, 1)} sell?`);
      if (command === VMC.drive) {
        const aisle = wordAt(body, 3);
        return [{ text: `drive aisle ${aisle}, sensor ${body[1] === 1 ? "on" : "off"}`, startsOutput: aisle }];
      }
      const word = readAisleWord(item.frame);
      if (word === undefined) return say(`command ${command}`);
      const told =
        Object.entries(PROGRESS).find(([, code]) => code === word.status)?.[0] ?? `status ${word.status}`;
      if (command === VMC.progress) return say(`aisle ${word.aisle}: ${told}`);
      return say(`aisle ${word.aisle}: ${word.status === AISLE_NORMAL ? "can sell" : `status ${word.status}`}`);
    });
}

function k1Reader(): Reader {
  const decoder = k1Frames();
  return (bytes) => decoder.hear(bytes).flatMap((item) => (item.kind === "frame" ? k1InWords(item.frame) : []));
}

function k1InWords({ controller, body }: K1Frame): readonly Words[] {
  if (controller !== K1_MOTORS) return say(`controller ${controller}: ${Array.from(body).join(" ")}`);
  const [command, motor = 0] = body;
  const running = readRunning(body);
  if (running !== undefined) return say(`motors running: ${[...running].join(", ") || "none"}`);
  const covered = readCurtain(body);
  if (covered !== undefined) return say(`light covered in ${covered} of 32 samples`);
  const channel = channelOf(motor);
  if (command === K1.run && channel !== undefined) return [{ text: `run motor ${channel}`, startsOutput: channel }];
  if (body.length > 1) return say("motors fitted");
  if (command === 0) return say("yes");
  return say(K1_QUESTIONS[command ?? 0] ?? "no");
}

const K1_QUESTIONS: Readonly<Record<number, string>> = {
  [K1.status]: "which motors run?",
  [K1.scan]: "which motors are there?",
  [K1.stopAll]: "stop all motors",
  [K1.curtain]: "the light curtain?",
};

// ---------------------------------------------------------------- printers

function printerOrder(bytes: Uint8Array): readonly Words[] {
  const [first, second, n] = bytes;
  if (first === 0x10 && second === 0x04) return say(`status ${n}?`);
  const letters = String.fromCharCode(...bytes)
    .replaceAll(/[^\x20-\x7e]+/g, " ")
    .trim();
  return say(`${bytes.length} bytes of paper: ${ascii(new TextEncoder().encode(letters.slice(0, 40)))}`);
}

function printerAnswer(): Reader {
  const decoder = new ReplyDecoder();
  return (bytes) => decoder.hear(bytes).map((heard) => ({ text: printerWord(heard) }));
}

function printerWord(heard: Heard): string {
  switch (heard.kind) {
    case "status":
      return `status ${heard.byte.toString(16)}${(heard.byte & 0x08) === 0 ? "" : ", bit 3 set"}`;
    case "pushed":
      return `pushed status ${Buffer.from(heard.bytes).toString("hex")}`;
    case "in-turn":
      return "its turn came";
    case "block":
      return `block ${heard.lead.toString(16)}: ${ascii(heard.body)}`;
    case "flow":
      return heard.go ? "go on" : "stop sending";
    case "noise":
      return `noise ${heard.byte.toString(16)}`;
  }
}
