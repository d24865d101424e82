import type { Frame } from "../ipc/contract.ts";
import { speakable } from "./speakable.ts";

type Language = Frame["language"];
type SpeechView = NonNullable<Frame["speech"]>;

/** A run of the speaking program. It gets the words on its standard input and ends when they are said. */
export interface SpeakingRun {
  /** Writes the words and closes the input. */
  speak(words: string): void;
  /** Calls once, when the program has ended or could not be started. `complaint`: what it said about itself. */
  onEnd(ended: (how: { readonly started: boolean; readonly complaint: string }) => void): void;
  kill(): void;
}

export interface VoiceParts {
  readonly launch: (options: readonly string[]) => SpeakingRun;
  readonly after: (ms: number, call: () => void) => () => void;
  readonly wordsPerMinute: number;
  /** Of the loudest the program speaks, at the volume everybody begins with. */
  readonly volumePercent: number;
  /** Sound device; the system's own when absent. */
  readonly device?: string;
  /** The condition changed. */
  readonly onChange: () => void;
}

/** What is to be said, as the page sent it and as the present view is spoken. */
export interface Utterance {
  readonly sentences: readonly string[];
  readonly interrupts: boolean;
  readonly isPrivate: boolean;
  readonly language: Language;
  readonly speech: Pick<SpeechView, "output" | "pace" | "volume">;
}

export interface VoiceCondition {
  /** degraded: it speaks, and nobody hears it. */
  readonly state: "connecting" | "ready" | "degraded" | "absent";
  readonly what: string;
}

/** More than this waits for nobody: what is oldest has been seen by now. */
export const QUEUE_MAX = 12;
/** The longest sentence in the slowest pace lasts half as long. */
export const SENTENCE_DEADLINE_MS = 40_000;

/** espeak-ng's voices. Nynorsk is read by the Norwegian one: espeak-ng has no other. */
const VOICES: Readonly<Record<Language, string>> = {
  nb: "nb",
  nn: "nb",
  en: "en-gb",
  da: "da",
  sv: "sv",
  fi: "fi",
};

const PACE: Readonly<Record<SpeechView["pace"], number>> = { slow: 0.75, normal: 1, fast: 1.35 };
/** espeak-ng's amplitude: 200 is the loudest. */
const AMPLITUDE_MAX = 200;
const VOLUME: Readonly<Record<SpeechView["volume"], number>> = { quiet: 0.5, normal: 1, loud: 2 };

interface Waiting {
  readonly words: string;
  readonly options: readonly string[];
}

/**
 * Says sentences one after the other, each by a run of its own, so that any of them can be cut short. Where the program
 * is missing or has no sound, everything else goes on and the condition says so.
 */
export class Voice {
  readonly #parts: VoiceParts;
  #queue: readonly Waiting[] = [];
  #speaking: { readonly run: SpeakingRun; readonly stopClock: () => void } | undefined;
  #condition: VoiceCondition = { state: "connecting", what: "spoken guidance is being tried" };
  #isEnded = false;

  constructor(parts: VoiceParts) {
    this.#parts = parts;
    // Says nothing: whether the program is there is known before anybody needs it.
    this.#begin({ words: "", options: ["--version"] });
  }

  condition(): VoiceCondition {
    return this.#condition;
  }

  say(utterance: Utterance): void {
    const { interrupts, language, speech } = utterance;
    if (this.#isEnded || this.#condition.state === "absent") return;
    if (speech.output === "loudspeaker" && utterance.isPrivate) return;
    if (interrupts) this.hush();
    const options = this.#options(language, speech);
    const said = utterance.sentences.map((sentence) => speakable(sentence, speech.output));
    const waiting = said.filter((words) => words !== "").map((words) => ({ words, options }));
    this.#queue = [...this.#queue, ...waiting].slice(-QUEUE_MAX);
    this.#next();
  }

  /** Stops in the middle of a word and forgets what was to come. */
  hush(): void {
    this.#queue = [];
    const speaking = this.#speaking;
    this.#speaking = undefined;
    speaking?.stopClock();
    speaking?.run.kill();
  }

  end(): void {
    this.#isEnded = true;
    this.hush();
  }

  #options(language: Language, { pace, volume }: Utterance["speech"]): readonly string[] {
    const { device, volumePercent, wordsPerMinute } = this.#parts;
    const loud = Math.min((volumePercent / 100) * VOLUME[volume], 1);
    const speed = String(Math.round(wordsPerMinute * PACE[pace]));
    const options = [
      "-v",
      VOICES[language],
      "-s",
      speed,
      "-a",
      String(Math.round(loud * AMPLITUDE_MAX)),
      "-b",
      "1",
      "--stdin",
    ];
    return device === undefined ? options : ["-d", device, ...options];
  }

  #next(): void {
    if (this.#speaking !== undefined) return;
    const [first, ...rest] = this.#queue;
    if (first === undefined) return;
    this.#queue = rest;
    this.#begin(first);
  }

  #begin({ words, options }: Waiting): void {
    const run = this.#parts.launch(options);
    const stopClock = this.#parts.after(SENTENCE_DEADLINE_MS, () => run.kill());
    const speaking = { run, stopClock };
    this.#speaking = speaking;
    run.onEnd(({ started, complaint }) => {
      stopClock();
      // A run that was cut short says nothing about the next one.
      if (this.#speaking !== speaking) return;
      this.#speaking = undefined;
      this.#learn(started, complaint);
      this.#next();
    });
    run.speak(words);
  }

  #learn(started: boolean, complaint: string): void {
    const before = this.#condition;
    if (!started) this.#queue = [];
    this.#condition = conditionAfter(started, complaint);
    if (before.state !== this.#condition.state && !this.#isEnded) this.#parts.onChange();
  }
}

function conditionAfter(started: boolean, complaint: string): VoiceCondition {
  if (!started)
    return { state: "absent", what: "spoken guidance: espeak-ng is not installed; everything else works" };
  // It ends with 0 all the same.
  if (/^error:|cannot find card|unknown pcm/im.test(complaint))
    return { state: "degraded", what: "spoken guidance: espeak-ng finds no sound device" };
  return { state: "ready", what: "" };
}
