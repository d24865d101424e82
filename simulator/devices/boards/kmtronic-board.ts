import { BEGUN, FrameStream, NOISE, type Recognised } from "../../../hardware/frames/stream/frame-stream.ts";
import { Bench, type BenchOptions } from "./bench.ts";
import { createShell, type Dialect, type EmulatedBoard, type ShellOptions } from "./board-shell.ts";

interface Request {
  readonly channel: number;
  readonly state: number;
}

/** A KMTronic board: `FF channel state`; states one by one with up to two channels, all at once with more. */
export function createKmtronicBoardEmulator(options: BenchOptions & Omit<ShellOptions, "bench">): EmulatedBoard {
  const bench = new Bench(options);
  const isSmall = bench.channels <= 2;
  const dialect: Dialect<Request> = {
    decoder: () => new FrameStream(3, recognise),
    answer({ channel, state }) {
      if (!isSmall && channel === 9 && state === 0) return Uint8Array.from(bench.outputs, (on) => (on ? 1 : 0));
      if (isSmall && state === 3) return Uint8Array.of(0xff, channel, bench.outputs[channel - 1] === true ? 1 : 0);
      if (state <= 1) bench.switch(channel, state === 1);
      return undefined;
    },
  };
  return createShell(dialect, { ...options, bench });
}

function recognise(held: Uint8Array): Recognised<Request> {
  const [lead, channel, state] = held;
  if (lead !== 0xff) return NOISE;
  if (channel === undefined || state === undefined) return BEGUN;
  return { is: "whole", frame: { channel, state }, length: 3 };
}
