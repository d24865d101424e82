import {
  CURTAIN_SAMPLES,
  channelOf,
  encodeK1,
  K1,
  K1_MOTORS,
  K1_YES,
  type K1Frame,
  k1Frames,
  motorOf,
  VMC96_COLUMNS,
  VMC96_ROWS,
} from "../../../hardware/frames/vmc96/k1.ts";
import { Bench, type BenchOptions } from "./bench.ts";
import { createShell, type Dialect, type EmulatedBoard, type ShellOptions } from "./board-shell.ts";

const NO = 0x01;
const SAMPLE_MS = 40;
const TURN_MS = 2_600;
/** What one motor draws, of 255 for 500 mA. */
const MOTOR_CURRENT = 110;

/**
 * A VMC96: motors in rows of eight, each run to its home switch, one at a time, and a light curtain that remembers the
 * last 1.28 s. A motor of the shelf's is fitted, any other is not. Another controller's frames are not answered.
 */
export function createVmc96BoardEmulator(options: BenchOptions & Omit<ShellOptions, "bench">): EmulatedBoard {
  const bench = new Bench(options);
  const fitted = new Set(options.shelf.map(({ channel }) => channel));
  const dialect: Dialect<K1Frame> = {
    decoder: k1Frames,
    answer({ controller, body }) {
      if (controller !== K1_MOTORS) return undefined;
      return encodeK1({ controller, body: carryOut(bench, fitted, options.ticker.nowMs(), body) });
    },
  };
  return createShell(dialect, { ...options, bench });
}

function carryOut(bench: Bench, fitted: ReadonlySet<number>, nowMs: number, body: Uint8Array): Uint8Array {
  const [command, motor] = body;
  if (command === K1.run) return Uint8Array.of(run(bench, fitted, body.length === 2 ? motor : undefined));
  if (body.length !== 1) return Uint8Array.of(NO);
  const running = runningOn(bench);
  switch (command) {
    case K1.ping:
      return Uint8Array.of(K1_YES);
    case K1.stopAll:
      for (const channel of running) bench.switch(channel, false);
      return Uint8Array.of(K1_YES);
    case K1.status:
      return Uint8Array.of(K1.status, Math.min(255, running.length * MOTOR_CURRENT), ...running.map(motorOf));
    case K1.scan:
      return Uint8Array.of(K1.scan, 0, ...matrixOf(fitted));
    case K1.curtain:
      return Uint8Array.of(K1.curtain, ...curtainOf(bench, nowMs));
    default:
      return Uint8Array.of(NO);
  }
}

function run(bench: Bench, fitted: ReadonlySet<number>, motor: number | undefined): number {
  const channel = motor === undefined ? undefined : channelOf(motor);
  if (channel === undefined || !fitted.has(channel) || runningOn(bench).length > 0) return NO;
  bench.pulse(channel, TURN_MS);
  return K1_YES;
}

function runningOn(bench: Bench): readonly number[] {
  return bench.outputs.flatMap((on, index) => (on ? [index + 1] : []));
}

function matrixOf(fitted: ReadonlySet<number>): readonly number[] {
  return Array.from({ length: VMC96_ROWS }, (_, row) =>
    Array.from({ length: VMC96_COLUMNS }, (__, column) => column).reduce(
      (bits, column) => bits | (fitted.has(row * VMC96_COLUMNS + column + 1) ? 1 << column : 0),
      0,
    ),
  );
}

/** The newest sample is the lowest bit; a sample is set when the light was covered at any time within it. */
function curtainOf(bench: Bench, nowMs: number): readonly number[] {
  const samples = Array.from({ length: CURTAIN_SAMPLES }, (_, age) =>
    wasCovered(bench, nowMs - (age + 1) * SAMPLE_MS, nowMs - age * SAMPLE_MS),
  );
  return Array.from({ length: CURTAIN_SAMPLES / 8 }, (_, at) =>
    samples.slice(at * 8, at * 8 + 8).reduce((bits, on, bit) => bits | (on ? 1 << bit : 0), 0),
  );
}

function wasCovered(bench: Bench, fromMs: number, toMs: number): boolean {
  let isCovered = false;
  for (const event of bench.events) {
    if (event.event !== "input" || event.input !== 1) continue;
    if (event.atMs > toMs) break;
    if (isCovered && event.atMs > fromMs) return true;
    isCovered = event.on;
  }
  return isCovered;
}
