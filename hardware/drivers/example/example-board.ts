import { PlainBus } from "../../dispensing/plain-speech.ts";
import { type BoardSpeech, DONE, HOST_TIMED, type SpeechLimits, type Told } from "../../dispensing/speech.ts";
import { type BoardParts, createVendingBoard, type LockableBoard } from "../../dispensing/vending-board.ts";
import { wiringFault } from "../../dispensing/wiring.ts";
import { unpackBits } from "../../frames/modbus/pdu.ts";
import { BEGUN, FrameStream, NOISE } from "../../frames/stream/frame-stream.ts";

/**
 * A driver to copy, for a board that does not exist: eight outputs, eight inputs, 9600 8N1. Every command is four bytes,
 * `53 command value sum`, the sum being the low byte of the three before it, and is answered in the same form with 80
 * added to the command. A real language has a folder of its own under `frames/`.
 */
export const EXAMPLE = { on: 1, off: 2, allOff: 3, outputs: 4, inputs: 5 } as const;
export const EXAMPLE_LEAD = 0x53;
export const EXAMPLE_ANSWER = 0x80;

type Command = (typeof EXAMPLE)[keyof typeof EXAMPLE];

export function exampleFrame(command: number, value: number): Uint8Array {
  return Uint8Array.of(EXAMPLE_LEAD, command, value, (EXAMPLE_LEAD + command + value) & 0xff);
}

/** Command and value of every whole frame; anything else is noise. */
export function exampleFrames(): FrameStream<readonly [command: number, value: number]> {
  return new FrameStream(4, ([lead, command = 0, value = 0, sum]) => {
    if (lead !== EXAMPLE_LEAD) return NOISE;
    if (sum === undefined) return BEGUN;
    if (sum !== ((EXAMPLE_LEAD + command + value) & 0xff)) return NOISE;
    return { is: "whole", frame: [command, value], length: 4 };
  });
}

const REPLY_MS = 300;
const GAP_MS = 20;
const CHANNELS_MOST = 8;

/** What is the same for all boards (health, one pulse, evidence, locks, all-off) is in `createVendingBoard`. */
export function createExampleBoard(parts: BoardParts): LockableBoard {
  const fault = wiringFault(parts.spec, { inputs: CHANNELS_MOST, channelsMost: CHANNELS_MOST });
  return createVendingBoard({ ...parts, speech: exampleSpeech(parts), wiringFault: fault });
}

/** What is this board's own: its bytes, and nothing that repeats or decides. */
function exampleSpeech({ ticker, spec }: BoardParts): BoardSpeech {
  const bus = new PlainBus({ ticker, replyMs: REPLY_MS, gapMs: GAP_MS, dropsEcho: true });
  const ask = (command: Command, value: number, limits: SpeechLimits & { readonly urgent?: boolean } = {}) =>
    bus.ask(
      exampleFrame(command, value),
      exampleFrames,
      (frames) => frames.find(([answered]) => answered === (command | EXAMPLE_ANSWER))?.[1],
      limits,
    );
  const order = async (command: Command, value: number, limits: SpeechLimits, urgent: boolean): Promise<Told> => {
    const exchanged = await ask(command, value, { ...limits, urgent });
    if (exchanged.is === "answered") return DONE;
    // Sent and not answered: it may have been done. Only a reading will tell.
    return exchanged.is === "not-sent" ? exchanged : { is: "unknown", what: exchanged.what };
  };
  // An answer without a number may be a late one: two in a row must say the same.
  const read = (command: Command, count: number, limits?: SpeechLimits) =>
    bus.readTwice(async (share) => {
      const exchanged = await ask(command, 0, share);
      if (exchanged.is !== "answered") return exchanged;
      return { is: "answered", answer: unpackBits(Uint8Array.of(exchanged.answer), count) };
    }, limits);
  return {
    name: "Example board",
    readsOutputs: true,
    inputs: CHANNELS_MOST,
    bus: bus.exchange,
    ...HOST_TIMED,
    turn: (channel, on, limits = {}) => order(on ? EXAMPLE.on : EXAMPLE.off, channel, limits, !on),
    allOff: () => order(EXAMPLE.allOff, 0, {}, true),
    readOutputs: (limits) => read(EXAMPLE.outputs, spec.channels, limits),
    readInputs: (limits) => read(EXAMPLE.inputs, CHANNELS_MOST, limits),
  };
}
