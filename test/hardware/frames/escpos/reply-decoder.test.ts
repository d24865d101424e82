import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesOf, type Heard, ReplyDecoder } from "../../../../hardware/frames/escpos/reply-decoder.ts";

const RUNS = 10_000;
const bytes = (...list: number[]): Uint8Array => Uint8Array.from(list);
const hearAll = (stream: Uint8Array): Heard[] => {
  const decoder = new ReplyDecoder();
  return [...decoder.hear(stream), ...decoder.silence()];
};

/** Whole answers, as printers send them. */
const answer = fc.oneof(
  fc.constantFrom(0x12, 0x16, 0x1a, 0x32, 0x72, 0x7e).map((byte) => [byte]),
  fc.constantFrom([0x10, 0, 0, 0x0f], [0x18, 0, 0x0f, 0], [0x38, 0, 3, 0], [0x14, 8, 0, 0]),
  fc.constantFrom(0x00, 0x03, 0x0f).map((byte) => [byte]),
  fc
    .tuple(
      fc.constantFrom(0x35, 0x37, 0x3b, 0x3d, 0x5f),
      fc.array(fc.integer({ min: 0x20, max: 0x7e }), { maxLength: 80 }),
    )
    .map(([lead, body]) => [lead, ...body, 0]),
);
const stream = fc
  .array(
    fc.oneof(
      answer,
      fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 6 }),
      answer.map((whole) => whole.slice(0, -1)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => Uint8Array.from(parts.flat()));

describe("the answers of a printer", () => {
  test("are told apart by their fixed bits", () => {
    const heard = hearAll(
      bytes(0x12, 0x18, 0x00, 0x0c, 0x0f, 0x00, 0x11, 0x13, 0x37, 0x22, 0x30, 0x30, 0x30, 0x31, 0x00, 0xff),
    );
    expect(heard).toEqual([
      { kind: "status", byte: 0x12 },
      { kind: "pushed", bytes: [0x18, 0x00, 0x0c, 0x0f] },
      { kind: "in-turn", byte: 0x00 },
      { kind: "flow", go: true },
      { kind: "flow", go: false },
      { kind: "block", lead: 0x37, body: bytes(0x22, 0x30, 0x30, 0x30, 0x31) },
      { kind: "noise", byte: 0xff },
    ]);
  });

  test("are heard whole although XOFF interrupts them", () => {
    expect(hearAll(bytes(0x10, 0x13, 0x00, 0x00, 0x11, 0x0f))).toEqual([
      { kind: "flow", go: false },
      { kind: "flow", go: true },
      { kind: "pushed", bytes: [0x10, 0x00, 0x00, 0x0f] },
    ]);
  });

  test("are found behind a broken pushed status", () => {
    expect(hearAll(bytes(0x10, 0x00, 0x12)).map((heard) => heard.kind)).toEqual(["noise", "in-turn", "status"]);
  });

  test("are found behind a block that never ended", () => {
    const heard = hearAll(bytes(0x5f, 0x41, 0x10, 0x00, 0x00, 0x00));
    expect(heard.at(-1)).toEqual({ kind: "pushed", bytes: [0x10, 0x00, 0x00, 0x00] });
    expect(heard[0]).toEqual({ kind: "noise", byte: 0x5f });
  });

  test("come out the same however the line cuts the stream", () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat({ max: 9 }), { maxLength: 40 }), (whole, cuts) => {
        const decoder = new ReplyDecoder();
        const heard: Heard[] = [];
        let at = 0;
        for (const length of cuts) {
          heard.push(...decoder.hear(whole.subarray(at, at + length)));
          at = Math.min(whole.length, at + length);
        }
        heard.push(...decoder.hear(whole.subarray(at)), ...decoder.silence());
        expect(heard).toEqual(hearAll(whole));
      }),
      { numRuns: RUNS },
    );
  });

  test("and the noise between them are all the bytes that came, each once and in order", () => {
    const isFlow = (byte: number): boolean => byte === 0x11 || byte === 0x13;
    fc.assert(
      fc.property(stream, (whole) => {
        const out = hearAll(whole).flatMap(bytesOf);
        expect(out.filter((byte) => !isFlow(byte))).toEqual([...whole].filter((byte) => !isFlow(byte)));
        expect(out.filter(isFlow)).toEqual([...whole].filter(isFlow));
      }),
      { numRuns: RUNS },
    );
  });

  test("are heard again after any rubbish and a silence", () => {
    fc.assert(
      fc.property(stream, answer, (rubbish, whole) => {
        const decoder = new ReplyDecoder();
        decoder.hear(rubbish);
        decoder.silence();
        const heard = decoder.hear(Uint8Array.from(whole));
        expect(heard).toHaveLength(1);
        expect(heard[0]?.kind).not.toBe("noise");
        expect(heard.flatMap(bytesOf)).toEqual(whole);
      }),
      { numRuns: RUNS },
    );
  });

  test("never make the decoder hold more than one block", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0x37, 0x5f, 0x41, 0x7e), { minLength: 120, maxLength: 400 }),
        (whole) => {
          const decoder = new ReplyDecoder();
          for (const byte of whole) {
            decoder.hear(bytes(byte));
            expect(decoder.heldBytes).toBeLessThan(96);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
