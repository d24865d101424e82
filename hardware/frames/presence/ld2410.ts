import { BEGUN, FrameStream, NOISE, type Recognised } from "../stream/frame-stream.ts";

/**
 * HLK-LD2410 and its sisters at 256000 8N1. The radar reports about ten times a second by itself,
 * `F4 F3 F2 F1 length 02|01 AA … 55 00 F8 F7 F6 F5`, and answers orders, `FD FC FB FA length … 04 03 02 01`; words are
 * low byte first.
 */
export type RadarSaid =
  | {
      readonly said: "report";
      /** Somebody who moves, or one who stands still: each where the radar sees one, in centimetres. */
      readonly movingCm: number | undefined;
      readonly stillCm: number | undefined;
    }
  | { readonly said: "answer"; readonly order: number; readonly isDone: boolean };

const REPORT = { head: [0xf4, 0xf3, 0xf2, 0xf1], tail: [0xf8, 0xf7, 0xf6, 0xf5] } as const;
const ORDER = { head: [0xfd, 0xfc, 0xfb, 0xfa], tail: [0x04, 0x03, 0x02, 0x01] } as const;
/** Head, length, tail. */
const AROUND = 10;
const BODY_AT = 6;
/** The longest published body, an engineering report, has 35 bytes. */
const BODY_MAX = 64;
/** Plain and engineering report; both begin with the same eight bytes of what is seen. */
const REPORT_KINDS: readonly number[] = [0x01, 0x02];
const REPORT_LEAST = 13;
const ANSWER_LEAST = 4;

export function radarFrames(): FrameStream<RadarSaid> {
  return new FrameStream(AROUND + BODY_MAX, recognise);
}

function recognise(held: Uint8Array): Recognised<RadarSaid> {
  const kind = [REPORT, ORDER].find(({ head }) => startsWith(held, head));
  if (kind === undefined) return NOISE;
  const [low, high] = held.subarray(4, BODY_AT);
  if (low === undefined || high === undefined) return BEGUN;
  const bodyLength = low + high * 256;
  if (bodyLength > BODY_MAX) return NOISE;
  const length = AROUND + bodyLength;
  if (held.length < length) return BEGUN;
  const body = held.subarray(BODY_AT, BODY_AT + bodyLength);
  const frame = startsWith(held.subarray(BODY_AT + bodyLength), kind.tail) ? read(kind, body) : undefined;
  return frame === undefined ? NOISE : { is: "whole", frame, length };
}

function startsWith(held: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.slice(0, held.length).every((byte, at) => held[at] === byte);
}

function read(kind: typeof REPORT | typeof ORDER, body: Uint8Array): RadarSaid | undefined {
  return kind === REPORT ? readReport(body) : readAnswer(body);
}

/** 02 AA, state, moving cm, energy, still cm, energy, cm of what was seen first, … 55 00. State: 0 nobody, bit 0 moving, bit 1 still. */
function readReport(body: Uint8Array): RadarSaid | undefined {
  const [kind = 0, mark, state = 0, movingLow = 0, movingHigh = 0, , stillLow = 0, stillHigh = 0] = body;
  if (body.length < REPORT_LEAST || !REPORT_KINDS.includes(kind) || mark !== 0xaa || body.at(-2) !== 0x55)
    return undefined;
  return {
    said: "report",
    movingCm: (state & 1) === 0 ? undefined : movingLow + movingHigh * 256,
    stillCm: (state & 2) === 0 ? undefined : stillLow + stillHigh * 256,
  };
}

/** The order with 01 behind it, then 00 00 for "done". */
function readAnswer(body: Uint8Array): RadarSaid | undefined {
  const [order = 0, mark, low, high] = body;
  if (body.length < ANSWER_LEAST || mark !== 0x01) return undefined;
  return { said: "answer", order, isDone: low === 0 && high === 0 };
}

/** The nearer of the two it sees; undefined when it sees nobody. */
export function nearestCm({ movingCm, stillCm }: Extract<RadarSaid, { said: "report" }>): number | undefined {
  return movingCm === undefined || stillCm === undefined ? (movingCm ?? stillCm) : Math.min(movingCm, stillCm);
}

/** Orders are heard between this and `endRadarOrders`; meanwhile the radar reports nothing. */
export const beginRadarOrders = (): Uint8Array => radarOrder(0xff, [0x01, 0x00]);

export const endRadarOrders = (): Uint8Array => radarOrder(0xfe, []);

/**
 * 0060: how far the radar looks, in gates of 75 cm (2 to 8) for what moves and for what stands still, and after how many
 * seconds it says that nobody is there. Keeps it from seeing through the cabinet's other side and the next wall.
 */
export function limitRadar(gates: number, goneAfterS: number): Uint8Array {
  const words = [0, gates, 1, gates, 2, goneAfterS];
  return radarOrder(
    0x60,
    words.flatMap((value, at) => [value & 0xff, value >> 8, ...(at % 2 === 1 ? [0x00, 0x00] : [])]),
  );
}

export function radarOrder(order: number, value: readonly number[]): Uint8Array {
  return framed(ORDER, [order, 0x00, ...value]);
}

/** As the radar answers. */
export function encodeRadarAnswer(order: number, isDone: boolean, more: readonly number[] = []): Uint8Array {
  return framed(ORDER, [order, 0x01, isDone ? 0x00 : 0x01, 0x00, ...more]);
}

/** As the radar reports. */
export function encodeRadarReport(movingCm: number | undefined, stillCm: number | undefined): Uint8Array {
  const state = (movingCm === undefined ? 0 : 1) + (stillCm === undefined ? 0 : 2);
  const [moving, still] = [movingCm ?? 0, stillCm ?? 0];
  const first = movingCm ?? stillCm ?? 0;
  const seen = [state, ...word(moving), movingCm === undefined ? 0 : 60, ...word(still)];
  return framed(REPORT, [0x02, 0xaa, ...seen, stillCm === undefined ? 0 : 60, ...word(first), 0x55, 0x00]);
}

function framed({ head, tail }: typeof REPORT | typeof ORDER, body: readonly number[]): Uint8Array {
  return Uint8Array.from([...head, ...word(body.length), ...body, ...tail]);
}

function word(value: number): [number, number] {
  return [value & 0xff, (value >> 8) & 0xff];
}
