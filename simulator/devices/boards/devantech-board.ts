import { packBits } from "../../../hardware/frames/modbus/pdu.ts";
import { FrameStream } from "../../../hardware/frames/stream/frame-stream.ts";
import { Bench, type BenchOptions } from "./bench.ts";
import { createShell, type Dialect, type EmulatedBoard, type ShellOptions } from "./board-shell.ts";

/** A Devantech USB-RLY08: single bytes in, states and identity out. */
export function createDevantechBoardEmulator(options: BenchOptions & Omit<ShellOptions, "bench">): EmulatedBoard {
  const bench = new Bench(options);
  const all = (on: boolean) => {
    for (let channel = 1; channel <= bench.channels; channel++) bench.switch(channel, on);
  };
  const dialect: Dialect<number> = {
    decoder: () => new FrameStream(1, ([byte = 0]) => ({ is: "whole", frame: byte, length: 1 })),
    answer(command) {
      if (command === 0x5a) return Uint8Array.of(8, 1);
      if (command === 0x5b) return packBits(bench.outputs);
      if (command === 0x64 || command === 0x6e) all(command === 0x64);
      if (command >= 0x65 && command <= 0x6c) bench.switch(command - 0x64, true);
      if (command >= 0x6f && command <= 0x76) bench.switch(command - 0x6e, false);
      return undefined;
    },
  };
  return createShell(dialect, { ...options, bench });
}
