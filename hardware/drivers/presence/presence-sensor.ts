import type { DeviceCondition, DeviceSpec, LineOpener, Nearness, PresenceSensor, Ticker } from "../../contract.ts";
import {
  NEARNESS_DEFAULTS,
  type NearnessLimits,
  type NearnessState,
  UNSEEN,
  withReading,
} from "../../frames/presence/near.ts";
import { type SupervisedLine, superviseLine, type WriteLine } from "../../supervised-line.ts";
import { inputSpeech } from "./input-speech.ts";
import { radarSpeech } from "./radar-speech.ts";
import type { Look, SensorSpeech } from "./sensor-speech.ts";
import { tofSpeech } from "./tof-speech.ts";

export interface PresenceSensorOptions {
  readonly spec: Extract<DeviceSpec, { kind: "presence" }>;
  readonly opener: LineOpener;
  readonly ticker: Ticker;
  /** After anything that may have changed `condition()` or `nearness()`. */
  readonly onChange?: () => void;
}

/** All of these talk without being asked, or answer at once: so long a silence is a fault. */
const SILENT_AFTER_MS = 1_000;
/** The silent line is opened anew after this. */
const RESTART_AFTER_MS = 5_000;
/** A sensor that did not take its first words is told them again after this. */
const BEGIN_AGAIN_MS = 5_000;
/** A pause in which what is half said is given up. */
const HALF_SAID_MS = 50;
/** A motion detector holds its output by itself; what it says is believed at once. */
const MOTION: NearnessLimits = { nearCm: 1, goneCm: 1, nearAfterMs: 0, goneAfterMs: 2_000 };

const SILENT = "The presence sensor is silent: check its cable, its power and its speed setting.";
const UNREADABLE =
  "What the presence sensor sends cannot be read: compare its kind and speed with the configuration.";
const WATCHING: DeviceCondition = { state: "ready", what: "Watching." };

type Wait = "silent" | "restart" | "half-said" | "begin-again";

/** A sensor that says whether somebody stands before the terminal. */
export function createPresenceSensor(options: PresenceSensorOptions): PresenceSensor {
  return new Sensor(options);
}

class Sensor implements PresenceSensor {
  readonly #options: PresenceSensorOptions;
  readonly #limits: NearnessLimits;
  readonly #line: SupervisedLine;
  #state: NearnessState = UNSEEN;
  #speech: SensorSpeech | undefined;
  #complaint: string | undefined;
  #fault: string | undefined;
  /** Bytes since the last look: somebody talks, in words that are none. */
  #unread = 0;
  readonly #waits: Record<Wait, (() => void) | undefined> = {
    silent: undefined,
    restart: undefined,
    "half-said": undefined,
    "begin-again": undefined,
  };

  constructor(options: PresenceSensorOptions) {
    this.#options = options;
    this.#limits = limitsOf(options.spec);
    this.#line = superviseLine({
      opener: options.opener,
      ticker: options.ticker,
      onUp: (write) => void this.#up(write),
      onBytes: (chunk) => this.#hear(chunk),
      onDown: () => this.#down(),
      onChange: () => options.onChange?.(),
    });
  }

  condition(): DeviceCondition {
    const line = this.#line.condition();
    // No port, no sensor: what it last failed at is not the remedy.
    if (line.state === "absent") return line;
    if (this.#fault !== undefined) return { state: "fault", what: this.#fault, trouble: "presence-blind" };
    if (line.state !== "ready") return line;
    return this.#complaint === undefined
      ? WATCHING
      : { state: "degraded", what: this.#complaint, trouble: "presence-blind" };
  }

  nearness(): Nearness {
    return this.#state.is;
  }

  async stop(): Promise<void> {
    this.#down();
    await this.#line.stop();
  }

  async #up(write: WriteLine): Promise<void> {
    const speech = this.#makeSpeech();
    this.#speech = speech;
    this.#complaint = undefined;
    this.#unread = 0;
    this.#expectLook();
    await this.#begin(speech, write);
  }

  async #begin(speech: SensorSpeech, write: WriteLine): Promise<void> {
    const complaint = await speech.begin(write);
    if (this.#speech !== speech) return;
    this.#complaint = complaint;
    // One word lost on a bad line is no reason to stay as it is for ever.
    if (complaint !== undefined) this.#wait("begin-again", BEGIN_AGAIN_MS, () => void this.#begin(speech, write));
    this.#options.onChange?.();
  }

  #makeSpeech(): SensorSpeech {
    const { spec, ticker } = this.#options;
    if (spec.driver === "tfmini") return tofSpeech();
    if (spec.driver === "ld2410") return radarSpeech(ticker, this.#limits.goneCm);
    const board = { address: spec.address ?? 1, input: spec.input ?? 1 };
    return inputSpeech(board, ticker, (look) => this.#looked(look));
  }

  #down(): void {
    this.#speech?.end();
    this.#speech = undefined;
    for (const cancel of Object.values(this.#waits)) cancel?.();
    this.#forget();
  }

  #hear(chunk: Uint8Array): void {
    const speech = this.#speech;
    if (speech === undefined) return;
    this.#unread += chunk.length;
    for (const look of speech.hear(chunk)) this.#looked(look);
    this.#wait("half-said", HALF_SAID_MS, () => {
      for (const look of speech.silence()) this.#looked(look);
    });
  }

  #looked(look: Look): void {
    const before = this.#state.is;
    const hadFault = this.#fault !== undefined;
    this.#state = withReading(this.#state, look, this.#options.ticker.nowMs(), this.#limits);
    this.#fault = undefined;
    this.#unread = 0;
    this.#line.answered();
    this.#expectLook();
    if (hadFault || before !== this.#state.is) this.#options.onChange?.();
  }

  /** Nobody knows who stands there while the sensor says nothing. */
  #expectLook(): void {
    this.#wait("silent", SILENT_AFTER_MS, () => {
      this.#fault = this.#unread > 0 ? UNREADABLE : SILENT;
      this.#forget();
      this.#options.onChange?.();
    });
    this.#wait("restart", RESTART_AFTER_MS, () => this.#line.restart(SILENT));
  }

  #forget(): void {
    this.#state = UNSEEN;
  }

  #wait(name: Wait, ms: number, call: () => void): void {
    this.#waits[name]?.();
    this.#waits[name] = this.#options.ticker.after(ms, call);
  }
}

function limitsOf(spec: PresenceSensorOptions["spec"]): NearnessLimits {
  if (spec.driver === "modbus-input") return MOTION;
  const { nearCm = NEARNESS_DEFAULTS.nearCm, goneCm = NEARNESS_DEFAULTS.goneCm } = spec;
  return { ...NEARNESS_DEFAULTS, nearCm, goneCm };
}
