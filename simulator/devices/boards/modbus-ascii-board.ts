import { asciiLine, asciiLines } from "../../../hardware/frames/modbus/ascii.ts";
import { Bench, type BenchOptions } from "./bench.ts";
import { createShell, type Dialect, type EmulatedBoard, type ShellOptions } from "./board-shell.ts";
import { carryOut } from "./modbus-slave.ts";

const ADDRESS = 0xfe;

/** A 16-channel Modbus ASCII board at address FE: writes come back as they were sent, whatever the standard says. */
export function createModbusAsciiBoardEmulator(options: BenchOptions & Omit<ShellOptions, "bench">): EmulatedBoard {
  const bench = new Bench(options);
  const dialect: Dialect<Uint8Array> = {
    decoder: asciiLines,
    answer(line) {
      if (line[0] !== ADDRESS) return undefined;
      const reply = carryOut(bench, line.subarray(1), false);
      const isWrite = reply[0] === 0x05 || reply[0] === 0x0f;
      return asciiLine(isWrite ? line : Uint8Array.of(ADDRESS, ...reply));
    },
  };
  return createShell(dialect, { ...options, bench });
}
