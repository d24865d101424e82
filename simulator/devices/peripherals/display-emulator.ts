import iconv from "iconv-lite";
import type { EmulatedPort } from "../emulated-port.ts";

export interface DisplayEmulatorOptions {
  /** The language its switch is set to. */
  readonly language: "escpos" | "cd5220";
  /** Pages it has, by their numbers; those of the Epson DM-D by default. A page it lacks leaves it at 437. */
  readonly pages?: Readonly<Record<number, string>>;
  /** After every byte that changed what stands on it. */
  readonly onChange?: (lines: readonly [string, string]) => void;
}

const COLUMNS = 20;
const ROWS = 2;
const EPSON_PAGES: Readonly<Record<number, string>> = {
  0: "cp437",
  2: "cp850",
  5: "cp865",
  16: "windows1252",
  19: "cp858",
};
const HALF_SAID_MAX = 64;

/** What is held is an order and was carried out, the beginning of one, or none. */
type Took = "done" | "more" | "none";

/**
 * A customer display of two lines by twenty letters. Strict: an order of the other language, a place that does not exist or
 * a page it lacks is noted, and letters run on from line to line as on the real thing. It never says a word.
 */
export class DisplayEmulator {
  readonly violations: string[] = [];
  readonly #options: DisplayEmulatorOptions;
  #cells: number[] = blank();
  #at = 0;
  #page = "cp437";
  #held: number[] = [];
  #isCursorShown = true;
  #shown = "";

  constructor(options: DisplayEmulatorOptions) {
    this.#options = options;
  }

  readonly device = (port: EmulatedPort): void => {
    port.onBytes((bytes) => this.hear(bytes));
  };

  /** What a customer reads. */
  get lines(): readonly [string, string] {
    const row = (at: number) =>
      iconv.decode(Uint8Array.from(this.#cells.slice(at * COLUMNS, (at + 1) * COLUMNS)), this.#page);
    return [row(0), row(1)];
  }

  get isCursorShown(): boolean {
    return this.#isCursorShown;
  }

  get page(): string {
    return this.#page;
  }

  /** Its power was gone for a moment: all is forgotten, and nobody is told. */
  powerCut(): void {
    this.#cells = blank();
    this.#at = 0;
    this.#page = "cp437";
    this.#held = [];
    this.#isCursorShown = true;
    this.#tell();
  }

  hear(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#held.push(byte);
      const took = this.#order(this.#held);
      if (took === "none") this.#violate(`no order of ${this.#options.language}: ${hexOf(this.#held)}`);
      if (took !== "more") this.#held = [];
      else if (this.#held.length > HALF_SAID_MAX) {
        this.#violate(`an order that never ends: ${hexOf(this.#held.slice(0, 4))}`);
        this.#held = [];
      }
    }
    this.#tell();
  }

  #order(held: readonly number[]): Took {
    const [first = 0] = held;
    if (first >= 0x20) return this.#letter(first);
    if (first === 0x0c) return this.#clear();
    if (first === 0x0b) return this.#goTo(0);
    if (first === 0x18) return this.#clearLine();
    if (first === 0x1b) return this.#escape(held);
    return first === 0x1f && this.#options.language === "escpos" ? this.#unitSeparator(held) : "none";
  }

  #escape([, order, figure, ...text]: readonly number[]): Took {
    if (order === undefined) return "more";
    if (order === 0x40) {
      this.#isCursorShown = true;
      this.#page = "cp437";
      return this.#clear();
    }
    if (order === 0x74) return figure === undefined ? "more" : this.#takePage(figure);
    if (order !== 0x51 || this.#options.language !== "cd5220") return "none";
    return figure === undefined || text.at(-1) !== 0x0d ? "more" : this.#takeLine(figure, text.slice(0, -1));
  }

  /** CD5220 ESC Q A and ESC Q B: a whole line, ended by CR. */
  #takeLine(figure: number, text: readonly number[]): Took {
    const row = figure - 0x41;
    if (row !== 0 && row !== 1) return "none";
    if (text.length > COLUMNS) this.#violate(`a line of ${text.length} letters`);
    for (let column = 0; column < COLUMNS; column++) this.#cells[row * COLUMNS + column] = text[column] ?? 0x20;
    return "done";
  }

  #unitSeparator([, order, ...figures]: readonly number[]): Took {
    if (order === undefined) return "more";
    if (order === 0x24) {
      const [x, y] = figures;
      if (x === undefined || y === undefined) return "more";
      const isThere = x >= 1 && x <= COLUMNS && y >= 1 && y <= ROWS;
      if (!isThere) this.#violate(`no place ${x}, ${y}`);
      return isThere ? this.#goTo((y - 1) * COLUMNS + x - 1) : "done";
    }
    if (order !== 0x43 && order !== 0x58) return "none";
    const [figure] = figures;
    if (figure === undefined) return "more";
    if (order === 0x43) this.#isCursorShown = figure !== 0;
    return "done";
  }

  #letter(byte: number): Took {
    this.#cells[this.#at] = byte;
    return this.#goTo((this.#at + 1) % (COLUMNS * ROWS));
  }

  #goTo(cell: number): Took {
    this.#at = cell;
    return "done";
  }

  #clear(): Took {
    this.#cells = blank();
    return this.#goTo(0);
  }

  #clearLine(): Took {
    const begins = this.#at - (this.#at % COLUMNS);
    this.#cells.fill(0x20, begins, begins + COLUMNS);
    return this.#goTo(begins);
  }

  #takePage(number: number): Took {
    const page = (this.#options.pages ?? EPSON_PAGES)[number];
    if (page === undefined) this.#violate(`no page ${number}`);
    this.#page = page ?? "cp437";
    return "done";
  }

  #violate(what: string): void {
    if (this.violations.length < 1_000) this.violations.push(what);
  }

  #tell(): void {
    const { lines } = this;
    const shown = lines.join("\n");
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#options.onChange?.(lines);
  }
}

function blank(): number[] {
  return Array.from({ length: COLUMNS * ROWS }, () => 0x20);
}

function hexOf(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
