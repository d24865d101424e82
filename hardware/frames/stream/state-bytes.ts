import { BEGUN, NOISE, type Recognised } from "./frame-stream.ts";

/** One byte for each relay, 01 on and 00 off: how several simple boards tell their states, without a checksum. */
export function recogniseStates(held: Uint8Array, channels: number): Recognised<readonly boolean[]> {
  const states = held.subarray(0, channels);
  if (!states.every((byte) => byte === 0 || byte === 1)) return NOISE;
  if (states.length < channels) return BEGUN;
  return { is: "whole", frame: Array.from(states, (byte) => byte === 1), length: channels };
}
