import type { Ticker } from "../../contract.ts";
import { PlainBus } from "../../dispensing/plain-speech.ts";
import { type BoardSpeech, HOST_TIMED, NO_INPUTS } from "../../dispensing/speech.ts";
import { type BoardParts, createVendingBoard, type LockableBoard } from "../../dispensing/vending-board.ts";
import { wiringFault } from "../../dispensing/wiring.ts";
import { LCUS_ASK_STATES, type LcusStates, lcusReplies, lcusSwitch } from "../../frames/lcus/lcus.ts";

const REPLY_MS = 300;
/** These boards lose the second of two fast commands. */
const GAP_MS = 30;
const CHANNELS_MOST = 16;

/**
 * Driver "lcus": LC Tech and LCUS USB relay boards with 2 or more channels. They time nothing themselves, acknowledge
 * nothing, and have no inputs, so the host ends each pulse and a read-back is the only proof. LCUS-1, with a single
 * relay, never speaks: it can be switched off but proves nothing, and sells nothing.
 */
export function createLcusBoard(parts: BoardParts): LockableBoard {
  const { spec, ticker } = parts;
  const speech = lcusSpeech(spec.channels, ticker);
  const fault = wiringFault(spec, { inputs: 0, channelsMost: CHANNELS_MOST });
  return createVendingBoard({ ...parts, speech, wiringFault: fault });
}

export function lcusSpeech(channels: number, ticker: Ticker): BoardSpeech {
  const bus = new PlainBus({ ticker, replyMs: REPLY_MS, gapMs: GAP_MS, dropsEcho: true });
  return {
    name: "LCUS relay board",
    readsOutputs: channels > 1,
    ...NO_INPUTS,
    bus: bus.exchange,
    ...HOST_TIMED,
    turn: (channel, on) => bus.tell(lcusSwitch(channel, on), { urgent: !on }),
    allOff() {
      // There is no command for all; each output has its own.
      return bus.tellAll(Array.from({ length: channels }, (_, index) => lcusSwitch(index + 1, false)));
    },
    readOutputs: (limits) =>
      bus.readTwice(
        (share) =>
          bus.ask(
            LCUS_ASK_STATES,
            () => lcusReplies(channels),
            (said) => statesOf(said, channels),
            share,
          ),
        limits,
      ),
  };
}

/** All states, from one answer in bytes or from a text line for each channel. */
function statesOf(said: readonly LcusStates[], channels: number): readonly boolean[] | undefined {
  const lines = new Map<number, boolean>();
  for (const states of said) {
    if (states.says === "all") return states.on;
    lines.set(states.channel, states.on);
  }
  const all = Array.from({ length: channels }, (_, index) => lines.get(index + 1));
  return all.every((on) => on !== undefined) ? all : undefined;
}
