import { crc16 } from "../modbus/crc16.ts";
import { wordAt } from "../modbus/pdu.ts";
import { BEGUN, FrameStream, NOISE, type Recognised } from "../stream/frame-stream.ts";

/**
 * Our own protocol for a microcontroller with relays, docs/framed-board.md: `7E length number command data… crc crc`.
 * The length counts number, command and data; the CRC-16/MODBUS covers everything between 7E and itself, low byte
 * first; numbers are big-endian otherwise.
 */
export interface FramedMessage {
  /** 1 to 255; an answer carries the number of its question. */
  readonly number: number;
  readonly command: number;
  readonly rest: Uint8Array;
}

export const FRAMED = { hello: 0x01, status: 0x02, pulse: 0x03, off: 0x04, allOff: 0x05 } as const;
/** Set in the command of every answer. */
export const FRAMED_ANSWER = 0x80;
/** An answer that says no: the command refused, and why. */
export const FRAMED_REFUSED = 0xff;
/** The only version there is. */
export const FRAMED_VERSION = 1;

const LEAD = 0x7e;
const LENGTH_MOST = 32;

export function encodeFramed(message: FramedMessage): Uint8Array {
  const covered = Uint8Array.of(2 + message.rest.length, message.number, message.command, ...message.rest);
  const crc = crc16(covered);
  return Uint8Array.of(LEAD, ...covered, crc & 0xff, crc >>> 8);
}

export function framedMessages(): FrameStream<FramedMessage> {
  return new FrameStream(LENGTH_MOST + 4, recognise);
}

function recognise(held: Uint8Array): Recognised<FramedMessage> {
  const [lead, size, number, command] = held;
  if (lead !== LEAD) return NOISE;
  if (size === undefined) return BEGUN;
  if (size < 2 || size > LENGTH_MOST) return NOISE;
  const length = 2 + size + 2;
  if (number === undefined || command === undefined || held.length < length) return BEGUN;
  if (crc16(held.subarray(1, length)) !== 0) return NOISE;
  return { is: "whole", frame: { number, command, rest: held.slice(4, length - 2) }, length };
}

export function pulseOrder(channel: number, pulseMs: number): Uint8Array {
  return Uint8Array.of(channel, pulseMs >>> 8, pulseMs & 0xff);
}

export interface FramedStatus {
  /** Lowest bit: output 1, input 1. */
  readonly outputs: number;
  readonly inputs: number;
  /** The board has restarted since the last hello. */
  readonly hasRestarted: boolean;
}

/** The data of a status answer; undefined when it is none. */
export function readStatus(rest: Uint8Array): FramedStatus | undefined {
  if (rest.length !== 5) return undefined;
  return { outputs: wordAt(rest, 0), inputs: wordAt(rest, 2), hasRestarted: (wordAt(rest, 3) & 1) === 1 };
}

export interface FramedHello {
  readonly version: number;
  readonly channels: number;
  readonly inputs: number;
}

export function readHello(rest: Uint8Array): FramedHello | undefined {
  const [version, channels, inputs] = rest;
  if (rest.length !== 3 || version === undefined || channels === undefined || inputs === undefined)
    return undefined;
  return { version, channels, inputs };
}
