import type { Ticker } from "../../contract.ts";
import { type BoardSpeech, NO_INPUTS, type Reading } from "../../dispensing/speech.ts";
import { type BoardParts, createVendingBoard, type LockableBoard } from "../../dispensing/vending-board.ts";
import { type DispenserSpec, wiringFault } from "../../dispensing/wiring.ts";
import {
  DELAY_MAX_MS,
  DELAY_STEP_MS,
  ELETECHSUP_ALL_OFF,
  eletechsupDelay,
  eletechsupRead,
  eletechsupSwitch,
} from "../../frames/eletechsup/eletechsup.ts";
import { ModbusMaster } from "../modbus/master.ts";
import { RTU } from "../modbus/modbus-board.ts";
import { told } from "../modbus/modbus-speech.ts";

const REPLY_MS = 500;
/** Register 00FC: from 0 to 25 steps of 40 ms. */
const DELAY_MOST_MS = 1_000;
/** A pulse is proven by a reading in it: the order's answer and the reading's, and this much for the line. */
const PROOF_REST_MS = 200;
const GAP_MS = 20;
const CHANNELS_MOST = 32;

/**
 * Driver "eletechsup": FC06 command boards. A pulse of whole seconds is timed by the board, any other by the host. No
 * inputs. A module whose register 00FC makes it wait before each answer is waited for as long as `replyDelayMs` says; a pulse
 * too short to be proven then is a fault of the wiring. Channels count from 1 on the wire; boards that count from 0 show it by an unproven pulse on the first test.
 */
export function createEletechsupBoard(parts: BoardParts): LockableBoard {
  const { spec, ticker } = parts;
  const fault = wiringFault(spec, { inputs: 0, channelsMost: CHANNELS_MOST }) ?? delayFault(spec);
  return createVendingBoard({ ...parts, speech: eletechsupSpeech(spec, ticker), wiringFault: fault });
}

function isBoardTimed(pulseMs: number): boolean {
  return pulseMs % DELAY_STEP_MS === 0 && pulseMs <= DELAY_MAX_MS;
}

function delayFault({ replyDelayMs = 0, slots }: DispenserSpec): string | undefined {
  if (!Number.isInteger(replyDelayMs) || replyDelayMs < 0 || replyDelayMs > DELAY_MOST_MS) {
    return `A reply delay is 0 to ${DELAY_MOST_MS} ms.`;
  }
  if (replyDelayMs === 0) return undefined;
  // While the host times a pulse, each answer is waited for half of what is left of it at most.
  const leastMs = (pulseMs: number) => (isBoardTimed(pulseMs) ? 2 : 3) * replyDelayMs + PROOF_REST_MS;
  const short = slots.find(({ pulseMs }) => pulseMs < leastMs(pulseMs));
  if (short === undefined) return undefined;
  return `Slot ${short.slot}: with answers after ${replyDelayMs} ms a pulse must be at least ${leastMs(short.pulseMs)} ms long to be proven. Set the module's register 00FC to less, or lengthen the pulse.`;
}

function eletechsupSpeech(spec: DispenserSpec, ticker: Ticker): BoardSpeech {
  const readAll = eletechsupRead(spec.channels);
  const master = new ModbusMaster({
    address: spec.address ?? 1,
    framing: RTU,
    ticker,
    replyMs: REPLY_MS + (spec.replyDelayMs ?? 0),
    gapMs: GAP_MS,
    probes: [readAll, { ask: "read-coils", start: 0, count: 1 }, eletechsupRead(spec.channels === 2 ? 1 : 2)],
  });
  return {
    name: "eletechsup relay board",
    readsOutputs: true,
    ...NO_INPUTS,
    bus: master,
    boardTimedMs: (pulseMs) => (isBoardTimed(pulseMs) ? pulseMs : undefined),
    startPulse: async (channel, pulseMs, limits) =>
      told(await master.ask(eletechsupDelay(channel, pulseMs / DELAY_STEP_MS), limits)),
    turn: async (channel, on, limits) =>
      told(await master.ask(eletechsupSwitch(channel, on), { ...limits, urgent: !on })),
    allOff: async () => told(await master.ask(ELETECHSUP_ALL_OFF, { urgent: true })),
    async readOutputs(limits): Promise<Reading> {
      const exchanged = await master.ask(readAll, limits);
      if (exchanged.is !== "answered") return { is: "unread", what: exchanged.what };
      if (exchanged.answer.says !== "registers")
        return { is: "unread", what: "The board refused to be read.", isRefusal: true };
      return { is: "read", on: exchanged.answer.values.map((value) => value === 1) };
    },
  };
}
