import type { CardOutcome, CardReader, DeviceCondition, LineOpener, Ticker } from "../../contract.ts";
import { type SupervisedLine, superviseLine, type WriteLine } from "../../supervised-line.ts";
import type { CardEvent, MakeMasterTongue, MasterTongue } from "./master-tongue.ts";
import { qibixxMaster } from "./qibixx-master.ts";
import { waferMaster } from "./wafer-master.ts";

/** How long a customer may take to find a card. */
const PAY_MS = 60_000;
/** For the reader's word after the question was taken back. */
const CANCEL_MS = 5_000;
/** For the goods to come out. What is not settled by then is given back. */
const SETTLE_MS = 120_000;
/** For the reader to take the last word; longer than it takes to say it three times. */
const END_MS = 8_000;
/** The standard takes a reader for lost after 5 s. */
const SILENT_MS = 8_000;
/** Half a word will not be finished after this. */
const LULL_MS = 100;

export interface CardReaderParts {
  readonly opener: LineOpener;
  readonly ticker: Ticker;
  /** ISO 4217, 578 for the Norwegian krone. */
  readonly currency: number;
  readonly onChange?: () => void;
}

/** Behind a Qibixx MDB-USB or Pi Hat, 115200 8N1. */
export function createQibixxCardReader(parts: CardReaderParts): CardReader {
  return new MasteredReader(parts, qibixxMaster);
}

/** Behind a WaferStar MDB-RS232, 9600 8N1. */
export function createWaferCardReader(parts: CardReaderParts): CardReader {
  return new MasteredReader(parts, waferMaster);
}

type Phase =
  | { readonly is: "free" }
  | {
      readonly is: "asking";
      readonly priceMinor: number;
      readonly isAsked: boolean;
      readonly isTakenBack: boolean;
      end(outcome: CardOutcome): void;
    }
  | { readonly is: "paid" }
  | { readonly is: "ending"; end(isConfirmed: boolean): void };

/**
 * A bought reader with its line, whatever adapter is between. It is asked for money once and told the end once; money it
 * took that nobody waits for any more is given back. A reset, a lost line or silence after the question leave it unknown.
 */
class MasteredReader implements CardReader {
  readonly #parts: CardReaderParts;
  readonly #make: MakeMasterTongue;
  readonly #line: SupervisedLine;
  #tongue: MasterTongue | undefined;
  /** On earlier connections. */
  #misheardBefore = 0;
  #phase: Phase = { is: "free" };
  /** Why it takes no payment now; undefined when it does. */
  #trouble: string | undefined = "Connected; the card reader has not spoken yet.";
  #isStopping = false;
  readonly #waits = new Map<"phase" | "silent" | "lull", () => void>();

  constructor(parts: CardReaderParts, make: MakeMasterTongue) {
    this.#parts = parts;
    this.#make = make;
    this.#line = superviseLine({
      opener: parts.opener,
      ticker: parts.ticker,
      onUp: (write) => this.#up(write),
      onBytes: (chunk) => this.#hear(chunk),
      onDown: () => this.#down(),
      onChange: () => parts.onChange?.(),
    });
  }

  condition(): DeviceCondition {
    const line = this.#line.condition();
    if (line.state !== "ready" || this.#trouble === undefined) return line;
    return { state: "degraded", what: this.#trouble, trouble: "no-answer" };
  }

  async pay(priceMinor: number, item: number): Promise<CardOutcome> {
    const tongue = this.#tongue;
    if (tongue === undefined || this.#phase.is !== "free" || this.condition().state !== "ready")
      return notPaid("The card reader takes no payment now.");
    return new Promise((resolve) => {
      this.#enter({ is: "asking", priceMinor, isAsked: false, isTakenBack: false, end: resolve });
      this.#wait("phase", PAY_MS, () => this.cancel());
      tongue.request(priceMinor, item);
    });
  }

  cancel(): void {
    const phase = this.#phase;
    if (phase.is !== "asking" || phase.isTakenBack) return;
    if (!phase.isAsked) {
      this.#tongue?.cancel();
      this.#answer(notPaid("The question was taken back before a card was shown."));
      return;
    }
    this.#enter({ ...phase, isTakenBack: true });
    this.#wait("phase", CANCEL_MS, () => this.#beginAnew("It did not say what became of the question."));
    this.#tongue?.cancel();
  }

  async settle(isDispensed: boolean): Promise<boolean> {
    return this.#phase.is === "paid" && this.#end(isDispensed);
  }

  misheard(): number {
    return this.#misheardBefore + (this.#tongue?.misheard ?? 0);
  }

  async stop(): Promise<void> {
    if (this.#isStopping) return;
    if (this.#phase.is === "paid") await this.#end(false);
    else this.cancel();
    this.#isStopping = true;
    this.#lose("The program ends.");
    for (const cancel of this.#waits.values()) cancel();
    this.#endTongue();
    await this.#line.stop();
  }

  // -------------------------------------------------------------- the line

  #up(write: WriteLine): void {
    this.#trouble = "Connected; the card reader has not spoken yet.";
    const { ticker, currency } = this.#parts;
    this.#tongue = this.#make({ ticker, currency, say: write, tell: (event) => this.#take(event) });
    this.#watch();
    this.#tongue.begin();
  }

  #down(): void {
    this.#endTongue();
    this.#lose("The line was lost.");
    for (const cancel of this.#waits.values()) cancel();
    this.#waits.clear();
  }

  #endTongue(): void {
    this.#misheardBefore = this.misheard();
    this.#tongue?.stop();
    this.#tongue = undefined;
  }

  #hear(chunk: Uint8Array): void {
    const tongue = this.#tongue;
    tongue?.hear(chunk);
    this.#wait("lull", LULL_MS, () => tongue?.silence());
  }

  #watch(): void {
    this.#wait("silent", SILENT_MS, () => this.#line.restart("The card reader does not answer. Check its cable."));
  }

  // -------------------------------------------------------------- the payment

  #take(event: CardEvent): void {
    if (this.#isStopping) return;
    this.#line.answered();
    this.#watch();
    if (event.is === "ready") this.#trouble = undefined;
    if (event.is === "not-ready") {
      this.#trouble = event.what;
      this.#lose(event.what);
    }
    this.#hearSale(event, this.#phase);
    this.#parts.onChange?.();
  }

  #hearSale(event: CardEvent, phase: Phase): void {
    if (event.is === "paid") this.#paid(event.amountMinor, phase);
    else if (phase.is === "asking" && event.is === "asked") this.#phase = { ...phase, isAsked: true };
    else if (phase.is === "asking" && event.is === "not-paid") this.#answer(notPaid("The card reader said no."));
    // An adapter that keeps to the bus by itself says with "ready" that a payment is over.
    else if (phase.is === "ending" && (event.is === "ended" || event.is === "ready")) {
      this.#enter({ is: "free" });
      phase.end(true);
    }
  }

  #paid(amountMinor: number, phase: Phase): void {
    if (phase.is !== "asking") {
      // Nobody waits for it; what is already paid or ending is told its end anyway.
      if (phase.is === "free") this.#tongue?.end(false);
      return;
    }
    if (!phase.isTakenBack && amountMinor === phase.priceMinor) {
      this.#enter({ is: "paid" });
      this.#wait("phase", SETTLE_MS, () => void this.#end(false));
      phase.end({ is: "paid" });
      return;
    }
    const why = phase.isTakenBack ? "It was paid after the customer had left." : "Another amount was paid.";
    this.#enter({ is: "paid" });
    void this.#end(false).then((isConfirmed) =>
      phase.end(isConfirmed ? notPaid(`${why} It was given back.`) : unknown(`${why} It could not be given back.`)),
    );
  }

  #end(isDispensed: boolean): Promise<boolean> {
    return new Promise((resolve) => {
      this.#enter({ is: "ending", end: resolve });
      this.#wait("phase", END_MS, () => this.#beginAnew("It did not take the last word."));
      this.#tongue?.end(isDispensed);
    });
  }

  #answer(outcome: CardOutcome): void {
    const phase = this.#phase;
    if (phase.is !== "asking") return;
    this.#enter({ is: "free" });
    phase.end(outcome);
  }

  /** Whatever is open ends without the reader's word, and the reader with it. */
  #beginAnew(what: string): void {
    this.#lose(what);
    this.#trouble = "The card reader is set up again.";
    this.#tongue?.begin();
    this.#parts.onChange?.();
  }

  #lose(what: string): void {
    const phase = this.#phase;
    this.#enter({ is: "free" });
    if (phase.is === "ending") phase.end(false);
    if (phase.is === "asking") phase.end(phase.isAsked ? unknown(what) : notPaid(what));
  }

  #enter(phase: Phase): void {
    this.#waits.get("phase")?.();
    this.#waits.delete("phase");
    this.#phase = phase;
  }

  #wait(what: "phase" | "silent" | "lull", ms: number, call: () => void): void {
    this.#waits.get(what)?.();
    this.#waits.set(what, this.#parts.ticker.after(ms, call));
  }
}

function notPaid(what: string): CardOutcome {
  return { is: "not-paid", what };
}

function unknown(what: string): CardOutcome {
  return { is: "unknown", what: `The card reader was asked for money. ${what}` };
}
