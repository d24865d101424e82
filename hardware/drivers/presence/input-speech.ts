import type { Ticker } from "../../contract.ts";
import { encodeRtu, rtuReplies } from "../../frames/modbus/rtu.ts";
import { ModbusSpeech } from "../modbus/modbus-speech.ts";
import type { Look, SensorSpeech } from "./sensor-speech.ts";

const LOOK_EVERY_MS = 200;
const REPLY_MS = 300;
const GAP_MS = 8;

/**
 * Driver "modbus-input": a motion detector (PIR) on an input of a Modbus board that sells nothing. Its output is high
 * for seconds after somebody moved, so a few looks a second miss nobody. The board is only read, never switched.
 */
export function inputSpeech(
  board: { readonly address: number; readonly input: number },
  ticker: Ticker,
  looked: (look: Look) => void,
): SensorSpeech {
  const speech = new ModbusSpeech({
    name: "Modbus input board",
    address: board.address,
    channels: 1,
    inputs: board.input,
    framing: { encode: encodeRtu, replies: rtuReplies, writesAreEchoed: false },
    ticker,
    replyMs: REPLY_MS,
    gapMs: GAP_MS,
    hasFlash: false,
  });
  let cancel: (() => void) | undefined;
  let isOver = false;

  const look = async (): Promise<void> => {
    const reading = await speech.readInputs();
    if (isOver) return;
    // A motion detector tells no distance: somebody moves, or nobody does.
    if (reading.is === "read") looked(reading.on[board.input - 1] === true ? 0 : undefined);
    cancel = ticker.after(LOOK_EVERY_MS, () => void look());
  };

  return {
    begin: (write) => {
      speech.bus.up(write);
      void look();
      return Promise.resolve(undefined);
    },
    hear: (chunk) => {
      speech.bus.heard(chunk);
      return [];
    },
    silence: () => [],
    end: () => {
      isOver = true;
      cancel?.();
      speech.bus.down({ cause: "closed-by-us", what: "The line was closed." });
    },
  };
}
