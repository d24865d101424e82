import type { Told } from "../../dispensing/speech.ts";
import type { VendRun, VendRunEnd } from "../../dispensing/vend-run.ts";
import { type Drop, evidenceOf, type Pulse } from "../../dispensing/verdict.ts";
import { CURTAIN_LOOKS_BACK_MS, CURTAIN_SAMPLES } from "../../frames/vmc96/k1.ts";

/** A spiral's turn lasts about three seconds; past this it is stopped and counts as a jam. */
const TURN_MOST_MS = 8_000;
/** A motor that draws no current by now never left its home switch. */
const LEAVE_MOST_MS = 800;
/** A product may fall this long after the motor stood still. */
const FALL_AFTER_MS = 2_000;
/** How long the curtain may take to forget what passed before, and to come clear again after. */
const CLEAR_MOST_MS = CURTAIN_LOOKS_BACK_MS + 500;
const LOOK_GAP_MS = 50;

/** What a turn asks of the controller. Undefined: no answer that makes sense. */
export interface MotorTalk {
  run(channel: number): Promise<Told>;
  stopAll(): Promise<Told>;
  running(): Promise<ReadonlySet<number> | undefined>;
  /** Samples of the last 1.28 s in which the light curtain was covered. */
  curtain(): Promise<number | undefined>;
}

/**
 * One item: the motor is told to run once, whatever the answer; its current shows that it left home and came back, the
 * curtain whether something fell. The curtain remembers 1.28 s, so looks closer than that leave no gap.
 */
export function turnMotor(run: VendRun, talk: MotorTalk): Promise<VendRunEnd> {
  return new Turn(run, talk).run();
}

class Turn {
  readonly #run: VendRun;
  readonly #talk: MotorTalk;
  readonly #watches: boolean;
  #startedMs = 0;
  #lastLookMs = 0;
  #hasGap = false;
  #covered: number | undefined;
  #fell = false;
  #ran = false;
  #stoodStillMs: number | undefined;
  #isStuckOn = false;
  #isProvenOff = false;

  constructor(run: VendRun, talk: MotorTalk) {
    this.#run = run;
    this.#talk = talk;
    this.#watches = run.wiring.dropInput !== undefined;
  }

  async run(): Promise<VendRunEnd> {
    const { wiring } = this.#run;
    if (this.#watches && !(await this.#curtainClears()))
      return this.#end("not-given", "The light curtain does not come clear.");
    if (this.#isInterrupted()) return this.#end("not-given", "The line was lost before the motor was started.");
    this.#startedMs = this.#nowMs();
    this.#lastLookMs = this.#startedMs;
    const told = await this.#talk.run(wiring.channel);
    if (told.is === "not-sent") return this.#end("not-given", told.what);
    // A refusal is proof only together with motors that stand still.
    if (told.is === "refused" && (await this.#talk.running())?.size === 0) return this.#end("not-given", told.what);
    while (!this.#isOver()) {
      await this.#lookAtMotor();
      if (this.#watches) await this.#lookAtCurtain();
      await this.#rest();
    }
    if (this.#watches && !this.#isInterrupted()) await this.#curtainClears();
    return this.#end(this.#pulse(told), told.is === "done" ? "" : told.what);
  }

  /** True once no sample is covered any more: nothing that passed earlier can be taken for this item. */
  async #curtainClears(): Promise<boolean> {
    const untilMs = this.#nowMs() + CLEAR_MOST_MS;
    for (;;) {
      const covered = await this.#talk.curtain();
      this.#covered = covered ?? this.#covered;
      if (covered === 0) return true;
      if (this.#nowMs() >= untilMs || this.#isInterrupted()) return false;
      await this.#rest();
    }
  }

  async #lookAtMotor(): Promise<void> {
    if (this.#stoodStillMs !== undefined) return;
    const running = await this.#talk.running();
    const elapsedMs = this.#nowMs() - this.#startedMs;
    if (running?.has(this.#run.wiring.channel) === true) this.#ran = true;
    if (running?.size === 0 && (this.#ran || elapsedMs >= LEAVE_MOST_MS)) {
      this.#stoodStillMs = this.#nowMs();
      this.#isProvenOff = true;
    } else if (elapsedMs >= TURN_MOST_MS) await this.#stop();
  }

  /** Too long a turn, or motors that cannot be read: everything off, and a last look. */
  async #stop(): Promise<void> {
    await this.#talk.stopAll();
    let running = await this.#talk.running();
    if (running === undefined || running.size > 0) {
      await this.#talk.stopAll();
      running = await this.#talk.running();
    }
    this.#isProvenOff = running?.size === 0;
    this.#isStuckOn = running !== undefined && running.size > 0;
    this.#stoodStillMs = this.#nowMs();
  }

  async #lookAtCurtain(): Promise<void> {
    const covered = await this.#talk.curtain();
    if (covered === undefined) return;
    if (this.#nowMs() - this.#lastLookMs > CURTAIN_LOOKS_BACK_MS) this.#hasGap = true;
    this.#lastLookMs = this.#nowMs();
    this.#covered = covered;
    if (covered > 0) this.#fell = true;
  }

  #isOver(): boolean {
    if (this.#isInterrupted()) return true;
    if (this.#stoodStillMs === undefined) return false;
    if (!this.#watches || this.#fell) return true;
    const windowEndsMs = this.#startedMs + this.#run.wiring.dropWindowMs;
    return this.#nowMs() >= Math.max(windowEndsMs, this.#stoodStillMs + FALL_AFTER_MS);
  }

  #isInterrupted(): boolean {
    return this.#run.isLineLost() || this.#run.isCut();
  }

  #pulse(told: Told): Pulse {
    if (this.#run.isLineLost()) return "line-lost";
    if (this.#run.isCut()) return "cut";
    if (!this.#isProvenOff) return "stuck-on";
    if (this.#ran) return "proven";
    return told.is === "done" ? "not-seen" : "doubtful";
  }

  #drop(): Drop {
    if (!this.#watches) return "no-sensor";
    if (this.#fell) return this.#covered === CURTAIN_SAMPLES ? "stuck" : "seen";
    const isWatchedToTheEnd = this.#nowMs() - this.#lastLookMs <= CURTAIN_LOOKS_BACK_MS;
    return this.#hasGap || !isWatchedToTheEnd ? "not-watched" : "not-seen";
  }

  #end(pulse: Pulse, what: string): VendRunEnd {
    return {
      evidence: evidenceOf(pulse, () => this.#drop(), what),
      sensorActive: this.#covered === undefined ? undefined : this.#covered === CURTAIN_SAMPLES,
      isStuckOn: this.#isStuckOn,
    };
  }

  #rest(): Promise<void> {
    return new Promise((resolve) => {
      this.#run.ticker.after(LOOK_GAP_MS, () => resolve());
    });
  }

  #nowMs(): number {
    return this.#run.ticker.nowMs();
  }
}
