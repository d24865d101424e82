import { type BoardParts, createVendingBoard, type LockableBoard } from "../../dispensing/vending-board.ts";
import { wiringFault } from "../../dispensing/wiring.ts";
import { asciiReplies, encodeAscii } from "../../frames/modbus/ascii.ts";
import type { ModbusFraming } from "./master.ts";
import { ModbusSpeech } from "./modbus-speech.ts";

const ASCII: ModbusFraming = { encode: encodeAscii, replies: asciiReplies, writesAreEchoed: true };

const REPLY_MS = 300;
const GAP_MS = 20;
const CHANNELS_MOST = 16;
/** As these boards are sold. */
const USUAL_ADDRESS = 0xfe;

/**
 * Driver "modbus-ascii": 16-channel USB boards speaking Modbus ASCII at address FE. The line sent back is their only
 * acknowledgement, so nothing is believed before the coils have been read. Host-timed pulses, no inputs.
 */
export function createModbusAsciiBoard(parts: BoardParts): LockableBoard {
  const { spec, ticker } = parts;
  const speech = new ModbusSpeech({
    name: "Modbus ASCII relay board",
    address: spec.address ?? USUAL_ADDRESS,
    channels: spec.channels,
    inputs: 0,
    framing: ASCII,
    ticker,
    replyMs: REPLY_MS,
    gapMs: GAP_MS,
    hasFlash: false,
  });
  const fault = wiringFault(spec, { inputs: 0, channelsMost: CHANNELS_MOST });
  return createVendingBoard({ ...parts, speech, wiringFault: fault });
}
