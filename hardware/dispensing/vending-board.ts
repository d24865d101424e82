import type {
  DeviceCondition,
  LineLoss,
  LineOpener,
  SlotWiring,
  Ticker,
  VendingBoard,
  VendOutcome,
} from "../contract.ts";
import { type SupervisedLine, superviseLine, type WriteLine } from "../supervised-line.ts";
import { ANSWERS_LATE, notGiven, ON_UNASKED, whyUnread } from "./board-words.ts";
import { type ConditionNote, degradedBy, lockedNote } from "./condition-notes.ts";
import { SlotLocks } from "./slot-locks.ts";
import type { BoardSpeech, Reading } from "./speech.ts";
import { StandingAlarms } from "./standing-alarms.ts";
import { runVend } from "./vend-run.ts";
import { judgeVend } from "./verdict.ts";
import type { DispenserSpec } from "./wiring.ts";

const HEARTBEAT_MS = 2_000;
/** Reading again is harmless; two more tries before a board counts as silent. */
const READ_TRIES = 3;
/** Heartbeats in a row without an answer before the line itself is opened anew. */
const MISSED_TO_RESTART = 2;
/** Least rest of one output between two pulses; never less than the pulse itself. */
const REST_MS = 1_000;
const FAILURES_TO_LOCK = 2;
/** Heartbeats in a row that were answered only when they were repeated: one may be chance. */
const REPEATED_TO_TELL = 2;

/** What every board driver is made from. */
export interface BoardParts {
  readonly spec: DispenserSpec;
  readonly opener: LineOpener;
  readonly ticker: Ticker;
  /** After every change of the condition or of what is sellable. */
  onChange?(): void;
}

export interface VendingBoardParts extends BoardParts {
  readonly speech: BoardSpeech;
  /** What makes this board unusable as it is wired: it is kept off and sells nothing. */
  readonly wiringFault: string | undefined;
}

/** What every board driver makes. */
export type LockableBoard = VendingBoard;

/**
 * Every board of this room, whatever its language: health before money, one pulse for one item, all-off proven at the
 * start, after every reconnect and at the end, and a read-back every two seconds while nothing is sold.
 */
export function createVendingBoard(parts: VendingBoardParts): LockableBoard {
  return new Board(parts);
}

class Board implements LockableBoard {
  readonly #parts: VendingBoardParts;
  readonly #speech: BoardSpeech;
  readonly #ticker: Ticker;
  readonly #locks: SlotLocks;
  readonly #line: SupervisedLine;
  readonly #sensors = new Map<number, boolean>();
  /** Every output was read off since this connection came up. */
  #isProven = false;
  #isVending = false;
  #isStopping = false;
  /** Counted up with each connection and each loss, so that a vend knows its line is another one. */
  #lives = 0;
  #cuts = 0;
  #missed = 0;
  /** Readings said again since the last heartbeat began, and heartbeats in a row that needed it. */
  #repeats = 0;
  #repeatedBeats = 0;
  #fault: string | undefined;
  readonly #alarms = new StandingAlarms();
  #trouble = "Connected; waiting for the board to answer.";
  #work: Promise<unknown> = Promise.resolve();
  #cancelBeat: (() => void) | undefined;
  #told = "";

  constructor(parts: VendingBoardParts) {
    this.#parts = parts;
    this.#speech = parts.speech;
    this.#ticker = parts.ticker;
    this.#locks = new SlotLocks(parts.spec.failuresToLock ?? FAILURES_TO_LOCK);
    this.#line = superviseLine({
      opener: parts.opener,
      ticker: parts.ticker,
      onUp: (write) => this.#up(write),
      onBytes: (chunk) => this.#speech.bus.heard(chunk),
      onDown: (loss) => this.#down(loss),
      onChange: () => this.#tellChange(),
    });
  }

  condition(): DeviceCondition {
    const { wiringFault } = this.#parts;
    if (wiringFault !== undefined) return { state: "fault", what: wiringFault, trouble: "misconfigured" };
    const line = this.#line.condition();
    if (line.state !== "ready" && line.state !== "degraded") return line;
    if (this.#fault !== undefined) return { state: "fault", what: this.#fault, trouble: "output-stuck" };
    if (!this.#isProven) return { state: "fault", what: this.#trouble, trouble: "unproven" };
    const blocked = this.#parts.spec.slots.filter((wiring) => this.#isBlocked(wiring)).map(({ slot }) => slot);
    if (blocked.length > 0) {
      const what = `The drop sensor of ${blocked.join(", ")} is blocked. Clear the chute.`;
      return { state: "degraded", what, trouble: "sensor-blocked", slots: blocked };
    }
    const isLate = this.#repeatedBeats >= REPEATED_TO_TELL;
    return (
      degradedBy([
        this.#alarms.note(this.#ticker.nowMs()),
        isLate ? { what: ANSWERS_LATE, trouble: "line-fault" } : undefined,
        this.#lacking(),
        lockedNote(this.#locks.locked()),
      ]) ?? line
    );
  }

  sellable(slot: string): boolean {
    return this.#whyNot(slot) === undefined;
  }

  lockedSlots(): readonly string[] {
    return this.#locks.locked();
  }

  misheard(): number {
    return this.#speech.bus.misheard;
  }

  unlock(slot: string): void {
    this.#locks.cleared(slot);
    this.#alarms.cleared(slot);
    this.#tellChange();
  }

  async vend(slot: string): Promise<VendOutcome> {
    if (this.#isVending) return notGiven("The board is dispensing another item.");
    this.#isVending = true;
    try {
      return await this.#inTurn(() => this.#vend(slot));
    } finally {
      this.#isVending = false;
    }
  }

  async allOff(): Promise<boolean> {
    this.#cuts += 1;
    this.#speech.bus.refuseWaiting("Everything was switched off.");
    await this.#speech.allOff();
    const isOff = await this.#readAllOff();
    if (isOff) this.#fault = undefined;
    this.#tellChange();
    return isOff;
  }

  async stop(): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    this.#cancelBeat?.();
    await this.allOff();
    await this.#line.stop();
    await this.#work;
  }

  /** Tells the owner when the condition or what is sellable became another. */
  #tellChange(): void {
    const sellable = this.#parts.spec.slots.filter(({ slot }) => this.sellable(slot)).map(({ slot }) => slot);
    const { state, what } = this.condition();
    const now = [state, what, ...sellable].join("\n");
    if (now === this.#told) return;
    this.#told = now;
    this.#parts.onChange?.();
  }

  // -------------------------------------------------------------- the line

  #up(write: WriteLine): void {
    this.#lives += 1;
    this.#isProven = false;
    this.#missed = 0;
    this.#repeatedBeats = 0;
    this.#fault = undefined;
    this.#speech.bus.up(write);
    void this.#inTurn(() => this.#beat());
  }

  #down(loss: LineLoss): void {
    this.#lives += 1;
    this.#isProven = false;
    this.#sensors.clear();
    this.#cancelBeat?.();
    this.#speech.bus.down(loss);
  }

  /** One thing at a time: a vend, a heartbeat. All-off alone does not wait. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#work.then(work);
    this.#work = turn.catch(() => undefined);
    return turn;
  }

  #beatLater(): void {
    this.#cancelBeat?.();
    if (this.#isStopping) return;
    const life = this.#lives;
    this.#cancelBeat = this.#ticker.after(HEARTBEAT_MS, () => {
      if (life === this.#lives) void this.#inTurn(() => this.#beat());
    });
  }

  /** Finds a dead board before the customer does; proves all-off where that is not proven yet. */
  async #beat(): Promise<void> {
    const life = this.#lives;
    if (this.#isStopping) return;
    this.#repeats = 0;
    const trouble = this.#isProven ? await this.#look() : await this.#prove();
    if (life !== this.#lives) return;
    if (trouble === undefined) {
      this.#missed = 0;
      this.#repeatedBeats = this.#repeats === 0 ? 0 : this.#repeatedBeats + 1;
      this.#line.answered();
    } else {
      this.#isProven = false;
      this.#trouble = trouble;
      this.#missed += 1;
      this.#line.late(trouble);
    }
    this.#tellChange();
    if (this.#missed >= MISSED_TO_RESTART) this.#line.restart(trouble ?? "The board does not answer.");
    else this.#beatLater();
  }

  /** A first read, all off, a read-back, the sensors. Answers what stands in the way. */
  async #prove(): Promise<string | undefined> {
    if (!this.#speech.readsOutputs) {
      await this.#speech.allOff();
      return "This board cannot report its outputs: it cannot be used for selling.";
    }
    const greeting = await this.#speech.greet?.();
    if (greeting?.is === "stranger") return greeting.what;
    const before = await this.#read(() => this.#speech.readOutputs());
    if (before.is === "unread") return whyUnread(before);
    await this.#speech.allOff();
    if (!(await this.#readAllOff())) return "The outputs could not be proven off. Check the board.";
    const trouble = await this.#lookAtSensors();
    if (trouble !== undefined) return trouble;
    this.#isProven = true;
    return undefined;
  }

  async #look(): Promise<string | undefined> {
    const cuts = this.#cuts;
    const outputs = await this.#read(() => this.#speech.readOutputs());
    if (outputs.is === "unread") return whyUnread(outputs);
    if (outputs.on.some((on) => on) && cuts === this.#cuts) {
      await this.#speech.allOff();
      if (!(await this.#readAllOff())) {
        this.#fault = "An output is on and cannot be switched off. Cut the power of the board.";
        return this.#fault;
      }
      const slots = this.#parts.spec.slots.filter(({ channel }) => outputs.on[channel - 1]).map(({ slot }) => slot);
      this.#alarms.raise(ON_UNASKED, slots, this.#ticker.nowMs());
    }
    return this.#lookAtSensors();
  }

  async #lookAtSensors(): Promise<string | undefined> {
    if (!this.#parts.spec.slots.some((wiring) => wiring.dropInput !== undefined)) return undefined;
    if (this.#speech.inputs === 0) return undefined;
    const inputs = await this.#read(() => this.#speech.readInputs());
    if (inputs.is === "unread") return whyUnread(inputs);
    this.#noteSensors(inputs.on);
    return undefined;
  }

  #noteSensors(on: readonly boolean[]): void {
    on.forEach((active, index) => {
      this.#sensors.set(index + 1, active);
    });
  }

  async #read(ask: () => Promise<Reading>): Promise<Reading> {
    const life = this.#lives;
    let reading = await ask();
    for (let tries = 1; reading.is === "unread" && tries < READ_TRIES && life === this.#lives; tries++) {
      this.#repeats += 1;
      reading = await ask();
    }
    return reading;
  }

  async #readAllOff(): Promise<boolean> {
    if (!this.#speech.readsOutputs) return false;
    const reading = await this.#read(() => this.#speech.readOutputs());
    return reading.is === "read" && !reading.on.some((on) => on);
  }

  // -------------------------------------------------------------- one item

  #wiring(slot: string): SlotWiring | undefined {
    return this.#parts.spec.slots.find((wiring) => wiring.slot === slot);
  }

  #isBlocked(wiring: SlotWiring): boolean {
    return wiring.dropInput !== undefined && this.#sensors.get(wiring.dropInput) === true;
  }

  /** Why this slot must not be sold now. */
  #whyNot(slot: string): string | undefined {
    const wiring = this.#wiring(slot);
    if (wiring === undefined) return "There is no such slot.";
    if (this.#isStopping) return "The board is being switched off.";
    if (this.#parts.wiringFault !== undefined) return this.#parts.wiringFault;
    if (this.#fault !== undefined) return this.#fault;
    if (!this.#isProven) return this.condition().what;
    const lack = this.#speech.lacks?.(wiring.channel);
    if (lack !== undefined) return lack;
    if (this.#locks.isLocked(slot)) return "The slot is locked after failures.";
    if (this.#isBlocked(wiring)) return "The drop sensor is blocked.";
    return undefined;
  }

  #lacking(): ConditionNote | undefined {
    const slots = this.#parts.spec.slots
      .filter(({ channel }) => this.#speech.lacks?.(channel) !== undefined)
      .map(({ slot }) => slot);
    if (slots.length === 0) return undefined;
    const what = `No motor answers at ${slots.join(", ")}. Check its plug and the configured output.`;
    return { what, trouble: "no-motor", slots };
  }

  async #vend(slot: string): Promise<VendOutcome> {
    const wiring = this.#wiring(slot);
    const life = this.#lives;
    const cuts = this.#cuts;
    const reason = this.#whyNot(slot) ?? (wiring === undefined ? "There is no such slot." : undefined);
    if (reason !== undefined || wiring === undefined) return notGiven(reason ?? "");
    await this.#wait(this.#locks.restMs(wiring.channel, this.#ticker.nowMs()));
    const hindrance = await this.#checkNow(wiring);
    if (hindrance !== undefined) return notGiven(hindrance);
    const isLineLost = () => life !== this.#lives;
    const isCut = () => cuts !== this.#cuts;
    if (isLineLost()) return notGiven("The line was lost before the pulse.");
    if (isCut()) return notGiven("Everything was switched off before the pulse.");
    const run = { speech: this.#speech, ticker: this.#ticker, wiring, isLineLost, isCut };
    const end = await (this.#speech.dispense?.(run) ?? runVend(run));
    this.#locks.rest(wiring.channel, this.#ticker.nowMs() + Math.max(REST_MS, wiring.pulseMs));
    return this.#settle(wiring, end);
  }

  /** Sensor and outputs, read fresh: what was true two seconds ago may not be true now. */
  async #checkNow(wiring: SlotWiring): Promise<string | undefined> {
    const outputs = await this.#read(() => this.#speech.readOutputs());
    if (outputs.is === "unread") return this.#lose("The board did not answer.");
    if (outputs.on.some((on) => on)) return this.#lose("An output was on before the pulse.");
    if (wiring.dropInput === undefined) return undefined;
    const inputs = await this.#read(() => this.#speech.readInputs());
    if (inputs.is === "unread") return this.#lose("The board did not answer.");
    this.#noteSensors(inputs.on);
    return this.#isBlocked(wiring) ? "The drop sensor is blocked." : undefined;
  }

  /** Nothing is sold until the next heartbeat has proven the board again. */
  #lose(what: string): string {
    this.#isProven = false;
    this.#trouble = what;
    this.#beatLater();
    this.#tellChange();
    return what;
  }

  #settle(wiring: SlotWiring, end: Awaited<ReturnType<typeof runVend>>): VendOutcome {
    const verdict = judgeVend(end.evidence);
    if (wiring.dropInput !== undefined && end.sensorActive !== undefined) {
      this.#sensors.set(wiring.dropInput, end.sensorActive);
    }
    if (verdict.isFailure) this.#locks.failed(wiring.slot);
    else if (verdict.outcome.is === "dropped") this.#locks.cleared(wiring.slot);
    if (verdict.alarm !== undefined) this.#alarms.raise(verdict.alarm, [wiring.slot], this.#ticker.nowMs());
    if (end.isStuckOn) {
      this.#fault = `Output ${wiring.channel} stayed on after its pulse. Cut the power of the board and check it.`;
    }
    if (verdict.outcome.is === "unknown") {
      this.#isProven = false;
      this.#trouble = "The last item's fate is unknown; the board is being checked.";
    }
    this.#beatLater();
    this.#tellChange();
    return verdict.outcome;
  }

  #wait(ms: number): Promise<void> {
    if (ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#ticker.after(ms, () => resolve());
    });
  }
}
