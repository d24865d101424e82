import {
  encodeQibixx,
  isSpoiltQibixx,
  QIBIXX,
  qibixxLines,
  readQibixx,
  requestOrder,
} from "../../frames/qibixx/qibixx.ts";
import type { Heard } from "../../frames/stream/frame-stream.ts";
import { hasRubbishBetweenLines } from "../../frames/stream/rubbish.ts";
import type { CardEvent, MasterEars, MasterTongue } from "./master-tongue.ts";

const HEARTBEAT_MS = 2_000;
const WRITE_MS = 500;
/** Beats without a reader that takes payments, after which the adapter begins anew: a word of it was lost. */
const PATIENCE_BEATS = 5;

/** The adapter keeps to the bus by itself; the choice comes first and the card afterwards ("D,2"). Its currency is set with its own program. */
export function qibixxMaster(ears: MasterEars): MasterTongue {
  return new QibixxMaster(ears);
}

class QibixxMaster implements MasterTongue {
  readonly #ears: MasterEars;
  readonly #lines = qibixxLines();
  #cancelBeat: () => void = () => undefined;
  /** An adapter that has not said that it is off may still speak of what was before. */
  #hasBegunAnew = false;
  #isReady = false;
  #fruitless = 0;
  #misheard = 0;

  constructor(ears: MasterEars) {
    this.#ears = ears;
  }

  begin(): void {
    this.#hasBegunAnew = false;
    this.#isReady = false;
    this.#fruitless = 0;
    for (const order of [QIBIXX.masterOff, QIBIXX.masterSelectsFirst, QIBIXX.enableReader]) this.#say(order);
    this.#beat();
  }

  hear(chunk: Uint8Array): void {
    this.#take(this.#lines.hear(chunk));
  }

  silence(): void {
    this.#take(this.#lines.silence());
  }

  request(priceMinor: number, item: number): void {
    this.#ears.tell({ is: "asked" });
    this.#say(requestOrder(priceMinor, item));
  }

  cancel(): void {
    this.#say(QIBIXX.cancelRequest);
  }

  end(isDispensed: boolean): void {
    this.#say(isDispensed ? QIBIXX.dispensed : QIBIXX.notDispensed);
  }

  get misheard(): number {
    return this.#misheard;
  }

  stop(): void {
    this.#cancelBeat();
  }

  #take(heard: readonly Heard<string>[]): void {
    const isSpoilt = heard.some((item) => item.kind === "frame" && isSpoiltQibixx(item.frame));
    if (isSpoilt || hasRubbishBetweenLines(heard)) this.#misheard += 1;
    for (const item of heard) {
      const event = item.kind === "frame" ? this.#meaning(item.frame) : undefined;
      if (event !== undefined) this.#ears.tell(event);
    }
  }

  #meaning(line: string): CardEvent | undefined {
    const word = readQibixx(line);
    if (word?.word === "reader" && (word.state === "off" || word.state === "init")) {
      this.#hasBegunAnew = true;
      this.#isReady = false;
      return { is: "not-ready", what: "The adapter looks for the card reader. Check the reader's cable." };
    }
    if (word?.word === "version") return { is: "alive" };
    if (!this.#hasBegunAnew) return undefined;
    if (word?.word === "reader") {
      this.#isReady ||= word.state === "idle";
      return { is: word.state === "idle" ? "ready" : "alive" };
    }
    if (word?.word === "paid") return { is: "paid", amountMinor: word.amountMinor };
    return word?.word === "not-paid" ? { is: "not-paid" } : undefined;
  }

  #beat(): void {
    this.#cancelBeat();
    this.#cancelBeat = this.#ears.ticker.after(HEARTBEAT_MS, () => {
      this.#fruitless = this.#isReady ? 0 : this.#fruitless + 1;
      if (this.#fruitless > PATIENCE_BEATS) this.begin();
      else {
        this.#say(QIBIXX.version);
        this.#beat();
      }
    });
  }

  #say(order: string): void {
    void this.#ears.say(encodeQibixx(order), WRITE_MS);
  }
}
