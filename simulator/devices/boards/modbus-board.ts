import { endsWithCrc16, withCrc16 } from "../../../hardware/frames/modbus/crc16.ts";
import { packBits, wordAt } from "../../../hardware/frames/modbus/pdu.ts";
import { BEGUN, FrameStream, NOISE, type Recognised } from "../../../hardware/frames/stream/frame-stream.ts";
import { Bench, type BenchOptions } from "./bench.ts";
import { createShell, type Dialect, type EmulatedBoard, type ShellOptions } from "./board-shell.ts";

export interface ModbusBoardOptions extends BenchOptions, Omit<ShellOptions, "bench"> {
  /** 1 by default. */
  readonly address?: number;
  /** Knows Waveshare's timed pulses; true by default. */
  readonly hasFlash?: boolean;
}

/** A strict Modbus RTU relay board of the Waveshare kind: coils, discrete inputs, flash-on, exceptions. */
export function createModbusBoardEmulator(options: ModbusBoardOptions): EmulatedBoard {
  const bench = new Bench(options);
  const address = options.address ?? 1;
  const dialect: Dialect<Uint8Array> = {
    decoder: () => new FrameStream(256, recogniseRequest),
    answer(pdu) {
      if (pdu[0] !== address) return undefined;
      return withCrc16(Uint8Array.of(address, ...carryOut(bench, pdu.subarray(1), options.hasFlash ?? true)));
    },
  };
  return createShell(dialect, { ...options, bench });
}

/** Address and PDU of a request, by its function's length. Frames to other boards are understood and left alone. */
function recogniseRequest(held: Uint8Array): Recognised<Uint8Array> {
  const [, code] = held;
  if (code === undefined) return BEGUN;
  const length = requestLength(code, held);
  if (length === undefined) return held.length < 2 ? BEGUN : NOISE;
  if (held.length < length) return BEGUN;
  const whole = held.subarray(0, length);
  return endsWithCrc16(whole) ? { is: "whole", frame: whole.slice(0, -2), length } : NOISE;
}

function requestLength(code: number, held: Uint8Array): number | undefined {
  if (code >= 0x01 && code <= 0x06) return 8;
  if (code !== 0x0f && code !== 0x10) return code < 0x80 ? 8 : undefined;
  return 9 + (held[6] ?? 0);
}

/** Functions 01, 02, 05 and 0F as the Modbus application protocol has them; anything else is exception 1. */
function carryOut(bench: Bench, pdu: Uint8Array, hasFlash: boolean): Uint8Array {
  const [code = 0] = pdu;
  const start = wordAt(pdu, 1);
  const value = wordAt(pdu, 3);
  switch (code) {
    case 0x01:
      return readBits(code, bench.outputs, start, value);
    case 0x02:
      return readBits(code, bench.inputs, start, value);
    case 0x05:
      return writeCoil(bench, pdu, start, value, hasFlash);
    case 0x0f:
      return writeCoils(bench, pdu, start, value);
    default:
      return exception(code, 1);
  }
}

function readBits(code: number, bits: readonly boolean[], start: number, count: number): Uint8Array {
  if (count < 1 || count > 2_000) return exception(code, 3);
  if (start + count > bits.length) return exception(code, 2);
  const packed = packBits(bits.slice(start, start + count));
  return Uint8Array.of(code, packed.length, ...packed);
}

function writeCoil(bench: Bench, pdu: Uint8Array, coil: number, value: number, hasFlash: boolean): Uint8Array {
  if (hasFlash && coil >= 0x0200 && coil < 0x0200 + bench.channels) {
    if (value < 1 || value > 0x7fff) return exception(5, 3);
    bench.pulse(coil - 0x0200 + 1, value * 100);
    return pdu;
  }
  if (value !== 0xff00 && value !== 0x0000) return exception(5, 3);
  if (hasFlash && coil === 0x00ff) {
    for (let channel = 1; channel <= bench.channels; channel++) bench.switch(channel, value === 0xff00);
    return pdu;
  }
  if (coil >= bench.channels) return exception(5, 2);
  bench.switch(coil + 1, value === 0xff00);
  return pdu;
}

function writeCoils(bench: Bench, pdu: Uint8Array, start: number, count: number): Uint8Array {
  if (count < 1 || pdu[5] !== Math.ceil(count / 8)) return exception(15, 3);
  if (start + count > bench.channels) return exception(15, 2);
  for (let index = 0; index < count; index++) {
    bench.switch(start + index + 1, (((pdu[6 + (index >> 3)] ?? 0) >> (index & 7)) & 1) === 1);
  }
  return pdu.slice(0, 5);
}

function exception(code: number, reason: number): Uint8Array {
  return Uint8Array.of(code | 0x80, reason);
}
