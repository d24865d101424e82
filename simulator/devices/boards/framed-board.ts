import {
  encodeFramed,
  FRAMED,
  FRAMED_ANSWER,
  FRAMED_REFUSED,
  FRAMED_VERSION,
  type FramedMessage,
  framedMessages,
} from "../../../hardware/frames/framed/framed.ts";
import { wordAt } from "../../../hardware/frames/modbus/pdu.ts";
import { Bench, type BenchOptions } from "./bench.ts";
import { createShell, type Dialect, type EmulatedBoard, type ShellOptions } from "./board-shell.ts";

const WATCHDOG_MS = 2_000;

/** A board that keeps every duty of docs/framed-board.md. */
export function createFramedBoardEmulator(options: BenchOptions & Omit<ShellOptions, "bench">): EmulatedBoard {
  const bench = new Bench(options);
  const mind: Mind = { lastPulse: 0, flags: 1 };
  let bark: (() => void) | undefined;
  const dialect: Dialect<FramedMessage> = {
    decoder: framedMessages,
    answer(message) {
      bark?.();
      bark = options.ticker.after(WATCHDOG_MS, () => {
        if (bench.outputs.some((on) => on)) mind.flags |= 2;
        allOff(bench);
      });
      const refused = reasonToRefuse(bench, mind, message);
      const said: FramedMessage =
        refused === undefined
          ? { ...message, command: message.command | FRAMED_ANSWER, rest: carryOut(bench, mind, message) }
          : { ...message, command: FRAMED_REFUSED, rest: Uint8Array.of(message.command, refused) };
      return encodeFramed(said);
    },
  };
  return createShell(dialect, { ...options, bench });
}

/** What the board remembers: the number of the last pulse, and what happened since the last hello. */
interface Mind {
  lastPulse: number;
  flags: number;
}

function isRepeated(mind: Mind, message: FramedMessage): boolean {
  return message.command === FRAMED.pulse && message.number === mind.lastPulse;
}

function reasonToRefuse(bench: Bench, mind: Mind, message: FramedMessage): number | undefined {
  const { command, rest } = message;
  if (!Object.values<number>(FRAMED).includes(command)) return 1;
  if (isRepeated(mind, message)) return undefined;
  const [channel = 0] = rest;
  if ((command === FRAMED.pulse || command === FRAMED.off) && (channel < 1 || channel > bench.channels)) return 2;
  if (command !== FRAMED.pulse) return undefined;
  const pulseMs = rest.length === 3 ? wordAt(rest, 1) : 0;
  if (pulseMs < 50 || pulseMs > 10_000) return 3;
  return bench.outputs.some((on) => on) ? 4 : undefined;
}

function carryOut(bench: Bench, mind: Mind, message: FramedMessage): Uint8Array {
  const { command, rest } = message;
  switch (command) {
    case FRAMED.hello:
      mind.flags = 0;
      mind.lastPulse = 0;
      return Uint8Array.of(FRAMED_VERSION, bench.channels, bench.inputCount);
    case FRAMED.status:
      return Uint8Array.of(...wordOf(bench.outputs), ...wordOf(bench.inputs), mind.flags);
    case FRAMED.pulse:
      if (!isRepeated(mind, message)) bench.pulse(rest[0] ?? 0, wordAt(rest, 1));
      mind.lastPulse = message.number;
      return rest;
    case FRAMED.off:
      bench.switch(rest[0] ?? 0, false);
      return rest;
    default:
      allOff(bench);
      return new Uint8Array(0);
  }
}

function allOff(bench: Bench): void {
  for (let channel = 1; channel <= bench.channels; channel++) bench.switch(channel, false);
}

function wordOf(on: readonly boolean[]): readonly [number, number] {
  const mask = on.reduce((sum, bit, index) => sum | (bit ? 1 << index : 0), 0);
  return [mask >>> 8, mask & 0xff];
}
