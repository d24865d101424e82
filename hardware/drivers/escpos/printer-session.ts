import type { Ticker } from "../../contract.ts";
import { askStatus } from "../../frames/escpos/commands.ts";
import type { PrinterProfile } from "../../frames/escpos/profile.ts";
import { type Heard, ReplyDecoder } from "../../frames/escpos/reply-decoder.ts";
import {
  ALL_WELL,
  type PrinterStatus,
  provenId,
  readPushed,
  readStatus,
  saysBuffersDropped,
} from "../../frames/escpos/status.ts";
import { askStatus as askStarStatus } from "../../frames/star/commands.ts";
import { type StarHeard, StarReplyDecoder } from "../../frames/star/reply-decoder.ts";
import { readStarStatus } from "../../frames/star/status.ts";
import type { WriteLine } from "../../supervised-line.ts";
import type { SwitchLevel } from "./drawer-watch.ts";

/** An answer that takes longer is none; and for as long again nothing is asked, because it may still come. */
const REPLY_MS = 1_000;
/** Pause after which a half-said answer is given up. */
const HALF_SAID_MS = 60;
/** Late answers may lengthen the silence this often; then the printer is asked all the same. */
const QUIET_WAITS_MAX = 3;
/** A write ends by its own deadline; this much later it is not waited for any more. */
const WRITE_GRACE_MS = 250;
/** Strange bytes within so long are no accident: the line is disturbed, or an adapter sends back what it hears. */
const DISTURBED_AT = 6;
const DISTURBED_WITHIN_MS = 10_000;
/** Proofs remembered; only the newest can be awaited. */
const PROOFS_MAX = 8;

type Question = 1 | 2 | 3 | 4;

/** One conversation with a printer: from the moment its line is up until it is lost, never longer. */
export class PrinterSession {
  readonly ticker: Ticker;
  readonly #write: WriteLine;
  readonly #changed: () => void;
  readonly #language: PrinterProfile["language"];
  readonly #decoder: { hear(chunk: Uint8Array): (Heard | StarHeard)[]; silence(): (Heard | StarHeard)[] };
  readonly #watchers = new Set<() => void>();
  #status: PrinterStatus | undefined;
  #endedAtMs: number | undefined;
  #stuck = false;
  #coverWasOpen = false;
  #pushes = false;
  #asked: { readonly n: Question; answer: number | undefined } | undefined;
  #asking: Promise<unknown> = Promise.resolve();
  #quietUntilMs = 0;
  #inTurn: number[] = [];
  #noiseHeard = 0;
  #proofs: string[] = [];
  #buffersDropped = 0;
  #proofsCounted: number | undefined;
  #levels = 0;
  #strays = 0;
  #misheard = 0;
  /** When the last bytes were heard that belonged to no answer. */
  readonly #strangeAtMs: number[] = [];
  #hearBlock: ((lead: number, body: Uint8Array) => void) | undefined;
  #cancelHalfSaid: (() => void) | undefined;

  /** `changed` is called after everything heard. */
  constructor(ticker: Ticker, write: WriteLine, language: PrinterProfile["language"], changed: () => void) {
    this.ticker = ticker;
    this.#language = language;
    this.#decoder = language === "star-line" ? new StarReplyDecoder() : new ReplyDecoder();
    this.#write = write;
    this.#changed = changed;
  }

  /** What the printer said of itself; undefined until it has said anything. */
  get status(): PrinterStatus | undefined {
    return this.#status;
  }

  get ended(): boolean {
    return this.#endedAtMs !== undefined;
  }

  /** When the line was lost. */
  get endedAtMs(): number | undefined {
    return this.#endedAtMs;
  }

  /** True once the printer has pushed its status by itself. */
  get pushes(): boolean {
    return this.#pushes;
  }

  /** Bytes in answer to GS r since the last `forgetInTurn`. */
  get inTurn(): readonly number[] {
    return this.#inTurn;
  }

  /** A Star printer's counter of proofs as of its last status; undefined where it has none. */
  get proofsCounted(): number | undefined {
    return this.#proofsCounted;
  }

  /** The level of the drawer's switch as it was told last; undefined until it was. */
  get drawerLevel(): SwitchLevel | undefined {
    if (this.#status === undefined || this.#levels === 0) return undefined;
    return {
      high: this.#status.drawerSwitchHigh,
      heard: this.#levels,
      strange: this.#noiseHeard + this.#strays,
    };
  }

  /** Bytes that belonged to no answer, counted. */
  get noiseHeard(): number {
    return this.#noiseHeard;
  }

  /** How often something came that could not be understood or was asked by nobody: each piece counts once. */
  get misheard(): number {
    return this.#misheard;
  }

  /** True while so much comes that belongs to no answer that the answers are not to be believed either. */
  get isDisturbed(): boolean {
    const [first] = this.#strangeAtMs;
    return this.#strangeAtMs.length === DISTURBED_AT && this.ticker.nowMs() - (first ?? 0) < DISTURBED_WITHIN_MS;
  }

  /** How often the printer said that it dropped its buffers. */
  get buffersDropped(): number {
    return this.#buffersDropped;
  }

  /** True when bytes were handed over and not taken: the line must be opened anew, or they may still go out. */
  get stuck(): boolean {
    return this.#stuck;
  }

  get isAsking(): boolean {
    return this.#asked !== undefined;
  }

  /** True when the cover was open since the last `forgetCover`, however shortly. */
  get coverWasOpen(): boolean {
    return this.#coverWasOpen;
  }

  forgetCover(): void {
    this.#coverWasOpen = this.#status?.coverOpen ?? false;
  }

  forgetInTurn(): void {
    this.#inTurn = [];
  }

  hasProof(id: string): boolean {
    return this.#proofs.includes(id);
  }

  hear(chunk: Uint8Array): void {
    this.#takeAll(this.#decoder.hear(chunk));
    this.#cancelHalfSaid?.();
    this.#cancelHalfSaid = this.ticker.after(HALF_SAID_MS, () => {
      const late = this.#decoder.silence();
      this.#takeAll(late);
      if (late.length > 0) this.#wake();
    });
    this.#wake();
  }

  end(): void {
    this.#endedAtMs = this.ticker.nowMs();
    this.#cancelHalfSaid?.();
    this.#wake();
  }

  /** True when the kernel took all of it; false when the line was lost or the deadline passed. */
  async send(bytes: ArrayLike<number>, deadlineMs: number): Promise<boolean> {
    return this.ended ? false : this.#write(Uint8Array.from(bytes), deadlineMs);
  }

  /** Waits until `look` finds something; undefined when the time passed or the line was lost first. */
  until<T>(look: () => T | undefined, ms: number): Promise<T | undefined> {
    return new Promise((resolve) => {
      const settle = (found: T | undefined): void => {
        cancel();
        this.#watchers.delete(watch);
        resolve(found);
      };
      const watch = (): void => {
        const found = look();
        if (found !== undefined || this.ended) settle(found);
      };
      const cancel = this.ticker.after(ms, () => settle(look()));
      this.#watchers.add(watch);
      watch();
    });
  }

  async pause(ms: number): Promise<void> {
    await this.until(() => undefined, ms);
  }

  /** Sends, but does not wait any longer once `stop` is true; "stuck" then means that it may still go out. */
  async sendUnless(bytes: Uint8Array, ms: number, stop: () => boolean): Promise<"sent" | "failed" | "stuck"> {
    let took: boolean | undefined;
    const written = this.send(bytes, ms).then((all) => {
      took = all;
      this.#wakeWatchers();
    });
    await this.until(() => took ?? (stop() ? false : undefined), ms + WRITE_GRACE_MS);
    if (took !== true && !this.ended) this.#stuck = true;
    if (took === undefined) return "stuck";
    await written;
    return took ? "sent" : "failed";
  }

  /** Asks for one part of the status; true when it was answered in time. Questions wait for one another. */
  ask(n: Question): Promise<boolean> {
    const answered = this.#asking.then(() => this.#askNow(n));
    this.#asking = answered;
    return answered;
  }

  /** Asks if the question can go out before this returns, and not at all otherwise: later it might fall inside a command. */
  askAtOnce(n: Question): void {
    if (this.isAsking || this.#quietUntilMs > this.ticker.nowMs() || this.ended) return;
    this.#asking = this.#askNow(n);
  }

  async #askNow(n: Question): Promise<boolean> {
    for (let waits = 0; waits < QUIET_WAITS_MAX; waits++) {
      const quietMs = this.#quietUntilMs - this.ticker.nowMs();
      if (quietMs > 0) await this.pause(quietMs);
    }
    if (this.ended) return false;
    const asked: { readonly n: Question; answer: number | undefined } = { n, answer: undefined };
    this.#asked = asked;
    const sent = await this.send(this.#language === "star-line" ? askStarStatus() : askStatus(n), REPLY_MS);
    const answer = sent ? await this.until(() => asked.answer, REPLY_MS) : undefined;
    this.#asked = undefined;
    if (answer === undefined) this.#quietUntilMs = this.ticker.nowMs() + REPLY_MS;
    return answer !== undefined;
  }

  /** Sends a question that is answered in turn by a block `read` can read; undefined when none came in time. */
  async askForBlock<T>(
    question: ArrayLike<number>,
    read: (lead: number, body: Uint8Array) => T | null,
    ms: number,
  ): Promise<T | undefined> {
    let answer: T | undefined;
    this.#hearBlock = (lead, body) => {
      answer ??= read(lead, body) ?? undefined;
    };
    const sent = await this.send(question, ms);
    const heard = sent ? await this.until(() => answer, ms) : undefined;
    this.#hearBlock = undefined;
    return heard;
  }

  /** The whole status, afresh. */
  async askAll(): Promise<boolean> {
    // A Star printer tells everything at once.
    const questions: readonly Question[] = this.#language === "star-line" ? [1] : [1, 2, 3, 4];
    for (const n of questions) {
      if (!(await this.ask(n))) return false;
    }
    return true;
  }

  #takeAll(pieces: readonly (Heard | StarHeard)[]): void {
    const strange = this.#noiseHeard + this.#strays;
    for (const heard of pieces) this.#take(heard);
    if (this.#noiseHeard + this.#strays > strange) this.#misheard++;
  }

  #take(heard: Heard | StarHeard): void {
    switch (heard.kind) {
      case "status":
        this.#takeStatus(heard.byte);
        break;
      case "star-status":
        this.#takeStarStatus(heard.bytes);
        break;
      case "pushed":
        this.#pushes = true;
        this.#levels++;
        this.#learn(readPushed(heard.bytes));
        break;
      case "in-turn":
        if (this.#inTurn.length < PROOFS_MAX) this.#inTurn.push(heard.byte);
        break;
      case "block":
        this.#takeBlock(heard.lead, heard.body);
        break;
      case "noise":
        this.#noiseHeard++;
        this.#noteStrange();
        break;
      case "flow":
        break;
    }
  }

  #noteStrange(): void {
    this.#strangeAtMs.push(this.ticker.nowMs());
    if (this.#strangeAtMs.length > DISTURBED_AT) this.#strangeAtMs.shift();
  }

  /** An answer nobody waits for is a late one; which question it answers is not known, so it says nothing. */
  #takeStatus(byte: number): void {
    const asked = this.#asked;
    if (asked === undefined || asked.answer !== undefined) {
      this.#strays++;
      this.#noteStrange();
      this.#quietUntilMs = this.ticker.nowMs() + REPLY_MS;
      return;
    }
    asked.answer = byte;
    if (asked.n === 1) this.#levels++;
    this.#learn(readStatus(asked.n, byte, this.#status ?? ALL_WELL));
  }

  #takeStarStatus(bytes: Uint8Array): void {
    const { proofs, ...status } = readStarStatus(bytes);
    if (this.#asked === undefined) this.#quietUntilMs = this.ticker.nowMs() + REPLY_MS;
    else this.#asked.answer = 0;
    this.#proofsCounted = proofs;
    this.#levels++;
    this.#learn(status);
  }

  #learn(status: PrinterStatus): void {
    this.#status = status;
    if (status.coverOpen) this.#coverWasOpen = true;
  }

  #takeBlock(lead: number, body: Uint8Array): void {
    this.#hearBlock?.(lead, body);
    const id = provenId(lead, body);
    if (id !== null) this.#proofs = [...this.#proofs, id].slice(-PROOFS_MAX);
    if (saysBuffersDropped(lead, body)) this.#buffersDropped++;
  }

  #wake(): void {
    this.#wakeWatchers();
    this.#changed();
  }

  #wakeWatchers(): void {
    for (const watch of [...this.#watchers]) watch();
  }
}
