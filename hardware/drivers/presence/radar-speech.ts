import type { Ticker } from "../../contract.ts";
import {
  beginRadarOrders,
  endRadarOrders,
  limitRadar,
  nearestCm,
  type RadarSaid,
  radarFrames,
} from "../../frames/presence/ld2410.ts";
import type { Heard } from "../../frames/stream/frame-stream.ts";
import type { WriteLine } from "../../supervised-line.ts";
import type { Look, SensorSpeech } from "./sensor-speech.ts";

const WRITE_MS = 500;
const ANSWER_MS = 300;
/** One gate is 75 cm deep; the radar takes 2 to 8. */
const GATE_CM = 75;
const GATES_LEAST = 2;
const GATES_MOST = 8;
/** The radar's own patience; ours comes on top of it. */
const GONE_AFTER_S = 1;

const NOT_LIMITED =
  "The radar did not take how far it shall look: it may see people behind the cabinet or the next wall.";

/** Driver "ld2410": HLK-LD2410, B and C. Told at the start not to look farther than somebody counts as gone. */
export function radarSpeech(ticker: Ticker, goneCm: number): SensorSpeech {
  const stream = radarFrames();
  const gates = Math.min(GATES_MOST, Math.max(GATES_LEAST, Math.ceil(goneCm / GATE_CM)));
  let awaited: { readonly order: number; answered(isDone: boolean): void } | undefined;

  const take = (heard: readonly Heard<RadarSaid>[]): Look[] =>
    heard.flatMap((item): Look[] => {
      if (item.kind === "noise") return [];
      if (item.frame.said === "report") return [nearestCm(item.frame)];
      if (item.frame.order === awaited?.order) awaited.answered(item.frame.isDone);
      return [];
    });

  const order = async (write: WriteLine, number: number, bytes: Uint8Array): Promise<boolean> => {
    const answer = new Promise<boolean>((resolve) => {
      const disarm = ticker.after(ANSWER_MS + WRITE_MS, () => resolve(false));
      awaited = {
        order: number,
        answered: (isDone) => {
          disarm();
          resolve(isDone);
        },
      };
    });
    return (await write(bytes, WRITE_MS)) && (await answer);
  };

  return {
    begin: async (write) => {
      const isHeard = await order(write, 0xff, beginRadarOrders());
      const isLimited = isHeard && (await order(write, 0x60, limitRadar(gates, GONE_AFTER_S)));
      // Also when nothing was answered: a radar left listening for orders reports nothing.
      await order(write, 0xfe, endRadarOrders());
      return isLimited ? undefined : NOT_LIMITED;
    },
    hear: (chunk) => take(stream.hear(chunk)),
    silence: () => take(stream.silence()),
    end: () => awaited?.answered(false),
  };
}
