import type { DeviceCondition, DeviceSpec, LineOpener, Scanner, Ticker } from "../../contract.ts";
import { SCAN_SILENCE_MS, ScanStream } from "../../frames/scanner/scan-stream.ts";
import { behindPrefix, isReadable, scanText } from "../../frames/scanner/scan-text.ts";
import type { Heard } from "../../frames/stream/frame-stream.ts";
import { hasRubbishBetweenLines } from "../../frames/stream/rubbish.ts";
import { type SupervisedLine, superviseLine } from "../../supervised-line.ts";

export interface SerialScannerOptions {
  readonly spec: Extract<DeviceSpec, { kind: "scanner" }>;
  readonly opener: LineOpener;
  readonly ticker: Ticker;
  /** A whole code without prefix and ending. May be a customer's own: not for logs. */
  readonly onScan: (text: string) => void;
  /** After anything that may have changed `condition()`. */
  readonly onChange?: () => void;
}

/** Nobody scans faster; what comes faster is a stuck trigger or a line at the wrong speed. */
const SCANS_MOST = 10;
const WITHIN_MS = 1_000;
/** A line whose noise is never a code, so much of it since the last one. */
const NOISE_MOST = 64;

/** Endings that may not be there at all: whether they are is learnt from the first code that comes with one. */
const LEARNT: ReadonlySet<string> = new Set(["line", "none"]);

const QUIET: DeviceCondition = { state: "ready", what: "Connected. A scanner says nothing until it scans." };
const GARBLED = "The scanner sends signs that no code has: compare its speed and parity with the configuration.";
const NO_PREFIX = "A code came without the configured prefix: set the prefix on the scanner, or take it out here.";
const CUT_SHORT =
  "A code came without its end, so part of it may be missing: scan it again. If this goes on, compare the scanner's ending with the configuration.";
const FLOODED =
  "The scanner sends more than anybody can scan: look whether its trigger is stuck, and at its speed.";

/** A scanner on a serial line, USB or RS-232. It is silent until it scans, so nothing proves that it works. */
export function createSerialScanner(options: SerialScannerOptions): Scanner {
  return new SerialScanner(options);
}

class SerialScanner implements Scanner {
  readonly #options: SerialScannerOptions;
  readonly #line: SupervisedLine;
  #stream: ScanStream;
  #cancelSilence: (() => void) | undefined;
  #trouble: string | undefined;
  #noise = 0;
  #misheard = 0;
  #scannedAtMs: number[] = [];
  /** This scanner ends its codes: the configuration says how, or one has come with its end. Without it a code is broken off. */
  #endsItsCodes: boolean;

  constructor(options: SerialScannerOptions) {
    this.#options = options;
    this.#stream = this.#freshStream();
    this.#endsItsCodes = !LEARNT.has(options.spec.ending ?? "line");
    this.#line = superviseLine({
      opener: options.opener,
      ticker: options.ticker,
      onUp: () => {
        this.#stream = this.#freshStream();
        this.#line.answered();
      },
      onBytes: (chunk) => this.#hear(chunk),
      onDown: () => this.#forget(),
      onChange: () => options.onChange?.(),
    });
  }

  condition(): DeviceCondition {
    const line = this.#line.condition();
    if (line.state !== "ready") return line;
    return this.#trouble === undefined
      ? QUIET
      : { state: "degraded", what: this.#trouble, trouble: "scanner-settings" };
  }

  misheard(): number {
    return this.#misheard;
  }

  async stop(): Promise<void> {
    this.#forget();
    await this.#line.stop();
  }

  #freshStream(): ScanStream {
    return new ScanStream(this.#options.spec.ending ?? "line");
  }

  /** Half a code of a lost line is none. */
  #forget(): void {
    this.#cancelSilence?.();
    this.#noise = 0;
    this.#setTrouble(undefined);
  }

  #hear(chunk: Uint8Array): void {
    this.#take(this.#stream.hear(chunk));
    this.#cancelSilence?.();
    this.#cancelSilence = this.#options.ticker.after(SCAN_SILENCE_MS, () => this.#take(this.#stream.silence()));
  }

  #take(heard: readonly Heard<Uint8Array>[]): void {
    if (hasRubbishBetweenLines(heard)) this.#misheard += 1;
    for (const item of heard) {
      if (item.kind === "noise") this.#noise += 1;
      else {
        const isEnded = item.bytes.length > item.frame.length;
        if (isEnded) this.#endsItsCodes = true;
        if (isEnded || !this.#endsItsCodes) this.#scanned(scanText(item.frame));
        else {
          this.#misheard += 1;
          this.#setTrouble(CUT_SHORT);
        }
      }
    }
    if (this.#noise > NOISE_MOST) this.#setTrouble(GARBLED);
  }

  #scanned(whole: string): void {
    const text = behindPrefix(whole, this.#options.spec.prefix ?? "");
    const trouble = this.#troubleOf(whole, text);
    this.#noise = 0;
    this.#setTrouble(trouble);
    if (trouble === undefined && text !== undefined && text.trim() !== "") this.#options.onScan(text);
  }

  #troubleOf(whole: string, text: string | undefined): string | undefined {
    if (!isReadable(whole)) {
      this.#misheard += 1;
      return GARBLED;
    }
    if (text === undefined) return NO_PREFIX;
    const nowMs = this.#options.ticker.nowMs();
    const lately = this.#scannedAtMs.filter((atMs) => nowMs - atMs < WITHIN_MS);
    this.#scannedAtMs = [...lately, nowMs].slice(-SCANS_MOST - 1);
    return this.#scannedAtMs.length > SCANS_MOST ? FLOODED : undefined;
  }

  #setTrouble(trouble: string | undefined): void {
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    this.#options.onChange?.();
  }
}
