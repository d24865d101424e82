import { withCrc16 } from "../../../hardware/frames/modbus/crc16.ts";
import { wordAt } from "../../../hardware/frames/modbus/pdu.ts";
import { FrameStream } from "../../../hardware/frames/stream/frame-stream.ts";
import { Bench, type BenchOptions } from "./bench.ts";
import { createShell, type Dialect, type EmulatedBoard, type ShellOptions } from "./board-shell.ts";
import { recogniseRequest } from "./modbus-board.ts";
import { exception } from "./modbus-slave.ts";

/** A strict eletechsup board: FC06 commands, FC03 states, nothing else. */
export function createEletechsupBoardEmulator(options: BenchOptions & Omit<ShellOptions, "bench">): EmulatedBoard {
  const bench = new Bench(options);
  const dialect: Dialect<Uint8Array> = {
    decoder: () => new FrameStream(256, recogniseRequest),
    answer(request) {
      if (request[0] !== 1) return undefined;
      return withCrc16(Uint8Array.of(1, ...carryOutCommand(bench, request.subarray(1))));
    },
  };
  return createShell(dialect, { ...options, bench });
}

function carryOutCommand(bench: Bench, pdu: Uint8Array): Uint8Array {
  const [code = 0] = pdu;
  const register = wordAt(pdu, 1);
  const value = wordAt(pdu, 3);
  if (code === 0x03) {
    if (register < 1 || register + value - 1 > bench.channels) return exception(code, 2);
    const states = bench.outputs.slice(register - 1, register - 1 + value);
    return Uint8Array.of(code, 2 * value, ...states.flatMap((on) => [0, on ? 1 : 0]));
  }
  if (code !== 0x06) return exception(code, 1);
  if (register > bench.channels) return exception(code, 2);
  if (register === 0) {
    if (value !== 0x0700 && value !== 0x0800) return exception(code, 3);
    for (let channel = 1; channel <= bench.channels; channel++) bench.switch(channel, value === 0x0700);
    return pdu;
  }
  const command = value >>> 8;
  if (command === 0x01 || command === 0x02) bench.switch(register, command === 0x01);
  else if (command === 0x05) bench.pulse(register, 1_000);
  else if (command === 0x06 && (value & 0xff) > 0) bench.pulse(register, (value & 0xff) * 1_000);
  else return exception(code, 3);
  return pdu;
}
