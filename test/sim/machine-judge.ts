import type { Item } from "../../electron/core/sale.ts";
import type { History } from "./history.ts";
import type { Oracle, TrueVend } from "./oracle.ts";

/** One press of a key that the machine asked its reader about. */
interface Question {
  readonly number: number;
  readonly slot: string | undefined;
  /** Since when the terminal has heard, or said, that it is over. */
  overSinceMs: number | undefined;
}

/** What went over the line about one vend. */
interface Dialogue {
  approvals: number;
  isTaken: boolean;
  /** The machine's own word, as it stood whole on the line. */
  word: "success" | "failure" | undefined;
}

/** Two words may cross. */
const CROSSING_MS = 100;

/**
 * Judges what a terminal and a machine with keys of its own say to each other: one approval for one payment, for the choice
 * it was paid for, with the money held; and nothing charged for without the machine's word.
 */
export class MachineJudge {
  readonly #history: History;
  readonly #oracle: Oracle;
  readonly #nowMs: () => number;
  readonly #of = new Map<string, Question | undefined>();
  readonly #dialogues = new Map<TrueVend, Dialogue>();
  #question: Question | undefined;
  #dispensing: Dialogue | undefined;

  constructor(history: History, oracle: Oracle, nowMs: () => number) {
    this.#history = history;
    this.#oracle = oracle;
    this.#nowMs = nowMs;
  }

  /** A key was pressed, and the machine is about to ask. */
  chosen(slot: string | undefined): void {
    this.#question = { number: (this.#question?.number ?? 0) + 1, slot, overSinceMs: undefined };
    this.#history.tell(`machine asks for ${slot ?? "something else"}, question ${this.#question.number}`);
  }

  saleBegun(saleId: string): void {
    this.#of.set(saleId, this.#question);
    const question = this.#question;
    if (question === undefined || this.#isOver(question))
      this.#history.broken("own-choice", `sale ${saleId} was begun for a choice nobody makes any more`);
  }

  /** The terminal told the machine no, or switched its reader off. */
  denied(): void {
    this.#over();
  }

  /** The terminal told the machine to dispense, whether that arrives or not. */
  approved(priceMinor: number): void {
    const vend = this.#oracle.vends.at(-1);
    this.#history.tell(`machine is told yes for ${priceMinor}`);
    if (vend === undefined) {
      this.#history.broken("stored-before-done", `an approval of ${priceMinor} was said, and nothing is sold`);
      return;
    }
    const dialogue = this.#dialogueOf(vend);
    dialogue.approvals += 1;
    const tag = `${vend.saleId} item ${vend.item}`;
    if (dialogue.approvals > 1)
      this.#history.broken("at-most-once", `the machine was told yes ${dialogue.approvals} times for ${tag}`);
    else this.#oracle.mustCover(vend.saleId, priceMinor, `the machine was told yes to ${vend.slot}`);
    const question = this.#of.get(vend.saleId);
    if (question === undefined || this.#isOver(question) || question.slot !== vend.slot)
      this.#history.broken(
        "own-choice",
        `${tag}: question ${question?.number ?? 0} was paid, ${this.#question?.number ?? 0} is open`,
      );
  }

  /** The machine has begun to dispense. */
  taken(): void {
    const vend = this.#oracle.vends.at(-1);
    if (vend === undefined) return;
    this.#dispensing = this.#dialogueOf(vend);
    this.#dispensing.isTaken = true;
    this.#oracle.pulsed(vend.slot);
  }

  /** The machine's last word on an item, whole on the line. */
  reported(word: "success" | "failure"): void {
    this.#history.tell(`machine says ${word}`);
    if (this.#dispensing !== undefined) this.#dispensing.word ??= word;
    this.#over();
  }

  /** The machine let the terminal know that it waits for no payment. */
  calledOff(): void {
    this.#over();
  }

  /** What the terminal made of it, when all is quiet. */
  decided(vend: TrueVend | undefined, state: Item["state"], tag: string): void {
    const dialogue = vend === undefined ? undefined : this.#dialogues.get(vend);
    if (state === "dropped" && dialogue?.word !== "success")
      this.#history.broken("value-for-money", `${tag} is charged for without the machine's word`);
    if (state === "not-dropped" && dialogue !== undefined && dialogue.word !== "failure")
      this.#history.broken("value-for-money", `${tag} was approved and is recorded as not fallen without a word`);
  }

  #dialogueOf(vend: TrueVend): Dialogue {
    const known = this.#dialogues.get(vend) ?? { approvals: 0, isTaken: false, word: undefined };
    this.#dialogues.set(vend, known);
    return known;
  }

  #over(): void {
    if (this.#question !== undefined) this.#question.overSinceMs ??= this.#nowMs();
  }

  #isOver({ overSinceMs }: Question): boolean {
    return overSinceMs !== undefined && this.#nowMs() - overSinceMs > CROSSING_MS;
  }
}
