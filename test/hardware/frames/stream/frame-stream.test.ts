import { expect, test } from "vitest";
import { BEGUN, FrameStream, NOISE } from "../../../../hardware/frames/stream/frame-stream.ts";

/** 02 and two more bytes; 03 begins a frame that never ends. */
const sample = () =>
  new FrameStream(4, (held) => {
    if (held[0] === 3) return BEGUN;
    if (held[0] !== 2) return NOISE;
    return held.length < 3 ? BEGUN : { is: "whole", frame: "three", length: 3 };
  });

test("bytes that belong to no frame come out one by one as noise", () => {
  expect(sample().hear(Uint8Array.of(9, 8))).toEqual([
    { kind: "noise", byte: 9 },
    { kind: "noise", byte: 8 },
  ]);
});

test("a frame that claims to be longer than allowed is given up byte by byte, and one inside it is heard", () => {
  expect(sample().hear(Uint8Array.of(3, 2, 7, 7))).toEqual([
    { kind: "noise", byte: 3 },
    { kind: "frame", frame: "three", bytes: Uint8Array.of(2, 7, 7) },
  ]);
});

test("silence gives up what is half said and looks at the rest again", () => {
  const stream = sample();
  expect(stream.hear(Uint8Array.of(3, 3, 2))).toEqual([]);
  expect(stream.silence().map((item) => item.kind)).toEqual(["noise", "noise", "noise"]);
  expect(stream.hear(Uint8Array.of(2, 1, 1))).toHaveLength(1);
});
