import { BEGUN, FrameStream, NOISE, type Recognised } from "../../../hardware/frames/stream/frame-stream.ts";
import { Bench, type BenchOptions } from "./bench.ts";
import { createShell, type Dialect, type EmulatedBoard, type ShellOptions } from "./board-shell.ts";

export interface LcusBoardOptions extends BenchOptions, Omit<ShellOptions, "bench"> {
  /** Answers the state question in text lines, as some firmware does. */
  readonly speaksText?: boolean;
}

type Request = { readonly channel: number; readonly on: boolean } | "states";

/** A strict LCUS board: wrong sums are ignored, commands have no answer, one relay alone says nothing at all. */
export function createLcusBoardEmulator(options: LcusBoardOptions): EmulatedBoard {
  const bench = new Bench(options);
  const dialect: Dialect<Request> = {
    decoder: () => new FrameStream(4, recognise),
    answer(request) {
      if (request !== "states") {
        bench.switch(request.channel, request.on);
        return undefined;
      }
      if (bench.channels === 1) return undefined;
      if (options.speaksText !== true) return Uint8Array.from(bench.outputs, (on) => (on ? 1 : 0));
      const lines = bench.outputs.map((on, index) => `CH${index + 1}: ${on ? "ON" : "OFF"}\r\n`);
      return new TextEncoder().encode(lines.join(""));
    },
  };
  return createShell(dialect, { ...options, bench });
}

function recognise(held: Uint8Array): Recognised<Request> {
  const [lead, channel = 0, state = 0, sum] = held;
  if (lead === 0xff) return { is: "whole", frame: "states", length: 1 };
  if (lead !== 0xa0) return NOISE;
  if (sum === undefined) return BEGUN;
  if (sum !== ((0xa0 + channel + state) & 0xff) || state > 1) return NOISE;
  return { is: "whole", frame: { channel, on: state === 1 }, length: 4 };
}
