import { BEGUN, FrameStream, NOISE, type Recognised } from "../stream/frame-stream.ts";
import { decodeReply, encodeAsk, type ModbusAsk, type ModbusReply } from "./pdu.ts";

/** Modbus ASCII: a colon, address, PDU and LRC as hex digits, CR LF. */
export interface AsciiReply {
  readonly address: number;
  readonly reply: ModbusReply;
}

/** Two's complement of the sum: with it all bytes together sum to nothing. */
export function lrc(bytes: Uint8Array): number {
  return -bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;
}

export function encodeAscii(address: number, ask: ModbusAsk): Uint8Array {
  return asciiLine(Uint8Array.of(address, ...encodeAsk(ask)));
}

/** A whole line for these bytes. */
export function asciiLine(bytes: Uint8Array): Uint8Array {
  const digits = [...bytes, lrc(bytes)].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join("");
  return new TextEncoder().encode(`:${digits}\r\n`);
}

const LONGEST = 513;
const COLON = 0x3a;
const LINE_FEED = 0x0a;

/** The bytes of each line with a right LRC, without it. */
export function asciiLines(): FrameStream<Uint8Array> {
  return new FrameStream(LONGEST, recogniseLine);
}

function recogniseLine(held: Uint8Array): Recognised<Uint8Array> {
  if (held[0] !== COLON) return NOISE;
  const end = held.indexOf(LINE_FEED);
  const text = String.fromCharCode(...held.subarray(1, end === -1 ? held.length : end + 1));
  if (end === -1) return /^[0-9A-F]*\r?$/i.test(text) ? BEGUN : NOISE;
  if (!/^(?:[0-9A-F]{2}){3,}\r\n$/i.test(text)) return NOISE;
  const bytes = Uint8Array.from({ length: (text.length - 2) / 2 }, (_, at) =>
    Number.parseInt(text.slice(2 * at, 2 * at + 2), 16),
  );
  return lrc(bytes) === 0 ? { is: "whole", frame: bytes.slice(0, -1), length: end + 1 } : NOISE;
}

/**
 * Replies of the board at `address`. The 16-channel boards that speak ASCII send a write back whole instead of the
 * standard's shorter reply; both are read.
 */
export function asciiReplies(address: number): FrameStream<AsciiReply> {
  return new FrameStream(LONGEST, (held) => {
    const line = recogniseLine(held);
    if (line.is !== "whole") return line;
    const pdu = line.frame.subarray(1);
    const isRepeatedWrite = pdu[0] === 0x0f || pdu[0] === 0x10;
    const reply = decodeReply(isRepeatedWrite ? pdu.subarray(0, 5) : pdu);
    if (line.frame[0] !== address || reply === undefined) return NOISE;
    return { is: "whole", frame: { address, reply }, length: line.length };
  });
}
