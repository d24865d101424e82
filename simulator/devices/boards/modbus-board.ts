import { endsWithCrc16, withCrc16 } from "../../../hardware/frames/modbus/crc16.ts";
import { BEGUN, FrameStream, NOISE, type Recognised } from "../../../hardware/frames/stream/frame-stream.ts";
import { Bench, type BenchOptions } from "./bench.ts";
import { createShell, type Dialect, type EmulatedBoard, type ShellOptions } from "./board-shell.ts";
import { carryOut } from "./modbus-slave.ts";

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
export function recogniseRequest(held: Uint8Array): Recognised<Uint8Array> {
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
