import type { Ticker } from "../../../hardware/contract.ts";
import { amountText, encodeQibixx, qibixxLines, requestOrder } from "../../../hardware/frames/qibixx/qibixx.ts";
import { waferLine } from "../../../hardware/frames/waferstar/waferstar.ts";
import type { EmulatedPort } from "../emulated-port.ts";
import { type CardAnswer, CashlessSlave } from "./cashless-slave.ts";
import { type MachineFault, spoil } from "./vending-machine.ts";

export interface BoughtReaderOptions {
  readonly ticker: Ticker;
  /** The adapter between the computer and the reader. */
  readonly adapter: "qibixx" | "waferstar";
  /** A customer holds a card before it as soon as it is switched on, so many ms later; never by default. */
  readonly cardAfterMs?: number;
  /** What the reader is set to, as it says it; 1578 hex, the Norwegian krone, by default. */
  readonly currency?: number;
  onEvent?(event: object): void;
}

/** Length without checksum by the first byte, or by the first two. */
const LENGTHS: Readonly<Record<number, number>> = { 16: 1, 18: 1, 20: 2, 23: 31 };
const LENGTHS_11 = 6;
const LENGTHS_13: readonly number[] = [6, 2, 4, 2, 2, 6];
/** A block is one piece on the line. */
const LULL_MS = 50;

/**
 * A bought card reader on an MDB bus behind an adapter, with a customer before it. Money goes from its customer to its
 * `purse` and nowhere else; the bus behind the adapter is as strict as the standard.
 */
export class BoughtReader {
  readonly slave: CashlessSlave;
  /** For what it says next beside acknowledged polls, one each. */
  readonly faults: (MachineFault | undefined)[] = [];
  readonly #options: BoughtReaderOptions;
  #port: EmulatedPort | undefined;
  #cancelCard: () => void = () => undefined;
  #cancelLull: () => void = () => undefined;
  #held: number[] = [];
  #asked: { readonly price: number; readonly item: number } | undefined;

  constructor(options: BoughtReaderOptions) {
    this.#options = options;
    this.slave = new CashlessSlave(options.currency);
  }

  readonly device = (port: EmulatedPort): void => {
    this.#port = port;
    this.#held = [];
    const lines = qibixxLines();
    port.onBytes((chunk) => {
      if (this.#options.adapter === "waferstar") this.#hearBytes(chunk);
      else for (const heard of lines.hear(chunk)) if (heard.kind === "frame") this.#takeOrder(heard.frame);
    });
    port.onGone(() => {
      if (this.#port === port) this.#port = undefined;
    });
  };

  set answers(answer: CardAnswer) {
    this.slave.answers = answer;
  }

  get purse() {
    return this.slave.purse;
  }

  /** A card is held before it. False: it is not switched on, or has one already. */
  present(): boolean {
    if (!this.slave.present()) return false;
    this.#options.onEvent?.({ event: "card" });
    if (this.#options.adapter === "qibixx") this.#askCard();
    return true;
  }

  takeBack(): void {
    this.slave.takeBack();
  }

  /** A dip of its power. */
  reset(): void {
    this.slave.reset();
    if (this.#options.adapter === "qibixx") {
      this.#asked = undefined;
      this.#say(encodeQibixx("d,STATUS,RESET"));
    }
  }

  state(): object {
    return { state: this.slave.state, ...this.purse };
  }

  // -------------------------------------------------------------- WaferStar: raw blocks in, lines of hexadecimal text out

  #hearBytes(chunk: Uint8Array): void {
    this.#held.push(...chunk);
    this.#cancelLull();
    this.#cancelLull = this.#options.ticker.after(LULL_MS, () => {
      this.#held = [];
    });
    for (let length = lengthOf(this.#held); length !== undefined; length = lengthOf(this.#held)) {
      const block = this.#held.splice(0, Math.max(length, 1));
      if (length > 0) this.#answer(Uint8Array.from(block));
    }
  }

  #answer(block: Uint8Array): void {
    const answer = this.slave.hear(block);
    if (block[0] === 0x14 && this.slave.state === "enabled") this.#cardLater();
    if (answer === undefined) return;
    if (answer.length === 1 && block[0] === 0x12) this.#port?.write(waferLine(answer));
    else this.#say(waferLine(answer));
  }

  #cardLater(): void {
    const { cardAfterMs, ticker } = this.#options;
    if (cardAfterMs === undefined) return;
    this.#cancelCard();
    this.#cancelCard = ticker.after(cardAfterMs, () => this.present());
  }

  // -------------------------------------------------------------- Qibixx: the adapter keeps to the bus, words out

  #takeOrder(order: string): void {
    if (order === "V") this.#port?.write(encodeQibixx("v,4.0.2.0,emulated"));
    else if (order === "D,0") {
      this.slave.reset();
      this.#asked = undefined;
      this.#line("d,STATUS,OFF");
    } else if (order === "D,2") {
      this.#bus([0x11, 0x00, 1, 0, 0, 0]);
      this.#line("d,STATUS,INIT,1");
    } else if (order === "D,READER,1") {
      this.#bus([0x14, 0x01]);
      this.#line("d,STATUS,IDLE");
    } else if (order === "D,REQ,-1") this.#takenBack();
    else if (order === "D,END" || order === "D,END,-1") this.#ended(order === "D,END");
    else this.#requested(order);
  }

  #requested(order: string): void {
    const [, price, item] = /^D,REQ,(\d+\.\d\d),(\d+)$/.exec(order) ?? [];
    const asked = { price: Math.round(Number(price) * 100), item: Number(item) };
    const isSound = price !== undefined && requestOrder(asked.price, asked.item) === order;
    if (!isSound || this.slave.state !== "enabled" || this.#asked !== undefined) {
      this.purse.violations.push(`${order} while ${this.slave.state}`);
      this.#line('d,ERR,"-1"');
      return;
    }
    this.#asked = asked;
    this.#line("d,STATUS,VEND");
    this.#cardLater();
  }

  #askCard(): void {
    if (this.#asked === undefined) {
      this.#bus([0x13, 0x04]);
      return;
    }
    const { price, item } = this.#asked;
    this.#bus([0x13, 0x00, price >> 8, price & 0xff, item >> 8, item & 0xff]);
    if (this.slave.state === "approved") this.#line(`d,STATUS,RESULT,1,${amountText(price)}`);
    else if (this.slave.state === "session") this.#notPaid();
  }

  #takenBack(): void {
    if (this.#asked === undefined || this.slave.state === "approved") return;
    if (this.slave.state === "vend") this.#bus([0x13, 0x01]);
    this.#notPaid();
  }

  #notPaid(): void {
    this.#asked = undefined;
    if (this.slave.state === "session") this.#bus([0x13, 0x04]);
    this.#line("d,STATUS,RESULT,-1");
    this.#line("d,STATUS,IDLE");
  }

  #ended(isDispensed: boolean): void {
    if (this.slave.state !== "approved") {
      this.purse.violations.push("D,END with nothing paid");
      this.#line('d,ERR,"-1"');
      return;
    }
    this.#asked = undefined;
    this.#bus(isDispensed ? [0x13, 0x02, 0, 0] : [0x13, 0x03]);
    this.#bus([0x13, 0x04]);
    this.#line("d,STATUS,IDLE");
  }

  /** The adapter's own talk with the reader: its answers and words stay on the bus. */
  #bus(block: readonly number[]): void {
    this.slave.hear(Uint8Array.from(block));
    for (let word = this.slave.hear(Uint8Array.of(0x12)); word !== undefined && word.length > 1; )
      word = this.slave.hear(Uint8Array.of(0x12));
  }

  #line(text: string): void {
    this.#say(encodeQibixx(text));
  }

  #say(bytes: Uint8Array): void {
    const fault = this.faults.shift();
    if (fault === "silent") return;
    if (fault === "hang-up") this.#port?.hangUp();
    else if (fault === "reset") this.reset();
    else this.#port?.write(spoil(bytes, fault));
  }
}

/** Of the block at the front; 0 for a byte that begins none, undefined while it is not all there. */
function lengthOf(held: readonly number[]): number | undefined {
  const [first, second] = held;
  if (first === undefined) return undefined;
  const length =
    LENGTHS[first] ?? (first === 0x11 ? LENGTHS_11 : first === 0x13 ? LENGTHS_13[second ?? 0] : 0) ?? 0;
  return held.length >= length ? length : undefined;
}
