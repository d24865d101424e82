import iconv from "iconv-lite";
import type { InkedLetter, Strip } from "./ink.ts";
import { KATAKANA, type PrinterModel } from "./models.ts";
import { readQr } from "./qr-reader.ts";

/** What one line of paper shows. */
export type PaperLine =
  | {
      readonly shows: "text";
      /** Set in columns of the line's own letter width, so that the right side stands where it stands on paper. */
      readonly text: string;
      readonly bold: boolean;
      /** Letter width and height, 1 to 8. */
      readonly width: number;
      readonly height: number;
    }
  | { readonly shows: "blank" }
  | DrawnLine;

/** What is drawn and not set in letters. */
export type DrawnLine =
  | { readonly shows: "qr"; readonly content: string; readonly moduleDots: number }
  | { readonly shows: "barcode"; readonly content: string; readonly isEan13: boolean }
  | { readonly shows: "image"; readonly widthDots: number; readonly rows: number; readonly image: Uint8Array };

/** A piece of paper that left the printer. */
export interface Receipt {
  readonly lines: readonly PaperLine[];
  /** The same dot by dot. */
  readonly strips: readonly Strip[];
  readonly ended: "full cut" | "partial cut" | "torn off";
}

interface Modes {
  page: string;
  twoByteLetters: boolean;
  align: number;
  bold: boolean;
  width: number;
  height: number;
}

const LINE_DOTS = 34;

/** The head and the roll: letters become lines, lines become receipts. Every print returns how many dots it moved. */
export class Paper {
  readonly #model: PrinterModel;
  readonly #wrapped: () => void;
  #modes: Modes;
  #cells: InkedLetter[] = [];
  #xDots = 0;
  #halfLetter: number | undefined;
  #lines: PaperLine[] = [];
  #strips: Strip[] = [];
  #linesEver = 0;

  /** `wrapped` is called when a line was wider than the paper and the printer broke it. */
  constructor(model: PrinterModel, wrapped: () => void) {
    this.#model = model;
    this.#wrapped = wrapped;
    this.#modes = freshModes(model);
  }

  /** Lines since the last cut, without the line still in the print buffer. */
  get lines(): readonly PaperLine[] {
    return this.#lines;
  }

  /** What was burned since the last cut. */
  get strips(): readonly Strip[] {
    return this.#strips;
  }

  /** Lines printed since the printer was made. */
  get linesEver(): number {
    return this.#linesEver;
  }

  get atLineStart(): boolean {
    return this.#cells.length === 0;
  }

  get modes(): Modes {
    return this.#modes;
  }

  /** ESC @: modes and the unprinted line go, the paper stays. */
  initialise(): void {
    this.#modes = freshModes(this.#model);
    this.#clearLine();
  }

  letter(byte: number): number {
    if (!this.#modes.twoByteLetters) return this.#place(pageLetter(byte, this.#modes.page));
    if (this.#halfLetter !== undefined) {
      const letter = iconv.decode(Uint8Array.of(this.#halfLetter, byte), "gbk");
      this.#halfLetter = undefined;
      return this.#place(letter);
    }
    if (byte >= 0x81) {
      this.#halfLetter = byte;
      return 0;
    }
    return this.#place(String.fromCharCode(byte));
  }

  moveTo(dots: number): void {
    this.#xDots = dots;
  }

  /** Never left of the edge. */
  moveBy(dots: number): void {
    this.#xDots = Math.max(0, this.#xDots + dots);
  }

  lineFeed(): number {
    this.#halfLetter = undefined;
    const height = Math.max(1, ...this.#cells.map((cell) => cell.height));
    const dots = LINE_DOTS * height;
    this.#lines.push(this.#cells.length === 0 ? { shows: "blank" } : this.#setLine());
    this.#strips.push(
      this.#cells.length === 0
        ? { ink: "nothing", dots }
        : { ink: "letters", letters: this.#cells, side: this.#modes.align, dots },
    );
    this.#linesEver++;
    this.#clearLine();
    return dots;
  }

  /** Feeds less than a line, or prints what is in it. */
  feedDots(dots: number): number {
    if (!this.atLineStart) return this.lineFeed();
    this.#strips.push({ ink: "nothing", dots });
    return dots;
  }

  /** Prints what is in the line, then feeds. */
  feed(lines: number): number {
    let dots = 0;
    for (let line = 0; line < Math.max(lines, this.atLineStart ? 0 : 1); line++) dots += this.lineFeed();
    return dots;
  }

  add(line: DrawnLine, heightDots: number): number {
    const dots = this.atLineStart ? 0 : this.lineFeed();
    this.#strips.push(inked(line, this.#modes.align));
    const above = this.#lines.at(-1);
    if (line.shows === "image" && above?.shows === "image" && above.widthDots === line.widthDots) {
      // Bands sent back to back are one picture.
      const image = Uint8Array.from([...above.image, ...line.image]);
      this.#lines[this.#lines.length - 1] = { ...line, rows: above.rows + line.rows, image };
      return dots + heightDots;
    }
    this.#lines.push(line);
    return dots + heightDots;
  }

  cut(ended: Receipt["ended"]): Receipt {
    if (!this.atLineStart) this.lineFeed();
    const receipt = { lines: this.#lines, strips: this.#strips, ended };
    this.#lines = [];
    this.#strips = [];
    return receipt;
  }

  #clearLine(): void {
    this.#cells = [];
    this.#xDots = 0;
    this.#halfLetter = undefined;
  }

  #place(letter: string): number {
    const { bold, width, height } = this.#modes;
    const letterDots = this.#model.letterDots * width;
    let moved = 0;
    if (this.#xDots + letterDots > this.#model.dots) {
      this.#wrapped();
      moved = this.lineFeed();
    }
    this.#cells.push({ letter, xDots: this.#xDots, bold, width, height });
    this.#xDots += letterDots;
    return moved;
  }

  #setLine(): PaperLine {
    const width = Math.max(...this.#cells.map((cell) => cell.width));
    const columnDots = this.#model.letterDots * width;
    const letters: string[] = [];
    for (const cell of this.#cells) letters[Math.round(cell.xDots / columnDots)] = cell.letter;
    const text = Array.from(letters, (letter) => letter ?? " ").join("");
    const spare = Math.max(0, Math.floor(this.#model.columns / width) - text.length);
    const indent = this.#modes.align === 1 ? Math.floor(spare / 2) : this.#modes.align === 2 ? spare : 0;
    return {
      shows: "text",
      text: " ".repeat(indent) + text.trimEnd(),
      bold: this.#cells.every((cell) => cell.bold),
      width,
      height: Math.max(...this.#cells.map((cell) => cell.height)),
    };
  }
}

function inked(line: DrawnLine, side: number): Strip {
  switch (line.shows) {
    case "qr":
      return { ink: "qr", content: line.content, moduleDots: line.moduleDots, side };
    case "barcode":
      return { ink: "barcode", content: line.content, isEan13: line.isEan13, side };
    case "image":
      return { ink: "image", widthDots: line.widthDots, rows: line.rows, image: line.image, side };
  }
}

/** The byte's letter; of the page of Katakana only the rule and the letters themselves. */
function pageLetter(byte: number, page: string): string {
  if (page !== KATAKANA || byte < 0x80)
    return iconv.decode(Uint8Array.of(byte), page === KATAKANA ? "cp437" : page);
  if (byte >= 0xa1 && byte <= 0xdf) return String.fromCharCode(0xff61 + byte - 0xa1);
  return byte === 0x95 ? "─" : "\ufffd";
}

function freshModes(model: PrinterModel): Modes {
  return {
    page: "cp437",
    twoByteLetters: model.wakesInTwoByteLetters,
    align: 0,
    bold: false,
    width: 1,
    height: 1,
  };
}

/** Paper as plain text; `*` marks bold and `#` large letters when `marks` is asked for. */
export function paperText(lines: readonly PaperLine[], options: { readonly marks?: boolean } = {}): string {
  return lines.map((line) => lineText(line, options.marks ?? false)).join("\n");
}

function lineText(line: PaperLine, marks: boolean): string {
  switch (line.shows) {
    case "blank":
      return "";
    case "text":
      return marks ? `${line.bold ? "*" : " "}${line.width > 1 ? "#" : " "}${line.text}` : line.text;
    case "qr":
      return `[QR ${line.content}]`;
    case "barcode":
      return `[barcode ${line.content}]`;
    case "image": {
      const content = readQr(line);
      return content === null ? `[image ${line.widthDots} x ${line.rows}]` : `[QR ${content}]`;
    }
  }
}
