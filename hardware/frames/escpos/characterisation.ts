import { type CodePageName, toPageBytes } from "./code-page.ts";
import * as command from "./commands.ts";
import type { PrinterProfile } from "./profile.ts";
import { drawModules, type QrModules, rasterBands } from "./raster.ts";
import type { PrinterCommand } from "./slip-encoder.ts";

/** A page and the number it might have on this printer. */
export interface PageCandidate {
  /** Printed before the line. */
  readonly label: number;
  readonly number: number;
  readonly name: CodePageName;
}

/**
 * Pages worth trying, best first: the one page with all Nordic letters and the euro that most printers have, under every
 * number makes have given it; then the other page with both; then pages without the euro.
 */
export const PAGE_CANDIDATES: readonly PageCandidate[] = (
  [
    ["cp858", [19, 53, 4, 14, 31, 6]],
    ["windows1252", [16, 71, 32, 11, 49, 8]],
    ["cp865", [5, 58, 9, 36]],
    ["cp850", [2, 1]],
  ] as const
)
  .flatMap(([name, numbers]) => numbers.map((number) => ({ number, name })))
  .map((candidate, at) => ({ label: at + 1, ...candidate }));

/** What the right line says, with and without the euro. */
export const TEST_LETTERS = "æøåÆØÅäöÄÖ";
export const EURO = "€";

/** Letters on a line of font A, and the dots such printers have. */
export const WIDTHS: readonly { readonly columns: number; readonly dots: number }[] = [
  { columns: 32, dots: 384 },
  { columns: 34, dots: 416 },
  { columns: 36, dots: 432 },
  { columns: 42, dots: 512 },
  { columns: 48, dots: 576 },
];

/** What a person reads off the slip: four taps. */
export interface SlipAnswers {
  /** Number before the first line whose letters are all right; undefined when none is. */
  readonly pageLabel: number | undefined;
  /** Number at the end of the longest ruler that fits on one line. */
  readonly columns: number;
  /** Which of the marked things are there: A a picture, B a second code, C an X at the right edge on the line of the C. */
  readonly seen: { readonly picture: boolean; readonly code: boolean; readonly position: boolean };
  /** How the slip came out of the printer. */
  readonly cut: "full" | "partial" | "none";
}

/** What the printer itself answered. */
export interface AskedAbilities {
  /** DLE EOT. */
  readonly answersStatus: boolean;
  /** GS a. */
  readonly pushesStatus: boolean;
  /** GS r. */
  readonly answersInTurn: boolean;
  /** GS ( H. */
  readonly provesById: boolean;
}

const LINE_MM = 4.25;
const TEAR_LINES = 5;
/** Of the picture and the code on the slip. */
const MODULE_DOTS = 4;
/** Where the X is put: the last place of the narrowest line. */
const POSITION_DOTS = 31 * 12;

/**
 * The slip that shows what a printer can do; one that lacks a command prints its letters as rubbish, which is an answer
 * too. `drawing` is any code, as a picture.
 */
export function characterisationSlip(drawing: QrModules): PrinterCommand[] {
  const commands: PrinterCommand[] = [];
  const push = (bytes: ArrayLike<number>, paperMm = 0): void => {
    commands.push({ bytes: Uint8Array.from(bytes), paperMm });
  };
  const line = (text: string): void => push([...ascii(text), command.LF], LINE_MM);

  push([...command.initialise(), ...command.leaveTwoByteLetters(), ...command.plainAsciiSet()]);
  line("1. WHICH LINE READS RIGHT?");
  for (const { label, number, name } of PAGE_CANDIDATES) {
    const letters = toPageBytes(TEST_LETTERS + (name === "cp858" || name === "windows1252" ? EURO : ""), name);
    // A number the printer does not know leaves the page before it; that must not be a right one.
    push([...command.selectCodePage(0), ...ascii(`${String(label).padStart(2)}  `)]);
    push([...command.selectCodePage(number), ...letters, command.LF], LINE_MM);
  }
  push(command.selectCodePage(0));
  line("2. LONGEST UNBROKEN LINE?");
  for (const { columns } of WIDTHS) line(ruler(columns));
  line("3. WHICH OF A, B, C?");
  line("A picture:");
  for (const band of rasterBands(drawModules(drawing, MODULE_DOTS))) push(band, 20);
  line("B second code:");
  for (const part of command.qrCode(Uint8Array.from(ascii("B")), MODULE_DOTS)) push(part, 4);
  push(command.feedDots(4 * MODULE_DOTS), 2);
  push([...ascii("C"), ...command.moveTo(POSITION_DOTS), ...ascii("X"), command.LF], LINE_MM);
  line("4. HOW WAS THIS CUT?");
  push(command.cut("partial"), 15);
  push(command.feedLines(TEAR_LINES), TEAR_LINES * LINE_MM);
  return commands;
}

/** A line of so many letters that ends in its own length. */
export function ruler(columns: number): string {
  const end = `>${columns}`;
  return "....:....|".repeat(10).slice(0, columns - end.length) + end;
}

/** The profile that answers and asking amount to; undefined when no line read right. */
export function profileFrom(answers: SlipAnswers, asked: AskedAbilities): Omit<PrinterProfile, "name"> | undefined {
  const page = PAGE_CANDIDATES.find(({ label }) => label === answers.pageLabel);
  const width = WIDTHS.find(({ columns }) => columns === answers.columns);
  if (page === undefined || width === undefined) return undefined;
  return {
    language: "escpos",
    ...width,
    letterDots: 12,
    codePage: { number: page.number, name: page.name },
    cutter: answers.cut,
    qr: answers.seen.code ? "native" : "raster",
    rightSide: answers.seen.position ? "position" : "spaces",
    statusLevel: asked.pushesStatus ? 2 : asked.answersStatus ? 1 : 0,
    proof: asked.provesById ? "GS ( H" : asked.answersInTurn ? "GS r" : "none",
    // Only Epsons that prove by id are known to drop buffers on demand.
    dropsBuffers: asked.provesById,
    storesLogo: false,
    bufferBytes: 4_096,
    paperMmPerSecond: 60,
    drawerPin: 2,
  };
}

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
