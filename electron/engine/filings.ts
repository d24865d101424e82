import { fault } from "../core/fault.ts";
import type { Entry, Journal, ReceiptFiler, ReceiptFiling } from "../core/ports.ts";
import {
  beginFiling,
  type Filing,
  type FilingEnd,
  type FilingNext,
  hearFiled,
  hearLooked,
} from "../core/receipt-filing.ts";
import { within } from "./deed-runner.ts";
import type { SteadyClock } from "./steady-clock.ts";

/** A day of a busy shop with the register of receipts down. Whoever comes after is given up at once, and said so. */
const WAITING_MAX = 2_000;
/** Ended sales that may still be on the screen. */
const REMEMBERED_MAX = 50;

export interface FilingsPorts {
  readonly clock: SteadyClock;
  readonly journal: Journal;
  readonly filer: ReceiptFiler;
  /** What is known of a receipt changed. */
  readonly onChange: () => void;
  readonly onEntry: (entry: Entry) => void;
  readonly onBug: (what: string, error: unknown) => void;
  /** The journal refused: nothing may go on. */
  readonly onFatal: (error: unknown) => void;
}

/** How far the receipt of a sale has come; "none" where nothing is owed. */
export type FilingState = "none" | "filing" | "filed" | "failed";

/**
 * Files owed receipts one at a time, in the background. What is owed is stored together with the end of its sale
 * (`filing/owed`), so a crash forgets none; what became of it is stored as `filing/done` or `filing/given-up`.
 */
export class Filings {
  readonly #ports: FilingsPorts;
  readonly #waiting = new Map<string, Filing>();
  readonly #ended = new Map<string, FilingEnd["is"]>();
  #busy = false;
  #stopped = false;
  #stopAlarm: () => void = () => undefined;

  constructor(ports: FilingsPorts) {
    this.#ports = ports;
  }

  /** An entry of an earlier run, in its order. */
  remember({ kind, saleId, body, atMs }: Entry): void {
    if (saleId === undefined) return;
    if (kind === "filing/owed") this.#take(saleId, body as ReceiptFiling, atMs, true);
    else if (kind === "filing/done" || kind === "filing/given-up") this.#waiting.delete(saleId);
  }

  /** Takes up what an earlier run still owed. */
  start(): void {
    this.#next();
  }

  /** An entry was stored: perhaps a receipt is owed from here on. */
  hear({ kind, saleId, body, atMs }: Entry): void {
    if (kind !== "filing/owed" || saleId === undefined) return;
    const filing = this.#take(saleId, body as ReceiptFiling, atMs, false);
    if (this.#waiting.size <= WAITING_MAX) {
      this.#next();
      return;
    }
    const { reference } = filing.owed;
    const full = fault("gateway/refused", `${WAITING_MAX} receipts are waiting already`);
    this.#end({ is: "given-up", saleId, reference, fault: full });
  }

  stateOf(saleId: string): FilingState {
    if (this.#waiting.has(saleId)) return "filing";
    const ended = this.#ended.get(saleId);
    if (ended === undefined) return "none";
    return ended === "filed" ? "filed" : "failed";
  }

  stop(): void {
    this.#stopped = true;
    this.#stopAlarm();
  }

  #take(saleId: string, owed: ReceiptFiling, owedAtMs: number, resumed: boolean): Filing {
    const filing = beginFiling({ saleId, owed, owedAtMs }, resumed, this.#ports.clock.nowMs());
    this.#waiting.set(saleId, filing);
    return filing;
  }

  #next(): void {
    this.#stopAlarm();
    this.#stopAlarm = () => undefined;
    if (this.#busy || this.#stopped) return;
    const next = [...this.#waiting.values()].reduce<Filing | undefined>(
      (first, each) => (first === undefined || each.dueMs < first.dueMs ? each : first),
      undefined,
    );
    if (next === undefined) return;
    const { clock } = this.#ports;
    this.#stopAlarm = clock.after(next.dueMs - clock.nowMs(), () => this.#file(next));
  }

  #file(filing: Filing): void {
    const { clock, filer } = this.#ports;
    const { owed, saleId } = filing;
    const heard = (next: FilingNext): void => {
      this.#busy = false;
      if (this.#stopped) return;
      if ("is" in next) this.#end(next);
      else this.#waiting.set(saleId, next);
      this.#next();
    };
    this.#busy = true;
    const done = filing.inDoubt
      ? within(filer.filed(owed.reference), this.#ports).then((seen) => hearLooked(filing, seen, clock.nowMs()))
      : within(filer.fileReceipt(owed), this.#ports).then((said) => hearFiled(filing, said, clock.nowMs()));
    done.then(heard).catch((error: unknown) => this.#ports.onFatal(error));
  }

  #end(end: FilingEnd): void {
    const { clock, journal } = this.#ports;
    const { saleId, reference } = end;
    const atMs = clock.wallMs();
    const entries: Entry[] =
      end.is === "filed"
        ? [{ kind: "filing/done", saleId, atMs, body: { reference } }]
        : [
            { kind: "filing/given-up", saleId, atMs, body: { reference, why: end.fault } },
            {
              kind: "operator/alert",
              saleId,
              atMs,
              body: { code: "receipt/not-filed", what: `${reference}: ${end.fault.what}` },
            },
          ];
    try {
      journal.append(entries);
    } catch (error) {
      this.stop();
      this.#ports.onFatal(error);
      return;
    }
    this.#waiting.delete(saleId);
    this.#ended.set(saleId, end.is);
    for (const old of [...this.#ended.keys()].slice(0, -REMEMBERED_MAX)) this.#ended.delete(old);
    for (const entry of entries) this.#ports.onEntry(entry);
    this.#ports.onChange();
  }
}
