import { type BoardParts, createVendingBoard, type LockableBoard } from "../../dispensing/vending-board.ts";
import { wiringFault } from "../../dispensing/wiring.ts";
import { encodeRtu, rtuReplies } from "../../frames/modbus/rtu.ts";
import type { ModbusFraming } from "./master.ts";
import { ModbusSpeech } from "./modbus-speech.ts";

export const RTU: ModbusFraming = { encode: encodeRtu, replies: rtuReplies, writesAreEchoed: false };

/** RS-485; a board whose reply delay is set to its longest, 1 s, is not supported. */
const REPLY_MS = 500;
/** 3.5 characters at 9600 are 4 ms; simple boards want a little more. */
const GAP_MS = 8;
const CHANNELS_MOST = 64;

/**
 * Driver "modbus-rtu": Waveshare Modbus RTU Relay, protocol V2 and V3, with pulses the board times (flash-on) and drop
 * sensors on its inputs ((D) models). Inputs are read in whole eights, as many as the wiring names; a board with fewer is
 * asked for just those.
 */
export function createModbusBoard(parts: BoardParts): LockableBoard {
  return createRtuBoard(parts, true);
}

/**
 * Driver "modbus-coils": any board with standard coils (FC01, FC05, FC0F) and inputs (FC02), such as LC Tech's; the
 * host times the pulses. Boards of this kind often have address 255.
 */
export function createModbusCoilsBoard(parts: BoardParts): LockableBoard {
  return createRtuBoard(parts, false);
}

function createRtuBoard(parts: BoardParts, hasFlash: boolean): LockableBoard {
  const { spec, ticker } = parts;
  const speech = new ModbusSpeech({
    name: "Modbus relay board",
    address: spec.address ?? 1,
    channels: spec.channels,
    inputs: Math.max(0, ...spec.slots.map((wiring) => wiring.dropInput ?? 0)),
    framing: RTU,
    ticker,
    replyMs: REPLY_MS,
    gapMs: GAP_MS,
    hasFlash,
  });
  const fault = wiringFault(spec, { inputs: CHANNELS_MOST, channelsMost: CHANNELS_MOST });
  return createVendingBoard({ ...parts, speech, wiringFault: fault });
}
