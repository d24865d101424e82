import { askPaperInTurn, askWhenPrinted } from "../../frames/escpos/commands.ts";
import type { PrinterProfile } from "../../frames/escpos/profile.ts";
import { isPaperInTurn } from "../../frames/escpos/status.ts";
import { countProofs, resetProofs } from "../../frames/star/commands.ts";
import type { PrinterSession } from "./printer-session.ts";

/** Rubbish around an answer arrives within this, even through a USB adapter that collects bytes for 16 ms. */
const SETTLE_MS = 30;
/** After rubbish: how long to wait for the answer it may have hidden. */
const AFTER_NOISE_MS = 300;
const ATTEMPTS = 4;
const HIGHEST_ID = 9_999;
/** Answers to GS r that may come from before this program began, and the most that are waited for. */
const OWED_AT_START = 2;
const OWED_MAX = 8;
/** Statuses alike in a row, and how many are asked for them. */
const COUNTED_TO_BELIEVE = 3;
const COUNTER_ASKS_MAX = 8;
/** Figures of receipts that were not proved. */
const PROMISED_MAX = 8;
/** Between two looks at a Star printer's counter. */
const COUNTER_EVERY_MS = 60;

/** When to stop waiting: at a time, or as soon as the printer says that it cannot go on. */
export interface Patience {
  readonly untilMs: number;
  givesUp(): boolean;
}

/**
 * Asks a printer to prove that everything sent so far is on paper. Every doubt is resolved against the proof: a
 * receipt that was printed and is called unconfirmed costs a look, one that is called printed and was not costs a
 * customer the receipt.
 */
export class ProofAsker {
  readonly #profile: PrinterProfile;
  #lastId: number;
  /**
   * Questions of GS r not answered so far: their answers may still come, over a new connection too, because a printer keeps its
   * buffer while its cable is out. An earlier program may have left some as well.
   */
  #owed = OWED_AT_START;
  /** Figures a Star's counter may still come to for earlier receipts, on an earlier connection too. */
  #promised: readonly number[] = [];

  /** `firstId` should differ from start to start, so that an answer to an earlier program is not taken for ours. */
  constructor(profile: PrinterProfile, firstId: number) {
    this.#profile = profile;
    this.#lastId = Math.abs(Math.floor(firstId)) % HIGHEST_ID;
  }

  /** True only when the printer said so. */
  async prove(session: PrinterSession, patience: Patience): Promise<boolean> {
    switch (this.#profile.proof) {
      case "GS ( H":
        return this.#byId(session, patience);
      case "GS r":
        return this.#inTurn(session, patience);
      case "ETB":
        return this.#byCounter(session, patience);
      case "none":
        await session.until(() => (patience.givesUp() ? true : undefined), leftMs(session, patience));
        return false;
    }
  }

  /** GS ( H: the printer repeats an id it could not know otherwise. Asked again only when noise may have hidden it. */
  async #byId(session: PrinterSession, patience: Patience): Promise<boolean> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const id = this.#nextId();
      const noise = session.noiseHeard;
      const last = attempt === ATTEMPTS;
      if (!(await session.send(askWhenPrinted(id), leftMs(session, patience)))) return false;
      const proven = (): true | undefined => (session.hasProof(id) ? true : undefined);
      const over = (): boolean | undefined => proven() ?? (patience.givesUp() ? false : undefined);
      const disturbed = (): boolean | undefined => (!last && session.noiseHeard > noise ? false : undefined);
      await session.until(() => over() ?? disturbed(), leftMs(session, patience));
      if (disturbed() === false) await session.until(over, Math.min(AFTER_NOISE_MS, leftMs(session, patience)));
      if (proven() === true) return true;
      if (session.ended || patience.givesUp() || leftMs(session, patience) === 0) return false;
    }
    return false;
  }

  /**
   * GS r: one byte, which noise can imitate. It counts only when it stands alone, and two are asked for, one after
   * the other, so that one stray byte is never enough; answers still owed from earlier must come as well.
   */
  async #inTurn(session: PrinterSession, patience: Patience): Promise<boolean> {
    const needed = 2 + this.#owed;
    let good = 0;
    for (let attempt = 0; attempt < needed + ATTEMPTS; attempt++) {
      session.forgetInTurn();
      const noise = session.noiseHeard;
      if (!(await session.send(askPaperInTurn(), leftMs(session, patience)))) return false;
      this.#owed = Math.min(OWED_MAX, this.#owed + 1);
      const heard = (): boolean => session.inTurn.length > 0;
      await session.until(() => (heard() || patience.givesUp() ? true : undefined), leftMs(session, patience));
      if (!heard()) return false;
      await session.pause(SETTLE_MS);
      this.#owed = Math.max(0, this.#owed - session.inTurn.length);
      const [first, second] = session.inTurn;
      const alone = second === undefined && session.noiseHeard === noise;
      if (alone && first !== undefined && isPaperInTurn(first)) good++;
      else {
        good = 0;
        await session.pause(AFTER_NOISE_MS);
      }
      if (good >= needed) {
        // What was asked before was answered by now, or was lost with the printer's power.
        this.#owed = 0;
        return true;
      }
      if (session.ended) return false;
    }
    return false;
  }

  /**
   * Star's counter, which goes up when what came before an ETB is printed. It is set to 0 and raised, both in turn, to a
   * figure that it does not show now and that no earlier receipt has been promised: one of those may still be printing, and
   * its figure is not this one's.
   */
  async #byCounter(session: PrinterSession, patience: Patience): Promise<boolean> {
    const shown = await this.#counted(session, patience);
    if (shown === undefined) return false;
    let figure = ((shown + 15) % 31) + 1;
    while (figure === shown || this.#promised.includes(figure)) figure = (figure % 31) + 1;
    this.#promised = [...this.#promised, figure].slice(-PROMISED_MAX);
    const question = [...resetProofs(), ...countProofs(figure)];
    if (!(await session.send(question, leftMs(session, patience)))) return false;
    while (!session.ended && !patience.givesUp() && leftMs(session, patience) > 0) {
      if ((await this.#counted(session, patience)) === figure) {
        this.#promised = [];
        return true;
      }
      await session.pause(COUNTER_EVERY_MS);
    }
    return false;
  }

  /** One status may be made of noise; several alike in a row are not. */
  async #counted(session: PrinterSession, patience: Patience): Promise<number | undefined> {
    let last: number | undefined;
    let alike = 0;
    for (let asks = 0; asks < COUNTER_ASKS_MAX && !patience.givesUp(); asks++) {
      if (!(await session.ask(1))) return undefined;
      alike = session.proofsCounted === last ? alike + 1 : 1;
      last = session.proofsCounted;
      if (alike >= COUNTED_TO_BELIEVE) return last;
    }
    return undefined;
  }

  #nextId(): string {
    this.#lastId = (this.#lastId % HIGHEST_ID) + 1;
    return String(this.#lastId).padStart(4, "0");
  }
}

function leftMs(session: PrinterSession, patience: Patience): number {
  return Math.max(0, patience.untilMs - session.ticker.nowMs());
}
