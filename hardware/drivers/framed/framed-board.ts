import type { Ticker } from "../../contract.ts";
import { PlainBus } from "../../dispensing/plain-speech.ts";
import {
  type BoardSpeech,
  DONE,
  type Greeting,
  type Reading,
  type SpeechLimits,
  type Told,
} from "../../dispensing/speech.ts";
import { type BoardParts, createVendingBoard, type LockableBoard } from "../../dispensing/vending-board.ts";
import { type DispenserSpec, wiringFault } from "../../dispensing/wiring.ts";
import {
  encodeFramed,
  FRAMED,
  FRAMED_ANSWER,
  FRAMED_REFUSED,
  FRAMED_VERSION,
  type FramedMessage,
  framedMessages,
  pulseOrder,
  readHello,
  readStatus,
} from "../../frames/framed/framed.ts";
import type { Exchanged } from "../../transport/exchange.ts";

const REPLY_MS = 200;
const GAP_MS = 5;
const CHANNELS_MOST = 16;
const INPUTS = 16;
const PULSE_MOST_MS = 10_000;
/** A board that reboots when its port is opened is silent for about two seconds. */
const HELLO_TRIES = 6;

/**
 * Driver "framed": a microcontroller with our own protocol, docs/framed-board.md. Every answer carries its question's
 * number, the board times each pulse, limits it by itself, and opens all relays when it hears nothing for two seconds.
 */
export function createFramedBoard(parts: BoardParts): LockableBoard {
  const { spec, ticker } = parts;
  const fault = wiringFault(spec, { inputs: INPUTS, channelsMost: CHANNELS_MOST });
  return createVendingBoard({ ...parts, speech: framedSpeech(spec, ticker), wiringFault: fault });
}

function framedSpeech(spec: DispenserSpec, ticker: Ticker): BoardSpeech {
  const bus = new PlainBus({ ticker, replyMs: REPLY_MS, gapMs: GAP_MS, dropsEcho: false });
  let last = 0;

  const ask = (command: number, rest: Uint8Array, limits: Limits = {}): Promise<Exchanged<FramedMessage>> => {
    last = (last % 255) + 1;
    const number = last;
    const isOwn = (one: FramedMessage) =>
      one.number === number &&
      (one.command === (command | FRAMED_ANSWER) || (one.command === FRAMED_REFUSED && one.rest[0] === command));
    return bus.ask(encodeFramed({ number, command, rest }), framedMessages, (said) => said.find(isOwn), limits);
  };
  const order = async (command: number, rest: Uint8Array, limits?: Limits): Promise<Told> =>
    toldOf(await ask(command, rest, limits));
  const look = async (
    limits: SpeechLimits | undefined,
    count: number,
    part: "outputs" | "inputs",
  ): Promise<Reading> => {
    const answer = await ask(FRAMED.status, NOTHING, limits);
    if (answer.is !== "answered") return { is: "unread", what: answer.what };
    const status = readStatus(answer.answer.rest);
    if (status === undefined) return { is: "unread", what: "The board answered with something else." };
    return { is: "read", on: Array.from({ length: count }, (_, index) => ((status[part] >>> index) & 1) === 1) };
  };

  return {
    name: "Framed relay board",
    readsOutputs: true,
    inputs: INPUTS,
    bus: bus.exchange,
    async greet(): Promise<Greeting> {
      let answer = await ask(FRAMED.hello, NOTHING);
      for (let tries = 1; answer.is === "unanswered" && tries < HELLO_TRIES; tries++) {
        answer = await ask(FRAMED.hello, NOTHING);
      }
      const hello = answer.is === "answered" ? readHello(answer.answer.rest) : undefined;
      if (hello === undefined)
        return { is: "stranger", what: "The board does not greet. Check its power and cable." };
      if (hello.version !== FRAMED_VERSION) return { is: "stranger", what: "The board speaks another version." };
      if (hello.channels >= spec.channels) return { is: "known" };
      return { is: "stranger", what: `The board has ${hello.channels} outputs; ${spec.channels} are configured.` };
    },
    boardTimedMs: (pulseMs) => (pulseMs <= PULSE_MOST_MS ? pulseMs : undefined),
    startPulse: (channel, pulseMs, limits) => order(FRAMED.pulse, pulseOrder(channel, pulseMs), limits),
    turn(channel, on, limits) {
      if (on) return Promise.resolve({ is: "refused", what: "This board knows timed pulses only." });
      return order(FRAMED.off, Uint8Array.of(channel), { ...limits, urgent: true });
    },
    allOff: () => order(FRAMED.allOff, NOTHING, { urgent: true }),
    readOutputs: (limits) => look(limits, spec.channels, "outputs"),
    readInputs: (limits) => look(limits, INPUTS, "inputs"),
  };
}

type Limits = SpeechLimits & { readonly urgent?: boolean };

const NOTHING = new Uint8Array(0);

function toldOf(exchanged: Exchanged<FramedMessage>): Told {
  if (exchanged.is === "not-sent") return exchanged;
  if (exchanged.is === "unanswered") return { is: "unknown", what: exchanged.what };
  if (exchanged.answer.command !== FRAMED_REFUSED) return DONE;
  return { is: "refused", what: `The board refused (reason ${exchanged.answer.rest[1]}).` };
}
