import type { Ticker } from "../../contract.ts";
import type { WriteLine } from "../../supervised-line.ts";

/** One look of a sensor: how far away somebody is; undefined where it sees nobody it is sure of. */
export type Look = number | undefined;

/** How a make of sensor is listened to, on one connection. */
export interface SensorSpeech {
  /** First words on a new line: how often and how far to look. What goes wrong with them is said, and nothing else. */
  begin(write: WriteLine): Promise<string | undefined>;
  /** Every look in what was heard, oldest first. */
  hear(chunk: Uint8Array): readonly Look[];
  /** The line fell silent for a moment. */
  silence(): readonly Look[];
  /** The connection is gone. */
  end(): void;
}

export type MakeSpeech = (ticker: Ticker, looked: (look: Look) => void) => SensorSpeech;
