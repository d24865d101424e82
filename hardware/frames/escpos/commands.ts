/**
 * ESC/POS commands as bytes, one function a command and nothing else. Names in capitals are Epson's. A list of numbers
 * rather than a Uint8Array, because commands are short and get joined.
 */

export const LF = 0x0a;
export const DLE = 0x10;
export const XON = 0x11;
export const XOFF = 0x13;
export const ESC = 0x1b;
export const FS = 0x1c;
export const GS = 0x1d;

/** ESC @: clears the print buffer and all modes; the receive buffer, errors and (on some models) ASB stay. */
export const initialise = (): number[] => [ESC, 0x40];

/** FS . : leaves two-byte letters. Clones made for China start in them and read "ø" as half of a Chinese character. */
export const leaveTwoByteLetters = (): number[] => [FS, 0x2e];

/** ESC t n: the number of a page differs from model to model. */
export const selectCodePage = (number: number): number[] => [ESC, 0x74, number];

/** ESC R 0: the USA set. The Nordic sets turn brackets, braces and the bar into letters. */
export const plainAsciiSet = (): number[] => [ESC, 0x52, 0x00];

/** ESC a n; honoured only at the start of a line. */
export const align = (side: "left" | "centre" | "right"): number[] => [
  ESC,
  0x61,
  side === "left" ? 0 : side === "centre" ? 1 : 2,
];

/** ESC E n. */
export const bold = (on: boolean): number[] => [ESC, 0x45, on ? 1 : 0];

/** GS ! n: the same factor for width and height. */
export const letterSize = (factor: 1 | 2): number[] => [GS, 0x21, factor === 2 ? 0x11 : 0x00];

/** ESC $ nL nH: dots from the left edge. */
export const moveTo = (dots: number): number[] => [ESC, 0x24, dots & 0xff, (dots >> 8) & 0xff];

/** ESC d n: prints the line and feeds n lines, 0 to 255. */
export const feedLines = (lines: number): number[] => [ESC, 0x64, lines];

/** ESC J n: feeds n dots, 0 to 255; only at the start of a line is nothing else printed. */
export const feedDots = (dots: number): number[] => [ESC, 0x4a, dots];

/** GS V 65/66 0: feeds to the knife and cuts; only at the start of a line. */
export const cut = (how: "full" | "partial"): number[] => [GS, 0x56, how === "full" ? 0x41 : 0x42, 0x00];

/** ESC p m t1 t2, both in steps of 2 ms: 100 to 200 ms on, 500 ms off, what every drawer answers to and no coil burns of. */
export const kickDrawer = (pin: 2 | 5, pulseMs = 100): number[] => [
  ESC,
  0x70,
  pin === 2 ? 0 : 1,
  Math.round(withinDrawerPulse(pulseMs) / 2),
  0xfa,
];

/** A drawer's coil is on for 100 to 200 ms, whatever is asked. */
export const withinDrawerPulse = (pulseMs: number): number => Math.min(Math.max(pulseMs, 100), 200);

/** DLE EOT n, answered with one byte in every state; must not fall inside another command. */
export const askStatus = (n: 1 | 2 | 3 | 4): number[] => [DLE, 0x04, n];

/** GS a n: the printer answers with four bytes at once and again at every change. */
export const pushStatus = (bits = 0xff): number[] => [GS, 0x61, bits];

/** GS I n: 65 firmware, 66 maker, 67 model, 68 serial number; answered by a block that begins 5F. */
export const identify = (n: 65 | 66 | 67 | 68): number[] => [GS, 0x49, n];

/** GS r 1: one byte when everything before it in the buffer has been worked off. */
export const askPaperInTurn = (): number[] => [GS, 0x72, 0x01];

/** GS ( H function 48: the printer sends the four characters back when everything before them is on paper. */
export const askWhenPrinted = (id: string): number[] => [
  GS,
  0x28,
  0x48,
  0x06,
  0x00,
  0x30,
  0x30,
  ...fourCharacters(id),
];

/** DLE ENQ 2: recovers from an error and drops what was waiting. */
export const recoverAndDrop = (): number[] => [DLE, 0x05, 0x02];

/** DLE DC4 8: drops all buffers; answered by 37 25 00, and nothing may be sent before that. */
export const dropBuffers = (): number[] => [DLE, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08];

/** Widest run of bytes GS ( k can take with its three leading bytes. */
export const QR_MAX_BYTES = 0xffff - 3;

/** GS ( k for a QR code of model 2: size, error level M, store, print. */
export function qrCode(content: Uint8Array, moduleDots: number): number[][] {
  const stored = content.length + 3;
  return [
    [GS, 0x28, 0x6b, 0x04, 0x00, 0x31, 0x41, 0x32, 0x00],
    [GS, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x43, moduleDots],
    [GS, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x45, 0x31],
    [GS, 0x28, 0x6b, stored & 0xff, stored >> 8, 0x31, 0x50, 0x30, ...content],
    [GS, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x51, 0x30],
  ];
}

/** GS k, form A, EAN-13 from 12 or 13 digits. A wrong check digit prints nothing and says nothing. */
export function barcodeEan13(digits: string): number[] {
  return [GS, 0x6b, 0x02, ...Array.from(digits, (digit) => digit.charCodeAt(0)), 0x00];
}

function fourCharacters(id: string): number[] {
  if (!/^[\x20-\x7e]{4}$/.test(id)) throw new Error("a proof id is four printable characters");
  return Array.from(id, (character) => character.charCodeAt(0));
}
