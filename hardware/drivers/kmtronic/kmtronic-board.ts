import type { Ticker } from "../../contract.ts";
import { PlainBus } from "../../dispensing/plain-speech.ts";
import {
  type BoardSpeech,
  HOST_TIMED,
  NO_INPUTS,
  type Reading,
  type SpeechLimits,
} from "../../dispensing/speech.ts";
import { type BoardParts, createVendingBoard, type LockableBoard } from "../../dispensing/vending-board.ts";
import { wiringFault } from "../../dispensing/wiring.ts";
import {
  KMTRONIC_ASK_ALL,
  kmtronicAll,
  kmtronicAskOne,
  kmtronicOne,
  kmtronicSwitch,
} from "../../frames/kmtronic/kmtronic.ts";

const REPLY_MS = 300;
const GAP_MS = 30;
const CHANNELS_MOST = 8;
/** Up to this many channels each is asked for by itself. */
const ONE_BY_ONE_MOST = 2;

/**
 * Driver "kmtronic": KMTronic boards with one to eight relays. They acknowledge nothing and time nothing; the host ends
 * each pulse and a read-back is the proof. No inputs.
 */
export function createKmtronicBoard(parts: BoardParts): LockableBoard {
  const { spec, ticker } = parts;
  const fault = wiringFault(spec, { inputs: 0, channelsMost: CHANNELS_MOST });
  return createVendingBoard({ ...parts, speech: kmtronicSpeech(spec.channels, ticker), wiringFault: fault });
}

function kmtronicSpeech(channels: number, ticker: Ticker): BoardSpeech {
  const bus = new PlainBus({ ticker, replyMs: REPLY_MS, gapMs: GAP_MS, dropsEcho: channels > ONE_BY_ONE_MOST });
  const readAll = (limits: SpeechLimits = {}) =>
    bus.readTwice(
      (share) =>
        bus.ask(
          KMTRONIC_ASK_ALL,
          () => kmtronicAll(channels),
          (said) => said[0],
          share,
        ),
      limits,
    );
  const readEach = async (limits: SpeechLimits = {}): Promise<Reading> => {
    const on: boolean[] = [];
    for (let channel = 1; channel <= channels; channel++) {
      const share = limits.replyMs === undefined ? limits : { ...limits, replyMs: limits.replyMs / channels };
      const exchanged = await bus.ask(
        kmtronicAskOne(channel),
        () => kmtronicOne(channel),
        (said) => said[0],
        share,
      );
      if (exchanged.is !== "answered") return { is: "unread", what: exchanged.what };
      on.push(exchanged.answer);
    }
    return { is: "read", on };
  };
  return {
    name: "KMTronic relay board",
    readsOutputs: true,
    ...NO_INPUTS,
    bus: bus.exchange,
    ...HOST_TIMED,
    turn: (channel, on) => bus.tell(kmtronicSwitch(channel, on), { urgent: !on }),
    allOff: () => bus.tellAll(Array.from({ length: channels }, (_, index) => kmtronicSwitch(index + 1, false))),
    readOutputs: channels > ONE_BY_ONE_MOST ? readAll : readEach,
  };
}
