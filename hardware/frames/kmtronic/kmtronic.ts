import { BEGUN, FrameStream, NOISE, type Recognised } from "../stream/frame-stream.ts";
import { recogniseStates } from "../stream/state-bytes.ts";

/** KMTronic USB and RS-232 relay boards: `FF channel state`, without checksum or acknowledgement. */
export function kmtronicSwitch(channel: number, on: boolean): Uint8Array {
  return Uint8Array.of(0xff, channel, on ? 1 : 0);
}

/** Boards with four to eight channels tell all states at once, one byte each. */
export const KMTRONIC_ASK_ALL = Uint8Array.of(0xff, 0x09, 0x00);

/** Boards with one or two channels are asked channel by channel and answer `FF channel state`. */
export function kmtronicAskOne(channel: number): Uint8Array {
  return Uint8Array.of(0xff, channel, 0x03);
}

export function kmtronicAll(channels: number): FrameStream<readonly boolean[]> {
  return new FrameStream(channels, (held) => recogniseStates(held, channels));
}

export function kmtronicOne(channel: number): FrameStream<boolean> {
  return new FrameStream(3, (held) => recogniseOne(held, channel));
}

function recogniseOne(held: Uint8Array, channel: number): Recognised<boolean> {
  const [lead, named, state] = held;
  if (lead !== 0xff) return NOISE;
  if (named === undefined) return BEGUN;
  if (named !== channel) return NOISE;
  if (state === undefined) return BEGUN;
  return state > 1 ? NOISE : { is: "whole", frame: state === 1, length: 3 };
}
