import { BEGUN, FrameStream, NOISE, type Recognised } from "../stream/frame-stream.ts";
import { endsWithCrc16, withCrc16 } from "./crc16.ts";
import { decodeReply, encodeAsk, type ModbusAsk, type ModbusReply, replyLength } from "./pdu.ts";

/** Modbus over serial line, RTU: address, function, data, CRC. At most 256 bytes. */
export interface RtuReply {
  readonly address: number;
  readonly reply: ModbusReply;
}

export function encodeRtu(address: number, ask: ModbusAsk): Uint8Array {
  return withCrc16(Uint8Array.of(address, ...encodeAsk(ask)));
}

/**
 * Hears what the board at `address` says. Frames of other boards are noise here: this program asks one board at a
 * time, so nobody else has reason to speak.
 */
export function rtuReplies(address: number): FrameStream<RtuReply> {
  return new FrameStream(256, (held) => recogniseReply(address, held));
}

function recogniseReply(address: number, held: Uint8Array): Recognised<RtuReply> {
  const [from, code, second] = held;
  if (from !== address) return NOISE;
  if (code === undefined || second === undefined) return BEGUN;
  const pduLength = replyLength(code, second);
  if (pduLength === undefined) return NOISE;
  const length = 1 + pduLength + 2;
  if (held.length < length) return BEGUN;
  const whole = held.subarray(0, length);
  const reply = endsWithCrc16(whole) ? decodeReply(whole.subarray(1, -2)) : undefined;
  return reply === undefined ? NOISE : { is: "whole", frame: { address, reply }, length };
}
