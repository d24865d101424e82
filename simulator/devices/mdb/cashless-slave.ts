import {
  FUNDS_UNKNOWN,
  SAY_CANCEL_SESSION,
  SAY_DENIED,
  SAY_END_SESSION,
  SAY_OUT_OF_SEQUENCE,
  sayApproved,
  sayBeginSession,
  sayConfig,
} from "../../../hardware/frames/mdb/cashless.ts";

/** What a card reader holds of its customer's money, and what became of it. In hundredths. */
export interface Purse {
  /** Taken and kept: told that the goods came out, or left without a word, which the standard counts the same. */
  readonly kept: number[];
  /** Given back: told that they did not. */
  readonly refunded: number[];
  /** What it may not be told at that moment. */
  violations: string[];
}

export type CardAnswer = "approve" | "deny" | "silence";

type State = "inactive" | "disabled" | "enabled" | "session" | "vend" | "approved";

const ACK = Uint8Array.of(0x00);
const JUST_RESET = Uint8Array.of(0x00, 0x00);

/**
 * A cashless reader on an MDB bus, feature level 1, as strict as section 7 of the standard: each state knows the commands
 * that may come in it, and anything else is "command out of sequence" until it is reset. Its words wait for the next poll.
 */
export class CashlessSlave {
  readonly purse: Purse = { kept: [], refunded: [], violations: [] };
  /** What it says of the next card. */
  answers: CardAnswer = "approve";
  state: State = "inactive";
  #words: Uint8Array[] = [];
  #price = 0;
  /** ISO 4217 as the standard writes it, 1578 for the Norwegian krone. */
  readonly #currency: number;

  constructor(currency = 0x1578) {
    this.#currency = currency;
  }

  /** A card is held before it. False: it is not switched on, or has one already. */
  present(funds = FUNDS_UNKNOWN): boolean {
    if (this.state !== "enabled") return false;
    this.state = "session";
    this.#words.push(sayBeginSession(funds));
    return true;
  }

  /** The card is taken away. */
  takeBack(): void {
    if (this.state === "session") this.#words.push(SAY_CANCEL_SESSION);
  }

  /** Power dips, or the machine says so. What was approved and not reported counts as sold. */
  reset(): void {
    if (this.state === "approved") this.purse.kept.push(this.#price);
    this.state = "inactive";
    this.#words = [JUST_RESET];
  }

  /** The answer to one block without its checksum; undefined where a real one would be silent. */
  hear(block: Uint8Array): Uint8Array | undefined {
    const [command = 0, sub = 0] = block;
    if (command === 0x10) {
      this.reset();
      return ACK;
    }
    if (command === 0x12) return this.#words.shift() ?? ACK;
    if (command === 0x11) return this.#setUp(sub);
    if (command === 0x14) return this.#switch(sub);
    if (command === 0x13) return this.#vend(sub, block);
    return undefined;
  }

  #setUp(sub: number): Uint8Array {
    if (this.state !== "inactive" && this.state !== "disabled") return this.#wrong(`setup while ${this.state}`);
    if (sub === 0x00) {
      this.state = "disabled";
      return sayConfig(this.#currency, 5);
    }
    return this.state === "disabled" ? ACK : this.#wrong("price limits before setup");
  }

  #switch(sub: number): Uint8Array {
    const isOn = sub === 0x01;
    const mayBe = this.state === "enabled" || this.state === "disabled";
    if (!mayBe) return this.#wrong(`reader ${isOn ? "on" : "off"} while ${this.state}`);
    this.state = isOn ? "enabled" : "disabled";
    return ACK;
  }

  #vend(sub: number, block: Uint8Array): Uint8Array {
    switch (`${this.state} ${sub}`) {
      case "session 0": {
        const [, , high = 0, low = 0] = block;
        this.#price = high * 256 + low;
        return this.#requested();
      }
      case "vend 1":
        this.state = "session";
        this.#words.push(SAY_DENIED);
        return ACK;
      case "approved 1":
        // Before its approval was fetched the machine may still take the question back.
        if (this.#words.length === 0) return this.#wrong("vend cancelled after the approval");
        this.state = "session";
        this.#words = [SAY_DENIED];
        return ACK;
      case "approved 2":
        this.purse.kept.push(this.#price);
        this.state = "session";
        return ACK;
      case "approved 3":
        this.purse.refunded.push(this.#price);
        this.state = "session";
        return ACK;
      case "session 4":
        this.state = "enabled";
        this.#words = [];
        return SAY_END_SESSION;
      default:
        return this.#wrong(`vend ${sub} while ${this.state}`);
    }
  }

  #requested(): Uint8Array {
    this.state = "vend";
    if (this.answers === "approve") {
      this.state = "approved";
      this.#words.push(sayApproved(this.#price));
    } else if (this.answers === "deny") {
      this.state = "session";
      this.#words.push(SAY_DENIED);
    }
    return ACK;
  }

  #wrong(what: string): Uint8Array {
    this.purse.violations.push(what);
    return SAY_OUT_OF_SEQUENCE;
  }
}
