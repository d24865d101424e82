import { BEGUN, FrameStream, NOISE, type Recognised } from "./frame-stream.ts";

/** Lines of printable ASCII, ended by a line feed, a carriage return or both; an empty line is no line. */
export function textLines(longest: number): FrameStream<string> {
  return new FrameStream(longest, recognise);
}

function recognise(held: Uint8Array): Recognised<string> {
  const end = held.findIndex((byte) => byte < 0x20 || byte > 0x7e);
  if (end === -1) return BEGUN;
  const [ending, after] = held.subarray(end);
  if (end === 0 || (ending !== 0x0d && ending !== 0x0a)) return NOISE;
  if (ending === 0x0d && after === undefined) return BEGUN;
  const frame = String.fromCharCode(...held.subarray(0, end));
  return { is: "whole", frame, length: ending === 0x0d && after === 0x0a ? end + 2 : end + 1 };
}
