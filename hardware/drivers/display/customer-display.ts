import type { CustomerDisplay, DeviceCondition, DeviceSpec, LineOpener, Ticker } from "../../contract.ts";
import { showOnDisplay, wakeDisplay } from "../../frames/display/languages.ts";
import { type DisplayLines, PAGE_NUMBERS } from "../../frames/display/two-lines.ts";
import { type SupervisedLine, superviseLine, type WriteLine } from "../../supervised-line.ts";

export interface CustomerDisplayOptions {
  readonly spec: Extract<DeviceSpec, { kind: "display" }>;
  readonly opener: LineOpener;
  readonly ticker: Ticker;
  /** After anything that may have changed `condition()`. */
  readonly onChange?: () => void;
}

/** Fifty bytes at 9600 baud take a twentieth of this. */
const WRITE_MS = 1_000;
/** A display that was without power for a moment shows nothing, and says nothing of it. */
const AGAIN_EVERY_MS = 30_000;
const EMPTY: DisplayLines = ["", ""];
const TELLS_NOTHING: DeviceCondition = {
  state: "ready",
  what: "Connected. A customer display cannot report what it shows.",
};
const NOT_TAKEN = "The customer display did not take what was sent to it; the connection is renewed.";

/** A pole display of two lines by twenty letters, on a serial line. */
export function createCustomerDisplay(options: CustomerDisplayOptions): CustomerDisplay {
  return new TwoLineDisplay(options);
}

class TwoLineDisplay implements CustomerDisplay {
  readonly #options: CustomerDisplayOptions;
  readonly #line: SupervisedLine;
  #lines: DisplayLines = EMPTY;
  #write: WriteLine | undefined;
  /** What is being written now; what comes meanwhile waits as the latest lines, and nowhere else. */
  #writing: DisplayLines | undefined;
  #cancelAgain: (() => void) | undefined;

  constructor(options: CustomerDisplayOptions) {
    this.#options = options;
    this.#line = superviseLine({
      opener: options.opener,
      ticker: options.ticker,
      onUp: (write) => void this.#up(write),
      // It has nothing to say; the line is read because a pulled plug shows itself to a reader alone.
      onBytes: () => undefined,
      onDown: () => this.#down(),
      onChange: () => options.onChange?.(),
    });
  }

  condition(): DeviceCondition {
    const line = this.#line.condition();
    return line.state === "ready" ? TELLS_NOTHING : line;
  }

  show(lines: DisplayLines): void {
    const isNew = lines[0] !== this.#lines[0] || lines[1] !== this.#lines[1];
    this.#lines = lines;
    if (isNew && this.#writing === undefined) void this.#writeLines();
  }

  /** The shop's display shows nothing of a program that has ended. */
  async stop(): Promise<void> {
    this.#cancelAgain?.();
    this.#lines = EMPTY;
    await this.#line.write(this.#bytes(EMPTY), WRITE_MS);
    await this.#line.stop();
  }

  async #up(write: WriteLine): Promise<void> {
    this.#write = write;
    this.#writing = undefined;
    if (await write(wakeDisplay(this.#options.spec.driver), WRITE_MS)) this.#line.answered();
    if (this.#write === write) await this.#writeLines();
  }

  #down(): void {
    this.#write = undefined;
    this.#writing = undefined;
    this.#cancelAgain?.();
  }

  /** Until what stands there is the latest. */
  async #writeLines(): Promise<void> {
    const write = this.#write;
    if (write === undefined) return;
    this.#cancelAgain?.();
    do {
      const lines = this.#lines;
      this.#writing = lines;
      const isTaken = await write(this.#bytes(lines), WRITE_MS);
      if (this.#write !== write) return;
      if (!isTaken) {
        this.#line.restart(NOT_TAKEN);
        return;
      }
    } while (this.#writing !== this.#lines);
    this.#writing = undefined;
    this.#cancelAgain = this.#options.ticker.after(AGAIN_EVERY_MS, () => void this.#writeLines());
  }

  #bytes(lines: DisplayLines): Uint8Array {
    const { driver, letters = "cp850", pageNumber } = this.#options.spec;
    return showOnDisplay(driver, lines, { page: letters, number: pageNumber ?? PAGE_NUMBERS[letters] });
  }
}
