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
  askMotors,
  CURTAIN_SAMPLES,
  K1,
  K1_MOTORS,
  K1_YES,
  k1Frames,
  motorOf,
  readCurtain,
  readRunning,
  readScan,
  VMC96_COLUMNS,
  VMC96_ROWS,
} from "../../frames/vmc96/k1.ts";
import type { Exchanged } from "../../transport/exchange.ts";
import { type MotorTalk, turnMotor } from "./motor-turn.ts";

const REPLY_MS = 300;
const GAP_MS = 10;

/**
 * Driver "vmc96": MoneyFlex VMC96 controllers, docs/relay-boards.md. A slot's channel counts the motors row by row, and
 * its drop input, 1, is the light curtain. The controller runs a motor to its home switch; a turn that lasts too long is
 * stopped from here. A slot's pulse length means nothing; its drop window counts from the start of the motor.
 */
export function createVmc96Board(parts: BoardParts): LockableBoard {
  const { spec, ticker } = parts;
  const fault = wiringFault(spec, { inputs: 1, channelsMost: VMC96_ROWS * VMC96_COLUMNS });
  return createVendingBoard({ ...parts, speech: vmc96Speech(spec, ticker), wiringFault: fault });
}

function vmc96Speech(spec: DispenserSpec, ticker: Ticker): BoardSpeech {
  const bus = new PlainBus({ ticker, replyMs: REPLY_MS, gapMs: GAP_MS, dropsEcho: true });
  let scan: ReturnType<typeof readScan>;

  /** The body of the motors' answer, when `read` makes sense of it. */
  const ask = <T>(
    bytes: Uint8Array,
    read: (body: Uint8Array) => T | undefined,
    limits?: Limits,
  ): Promise<Exchanged<{ readonly of: T }>> =>
    bus.ask(
      bytes,
      k1Frames,
      (frames) => {
        for (const { controller, body } of frames) {
          const of = controller === K1_MOTORS ? read(body) : undefined;
          if (of !== undefined) return { of };
        }
        return undefined;
      },
      limits,
    );
  const order = async (bytes: Uint8Array, limits?: Limits): Promise<Told> => {
    const answer = await ask(bytes, (body) => (body.length === 1 ? body[0] : undefined), limits);
    if (answer.is === "not-sent") return answer;
    if (answer.is === "unanswered") return { is: "unknown", what: answer.what };
    return answer.answer.of === K1_YES ? DONE : { is: "refused", what: "The controller refused." };
  };
  const talk: MotorTalk = {
    run: (channel) => order(askMotors(K1.run, motorOf(channel))),
    stopAll: () => order(askMotors(K1.stopAll), { urgent: true }),
    async running() {
      const answer = await ask(askMotors(K1.status), readRunning);
      return answer.is === "answered" ? answer.answer.of : undefined;
    },
    async curtain() {
      const answer = await ask(askMotors(K1.curtain), readCurtain);
      return answer.is === "answered" ? answer.answer.of : undefined;
    },
  };

  return {
    name: "VMC96 vending machine controller",
    readsOutputs: true,
    inputs: 1,
    bus: bus.exchange,
    /** A scan says who is there and which motors are fitted; it turns none. */
    async greet(): Promise<Greeting> {
      scan = undefined;
      const answer = await ask(askMotors(K1.scan), readScan);
      if (answer.is !== "answered")
        return { is: "stranger", what: "The controller does not answer. Check its power and cable." };
      scan = answer.answer.of;
      return { is: "known" };
    },
    lacks(channel) {
      const isCovered = scan !== undefined && channel <= scan.rows * VMC96_COLUMNS;
      return isCovered && !scan?.fitted.has(channel) ? "The controller finds no motor there." : undefined;
    },
    // Never asked: `dispense` turns the motor.
    boardTimedMs: () => undefined,
    startPulse: () => Promise.resolve({ is: "refused", what: "This controller knows whole turns only." }),
    turn: (_channel, on) =>
      on
        ? Promise.resolve({ is: "refused", what: "This controller knows whole turns only." })
        : order(askMotors(K1.stopAll), { urgent: true }),
    allOff: () => order(askMotors(K1.stopAll), { urgent: true }),
    readOutputs: async (limits): Promise<Reading> => {
      const answer = await ask(askMotors(K1.status), readRunning, limits);
      if (answer.is !== "answered") return { is: "unread", what: answer.what };
      const running = answer.answer.of;
      return { is: "read", on: Array.from({ length: spec.channels }, (_, index) => running.has(index + 1)) };
    },
    /** Covered in every sample: something stays in the light. What merely passed shows in some samples only. */
    readInputs: async (limits): Promise<Reading> => {
      const answer = await ask(askMotors(K1.curtain), readCurtain, limits);
      if (answer.is !== "answered") return { is: "unread", what: answer.what };
      return { is: "read", on: [answer.answer.of === CURTAIN_SAMPLES] };
    },
    dispense: (run) => turnMotor(run, talk),
  };
}

type Limits = SpeechLimits & { readonly urgent?: boolean };
