import type { Ticker } from "../../contract.ts";
import { OwedAnswers } from "../../dispensing/owed-answers.ts";
import { PlainBus } from "../../dispensing/plain-speech.ts";
import {
  type BoardSpeech,
  type Greeting,
  HOST_TIMED,
  type Reading,
  type SpeechLimits,
  type Told,
} from "../../dispensing/speech.ts";
import { type BoardParts, createVendingBoard, type LockableBoard } from "../../dispensing/vending-board.ts";
import { type DispenserSpec, wiringFault } from "../../dispensing/wiring.ts";
import {
  NUMATO_READ_ALL,
  numatoAllOff,
  numatoAnswers,
  numatoCommand,
  numatoReadInput,
  numatoStates,
  numatoSwitch,
} from "../../frames/numato/numato.ts";
import type { Exchanged } from "../../transport/exchange.ts";

const REPLY_MS = 300;
const GAP_MS = 5;
const CHANNELS_MOST = 16;
const INPUTS = 8;
/** Commands that change nothing and whose answers all look different. */
const PROBES = ["ver", "id get", NUMATO_READ_ALL] as const;

/**
 * Driver "numato": Numato USB relay modules on their text command line. Drop sensors sit on the module's input pins;
 * input 1 of the wiring is pin 0. Pulses are timed by the host.
 */
export function createNumatoBoard(parts: BoardParts): LockableBoard {
  const { spec, ticker } = parts;
  const fault = wiringFault(spec, { inputs: INPUTS, channelsMost: CHANNELS_MOST });
  return createVendingBoard({ ...parts, speech: numatoSpeech(spec, ticker), wiringFault: fault });
}

function numatoSpeech(spec: DispenserSpec, ticker: Ticker): BoardSpeech {
  const bus = new PlainBus({ ticker, replyMs: REPLY_MS, gapMs: GAP_MS, dropsEcho: false });
  const sensors = [...new Set(spec.slots.flatMap(({ dropInput }) => (dropInput === undefined ? [] : [dropInput])))];

  const owed = new OwedAnswers(ticker);

  const askNow = async <T>(
    command: string,
    read: (answer: string) => T | undefined,
    limits: Limits,
  ): Promise<Exchanged<T>> => {
    const wasOwed = owed.isOwed(command);
    const askedMs = ticker.nowMs();
    const exchanged = await bus.ask(
      numatoCommand(command),
      numatoAnswers,
      (said) => {
        const own = said.find((one) => one.command.endsWith(command));
        return own === undefined ? undefined : read(own.answer);
      },
      limits,
    );
    if (exchanged.is === "unanswered") owed.unanswered(command);
    if (exchanged.is !== "answered") return exchanged;
    if (wasOwed) return { is: "unanswered", what: "The answer may belong to an earlier command." };
    owed.answered(askedMs);
    return exchanged;
  };
  /** A command not owed yet, answered: nothing earlier can come any more. */
  const flush = async (limits: Limits): Promise<boolean> => {
    const probe = PROBES.find((command) => !owed.isOwed(command));
    return probe !== undefined && (await askNow(probe, (answer) => answer, limits)).is === "answered";
  };
  const say = async <T>(
    command: string,
    read: (answer: string) => T | undefined,
    limits: Limits = {},
  ): Promise<Exchanged<T>> => {
    const mayFlush = limits.isHurried !== true;
    if (limits.urgent !== true && owed.isOwed(command) && !(mayFlush && (await flush(limits)))) {
      return { is: "not-sent", what: "Earlier answers of the module are still awaited." };
    }
    return askNow(command, read, limits);
  };
  const order = async (command: string, limits: Limits): Promise<Told> =>
    toldOf(await say(command, (answer) => answer, limits));

  return {
    name: "Numato relay module",
    readsOutputs: true,
    inputs: INPUTS,
    bus: bus.exchange,
    async greet(): Promise<Greeting> {
      // An empty line first: half a command may stand in the module's buffer.
      await bus.tell(numatoCommand(""));
      const version = await say("ver", (answer) => (answer === "" ? undefined : answer));
      if (version.is === "answered") return { is: "known" };
      return { is: "stranger", what: "The module does not say its version. Check its cable." };
    },
    ...HOST_TIMED,
    turn: (channel, on, limits = {}) => order(numatoSwitch(channel, on), { ...limits, urgent: !on }),
    allOff: () => order(numatoAllOff(spec.channels), { urgent: true }),
    async readOutputs(limits): Promise<Reading> {
      const states = await say(NUMATO_READ_ALL, (answer) => numatoStates(answer, spec.channels), limits);
      return states.is === "answered" ? { is: "read", on: states.answer } : { is: "unread", what: states.what };
    },
    async readInputs(limits: SpeechLimits = {}): Promise<Reading> {
      const on = Array.from({ length: INPUTS }, () => false);
      const share = limits.replyMs === undefined ? limits : { ...limits, replyMs: limits.replyMs / sensors.length };
      for (const input of sensors) {
        const level = await say(numatoReadInput(input), (answer) => LEVELS[answer], share);
        if (level.is !== "answered") return { is: "unread", what: level.what };
        on[input - 1] = level.answer;
      }
      return { is: "read", on };
    },
  };
}

type Limits = SpeechLimits & { readonly urgent?: boolean };

const LEVELS: Readonly<Record<string, boolean>> = { "0": false, "1": true, off: false, on: true };

/** A module answers a good order with an empty line; any text is a complaint. */
function toldOf(exchanged: Exchanged<string>): Told {
  if (exchanged.is === "not-sent") return exchanged;
  if (exchanged.is === "unanswered") return { is: "unknown", what: exchanged.what };
  return exchanged.answer === "" ? { is: "done" } : { is: "refused", what: "The module refused the command." };
}
