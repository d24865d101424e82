import { askForTofRate, type TofReading, tofReadings } from "../../frames/presence/tfmini.ts";
import type { Heard } from "../../frames/stream/frame-stream.ts";
import type { Look, SensorSpeech } from "./sensor-speech.ts";

/** A hundred readings a second tell no more about a person than ten. */
const READINGS_A_SECOND = 10;
const WRITE_MS = 500;

/** Driver "tfmini": Benewake TFmini, TFmini-S, TFmini Plus and TF-Luna, on their serial side. */
export function tofSpeech(): SensorSpeech {
  const stream = tofReadings();
  const looks = (heard: readonly Heard<TofReading>[]): Look[] =>
    heard.flatMap((item) => (item.kind === "frame" ? [item.frame.distanceCm] : []));
  return {
    // Answered or not, the sensor goes on talking: a make that knows no such order is heard a hundred times a second.
    begin: async (write) => {
      await write(askForTofRate(READINGS_A_SECOND), WRITE_MS);
      return undefined;
    },
    hear: (chunk) => looks(stream.hear(chunk)),
    silence: () => looks(stream.silence()),
    end: () => undefined,
  };
}
