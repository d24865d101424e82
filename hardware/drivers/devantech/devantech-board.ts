import type { Ticker } from "../../contract.ts";
import { PlainBus } from "../../dispensing/plain-speech.ts";
import { type BoardSpeech, type Greeting, HOST_TIMED, NO_INPUTS } from "../../dispensing/speech.ts";
import { type BoardParts, createVendingBoard, type LockableBoard } from "../../dispensing/vending-board.ts";
import { wiringFault } from "../../dispensing/wiring.ts";
import {
  DEVANTECH_ALL_OFF,
  DEVANTECH_ASK_STATES,
  DEVANTECH_ASK_WHO,
  DEVANTECH_MODULES,
  devantechAnswers,
  devantechSwitch,
} from "../../frames/devantech/devantech.ts";
import { unpackBits } from "../../frames/modbus/pdu.ts";

const REPLY_MS = 300;
const GAP_MS = 20;
const CHANNELS_MOST = 8;

/**
 * Driver "devantech": USB-RLY08 and its sisters with eight relays. The module says who it is before anything is
 * switched. Host-timed pulses, read-back, no inputs.
 */
export function createDevantechBoard(parts: BoardParts): LockableBoard {
  const { spec, ticker } = parts;
  const fault = wiringFault(spec, { inputs: 0, channelsMost: CHANNELS_MOST });
  return createVendingBoard({ ...parts, speech: devantechSpeech(ticker), wiringFault: fault });
}

function devantechSpeech(ticker: Ticker): BoardSpeech {
  const bus = new PlainBus({ ticker, replyMs: REPLY_MS, gapMs: GAP_MS, dropsEcho: false });
  return {
    name: "Devantech relay board",
    readsOutputs: true,
    ...NO_INPUTS,
    bus: bus.exchange,
    async greet(): Promise<Greeting> {
      const who = await bus.ask(
        DEVANTECH_ASK_WHO,
        () => devantechAnswers(2),
        (said) => said[0],
      );
      if (who.is !== "answered")
        return { is: "stranger", what: "The board does not say who it is. Check its cable." };
      if (DEVANTECH_MODULES.some((module) => module === who.answer[0])) return { is: "known" };
      return { is: "stranger", what: "Another device than a Devantech board answers on this line." };
    },
    ...HOST_TIMED,
    turn: (channel, on) => bus.tell(devantechSwitch(channel, on), { urgent: !on }),
    allOff: () => bus.tell(DEVANTECH_ALL_OFF, { urgent: true }),
    readOutputs: (limits) =>
      bus.readTwice(
        (share) =>
          bus.ask(
            DEVANTECH_ASK_STATES,
            () => devantechAnswers(1),
            ([said]) => said && statesOf(said),
            share,
          ),
        limits,
      ),
  };
}

function statesOf(said: Uint8Array): readonly boolean[] {
  return unpackBits(said, CHANNELS_MOST);
}
