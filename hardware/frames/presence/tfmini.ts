import { BEGUN, FrameStream, NOISE, type Recognised } from "../stream/frame-stream.ts";

/**
 * Benewake TFmini, TFmini-S, TFmini Plus and TF-Luna at 115200 8N1: nine bytes, by themselves, a hundred times a second
 * until they are asked for less. 59 59, distance in cm, strength of the echo, temperature, low byte of the sum; words are
 * low byte first.
 */
export interface TofReading {
  /** Centimetres; undefined where the echo is too weak or too strong to be believed. */
  readonly distanceCm: number | undefined;
}

const HEAD = 0x59;
const LENGTH = 9;
/** A weaker echo is none; FFFF says that the receiver was blinded. */
const STRENGTH_LEAST = 100;
const STRENGTH_BLINDED = 0xffff;

export function tofReadings(): FrameStream<TofReading> {
  return new FrameStream(LENGTH, recognise);
}

function recognise(held: Uint8Array): Recognised<TofReading> {
  if (!held.subarray(0, 2).every((byte) => byte === HEAD)) return NOISE;
  if (held.length < LENGTH) return BEGUN;
  const [, , distanceLow = 0, distanceHigh = 0, strengthLow = 0, strengthHigh = 0] = held;
  if (held[LENGTH - 1] !== lowSum(held.subarray(0, LENGTH - 1))) return NOISE;
  const strength = strengthLow + strengthHigh * 256;
  const distance = distanceLow + distanceHigh * 256;
  const isBelieved = strength >= STRENGTH_LEAST && strength !== STRENGTH_BLINDED && distance > 0;
  return { is: "whole", frame: { distanceCm: isBelieved ? distance : undefined }, length: LENGTH };
}

/** A reading as the sensor sends it. */
export function encodeTofReading(distanceCm: number, strength: number): Uint8Array {
  const words = [distanceCm, strength, 0x0960].flatMap((word) => [word & 0xff, (word >> 8) & 0xff]);
  const frame = [HEAD, HEAD, ...words];
  return Uint8Array.from([...frame, lowSum(frame)]);
}

/** 5A 06 03, readings a second, sum: asks for so many. 10 gives the maker's published `5A 06 03 0A 00 6D`. */
export function askForTofRate(readingsASecond: number): Uint8Array {
  const order = [0x5a, 0x06, 0x03, readingsASecond & 0xff, readingsASecond >> 8];
  return Uint8Array.from([...order, lowSum(order)]);
}

function lowSum(bytes: Iterable<number>): number {
  let sum = 0;
  for (const byte of bytes) sum = (sum + byte) & 0xff;
  return sum;
}
