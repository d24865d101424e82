import fc from "fast-check";
import { expect } from "vitest";
import type { Decoder, Heard } from "../../../hardware/frames/stream/frame-stream.ts";

/** Bytes of everything heard, in order: frames and noise together must be what was fed. */
export function bytesOf<F>(heard: readonly Heard<F>[]): number[] {
  return heard.flatMap((item) => (item.kind === "frame" ? [...item.bytes] : [item.byte]));
}

function hearIn<F>(decoder: Decoder<F>, chunks: readonly Uint8Array[]): Heard<F>[] {
  return [...chunks.flatMap((chunk) => decoder.hear(chunk)), ...decoder.silence()];
}

function shown<F>(heard: readonly Heard<F>[]): string {
  return heard.map((item) => (item.kind === "frame" ? `[${item.bytes}]` : `${item.byte}`)).join(" ");
}

function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const cuts = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...cuts, bytes.length].map((end, index) => bytes.slice(index === 0 ? 0 : cuts[index - 1], end));
}

/**
 * The three laws of every decoder here: the same is heard however the stream is cut; every byte is accounted for, once
 * and in order; and after a silence the next whole frame is always heard. `alphabet` makes random bytes likely to look
 * like frames.
 */
export function keepsTheLaws<F>(
  make: () => Decoder<F>,
  frames: readonly Uint8Array[],
  alphabet: readonly number[],
): void {
  const byte = fc.oneof(fc.constantFrom(...alphabet), fc.integer({ min: 0, max: 255 }));
  const piece = fc.oneof(
    fc.array(byte, { maxLength: 12 }).map((bytes) => Uint8Array.from(bytes)),
    fc.constantFrom(...frames),
    fc.tuple(fc.constantFrom(...frames), fc.nat({ max: 40 })).map(([frame, end]) => frame.slice(0, end)),
  );
  const stream = fc
    .array(piece, { maxLength: 6 })
    .map((pieces) => Uint8Array.from(pieces.flatMap((part) => [...part])));
  const cuts = fc.array(fc.nat({ max: 200 }), { maxLength: 8 });
  fc.assert(
    fc.property(stream, cuts, fc.constantFrom(...frames), (bytes, places, next) => {
      const decoder = make();
      const whole = hearIn(decoder, [bytes]);
      // Compared as text: ten thousand deep comparisons would take most of a minute.
      const accounted = `${bytesOf(whole)}` === `${bytes}`;
      const sameWhenCut = shown(hearIn(make(), cutAt(bytes, places))) === shown(whole);
      const [heard, ...more] = [...decoder.hear(next), ...decoder.silence()];
      const heardNext = heard?.kind === "frame" && `${heard.bytes}` === `${next}` && more.length === 0;
      if (accounted && sameWhenCut && heardNext) return;
      expect({ accounted, sameWhenCut, heardNext }).toEqual({
        accounted: true,
        sameWhenCut: true,
        heardNext: true,
      });
    }),
    { numRuns: 10_000 },
  );
}

export function hex(text: string): Uint8Array {
  return Uint8Array.from(text.trim().split(/\s+/), (byte) => Number.parseInt(byte, 16));
}
