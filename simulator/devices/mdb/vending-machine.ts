import type { Ticker } from "../../../hardware/contract.ts";
import {
  readerBlocks,
  SAY_CANCEL_VEND,
  SAY_DISABLE,
  SAY_ENABLE,
  SAY_FAILURE,
  SAY_RESET,
  SAY_SESSION_COMPLETE,
  sayRequest,
  saySuccess,
} from "../../../hardware/frames/mdb/cashless.ts";
import { amountText, encodeQibixx, qibixxLines } from "../../../hardware/frames/qibixx/qibixx.ts";
import type { EmulatedPort } from "../emulated-port.ts";

/** What goes wrong with the machine's next word: never said, a bit flipped, broken off, after rubbish, or in its stead a reset or a pulled cable. */
export type MachineFault = "silent" | "garbled" | "half" | "noise" | "reset" | "hang-up";

export const MACHINE_FAULTS: readonly MachineFault[] = ["silent", "garbled", "half", "noise", "reset", "hang-up"];

export interface VendingMachineOptions {
  readonly ticker: Ticker;
  /** The adapter between the machine and the computer. */
  readonly adapter: "qibixx" | "waferstar";
  /** From the approval to the product; 2500 by default. */
  readonly dispenseMs?: number;
  onEvent?(event: object): void;
}

type Word = "enabled" | "disabled" | "reset" | "withdrawn" | "success" | "failure" | "over";

/**
 * A vending machine with an MDB bus and a shelf of its own, behind an adapter: its customer chooses an item, the machine
 * asks its cashless reader, dispenses when that approves, and says how it went. It keeps to the order of a session and
 * counts what a reader may not say at that moment.
 */
export class VendingMachine {
  readonly dropped: number[] = [];
  readonly approvals: number[] = [];
  readonly denials: number[] = [];
  /** Approvals nobody had asked for, or for more than was asked. */
  outOfSequence = 0;
  /** For the machine's next words, one each. */
  readonly faults: (MachineFault | undefined)[] = [];
  isJammed = false;
  readonly #options: VendingMachineOptions;
  #port: EmulatedPort | undefined;
  #phase: "off" | "enabled" | "asking" | "dispensing" = "off";
  #item = 0;
  #priceMinor = 0;
  #cancelDispense: (() => void) | undefined;

  constructor(options: VendingMachineOptions) {
    this.#options = options;
  }

  readonly device = (port: EmulatedPort): void => {
    this.#port = port;
    const lines = qibixxLines();
    const blocks = readerBlocks();
    port.onBytes((chunk) => {
      if (this.#options.adapter === "qibixx") {
        for (const heard of lines.hear(chunk)) if (heard.kind === "frame") this.#takeOrder(heard.frame);
      } else {
        for (const heard of blocks.hear(chunk)) {
          if (heard.kind !== "frame") continue;
          if (heard.frame.is === "approved") this.#approved(heard.frame.price);
          else if (heard.frame.is === "denied") this.#denied();
          else if (heard.frame.is === "begin-session") this.#enable();
        }
      }
    });
    port.onGone(() => {
      if (this.#port === port) this.#port = undefined;
    });
  };

  get isAsking(): boolean {
    return this.#phase === "asking";
  }

  /** Its keys work. */
  get takesChoices(): boolean {
    return this.#phase === "enabled";
  }

  get isOff(): boolean {
    return this.#phase === "off";
  }

  /** Its customer presses a button. False: the machine takes no choice now. */
  select(item: number, priceMinor: number): boolean {
    if (this.#phase !== "enabled") return false;
    this.#phase = "asking";
    this.#item = item;
    this.#priceMinor = priceMinor;
    const line = `c,STATUS,VEND,${amountText(priceMinor)},${item}`;
    this.#say(this.#isQibixx ? encodeQibixx(line) : sayRequest(priceMinor, item));
    return true;
  }

  /** Its customer presses the return lever before anything was approved. */
  withdraw(): void {
    if (this.#phase !== "asking") return;
    this.#phase = "enabled";
    this.#word("withdrawn");
  }

  switchOff(): void {
    this.#phase = "off";
    this.#word("disabled");
  }

  switchOn(): void {
    this.#phase = "enabled";
    this.#word("enabled");
  }

  /** A dip of its power. What is in the spiral still falls. */
  reset(): void {
    this.#phase = "off";
    this.#word("reset");
  }

  state(): object {
    return { phase: this.#phase, dropped: this.dropped, approvals: this.approvals, denials: this.denials };
  }

  get #isQibixx(): boolean {
    return this.#options.adapter === "qibixx";
  }

  #enable(): void {
    if (this.#phase === "off") this.#phase = "enabled";
  }

  #takeOrder(order: string): void {
    if (order === "V") this.#port?.write(encodeQibixx("v,4.0.2.0,emulated"));
    else if (order === "C,0") this.#phase = this.#phase === "dispensing" ? "dispensing" : "off";
    else if (order === "C,1") {
      if (this.#phase === "off") this.switchOn();
    } else if (order === "C,STOP") this.#denied();
    else if (order.startsWith("C,VEND,")) this.#approved(Math.round(Number(order.slice(7)) * 100));
  }

  #denied(): void {
    if (this.#phase !== "asking") return;
    this.denials.push(this.#item);
    this.#phase = "enabled";
    this.#word("over");
  }

  #approved(priceMinor: number): void {
    if (this.#phase !== "asking" || priceMinor > this.#priceMinor) {
      this.outOfSequence += 1;
      return;
    }
    this.approvals.push(this.#item);
    this.#phase = "dispensing";
    const item = this.#item;
    this.#cancelDispense?.();
    this.#cancelDispense = this.#options.ticker.after(this.#options.dispenseMs ?? 2_500, () => {
      if (!this.isJammed) {
        this.dropped.push(item);
        this.#options.onEvent?.({ event: "drop", item });
      }
      if (this.#phase !== "dispensing") return;
      this.#word(this.isJammed ? "failure" : "success");
      if (this.#phase !== "dispensing") return;
      this.#phase = "enabled";
      this.#word("over");
    });
  }

  #word(word: Word): void {
    const lines: Readonly<Record<Word, string>> = {
      enabled: "c,STATUS,ENABLED",
      disabled: "c,STATUS,DISABLED",
      reset: "c,STATUS,INACTIVE",
      withdrawn: "c,STATUS,ENABLED",
      success: "c,VEND,SUCCESS",
      failure: "c,ERR,VEND 3",
      over: "c,STATUS,IDLE\r\nc,STATUS,ENABLED",
    };
    const blocks: Readonly<Record<Word, Uint8Array>> = {
      enabled: SAY_ENABLE,
      disabled: SAY_DISABLE,
      reset: SAY_RESET,
      withdrawn: SAY_CANCEL_VEND,
      success: saySuccess(this.#item),
      failure: SAY_FAILURE,
      over: SAY_SESSION_COMPLETE,
    };
    this.#say(this.#isQibixx ? encodeQibixx(lines[word]) : blocks[word]);
  }

  #say(bytes: Uint8Array): void {
    const fault = this.faults.shift();
    if (fault === "silent") return;
    if (fault === "hang-up") this.#port?.hangUp();
    else if (fault === "reset") this.reset();
    else this.#port?.write(spoil(bytes, fault));
  }
}

export function spoil(bytes: Uint8Array, fault: MachineFault | undefined): Uint8Array {
  if (fault === "half") return bytes.slice(0, Math.floor(bytes.length / 2));
  if (fault === "noise") return Uint8Array.of(0xff, 0x00, 0x13, 0xff, ...bytes);
  if (fault !== "garbled") return bytes;
  const spoilt = Uint8Array.from(bytes);
  spoilt[1] = (spoilt[1] ?? 0) ^ 0x04;
  return spoilt;
}
