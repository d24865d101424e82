import type { DeviceCondition, LineLoss, SlotWiring, VendOutcome } from "../../contract.ts";
import { degradedBy, lockedNote } from "../../dispensing/condition-notes.ts";
import { SlotLocks } from "../../dispensing/slot-locks.ts";
import { StandingAlarms } from "../../dispensing/standing-alarms.ts";
import type { BoardParts, LockableBoard } from "../../dispensing/vending-board.ts";
import { wiringFault } from "../../dispensing/wiring.ts";
import type { Heard } from "../../frames/stream/frame-stream.ts";
import {
  AISLE_NORMAL,
  checkAisle,
  driveAisle,
  encodeVmc,
  PROGRESS,
  readAisleWord,
  VMC,
  VMC_ACK,
  type VmcMessage,
  vmcMessages,
} from "../../frames/vmc/vmc.ts";
import { type SupervisedLine, superviseLine, type WriteLine } from "../../supervised-line.ts";

/** The controller polls every 200 ms; after this long without a poll it is not there. */
const POLL_LATE_MS = 1_000;
const POLL_LOST_MS = 10_000;
const WATCH_MS = 500;
/** A check may be said again, with the same number; a drive never. */
const CHECK_TRIES = 3;
const CHECK_WAIT_MS = 1_000;
/** A drive that found no poll to ride on for this long is not sent at all. */
const SEND_WAIT_MS = 1_500;
const WRITE_MS = 500;
/** No machine works on one item for longer. */
const LAST_WORD_MS = 60_000;
/** Half a message will not be finished after this. */
const SILENCE_MS = 50;
/** Aisles of the largest machines, cabinets included. */
const AISLES_MOST = 999;
const FAILURES_TO_LOCK = 2;

/**
 * Driver "vmc": FA FB vending machine controllers. The channel of a slot is its aisle; the controller turns the motor
 * and watches home switch and drop sensor by itself, so the slot's pulse length means nothing here. Its drop window is
 * how long the whole dispensing may take; 20 s suit most machines. A slot with a drop input is driven with the
 * controller's drop sensor on. The acknowledgement of a drive means "heard", never "sold".
 */
export function createVmcBoard(parts: BoardParts): LockableBoard {
  return new VmcBoard(parts);
}

/** A message waiting for a poll to answer. */
interface Outgoing {
  readonly message: VmcMessage;
  sent(): void;
}

class VmcBoard implements LockableBoard {
  readonly #parts: BoardParts;
  readonly #line: SupervisedLine;
  readonly #locks: SlotLocks;
  readonly #wiringFault: string | undefined;
  #decoder = vmcMessages();
  #write: WriteLine | undefined;
  #heardMs = Number.NEGATIVE_INFINITY;
  #outgoing: Outgoing | undefined;
  #number = 0;
  #misheard = 0;
  #isVending = false;
  #isStopping = false;
  readonly #alarms = new StandingAlarms();
  /** An item's last word is owed since then. Words name only the aisle, so nothing is driven until it has come. */
  #owedSinceMs: number | undefined;
  #onWord: ((message: VmcMessage) => void) | undefined;
  #onLost: (() => void) | undefined;
  #cancelWatch: (() => void) | undefined;
  #cancelSilence: (() => void) | undefined;
  #told = "";

  constructor(parts: BoardParts) {
    this.#parts = parts;
    this.#wiringFault = wiringFault(parts.spec, { inputs: 1, channelsMost: AISLES_MOST });
    this.#locks = new SlotLocks(parts.spec.failuresToLock ?? FAILURES_TO_LOCK);
    this.#line = superviseLine({
      opener: parts.opener,
      ticker: parts.ticker,
      onUp: (write) => this.#up(write),
      onBytes: (chunk) => this.#hear(chunk),
      onDown: (loss) => this.#down(loss),
      onChange: () => this.#tellChange(),
    });
  }

  condition(): DeviceCondition {
    if (this.#wiringFault !== undefined)
      return { state: "fault", what: this.#wiringFault, trouble: "misconfigured" };
    const line = this.#line.condition();
    if (line.state !== "ready") return line;
    const alarms = this.#alarms.note(this.#parts.ticker.nowMs());
    return degradedBy([alarms, lockedNote(this.#locks.locked())]) ?? line;
  }

  sellable(slot: string): boolean {
    return this.#whyNot(slot) === undefined;
  }

  lockedSlots(): readonly string[] {
    return this.#locks.locked();
  }

  misheard(): number {
    return this.#misheard;
  }

  unlock(slot: string): void {
    this.#locks.cleared(slot);
    this.#alarms.cleared(slot);
    this.#tellChange();
  }

  async vend(slot: string): Promise<VendOutcome> {
    const wiring = this.#parts.spec.slots.find((one) => one.slot === slot);
    const reason = this.#isVending ? "The machine is dispensing another item." : this.#whyNot(slot);
    if (wiring === undefined || reason !== undefined) return notDriven(reason ?? "There is no such slot.");
    this.#isVending = true;
    try {
      const hindrance = await this.#check(wiring);
      if (hindrance !== undefined) return notDriven(hindrance);
      const outcome = await this.#drive(wiring);
      if (outcome === undefined) return notDriven("The machine did not ask for a command.");
      if (outcome.is === "dropped") this.#locks.cleared(slot);
      else this.#locks.failed(slot);
      return outcome;
    } finally {
      this.#isVending = false;
      this.#onWord = undefined;
      this.#onLost = undefined;
      this.#outgoing = undefined;
      this.#tellChange();
    }
  }

  /** The controller has no such command and keeps its motors' time by itself; nothing can be proven from here. */
  allOff(): Promise<boolean> {
    this.#outgoing = undefined;
    return Promise.resolve(false);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#cancelWatch?.();
    await this.#line.stop();
  }

  #whyNot(slot: string): string | undefined {
    if (!this.#parts.spec.slots.some((one) => one.slot === slot)) return "There is no such slot.";
    if (this.#isStopping) return "The machine is being switched off.";
    if (this.#wiringFault !== undefined) return this.#wiringFault;
    if (this.#line.state().state !== "ready") return this.#line.condition().what;
    if (this.#isWordOwed()) return "The machine has not said yet what became of the last item.";
    if (this.#locks.isLocked(slot)) return "The slot is locked after failures.";
    return undefined;
  }

  #isWordOwed(): boolean {
    return this.#owedSinceMs !== undefined && this.#parts.ticker.nowMs() - this.#owedSinceMs < LAST_WORD_MS;
  }

  // -------------------------------------------------------------- one item

  async #check(wiring: SlotWiring): Promise<string | undefined> {
    const message = checkAisle(this.#nextNumber(), wiring.channel);
    for (let tries = 0; tries < CHECK_TRIES; tries++) {
      const status = await this.#within<number>(CHECK_WAIT_MS, (settle) => {
        this.#onWord = (heard) => {
          const word = heard.command === VMC.aisleStatus ? readAisleWord(heard) : undefined;
          if (word?.aisle === wiring.channel) settle(word.status);
        };
        this.#outgoing = { message, sent: () => undefined };
      });
      if (status === AISLE_NORMAL) return undefined;
      if (typeof status === "number") return AISLE_WORDS[status] ?? `The machine reports state ${status}.`;
      if (status === "lost") return "The line was lost before the motor was started.";
    }
    return "The machine does not answer for this aisle.";
  }

  /**
   * The drive is said once. What comes of it is told by the controller's progress words, or by nothing. Undefined: it
   * was never said.
   */
  async #drive(wiring: SlotWiring): Promise<VendOutcome | undefined> {
    const message = driveAisle(this.#nextNumber(), wiring.channel, wiring.dropInput !== undefined);
    let isSent = false;
    let lastWord: number | undefined;
    const progress = new Promise<number>((resolve) => {
      this.#onWord = (heard) => {
        const word = heard.command === VMC.progress ? readAisleWord(heard) : undefined;
        if (word?.aisle === wiring.channel && isSent && word.status !== PROGRESS.running) resolve(word.status);
      };
    });
    const sent = await this.#within<"sent">(SEND_WAIT_MS, (settle) => {
      this.#outgoing = {
        message,
        sent: () => {
          isSent = true;
          settle("sent");
        },
      };
    });
    this.#outgoing = undefined;
    if (sent !== "sent" && !isSent) return undefined;
    this.#owedSinceMs = this.#parts.ticker.nowMs();
    const end = await this.#within<number>(wiring.dropWindowMs, (settle) => {
      void progress.then((status) => {
        lastWord = status;
        settle(status);
      });
    });
    if (lastWord === undefined)
      return this.#unknown(wiring, end === "lost" ? "The line was lost." : "No last word came.");
    this.#owedSinceMs = undefined;
    return this.#judge(lastWord, wiring);
  }

  #judge(status: number, wiring: SlotWiring): VendOutcome {
    switch (status) {
      case PROGRESS.success: {
        const witness = wiring.dropInput === undefined ? "no drop sensor fitted" : "the drop sensor was on";
        return { is: "dropped", evidence: `The machine reported success; ${witness}.` };
      }
      case PROGRESS.jam:
        return { is: "not-dropped", evidence: "The machine reported a jam: nothing was dispensed." };
      case PROGRESS.noMotor:
        return { is: "not-dropped", evidence: "The machine found no motor on this aisle." };
      case PROGRESS.motorDoesNotStop:
        return this.#unknown(wiring, "The motor did not stop; more than one product may have fallen.");
      default:
        return this.#unknown(wiring, `The machine reported state ${status}.`);
    }
  }

  #unknown({ slot }: SlotWiring, what: string): VendOutcome {
    const { ticker } = this.#parts;
    this.#alarms.raise(
      "The machine did not say what became of an item. Check the slot and unlock it.",
      [slot],
      ticker.nowMs(),
    );
    return { is: "unknown", evidence: `The motor was started. ${what}` };
  }

  /** Ends with what was settled, or with the reason nothing was. */
  #within<T>(ms: number, begin: (settle: (value: T) => void) => void): Promise<T | "late" | "lost"> {
    return new Promise((resolve) => {
      const cancel = this.#parts.ticker.after(ms, () => end("late"));
      const end = (value: T | "late" | "lost") => {
        cancel();
        resolve(value);
      };
      this.#onLost = () => end("lost");
      if (this.#write === undefined) end("lost");
      else begin(end);
    });
  }

  #nextNumber(): number {
    this.#number = (this.#number % 255) + 1;
    return this.#number;
  }

  // -------------------------------------------------------------- the line

  #up(write: WriteLine): void {
    this.#write = write;
    this.#decoder = vmcMessages();
    this.#heardMs = this.#parts.ticker.nowMs();
    this.#watch();
  }

  #down(_loss: LineLoss): void {
    this.#write = undefined;
    this.#outgoing = undefined;
    this.#cancelWatch?.();
    this.#cancelSilence?.();
    this.#onLost?.();
  }

  /** Polls are the machine's heartbeat. */
  #watch(): void {
    this.#cancelWatch = this.#parts.ticker.after(WATCH_MS, () => {
      const silentMs = this.#parts.ticker.nowMs() - this.#heardMs;
      this.#tellChange();
      if (silentMs >= POLL_LOST_MS) this.#line.restart("The machine does not poll. Check its power and cable.");
      else {
        if (silentMs >= POLL_LATE_MS) this.#line.late("The machine does not poll. Check its power and cable.");
        this.#watch();
      }
    });
  }

  #hear(chunk: Uint8Array): void {
    this.#cancelSilence?.();
    const decoder = this.#decoder;
    this.#takeAll(decoder.hear(chunk));
    this.#cancelSilence = this.#parts.ticker.after(SILENCE_MS, () => this.#takeAll(decoder.silence()));
  }

  #takeAll(heard: readonly Heard<VmcMessage>[]): void {
    if (heard.some(({ kind }) => kind === "noise")) this.#misheard += 1;
    for (const item of heard) if (item.kind === "frame") this.#take(item.frame);
  }

  #take(message: VmcMessage): void {
    this.#heardMs = this.#parts.ticker.nowMs();
    this.#line.answered();
    if (message.command === VMC.poll) {
      this.#answerPoll();
    } else if (message.command !== VMC.ack) {
      // Unacknowledged, the controller repeats it.
      this.#say(VMC_ACK);
      this.#onWord?.(message);
      const word = message.command === VMC.progress ? readAisleWord(message) : undefined;
      if (!this.#isVending && word !== undefined && word.status !== PROGRESS.running) this.#owedSinceMs = undefined;
    }
  }

  #answerPoll(): void {
    const outgoing = this.#outgoing;
    this.#outgoing = undefined;
    if (outgoing === undefined) {
      this.#say(VMC_ACK);
      return;
    }
    this.#say(encodeVmc(outgoing.message));
    outgoing.sent();
  }

  #say(bytes: Uint8Array): void {
    void this.#write?.(bytes, WRITE_MS);
  }

  #tellChange(): void {
    const sellable = this.#parts.spec.slots.filter(({ slot }) => this.sellable(slot)).map(({ slot }) => slot);
    const { state, what } = this.condition();
    const now = [state, what, ...sellable].join("\n");
    if (now === this.#told) return;
    this.#told = now;
    this.#parts.onChange?.();
  }
}

const AISLE_WORDS: Readonly<Record<number, string>> = {
  2: "The machine says the aisle is sold out.",
  3: "The machine has no such aisle.",
  4: "The machine has paused this aisle.",
};

function notDriven(what: string): VendOutcome {
  return { is: "not-dropped", evidence: `No motor was started. ${what}` };
}
