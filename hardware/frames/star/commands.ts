/**
 * Star Line mode as bytes, one function a command. Names in capitals are Star's. It shares a few commands with ESC/POS and
 * means other things by most of the rest: a printer set to one language prints the other as rubbish.
 */

export const LF = 0x0a;
export const ETB = 0x17;
export const ESC = 0x1b;
export const GS = 0x1d;
export const RS = 0x1e;

/** ESC @: modes and the line in the print buffer. */
export const initialise = (): number[] => [ESC, 0x40];

/** ESC GS t n. */
export const selectCodePage = (number: number): number[] => [ESC, GS, 0x74, number];

/** ESC R 0: the USA set. */
export const plainAsciiSet = (): number[] => [ESC, 0x52, 0x00];

/** ESC RS F 0: letters of 12 by 24 dots. */
export const largeFont = (): number[] => [ESC, RS, 0x46, 0x00];

/** ESC RS a 0: no status by itself. Asking by ESC ACK SOH and being told unasked exclude each other. */
export const silentStatus = (): number[] => [ESC, RS, 0x61, 0x00];

/** ESC GS a n. */
export const align = (side: "left" | "centre" | "right"): number[] => [
  ESC,
  GS,
  0x61,
  side === "left" ? 0 : side === "centre" ? 1 : 2,
];

/** ESC E and ESC F. */
export const bold = (on: boolean): number[] => [ESC, on ? 0x45 : 0x46];

/** ESC i n1 n2: height and width. */
export const letterSize = (factor: 1 | 2): number[] => [ESC, 0x69, factor - 1, factor - 1];

/** ESC GS A nL nH: dots from the left edge. */
export const moveTo = (dots: number): number[] => [ESC, GS, 0x41, dots & 0xff, dots >> 8];

/** ESC a n: lines, 1 to 127. */
export const feedLines = (lines: number): number[] => [ESC, 0x61, Math.min(lines, 127)];

/** ESC J n: quarters of a millimetre, which are two dots each. */
export const feedDots = (dots: number): number[] => [ESC, 0x4a, Math.min(Math.ceil(dots / 2), 255)];

/** ESC d 2/3: feeds to the knife and cuts. */
export const cut = (how: "full" | "partial"): number[] => [ESC, 0x64, how === "full" ? 2 : 3];

/** ESC BEL n1 n2, both in steps of 10 ms, sets 100 to 200 ms on and 500 ms off; BEL fires the first drawer, SUB the second. */
export const kickDrawer = (pin: 2 | 5, pulseMs = 100): number[] => [
  ESC,
  0x07,
  Math.round(Math.min(Math.max(pulseMs, 100), 200) / 10),
  0x32,
  pin === 2 ? 0x07 : 0x1a,
];

/** ESC ACK SOH: the whole status, at once and in every state; not inside another command. */
export const askStatus = (): number[] => [ESC, 0x06, 0x01];

/** ESC RS E 0, in turn: the counter of proofs is 0 again. */
export const resetProofs = (): number[] => [ESC, RS, 0x45, 0x00];

/** ETB, in turn: when everything before it is printed the counter goes up by one. */
export const countProofs = (times: number): number[] => Array<number>(times).fill(ETB);

/** ESC GS y: model 2, module size, level M, content, print. */
export function qrCode(content: Uint8Array, moduleDots: number): number[][] {
  return [
    [ESC, GS, 0x79, 0x53, 0x30, 0x02],
    [ESC, GS, 0x79, 0x53, 0x32, moduleDots],
    [ESC, GS, 0x79, 0x53, 0x31, 0x01],
    [ESC, GS, 0x79, 0x44, 0x31, 0x00, content.length & 0xff, content.length >> 8, ...content],
    [ESC, GS, 0x79, 0x50],
  ];
}
