import { create } from "qrcode";
import { GRID_COLUMNS, letterGrid } from "./font.ts";

/** One letter where the head put it. */
export interface InkedLetter {
  readonly letter: string;
  readonly xDots: number;
  readonly bold: boolean;
  /** Factors, 1 to 8. */
  readonly width: number;
  readonly height: number;
}

/** 0 left, 1 centre, 2 right. */
export type Side = number;

/** What the head burned between two movements of the paper, dot by dot; strips follow one another without a gap. */
export type Strip =
  | {
      readonly ink: "letters";
      readonly letters: readonly InkedLetter[];
      readonly side: Side;
      readonly dots: number;
    }
  | { readonly ink: "nothing"; readonly dots: number }
  | {
      readonly ink: "image";
      readonly widthDots: number;
      readonly rows: number;
      readonly image: Uint8Array;
      readonly side: Side;
    }
  | { readonly ink: "qr"; readonly content: string; readonly moduleDots: number; readonly side: Side }
  | { readonly ink: "barcode"; readonly content: string; readonly isEan13: boolean; readonly side: Side };

/** Black dots; everything outside is swallowed, as by the edge of the paper. */
export interface Canvas {
  readonly widthDots: number;
  black(xDots: number, yDots: number): void;
}

/** How far the paper moves under a strip. */
export function stripDots(strip: Strip): number {
  switch (strip.ink) {
    case "letters":
    case "nothing":
      return strip.dots;
    case "image":
      return strip.rows;
    case "qr":
      return (qrOf(strip.content)?.size ?? 0) * strip.moduleDots;
    case "barcode":
      return BARCODE_DOTS;
  }
}

/** Burns a strip whose upper edge is at `topDots`. */
export function burn(strip: Strip, topDots: number, canvas: Canvas): void {
  switch (strip.ink) {
    case "nothing":
      return;
    case "letters":
      burnLetters(strip, topDots, canvas);
      return;
    case "image":
      burnImage(strip, topDots, canvas);
      return;
    case "qr":
      burnQr(strip, topDots, canvas);
      return;
    case "barcode":
      burnBars(strip, topDots, canvas);
  }
}

/** Height of the bars, and dots of the narrowest one. */
const BARCODE_DOTS = 80;
const BAR_DOTS = 3;
const CELL_DOTS = 12;
const DOTS_A_GRID_DOT = CELL_DOTS / GRID_COLUMNS;

const indent = (side: Side, widthDots: number, canvas: Canvas): number =>
  side === 0 ? 0 : Math.max(0, Math.floor((canvas.widthDots - widthDots) / (side === 1 ? 2 : 1)));

function block(xDots: number, yDots: number, width: number, height: number, canvas: Canvas): void {
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) canvas.black(xDots + x, yDots + y);
}

function burnLetters(strip: Extract<Strip, { ink: "letters" }>, topDots: number, canvas: Canvas): void {
  const end = Math.max(...strip.letters.map((one) => one.xDots + CELL_DOTS * one.width));
  const left = indent(strip.side, end, canvas);
  const tallest = Math.max(...strip.letters.map((one) => one.height));
  for (const one of strip.letters) {
    const dotWidth = DOTS_A_GRID_DOT * one.width;
    const dotHeight = DOTS_A_GRID_DOT * one.height;
    // Letters of different height stand on one line.
    const top = topDots + (tallest - one.height) * CELL_DOTS * 2;
    for (const [row, bits] of letterGrid(one.letter).entries()) {
      for (let column = 0; column < 5; column++) {
        if ((bits & (16 >> column)) === 0) continue;
        const x = left + one.xDots + column * dotWidth;
        block(x, top + row * dotHeight, dotWidth + (one.bold ? 1 : 0), dotHeight, canvas);
      }
    }
  }
}

function burnImage(strip: Extract<Strip, { ink: "image" }>, topDots: number, canvas: Canvas): void {
  const left = indent(strip.side, strip.widthDots, canvas);
  const rowBytes = Math.ceil(strip.widthDots / 8);
  for (let y = 0; y < strip.rows; y++) {
    for (let x = 0; x < strip.widthDots; x++) {
      const byte = strip.image[y * rowBytes + (x >> 3)] ?? 0;
      if ((byte & (0x80 >> (x & 7))) !== 0) canvas.black(left + x, topDots + y);
    }
  }
}

function qrOf(content: string): { readonly size: number; get(row: number, column: number): number } | null {
  const bytes = new TextEncoder().encode(content);
  return bytes.length === 0 ? null : create([{ data: bytes, mode: "byte" }], { errorCorrectionLevel: "M" }).modules;
}

function burnQr(strip: Extract<Strip, { ink: "qr" }>, topDots: number, canvas: Canvas): void {
  const modules = qrOf(strip.content);
  if (modules === null) return;
  const { moduleDots } = strip;
  const left = indent(strip.side, modules.size * moduleDots, canvas);
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column) === 0) continue;
      block(left + column * moduleDots, topDots + row * moduleDots, moduleDots, moduleDots, canvas);
    }
  }
}

/** EAN-13: widths of the odd left-hand pattern; the even one is it backwards and inverted, the right-hand one inverted. */
const ODD = [
  "0001101",
  "0011001",
  "0010011",
  "0111101",
  "0100011",
  "0110001",
  "0101111",
  "0111011",
  "0110111",
  "0001011",
];
const PARITIES = [
  "OOOOOO",
  "OOEOEE",
  "OOEEOE",
  "OOEEEO",
  "OEOOEE",
  "OEEOOE",
  "OEEEOO",
  "OEOEOE",
  "OEOEEO",
  "OEEOEO",
];

const inverted = (bars: string): string => Array.from(bars, (bar) => (bar === "0" ? "1" : "0")).join("");
const backwards = (bars: string): string => Array.from(bars).reverse().join("");

/** The bars of an EAN-13 code; null when its digits are not one, and then the printer prints nothing. */
export function ean13Bars(digits: string): string | null {
  if (!/^\d{12,13}$/.test(digits)) return null;
  const sum = Array.from(digits.slice(0, 12)).reduce(
    (total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3),
    0,
  );
  const full = digits.slice(0, 12) + String((10 - (sum % 10)) % 10);
  if (digits.length === 13 && digits !== full) return null;
  const parity = PARITIES[Number(full[0])] ?? "";
  const left = Array.from(full.slice(1, 7), (digit, at) => {
    const odd = ODD[Number(digit)] ?? "";
    return parity[at] === "O" ? odd : backwards(inverted(odd));
  });
  const right = Array.from(full.slice(7), (digit) => inverted(ODD[Number(digit)] ?? ""));
  return `101${left.join("")}01010${right.join("")}101`;
}

function burnBars(strip: Extract<Strip, { ink: "barcode" }>, topDots: number, canvas: Canvas): void {
  const bars = strip.isEan13 ? ean13Bars(strip.content) : null;
  if (bars === null) return;
  const left = indent(strip.side, bars.length * BAR_DOTS, canvas);
  for (const [at, bar] of Array.from(bars).entries()) {
    if (bar === "1") block(left + at * BAR_DOTS, topDots, BAR_DOTS, BARCODE_DOTS, canvas);
  }
}
