import type {
  CashlessReader,
  DeviceCondition,
  LineOpener,
  Ticker,
  VendOutcome,
  VendRequest,
} from "../../contract.ts";
import { type SupervisedLine, superviseLine, type WriteLine } from "../../supervised-line.ts";
import type { MachineEvent, Tongue } from "./tongue.ts";

/** A machine holds its customer this long at most; then it is told no, and a payment that comes later finds nothing. */
const ANSWER_MS = 180_000;
const SESSION_AFTER_MS = 500;
const HEARTBEAT_MS = 2_000;
const MISSED_TO_RESTART = 3;
const WRITE_MS = 500;
/** Half a word will not be finished after this. */
const SILENCE_MS = 100;

export interface ReaderParts {
  readonly opener: LineOpener;
  readonly ticker: Ticker;
  readonly tongue: () => Tongue;
  /** What the machine has not said by then, from the approval on, is not known. */
  readonly resultMs: number;
  /** Whether this may be sold now; otherwise the machine is told no at once. */
  accepts(request: VendRequest): boolean;
  onChange(): void;
}

type Phase =
  | { readonly is: "waiting" }
  | { readonly is: "asked"; readonly request: VendRequest }
  | { readonly is: "approved"; readonly request: VendRequest; settle(outcome: VendOutcome): void };

/**
 * We are the cashless reader of somebody's vending machine. The machine asks, we approve or deny, the machine dispenses
 * and says how it went. Only its own word "success" is a drop and only its word "failure" is none: a reset, a lost line,
 * a session that ends without a word leave the outcome unknown. An approval is said once.
 */
export class MachineReader implements CashlessReader {
  readonly #parts: ReaderParts;
  readonly #line: SupervisedLine;
  #tongue: Tongue;
  #write: WriteLine | undefined;
  #phase: Phase = { is: "waiting" };
  #state: "unheard" | "inactive" | "disabled" | "enabled" | "idle" = "unheard";
  #missed = 0;
  #misheard = 0;
  #isStopping = false;
  readonly #waits = new Map<"phase" | "beat" | "silence" | "session", () => void>();

  constructor(parts: ReaderParts) {
    this.#parts = parts;
    this.#tongue = parts.tongue();
    this.#line = superviseLine({
      opener: parts.opener,
      ticker: parts.ticker,
      onUp: (write) => this.#up(write),
      onBytes: (chunk) => this.#hear(chunk),
      onDown: () => this.#down(),
      onChange: () => parts.onChange(),
    });
  }

  condition(): DeviceCondition {
    const line = this.#line.condition();
    if (line.state !== "ready") return line;
    return STATE_WORDS[this.#state] ?? line;
  }

  pending(): VendRequest | undefined {
    return this.#phase.is === "asked" && !this.#isStopping ? this.#phase.request : undefined;
  }

  async approve(priceMinor: number): Promise<VendOutcome> {
    const phase = this.#phase;
    if (phase.is !== "asked" || this.#isStopping) return notApproved("The machine asks for nothing now.");
    if (priceMinor > phase.request.priceMinor) {
      await this.deny();
      return notApproved("The machine asks for less than was paid.");
    }
    return new Promise((resolve) => {
      this.#enter({ is: "approved", request: phase.request, settle: resolve });
      this.#wait("phase", this.#parts.resultMs, () => this.#settle(unknown("It did not say how it went.")));
      void this.#say(this.#tongue.approve(priceMinor)).then((isTaken) => {
        if (!isTaken) this.#settle(unknown("The line did not take the whole word."));
      });
    });
  }

  async deny(): Promise<boolean> {
    if (this.#phase.is !== "asked") return false;
    this.#enter({ is: "waiting" });
    return this.#say(this.#tongue.deny);
  }

  /** True when nothing was approved that the machine has not reported on. */
  async quiet(): Promise<boolean> {
    if (this.#phase.is === "approved") return false;
    this.#enter({ is: "waiting" });
    return this.#say(this.#tongue.deny);
  }

  misheard(): number {
    return this.#misheard;
  }

  async stop(): Promise<void> {
    if (this.#isStopping) return;
    await this.deny();
    this.#isStopping = true;
    for (const cancel of this.#waits.values()) cancel();
    await this.#line.stop();
  }

  // -------------------------------------------------------------- the line

  #up(write: WriteLine): void {
    this.#write = write;
    this.#tongue = this.#parts.tongue();
    this.#state = "unheard";
    this.#missed = 0;
    for (const bytes of this.#tongue.hello) void this.#say(bytes);
    this.#beatLater();
    this.#sessionLater();
  }

  #down(): void {
    this.#write = undefined;
    for (const cancel of this.#waits.values()) cancel();
    this.#waits.clear();
    this.#state = "unheard";
    if (this.#phase.is === "approved") this.#settle(unknown("The line was lost."));
    this.#enter({ is: "waiting" });
  }

  #beatLater(): void {
    const { heartbeat } = this.#tongue;
    if (heartbeat === undefined) return;
    this.#wait("beat", HEARTBEAT_MS, () => {
      this.#missed += 1;
      if (this.#missed > MISSED_TO_RESTART) this.#line.restart("The adapter does not answer. Check its cable.");
      else {
        void this.#say(heartbeat);
        this.#beatLater();
      }
    });
  }

  #sessionLater(): void {
    const { openSession } = this.#tongue;
    if (openSession === undefined) return;
    this.#wait("session", SESSION_AFTER_MS, () => {
      if (this.#phase.is === "waiting") void this.#say(openSession);
    });
  }

  #hear(chunk: Uint8Array): void {
    const tongue = this.#tongue;
    for (const event of tongue.hear(chunk)) this.#take(event);
    this.#wait("silence", SILENCE_MS, () => {
      for (const event of tongue.silence()) this.#take(event);
    });
  }

  // -------------------------------------------------------------- the sale

  #take(event: MachineEvent): void {
    if (this.#isStopping) return;
    if (event.is === "misheard") {
      this.#misheard += 1;
      return;
    }
    this.#missed = 0;
    this.#line.answered();
    const reply = this.#tongue.replyTo(event);
    if (reply !== undefined) void this.#say(reply);
    if (event.is === "state") this.#state = event.state;
    if (event.is === "request") this.#ask({ item: event.item, priceMinor: event.priceMinor });
    else if (this.#phase.is === "approved") this.#hearResult(event);
    else if (endsQuestion(event)) this.#enter({ is: "waiting" });
    if (event.is === "ended" || (event.is === "state" && event.state === "enabled")) this.#sessionLater();
    this.#parts.onChange();
  }

  #ask(request: VendRequest): void {
    const phase = this.#phase;
    if (phase.is !== "waiting" && isSame(phase.request, request)) return;
    if (phase.is === "approved")
      this.#settle(unknown("It asked for another item before it said how this one went."));
    this.#enter({ is: "asked", request });
    if (!this.#parts.accepts(request)) {
      void this.deny();
      return;
    }
    this.#wait("phase", ANSWER_MS, () => void this.deny());
  }

  /** A withdrawal may have crossed our approval: the machine's last word is still waited for. */
  #hearResult(event: MachineEvent): void {
    if (event.is === "success") {
      this.#settle({ is: "dropped", evidence: "The machine reported that it dispensed the item." });
    } else if (event.is === "failure") {
      this.#settle({ is: "not-dropped", evidence: "The machine reported that it could not dispense the item." });
    } else if (event.is === "reset") {
      this.#settle(unknown("It was reset; the standard counts that as dispensed."));
    } else if (endsQuestion(event) && event.is !== "withdrawn") {
      this.#settle(unknown("It ended the session without a word on the item."));
    }
  }

  #settle(outcome: VendOutcome): void {
    if (this.#phase.is !== "approved") return;
    const { settle } = this.#phase;
    this.#enter({ is: "waiting" });
    settle(outcome);
  }

  #enter(phase: Phase): void {
    this.#waits.get("phase")?.();
    this.#waits.delete("phase");
    this.#phase = phase;
    this.#parts.onChange();
  }

  #say(bytes: Uint8Array): Promise<boolean> {
    return this.#write?.(bytes, WRITE_MS) ?? Promise.resolve(false);
  }

  #wait(what: "phase" | "beat" | "silence" | "session", ms: number, call: () => void): void {
    this.#waits.get(what)?.();
    this.#waits.set(what, this.#parts.ticker.after(ms, call));
  }
}

function endsQuestion(event: MachineEvent): boolean {
  if (event.is === "state") return true;
  return event.is === "withdrawn" || event.is === "reset" || event.is === "ended";
}

function isSame(one: VendRequest, other: VendRequest): boolean {
  return one.item === other.item && one.priceMinor === other.priceMinor;
}

function notApproved(what: string): VendOutcome {
  return { is: "not-dropped", evidence: `Nothing was approved. ${what}` };
}

function unknown(what: string): VendOutcome {
  return { is: "unknown", evidence: `The machine was told to dispense. ${what}` };
}

const STATE_WORDS: Readonly<Record<string, DeviceCondition | undefined>> = {
  unheard: {
    state: "degraded",
    what: "Connected; the vending machine has not spoken yet.",
    trouble: "machine-silent",
  },
  inactive: {
    state: "degraded",
    what: "The vending machine does not talk to the adapter. Check the MDB cable.",
    trouble: "machine-silent",
  },
  disabled: {
    state: "degraded",
    what: "The vending machine has switched its reader off.",
    trouble: "machine-refuses",
  },
};
