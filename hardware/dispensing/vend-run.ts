import type { SlotWiring, Ticker } from "../contract.ts";
import { DropWatch } from "./drop-watch.ts";
import type { BoardSpeech, Reading, SpeechLimits, Told } from "./speech.ts";
import { evidenceOf, type Pulse, type VendEvidence } from "./verdict.ts";

/** Between two readings of the drop sensor. */
const POLL_GAP_MS = 10;
/** After the end of a pulse the output must read off; at this time it is switched off again, then all are. */
const GUARD_MS = 250;
const AFTER_MS = 60;
/** How long past the window a sensor that became active may take to come back to rest. */
const STUCK_MS = 1_000;
/** What the motor pushed over the edge with its last turn may fall so much later: never called undelivered before. */
const FALL_AFTER_MS = 2_000;
/** An answer while the sensor is watched; a board slower than this could not be watched without gaps. */
const LOOK_REPLY_MS = 150;
/** A question shorter than this is not worth asking: hardly a board answers in time. */
const LEAST_REPLY_MS = 40;

export interface VendRun {
  readonly speech: BoardSpeech;
  readonly ticker: Ticker;
  readonly wiring: SlotWiring;
  /** The line was lost since the run began: what it shows now belongs to another life of the board. */
  isLineLost(): boolean;
  /** An all-off was called since the run began. */
  isCut(): boolean;
}

export interface VendRunEnd {
  readonly evidence: VendEvidence;
  /** The last thing the drop sensor showed, when it was read at all. */
  readonly sensorActive: boolean | undefined;
  /** The output still read on after it, and then all, had been switched off. */
  readonly isStuckOn: boolean;
}

/**
 * One pulse and all that is seen of it. The checks before it (sensor at rest, outputs off) are the caller's, made at
 * once before. The pulse is sent once, whatever the answer.
 */
export async function runVend(run: VendRun): Promise<VendRunEnd> {
  return new Dispense(run).run();
}

class Dispense {
  readonly #run: VendRun;
  readonly #boardTimedMs: number | undefined;
  readonly #pulseMs: number;
  readonly #startedMs: number;
  #watch: DropWatch | undefined;
  #middle: "on" | "off" | "unread" = "unread";
  #offTold = false;
  #afterAsked = false;
  #after: "off" | "on" | "unread" | "unproven" = "unread";
  #isStuckOn = false;
  #sensorActive: boolean | undefined;
  /** After an unanswered question the bus is kept silent until then: the next one, and the switching off, wait for it. */
  #quietUntilMs = 0;

  constructor(run: VendRun) {
    this.#run = run;
    this.#boardTimedMs = run.speech.boardTimedMs(run.wiring.pulseMs);
    this.#pulseMs = this.#boardTimedMs ?? run.wiring.pulseMs;
    this.#startedMs = run.ticker.nowMs();
  }

  async run(): Promise<VendRunEnd> {
    const told = await this.#start();
    if (told.is === "not-sent") return this.#end("not-given", told.what);
    // A refusal is proof only together with an output that stays off.
    if (told.is === "refused" && (await this.#readAll()) === "off") return this.#end("not-given", told.what);
    const { ticker, wiring } = this.#run;
    if (wiring.dropInput !== undefined) {
      const windowMs = Math.max(wiring.dropWindowMs, this.#pulseMs + FALL_AFTER_MS);
      this.#watch = new DropWatch(this.#startedMs, ticker.nowMs() + windowMs);
    }
    while (!this.#isOver()) await this.#step();
    return this.#end(this.#pulse(told), told.is === "done" ? "" : told.what);
  }

  #start(): Promise<Told> {
    const { speech, wiring } = this.#run;
    if (this.#boardTimedMs !== undefined) {
      // With a sensor to watch, seeing the drop is worth more than hearing the acknowledgement.
      const limits = wiring.dropInput === undefined ? {} : { replyMs: LOOK_REPLY_MS };
      return speech.startPulse(wiring.channel, this.#boardTimedMs, limits);
    }
    // The host must switch off in time: the answer to "on" is not waited for beyond the pulse.
    const replyMs = shareOf(wiring.pulseMs);
    const turned = speech.turn(wiring.channel, true, { replyMs, isHurried: true });
    return this.#listening(turned, (told) => told.is === "unknown");
  }

  /** Notes the silence that follows an unanswered question; it lasts as long as the answer was waited for. */
  async #listening<T>(asked: Promise<T>, isUnanswered: (answer: T) => boolean): Promise<T> {
    const askedMs = this.#run.ticker.nowMs();
    const answer = await asked;
    const nowMs = this.#run.ticker.nowMs();
    if (isUnanswered(answer)) this.#quietUntilMs = Math.max(this.#quietUntilMs, nowMs + (nowMs - askedMs));
    return answer;
  }

  #isOver(): boolean {
    if (this.#isInterrupted()) return true;
    if (this.#after === "unread" || this.#after === "on") return false;
    const watch = this.#watch;
    if (watch === undefined || watch.fallen) return true;
    return this.#run.ticker.nowMs() >= watch.untilMs + (watch.active ? STUCK_MS : 0);
  }

  /** The most urgent thing that is due; when nothing is, a look at the sensor. */
  async #step(): Promise<void> {
    const elapsedMs = this.#elapsedMs();
    if (this.#boardTimedMs === undefined && !this.#offTold && elapsedMs >= this.#pulseMs) return this.#turnOff();
    const isAfterOpen = this.#after === "unread" || this.#after === "on";
    if (isAfterOpen && elapsedMs >= this.#pulseMs + GUARD_MS) return this.#guard();
    if (this.#after === "unread" && !this.#afterAsked && elapsedMs >= this.#pulseMs + AFTER_MS) {
      this.#afterAsked = true;
      this.#after = await this.#readAll();
      return;
    }
    if (this.#wantsMiddle(elapsedMs)) await this.#readMiddle();
    if (this.#watch !== undefined) await this.#poll(this.#watch);
    await this.#rest();
  }

  async #turnOff(): Promise<void> {
    this.#offTold = true;
    await this.#run.speech.turn(this.#run.wiring.channel, false);
  }

  /** One answer with a drop sensor, the better witness; without one, the output is watched to the end of the pulse. */
  #wantsMiddle(elapsedMs: number): boolean {
    if (elapsedMs >= this.#pulseMs) return false;
    return this.#watch === undefined || (this.#middle === "unread" && elapsedMs >= this.#pulseMs / 2);
  }

  async #readMiddle(): Promise<void> {
    const limits = this.#limits();
    if (limits === undefined) return;
    const reading = await this.#listening(this.#run.speech.readOutputs(limits), isUnread);
    // What may have been read after the end of the pulse says nothing: an "off" is due then, and an "on" may be an order
    // that was held up on the line and is cut short by the switching off right behind it.
    const isWithinPulse = this.#elapsedMs() < this.#pulseMs;
    if (reading.is !== "read" || this.#middle === "off" || !isWithinPulse) return;
    const isOurs = reading.on[this.#run.wiring.channel - 1] === true;
    if (!isOurs) this.#middle = "off";
    else if (reading.on.filter((on) => on).length === 1) this.#middle = "on";
  }

  /** What all outputs together show. */
  async #readAll(): Promise<"off" | "on" | "unread"> {
    const reading = await this.#run.speech.readOutputs();
    if (reading.is === "unread") return "unread";
    return reading.on.some((on) => on) ? "on" : "off";
  }

  /** The output still read on, or could not be read: off again, then all off, each with a read-back. */
  async #guard(): Promise<void> {
    const { speech, wiring } = this.#run;
    if (this.#after === "on") this.#after = await this.#readAll();
    if (this.#after !== "off") {
      await speech.turn(wiring.channel, false);
      this.#after = await this.#readAll();
    }
    if (this.#after !== "off" && !this.#isInterrupted()) {
      await speech.allOff();
      this.#after = await this.#readAll();
    }
    this.#isStuckOn = this.#after === "on";
    if (this.#after !== "off") this.#after = "unproven";
  }

  async #poll(watch: DropWatch): Promise<void> {
    const limits = this.#limits();
    if (limits === undefined) return;
    const input = this.#run.wiring.dropInput ?? 0;
    const askedMs = this.#run.ticker.nowMs();
    const reading = await this.#listening(this.#run.speech.readInputs(limits), isUnread);
    if (reading.is !== "read") return;
    this.#sensorActive = reading.on[input - 1] === true;
    watch.note(this.#sensorActive, askedMs, this.#run.ticker.nowMs());
  }

  #rest(): Promise<void> {
    return new Promise((resolve) => {
      this.#run.ticker.after(POLL_GAP_MS, () => resolve());
    });
  }

  #elapsedMs(): number {
    return this.#run.ticker.nowMs() - this.#startedMs;
  }

  /**
   * How a question may be asked now. While the host times a pulse, none may hold up the switching off: an unanswered
   * one costs its reply time and as long a silence. While a sensor is watched, a lost answer must not blind us for
   * long. Undefined: too late to ask.
   */
  #limits(): SpeechLimits | undefined {
    const lookMs = this.#watch === undefined ? Number.POSITIVE_INFINITY : LOOK_REPLY_MS;
    if (this.#boardTimedMs !== undefined || this.#offTold) return { replyMs: lookMs };
    const fromMs = Math.max(this.#elapsedMs(), this.#quietUntilMs - this.#startedMs);
    const leftMs = shareOf(this.#pulseMs - fromMs);
    return leftMs < LEAST_REPLY_MS ? undefined : { replyMs: Math.min(leftMs, lookMs), isHurried: true };
  }

  #isInterrupted(): boolean {
    return this.#run.isLineLost() || this.#run.isCut();
  }

  #pulse(told: Told): Pulse {
    if (this.#run.isLineLost()) return "line-lost";
    if (this.#run.isCut()) return "cut";
    if (this.#after !== "off") return "stuck-on";
    if (this.#middle === "on") return "proven";
    return this.#middle === "off" && told.is === "done" ? "not-seen" : "doubtful";
  }

  #end(pulse: Pulse, what: string): VendRunEnd {
    const evidence = evidenceOf(pulse, () => this.#watch?.verdict() ?? "no-sensor", what);
    return { evidence, sensorActive: this.#sensorActive, isStuckOn: this.#isStuckOn };
  }
}

function isUnread(reading: Reading): boolean {
  return reading.is === "unread";
}

function shareOf(leftMs: number): number {
  return Math.max(1, Math.floor(leftMs / 2));
}
