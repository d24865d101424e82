import {
  FUNDS_UNKNOWN,
  type ReaderAnswer,
  readAnswer,
  SAY_CANCEL_VEND,
  SAY_DISABLE,
  SAY_ENABLE,
  SAY_FAILURE,
  SAY_POLL,
  SAY_PRICE_LIMITS,
  SAY_RESET,
  SAY_SESSION_COMPLETE,
  SAY_SETUP,
  sayRequest,
  saySuccess,
  withChecksum,
} from "../../frames/mdb/cashless.ts";
import type { Heard } from "../../frames/stream/frame-stream.ts";
import { hasRubbishBetweenLines } from "../../frames/stream/rubbish.ts";
import { readWaferLine, waferLines } from "../../frames/waferstar/waferstar.ts";
import { createExchange, type Exchange, type Understood } from "../../transport/exchange.ts";
import type { MasterEars, MasterTongue } from "./master-tongue.ts";

/** The standard has a reader polled every 25 to 200 ms. */
const POLL_MS = 200;
/** Adapter, bus and 110 characters at 9600 baud. */
const REPLY_MS = 500;
/** As long as an answer may come late: it would be taken for that to the next question. */
const QUIET_MS = 1_500;
/** Polls without a word before a reader that is not set up is reset again: its word was lost. */
const PATIENCE_POLLS = 20;
/** Times a block is said that was not taken. A request for money is said once. */
const TRIES = 3;
const WAITING_MAX = 8;
const READER_ADDRESS = 0x10;
/** The one device whose address is also a reader's word; all others are at higher ones than ours. */
const CHANGER_ADDRESS = 0x08;
const NAK = 0xff;

interface Order {
  /** With checksum; the adapter adds its own. */
  readonly block: Uint8Array;
  readonly tries: number;
  taken?(): void;
}

/**
 * The machine's side of the standard, feature level 1, for a reader behind a WaferStar MDB-RS232: reset, set-up, polls, and
 * a reader that is switched on only while somebody pays. One block is on its way at a time; after one that was not answered
 * the line is kept quiet for as long as its answer may still come.
 */
export function waferMaster(ears: MasterEars): MasterTongue {
  return new WaferMaster(ears);
}

class WaferMaster implements MasterTongue {
  readonly #ears: MasterEars;
  readonly #exchange: Exchange;
  readonly #passedOn = waferLines();
  #orders: Order[] = [];
  /** Each beginning has a number; what an earlier one still waits for is not heard. */
  #run = 0;
  #isSetUp = false;
  #isInSession = false;
  #wanted: { readonly units: number; readonly item: number } | undefined;
  #isAsked = false;
  #item = 0;
  /** Hundredths in one of the reader's units. */
  #unitMinor = 1;
  #fruitless = 0;
  #misheard = 0;
  #cancelNap: () => void = () => undefined;

  constructor(ears: MasterEars) {
    this.#ears = ears;
    this.#exchange = createExchange({
      ticker: ears.ticker,
      gapMs: 5,
      quietMs: QUIET_MS,
    });
    this.#exchange.up((bytes, deadlineMs) => ears.say(bytes, deadlineMs));
  }

  begin(): void {
    this.#run += 1;
    this.#isSetUp = false;
    this.#isInSession = false;
    this.#wanted = undefined;
    this.#isAsked = false;
    this.#orders = [];
    this.#fruitless = 0;
    this.#order(SAY_RESET);
    this.#cancelNap();
    void this.#turn(this.#run);
  }

  hear(chunk: Uint8Array): void {
    this.#exchange.heard(chunk);
    this.#takeLines(this.#passedOn.hear(chunk));
  }

  silence(): void {
    this.#takeLines(this.#passedOn.silence());
  }

  request(priceMinor: number, item: number): void {
    if (priceMinor % this.#unitMinor !== 0 || priceMinor / this.#unitMinor >= FUNDS_UNKNOWN) {
      this.#ears.tell({ is: "not-paid" });
      return;
    }
    this.#wanted = { units: priceMinor / this.#unitMinor, item };
    this.#item = item;
    this.#order(SAY_ENABLE);
  }

  cancel(): void {
    this.#wanted = undefined;
    if (this.#isInSession && !this.#isAsked) this.#complete();
    else this.#order(this.#isAsked ? SAY_CANCEL_VEND : SAY_DISABLE);
  }

  end(isDispensed: boolean): void {
    this.#order(isDispensed ? saySuccess(this.#item) : SAY_FAILURE, () => {
      this.#ears.tell({ is: "ended" });
      this.#complete();
    });
  }

  get misheard(): number {
    return this.#misheard;
  }

  stop(): void {
    this.#run += 1;
    this.#cancelNap();
    this.#exchange.down({ cause: "closed-by-us", what: "The line was closed." });
  }

  // -------------------------------------------------------------- the bus

  #order(block: Uint8Array, taken?: () => void, tries = TRIES): void {
    if (this.#orders.length < WAITING_MAX)
      this.#orders.push({ block, tries, ...(taken === undefined ? {} : { taken }) });
  }

  /** Said once: a reader that has ended the session loses its place when it is told so again. */
  #complete(): void {
    this.#order(SAY_SESSION_COMPLETE, undefined, 1);
  }

  /** One block and its answer, then the next; a poll when there is nothing to say. */
  async #turn(run: number): Promise<void> {
    this.#fruitless = this.#isSetUp || this.#orders.length > 0 ? 0 : this.#fruitless + 1;
    if (this.#fruitless > PATIENCE_POLLS) {
      this.begin();
      return;
    }
    const order = this.#orders.shift() ?? { block: SAY_POLL, tries: 1 };
    const answered = await this.#exchange.ask({
      bytes: order.block.slice(0, -1),
      replyMs: REPLY_MS,
      understand: answerIn,
    });
    if (run !== this.#run) return;
    const answer = answered.is === "answered" ? answered.answer : undefined;
    if (answer === undefined || answer.is === "nak") this.#repeat(order);
    else {
      this.#ears.tell({ is: "alive" });
      this.#take(answer);
      // A word in place of an acknowledgement says that the block was taken, unless it says the opposite.
      if (run === this.#run && answer.is !== "out-of-sequence") order.taken?.();
    }
    if (run === this.#run) this.#cancelNap = this.#ears.ticker.after(POLL_MS, () => void this.#turn(run));
  }

  /** In front of what waits: what follows it builds on it. */
  #repeat(order: Order): void {
    if (order.tries > 1) this.#orders.unshift({ ...order, tries: order.tries - 1 });
  }

  #takeLines(heard: readonly Heard<string>[]): void {
    const isSpoilt = heard.some((item) => item.kind === "frame" && isSpoiltLine(item.frame));
    if (isSpoilt || hasRubbishBetweenLines(heard)) this.#misheard += 1;
    for (const item of heard) if (item.kind === "frame") this.#takePassedOn(item.frame);
  }

  /** Words the adapter passes on by itself begin with the reader's address and have no checksum. */
  #takePassedOn(line: string): void {
    const [address, ...word] = readWaferLine(line) ?? [];
    const answer = address === READER_ADDRESS ? readAnswer(withChecksum(word)) : undefined;
    if (answer !== undefined) this.#take(answer);
  }

  // -------------------------------------------------------------- the reader's words

  #take(answer: ReaderAnswer): void {
    switch (answer.is) {
      case "just-reset":
        this.#restarted();
        return;
      case "config":
        this.#configure(answer);
        return;
      case "begin-session":
        this.#isInSession = true;
        this.#ask();
        return;
      case "approved":
        this.#isAsked = false;
        this.#wanted = undefined;
        // A question that is answered is not taken back any more: the reader would lose its place.
        this.#orders = this.#orders.filter(({ block }) => block !== SAY_CANCEL_VEND);
        this.#ears.tell({ is: "paid", amountMinor: answer.price * this.#unitMinor });
        return;
      case "denied":
        this.#denied();
        return;
      case "cancel-session":
        this.#cardTaken();
        return;
      case "end-session":
        this.#isInSession = false;
        if (this.#wanted === undefined) this.#order(SAY_DISABLE);
        return;
      case "out-of-sequence":
        // The standard's remedy: reset it.
        this.#ears.tell({ is: "not-ready", what: "The card reader lost its place and is reset." });
        this.begin();
        return;
      default:
        return;
    }
  }

  #restarted(): void {
    if (this.#isSetUp) this.#ears.tell({ is: "not-ready", what: "The card reader was reset and is set up again." });
    this.#isSetUp = false;
    this.#isInSession = false;
    this.#isAsked = false;
    this.#wanted = undefined;
    this.#orders = [];
    this.#order(SAY_SETUP);
  }

  #configure(config: Extract<ReaderAnswer, { is: "config" }>): void {
    const unitMinor = config.scale * 10 ** (2 - config.decimals);
    const isOurs = config.currency.toString(16) === `1${String(this.#ears.currency).padStart(3, "0")}`;
    if (!isOurs || !Number.isInteger(unitMinor) || unitMinor < 1) {
      const what = isOurs
        ? `The card reader counts in parts of a hundredth (scale ${config.scale}, ${config.decimals} decimals). Set it to scale 1 and two decimals.`
        : `The card reader is set to currency ${config.currency.toString(16)}, not ${this.#ears.currency}. Have its supplier set it.`;
      this.#ears.tell({ is: "not-ready", what });
      return;
    }
    this.#unitMinor = unitMinor;
    this.#order(SAY_PRICE_LIMITS, () => {
      this.#isSetUp = true;
      this.#ears.tell({ is: "ready" });
    });
  }

  /** A card that is shown while nobody pays is let go. */
  #ask(): void {
    const wanted = this.#wanted;
    if (wanted === undefined || this.#isAsked) {
      if (!this.#isAsked) this.#complete();
      return;
    }
    this.#isAsked = true;
    this.#ears.tell({ is: "asked" });
    this.#order(sayRequest(wanted.units, wanted.item), undefined, 1);
  }

  #denied(): void {
    if (!this.#isAsked) return;
    this.#isAsked = false;
    this.#wanted = undefined;
    this.#complete();
    this.#ears.tell({ is: "not-paid" });
  }

  /** The customer took the card back. */
  #cardTaken(): void {
    if (this.#isAsked) {
      this.#order(SAY_CANCEL_VEND);
      return;
    }
    this.#complete();
    if (this.#wanted === undefined) return;
    this.#wanted = undefined;
    this.#ears.tell({ is: "not-paid" });
  }
}

/** Neither an answer nor a word of a device, which is passed on with that device's address before it. */
function isSpoiltLine(line: string): boolean {
  const block = readWaferLine(line);
  if (block === undefined) return true;
  const [first = 0] = block;
  const isDevices = first === CHANGER_ADDRESS || (first >= READER_ADDRESS && first !== NAK);
  return !isDevices && readAnswer(block) === undefined;
}

/** The first line decides; words the adapter passes on by itself are no answers. */
function answerIn(heard: Uint8Array): Understood<ReaderAnswer> {
  for (const item of waferLines().hear(heard)) {
    if (item.kind !== "frame") continue;
    const block = readWaferLine(item.frame);
    if (block?.[0] === READER_ADDRESS) continue;
    const answer = block === undefined ? undefined : readAnswer(block);
    return answer === undefined ? { is: "wrong", what: "The answer is spoilt." } : { is: "whole", answer };
  }
  return { is: "more" };
}
