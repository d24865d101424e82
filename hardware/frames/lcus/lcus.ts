import { BEGUN, FrameStream, NOISE, type Recognised } from "../stream/frame-stream.ts";
import { recogniseStates } from "../stream/state-bytes.ts";

/**
 * LC Tech and LCUS USB relay boards: `A0 channel state sum`, sum being the low byte of the sum of the three before it.
 * The question for the states is one byte. Replies have no checksum.
 */
export function lcusSwitch(channel: number, on: boolean): Uint8Array {
  const state = on ? 1 : 0;
  return Uint8Array.of(0xa0, channel, state, (0xa0 + channel + state) & 0xff);
}

export const LCUS_ASK_STATES = Uint8Array.of(0xff);

/** What a board says of its relays: all at once in bytes, or one text line each, by firmware. */
export type LcusStates =
  | { readonly says: "all"; readonly on: readonly boolean[] }
  | { readonly says: "one"; readonly channel: number; readonly on: boolean };

const LONGEST_LINE = 16;

export function lcusReplies(channels: number): FrameStream<LcusStates> {
  return new FrameStream(Math.max(channels, LONGEST_LINE), (held) =>
    held[0] === C ? recogniseLine(held) : recogniseBytes(held, channels),
  );
}

const C = 0x43;

function recogniseBytes(held: Uint8Array, channels: number): Recognised<LcusStates> {
  const states = recogniseStates(held, channels);
  return states.is === "whole" ? { ...states, frame: { says: "all", on: states.frame } } : states;
}

/** "CH1: ON" and a line end; the text form was seen in one source only, so case and spaces are taken as they come. */
function recogniseLine(held: Uint8Array): Recognised<LcusStates> {
  const end = held.indexOf(0x0a);
  if (end === -1) return BEGUN;
  const line = String.fromCharCode(...held.subarray(0, end));
  const [, channel, state] = /^CH(\d{1,2}): ?(ON|OFF) *\r?$/i.exec(line) ?? [];
  if (channel === undefined || state === undefined) return NOISE;
  const frame: LcusStates = { says: "one", channel: Number(channel), on: state.toUpperCase() === "ON" };
  return { is: "whole", frame, length: end + 1 };
}
