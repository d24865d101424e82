import type { LineAddress, PrintOutcome } from "../../contract.ts";
import { toPageBytes } from "../../frames/escpos/code-page.ts";
import { dropBuffers, LF, recoverAndDrop } from "../../frames/escpos/commands.ts";
import type { PrinterProfile } from "../../frames/escpos/profile.ts";
import type { PrinterCommand } from "../../frames/escpos/slip-encoder.ts";
import { languageOf } from "../../frames/printer-languages.ts";
import { conditionOf, SILENT, troubleOf, waitsForRecovery } from "./condition-words.ts";
import { cutIntoPieces, lineMs, Pace } from "./pieces.ts";
import type { PrinterSession } from "./printer-session.ts";
import { type Patience, ProofAsker } from "./proof-asker.ts";

/** What is sent and proved as one. */
export interface PrintJob {
  readonly commands: readonly PrinterCommand[];
  readonly paperMm: number;
  /** A program that died may have left part of the same job in the printer. */
  readonly mayFollowFragment?: boolean;
}

/** What an earlier job may have left in the printer. */
interface Mess {
  /** Longest command that may be half said: so many bytes of it may still be missing. */
  readonly missingBytes: number;
  /** True when part of a receipt may hang out of the printer. */
  readonly fragment: boolean;
}

const FASTEST_MM_PER_SECOND = 150;
const GRACE_MS = 3_000;
const DROPPED_MS = 2_000;
const RECOVERED_MS = 1_000;
/** For what an earlier job is still printing. */
const EARLIER_MS = 5_000;
/** Between questions to a printer that does not report by itself. */
const ASK_EVERY_MS = 700;
/** More than any command waits for; for a printer found in the middle of one. */
const ANY_COMMAND_BYTES = 8_192;
const TEAR_LINES = 5;

/** Brings one job after another onto paper, or says how far it came. Knows what a failed one left behind. */
export class PrintJobs {
  readonly #profile: PrinterProfile;
  readonly #line: LineAddress;
  readonly #proof: ProofAsker;
  #mess: Mess | null = null;
  /** True once a receipt of this run has ended: from then on `#mess` knows better than any hint. */
  #hasRun = false;
  /** Which part of the status was asked for last in passing: 2 cover and paper, 3 faults. */
  #part: 2 | 3 = 3;

  constructor(profile: PrinterProfile, line: LineAddress, firstProofId: number) {
    this.#profile = profile;
    this.#line = line;
    this.#proof = new ProofAsker(profile, firstProofId);
  }

  /** A new connection. `deaf`: the printer answers at once but not in turn, so it waits for the rest of a command. */
  connected(deaf: boolean): void {
    if (deaf) this.#mess = { missingBytes: ANY_COMMAND_BYTES, fragment: true };
  }

  /** On a new connection: what the last one left in the printer's buffer is not to be printed any more. */
  async dropLeftovers(session: PrinterSession): Promise<void> {
    if (this.#mess?.fragment) await this.#abandon(session);
  }

  /** Ends within the time the job may take by its length, plus some seconds for asking. */
  async run(session: PrinterSession, job: PrintJob): Promise<PrintOutcome> {
    const unfit = await this.#unfit(session);
    if (unfit !== null) return { is: "failed", nothingPrinted: true, what: unfit };
    const longest = job.commands.reduce((most, command) => Math.max(most, command.bytes.length), 0);
    if (job.mayFollowFragment === true && !this.#hasRun) {
      // What died in the middle was the same slip, so no longer command of it can be half said.
      this.#mess = { missingBytes: Math.max(longest, this.#mess?.missingBytes ?? 0), fragment: true };
      await this.#abandon(session);
    }
    const tidied = await this.#tidy(session);
    if (tidied === "not") {
      return { is: "failed", nothingPrinted: true, what: "The printer could not be made ready for a new receipt." };
    }
    const patience = this.#patience(session, job);
    const lastByteAtMs = session.ticker.nowMs() + lineMs(this.#line, bytesOf(job.commands));
    // What moves no paper says nothing of what an earlier program left hanging.
    if (job.paperMm > 0) this.#hasRun = true;
    const sent = await this.#send(session, job.commands, patience, () => {
      this.#mess = { missingBytes: longest, fragment: true };
    });
    if (sent === "all" && (await this.#provesIt(session, patience)) && tidied === "proved") {
      this.#mess = null;
      return { is: "printed" };
    }
    // The kernel takes bytes long before the line has carried them; those still waiting went down with the line.
    const cutShort = sent === "all" && (session.endedAtMs ?? lastByteAtMs) < lastByteAtMs;
    return this.#explain(session, cutShort ? "some" : sent);
  }

  /** Why nothing may be sent now; asked afresh, because a status from before may be old. */
  async #unfit(session: PrinterSession): Promise<string | null> {
    if (this.#profile.statusLevel === 0) return null;
    if (!(await session.askAll()) || session.status === undefined) return SILENT;
    if (this.#profile.language === "escpos" && waitsForRecovery(session.status) && !session.status.coverOpen) {
      await session.send(recoverAndDrop(), RECOVERED_MS);
      await session.pause(RECOVERED_MS);
      if (!(await session.askAll())) return SILENT;
    }
    // Offline without a trouble to name: it would take the receipt now and print it nobody knows when.
    return troubleOf(session.status) ?? (session.status.offline ? conditionOf(session.status).what : null);
  }

  /**
   * Cleans up after a job that was not proved: its rest is dropped, its half command ended, its piece of paper cut.
   * "unproved": the printer has not said that it is through with all that. What is sent then may overrun its buffer, and no
   * proof of what comes after is a proof of the whole.
   */
  async #tidy(session: PrinterSession): Promise<"proved" | "unproved" | "not"> {
    const mess = this.#mess;
    if (mess === null) return "proved";
    const begunAtMs = session.ticker.nowMs();
    let untilMs = begunAtMs + EARLIER_MS;
    if (mess.fragment) {
      const commands = this.#cleanUp(mess);
      const patience = this.#patience(session, { commands, paperMm: 40 });
      if ((await this.#send(session, commands, patience, () => undefined)) !== "all") return "not";
      if (this.#profile.proof === "none") return "unproved";
      untilMs = patience.untilMs + EARLIER_MS;
    }
    const isProved = await this.#proof.prove(session, { untilMs, givesUp: () => this.#stopped(session) });
    if (session.ended) return "not";
    return isProved ? "proved" : "unproved";
  }

  #cleanUp(mess: Mess): readonly PrinterCommand[] {
    const { cutter, columns, codePage, language } = this.#profile;
    const speech = languageOf(this.#profile);
    const bytes = [
      language === "escpos" ? recoverAndDrop() : [],
      new Uint8Array(mess.missingBytes),
      speech.preamble(this.#profile),
      // Struck through, so that nobody takes the piece for a receipt.
      [...toPageBytes("/".repeat(columns), codePage.name), LF],
      cutter === "none" ? speech.feedLines(TEAR_LINES) : speech.cut(cutter),
    ];
    return bytes.map((one) => ({ bytes: Uint8Array.from(one), paperMm: 0 }));
  }

  #patience(session: PrinterSession, job: PrintJob): Patience {
    const pace = new Pace(this.#line, this.#profile);
    let sentAtMs = session.ticker.nowMs();
    for (const piece of cutIntoPieces(job.commands, this.#pieceBytes)) {
      sentAtMs += pace.waitMs(piece, sentAtMs);
      pace.wrote(piece, sentAtMs);
    }
    const bytes = bytesOf(job.commands);
    const speed = Math.min(FASTEST_MM_PER_SECOND, this.#profile.paperMmPerSecond);
    const paperMs = (job.paperMm / speed) * 1_000;
    const atLeastMs = session.ticker.nowMs() + lineMs(this.#line, bytes);
    const untilMs = Math.max(sentAtMs, atLeastMs) + paperMs + GRACE_MS;
    return { untilMs, givesUp: () => this.#stopped(session) };
  }

  /** "some" also when the first bytes were handed over and it is not known whether they went. */
  async #send(
    session: PrinterSession,
    commands: readonly PrinterCommand[],
    patience: Patience,
    begins: () => void,
  ): Promise<"all" | "some" | "none"> {
    const { ticker } = session;
    const pace = new Pace(this.#line, this.#profile);
    const stop = (): boolean => patience.givesUp();
    let began = false;
    for (const piece of cutIntoPieces(commands, this.#pieceBytes)) {
      const waitMs = pace.waitMs(piece, ticker.nowMs());
      if (waitMs > 0) await session.until(() => (stop() ? true : undefined), waitMs);
      const leftMs = patience.untilMs - ticker.nowMs();
      if (session.ended || stop() || leftMs <= 0) return began ? "some" : "none";
      began = true;
      begins();
      pace.wrote(piece, ticker.nowMs());
      if ((await session.sendUnless(piece.bytes, leftMs, stop)) !== "sent") return "some";
      if (piece.endsCommand) this.#askInPassing(session);
    }
    return "all";
  }

  /** A printer that does not report by itself is asked between commands; nobody waits for the answer. */
  #askInPassing(session: PrinterSession): void {
    if (this.#profile.statusLevel !== 1) return;
    this.#part = this.#part === 2 ? 3 : 2;
    session.askAtOnce(this.#part);
  }

  async #provesIt(session: PrinterSession, patience: Patience): Promise<boolean> {
    let over = false;
    const ask = (): void => {
      if (over || session.ended) return;
      this.#askInPassing(session);
      session.ticker.after(ASK_EVERY_MS, ask);
    };
    ask();
    const proven = await this.#proof.prove(session, patience);
    over = true;
    return proven;
  }

  async #explain(session: PrinterSession, sent: "all" | "some" | "none"): Promise<PrintOutcome> {
    const failed = (what: string): PrintOutcome => ({ is: "failed", nothingPrinted: sent === "none", what });
    if (!session.ended && this.#profile.statusLevel > 0) {
      const answers = await session.askAll();
      const trouble = session.status === undefined ? null : troubleOf(session.status);
      if (answers && trouble !== null) {
        await this.#abandon(session);
        return failed(trouble);
      }
      if (!answers && sent !== "all") return failed("The printer stopped answering in the middle of the receipt.");
      if (!answers)
        return unconfirmed("The whole receipt was sent, then the printer stopped answering: look at it.");
    }
    if (session.ended) {
      return sent === "all"
        ? unconfirmed("The connection was lost after the whole receipt had been sent: look at the paper.")
        : failed(
            `The connection to the printer was lost ${sent === "none" ? "before" : "in the middle of"} the receipt.`,
          );
    }
    if (sent !== "all") {
      await this.#abandon(session);
      return failed("The printer did not take the whole receipt in time.");
    }
    if (this.#profile.proof === "none") {
      this.#mess = null;
      return unconfirmed("Sent; this printer cannot confirm what it printed.");
    }
    if (this.#mess !== null) this.#mess = { ...this.#mess, fragment: false };
    return unconfirmed("The whole receipt was sent and the printer reports no fault, but it did not confirm it.");
  }

  /** Drops what the printer has not printed, where it can: else it would print the rest after new paper is put in. */
  async #abandon(session: PrinterSession): Promise<void> {
    if (!this.#profile.dropsBuffers || session.ended || session.stuck) return;
    const before = session.buffersDropped;
    if (!(await session.send(dropBuffers(), DROPPED_MS))) return;
    await session.until(() => (session.buffersDropped > before ? true : undefined), DROPPED_MS);
  }

  #stopped(session: PrinterSession): boolean {
    if (this.#profile.statusLevel === 0 || session.status === undefined) return false;
    return troubleOf(session.status) !== null;
  }

  get #pieceBytes(): number {
    return Math.floor(this.#profile.bufferBytes / 4);
  }
}

const unconfirmed = (what: string): PrintOutcome => ({ is: "unconfirmed", what });

function bytesOf(commands: readonly PrinterCommand[]): number {
  return commands.reduce((total, command) => total + command.bytes.length, 0);
}
