import {
  EXAMPLE,
  EXAMPLE_ANSWER,
  exampleFrame,
  exampleFrames,
} from "../../../hardware/drivers/example/example-board.ts";
import { packBits } from "../../../hardware/frames/modbus/pdu.ts";
import { Bench } from "../../../simulator/devices/boards/bench.ts";
import { createShell, type Dialect, type EmulatedBoard } from "../../../simulator/devices/boards/board-shell.ts";
import type { EmulatorOptions } from "../drivers/board-rig.ts";

/** The other end of the example driver: what a board needs to be emulated. */
export function createExampleBoardEmulator(options: EmulatorOptions): EmulatedBoard {
  const bench = new Bench(options);
  const dialect: Dialect<readonly [number, number]> = {
    decoder: exampleFrames,
    answer([command, value]) {
      if (command === EXAMPLE.on || command === EXAMPLE.off) bench.switch(value, command === EXAMPLE.on);
      if (command === EXAMPLE.allOff) {
        for (let channel = 1; channel <= bench.channels; channel++) bench.switch(channel, false);
      }
      if (command > EXAMPLE.inputs) return undefined;
      const bits = command === EXAMPLE.inputs ? bench.inputs : bench.outputs;
      const said = command >= EXAMPLE.outputs ? (packBits(bits)[0] ?? 0) : value;
      return exampleFrame(command | EXAMPLE_ANSWER, said);
    },
  };
  return createShell(dialect, { ...options, bench });
}
