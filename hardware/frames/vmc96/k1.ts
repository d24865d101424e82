import { BEGUN, FrameStream, NOISE, type Recognised } from "../stream/frame-stream.ts";

/**
 * "K1", the language of MoneyFlex VMC96 vending machine controllers, 19200 8N1: `35 controller length body… xor`, the
 * length counting the whole frame and the xor covering all before it. A question's body is its command and arguments;
 * an answer's is either one byte, 00 for yes and anything else for no, or the command and data. Nothing numbers the
 * answers, so only one question may be open. Known from the maker's published interface library; the light curtain's
 * polarity and the order of rows and columns are unverified on metal.
 */
export interface K1Frame {
  readonly controller: number;
  readonly body: Uint8Array;
}

export const K1_MOTORS = 0x30;
export const K1 = { ping: 0x00, status: 0x10, scan: 0x11, stopAll: 0x12, run: 0x13, curtain: 0x15 } as const;
export const K1_YES = 0x00;

/** The matrix of motors, and how many of the curtain's past samples one answer carries. */
export const VMC96_ROWS = 12;
export const VMC96_COLUMNS = 8;
export const CURTAIN_SAMPLES = 32;
/** Each sample stands for 40 ms: what one answer looks back on. */
export const CURTAIN_LOOKS_BACK_MS = CURTAIN_SAMPLES * 40;

const LEAD = 0x35;
const LENGTH_LEAST = 5;
const LENGTH_MOST = 64;

export function encodeK1(frame: K1Frame): Uint8Array {
  const covered = Uint8Array.of(LEAD, frame.controller, frame.body.length + 4, ...frame.body);
  return Uint8Array.of(...covered, xorOf(covered));
}

export function askMotors(command: number, ...rest: readonly number[]): Uint8Array {
  return encodeK1({ controller: K1_MOTORS, body: Uint8Array.of(command, ...rest) });
}

export function k1Frames(): FrameStream<K1Frame> {
  return new FrameStream(LENGTH_MOST, recognise);
}

function recognise(held: Uint8Array): Recognised<K1Frame> {
  const [lead, controller, length] = held;
  if (lead !== LEAD) return NOISE;
  if (controller === undefined || length === undefined) return BEGUN;
  if (length < LENGTH_LEAST || length > LENGTH_MOST) return NOISE;
  if (held.length < length) return BEGUN;
  if (xorOf(held.subarray(0, length)) !== 0) return NOISE;
  return { is: "whole", frame: { controller, body: held.slice(3, length - 1) }, length };
}

function xorOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum ^ byte, 0);
}

/** A channel, from 1, counts the motors row by row; the controller names them by row and column, a half byte each. */
export function motorOf(channel: number): number {
  const at = channel - 1;
  return ((Math.floor(at / VMC96_COLUMNS) + 1) << 4) | ((at % VMC96_COLUMNS) + 1);
}

/** Undefined for a half byte that names no row or column of the matrix. */
export function channelOf(motor: number): number | undefined {
  const row = motor >>> 4;
  const column = motor & 0x0f;
  if (row < 1 || row > VMC96_ROWS || column < 1 || column > VMC96_COLUMNS) return undefined;
  return (row - 1) * VMC96_COLUMNS + column;
}

/** Motors that draw current now, by channel; undefined for a body that is no status. */
export function readRunning(body: Uint8Array): ReadonlySet<number> | undefined {
  if (body.length < 2 || body[0] !== K1.status) return undefined;
  const channels = [...body.slice(2)].map(channelOf);
  if (channels.some((channel) => channel === undefined)) return undefined;
  return new Set(channels.filter((channel) => channel !== undefined));
}

/** Motors that are fitted, by channel; only whole rows that the answer speaks of are in `rows`. */
export function readScan(
  body: Uint8Array,
): { readonly fitted: ReadonlySet<number>; readonly rows: number } | undefined {
  if (body.length < 3 || body[0] !== K1.scan) return undefined;
  const rows = body.slice(2, 2 + VMC96_ROWS);
  const fitted = new Set<number>();
  rows.forEach((bits, row) => {
    for (let column = 0; column < VMC96_COLUMNS; column++) {
      if (((bits >>> column) & 1) === 1) fitted.add(row * VMC96_COLUMNS + column + 1);
    }
  });
  return { fitted, rows: rows.length };
}

/** How many of the curtain's samples saw something; their order is never relied upon. */
export function readCurtain(body: Uint8Array): number | undefined {
  if (body.length !== 1 + CURTAIN_SAMPLES / 8 || body[0] !== K1.curtain) return undefined;
  let seen = 0;
  for (const bits of body.slice(1)) for (let bit = 0; bit < 8; bit++) seen += (bits >>> bit) & 1;
  return seen;
}
