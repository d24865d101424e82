import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printerProfile } from "../../../../hardware/drivers/escpos/profiles.ts";
import { qrModules } from "../../../../hardware/drivers/escpos/qr-modules.ts";
import { encodeSlip } from "../../../../hardware/frames/escpos/slip-encoder.ts";
import { languageOf } from "../../../../hardware/frames/printer-languages.ts";
import * as command from "../../../../hardware/frames/star/commands.ts";
import { columnBands } from "../../../../hardware/frames/star/pictures.ts";
import { type StarHeard, StarReplyDecoder, starBytesOf } from "../../../../hardware/frames/star/reply-decoder.ts";
import { readStarStatus } from "../../../../hardware/frames/star/status.ts";
import { SOUND, starStatus } from "../../../../simulator/devices/printer/condition.ts";

const RUNS = 10_000;
const hex = (bytes: ArrayLike<number>): string =>
  Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ");

const STAR = printerProfile("star-line-80");
if (STAR === undefined) throw new Error("the profile is gone");

describe("Star's published bytes", () => {
  test.each([
    ["initialise", command.initialise(), "1B 40"],
    ["code page 4", command.selectCodePage(4), "1B 1D 74 04"],
    ["plain ASCII", command.plainAsciiSet(), "1B 52 00"],
    ["large font", command.largeFont(), "1B 1E 46 00"],
    ["no status by itself", command.silentStatus(), "1B 1E 61 00"],
    ["left", command.align("left"), "1B 1D 61 00"],
    ["centre", command.align("centre"), "1B 1D 61 01"],
    ["right", command.align("right"), "1B 1D 61 02"],
    ["bold on", command.bold(true), "1B 45"],
    ["bold off", command.bold(false), "1B 46"],
    ["double size", command.letterSize(2), "1B 69 01 01"],
    ["normal size", command.letterSize(1), "1B 69 00 00"],
    ["516 dots from the left", command.moveTo(516), "1B 1D 41 04 02"],
    ["feed 3 lines", command.feedLines(3), "1B 61 03"],
    ["feed no more than a command can say", command.feedLines(200), "1B 61 7F"],
    ["feed 33 dots", command.feedDots(33), "1B 4A 11"],
    ["full cut", command.cut("full"), "1B 64 02"],
    ["partial cut", command.cut("partial"), "1B 64 03"],
    ["first drawer", command.kickDrawer(2), "1B 07 0A 32 07"],
    ["second drawer", command.kickDrawer(5), "1B 07 0A 32 1A"],
    ["status", command.askStatus(), "1B 06 01"],
    ["proofs from 0", command.resetProofs(), "1B 1E 45 00"],
    ["three proofs", command.countProofs(3), "17 17 17"],
  ])("%s", (_name, bytes, published) => {
    expect(hex(bytes)).toBe(published);
  });

  test("a QR code: model 2, module size, level M, content, print", () => {
    expect(command.qrCode(new TextEncoder().encode("HI"), 6).map(hex)).toEqual([
      "1B 1D 79 53 30 02",
      "1B 1D 79 53 32 06",
      "1B 1D 79 53 31 01",
      "1B 1D 79 44 31 00 02 00 48 49",
      "1B 1D 79 50",
    ]);
  });
});

describe("a picture in columns", () => {
  test("is sent in bands of 24 rows, each with its line feed, between close and usual line spacing", () => {
    // Nine dots by 25 rows: the first column black, and the last dot of the second band.
    const rows = new Uint8Array(2 * 25);
    for (let row = 0; row < 25; row++) rows[row * 2] = 0x80;
    rows[2 * 24 + 1] = 0x80;
    const bands = columnBands({ widthDots: 9, heightDots: 25, rows }).map(hex);
    expect(bands[0]).toBe("1B 30");
    expect(bands[1]).toBe(`1B 58 09 00 FF FF FF ${"00 ".repeat(24)}0A`);
    expect(bands[2]).toBe(`1B 58 09 00 80 00 00 ${"00 ".repeat(21)}80 00 00 0A`);
    expect(bands[3]).toBe("1B 7A 01");
  });

  test("never holds a question for the status", () => {
    // One column whose 24 rows are the bytes 1B 06 01.
    const rows = new Uint8Array(24);
    for (const [at, byte] of [0x1b, 0x06, 0x01].entries())
      for (let bit = 0; bit < 8; bit++) rows[at * 8 + bit] = (byte & (0x80 >> bit)) === 0 ? 0 : 0x80;
    const [, band] = columnBands({ widthDots: 1, heightDots: 24, rows });
    expect(hex(band ?? [])).toBe("1B 58 01 00 5B 06 01 0A");
  });
});

describe("a slip in Star Line mode", () => {
  const said = (parts: Parameters<typeof encodeSlip>[0]["parts"]): string[] =>
    encodeSlip({ id: "1", parts }, STAR, qrModules)
      .commands.slice(1)
      .map((one) => hex(one.bytes));

  test("begins by putting the printer into a known state", () => {
    expect(hex(languageOf(STAR).preamble(STAR))).toBe("1B 40 1B 1E 61 00 1B 1E 46 00 1B 1D 74 04 1B 52 00");
  });

  test("says bold, size, sides and cut in Star's words", () => {
    expect(
      said([
        { part: "text", text: "æ", align: "centre", bold: true, size: 2 },
        { part: "row", left: "A", right: "1" },
        { part: "feed", lines: 2 },
        { part: "cut" },
      ]),
    ).toEqual([
      "1B 1D 61 01",
      "1B 45",
      "1B 69 01 01",
      "91 0A",
      "1B 1D 61 00",
      "1B 46",
      "1B 69 00 00",
      "41 1B 1D 41 34 02 31 0A",
      "1B 61 02",
      "1B 64 03",
    ]);
  });

  test("draws a code of its own where the content could be a command", () => {
    expect(said([{ part: "qr", content: "a\u001bb" }]).some((one) => one.startsWith("1B 58"))).toBe(true);
    expect(said([{ part: "qr", content: "ab" }]).some((one) => one.startsWith("1B 1D 79 44"))).toBe(true);
  });
});

describe("a Star printer's status", () => {
  test.each([
    ["nothing wrong", {}, {}],
    ["cover", { coverOpen: true }, { coverOpen: true, offline: true }],
    ["near end", { paper: "near-end" }, { paper: "near-end" }],
    ["no paper", { paper: "out" }, { paper: "out", offline: true }],
    ["knife", { fault: "cutter" }, { cutterStuck: true, offline: true }],
    ["broken", { fault: "unrecoverable" }, { unrecoverableFault: true, offline: true }],
    ["hot", { fault: "head-hot" }, { selfClearingFault: true, offline: true }],
    ["drawer", { drawerOpen: true }, { drawerSwitchHigh: true }],
  ] as const)("tells: %s", (_what, body, told) => {
    expect(readStarStatus(Uint8Array.from(starStatus({ ...SOUND, ...body }, 0)))).toMatchObject(told);
  });

  test("counts proofs in five bits that do not lie side by side", () => {
    for (let proofs = 0; proofs < 32; proofs++)
      expect(readStarStatus(Uint8Array.from(starStatus(SOUND, proofs))).proofs).toBe(proofs);
  });

  test("of a mechanical fault is one a person can clear; of a short status no proofs are known", () => {
    expect(readStarStatus(Uint8Array.of(0x0f, 0, 0x08, 0x04, 0, 0, 0))).toMatchObject({
      recoverableFault: true,
      proofs: undefined,
    });
    expect(readStarStatus(Uint8Array.of(0x0f, 0)).paper).toBe("enough");
  });
});

describe("a Star printer's answers", () => {
  const statuses = [
    Uint8Array.from(starStatus(SOUND, 3)),
    Uint8Array.from(starStatus({ ...SOUND, coverOpen: true, paper: "out" }, 31)),
    Uint8Array.of(0x0f, 0x00, 0x08, 0x00, 0x00, 0x00, 0x00),
  ];
  const byte = fc.oneof(
    fc.constantFrom(0x0f, 0x21, 0x23, 0x00, 0x08, 0x11, 0x13),
    fc.integer({ min: 0, max: 255 }),
  );
  const piece = fc.oneof(
    fc.array(byte, { maxLength: 12 }),
    fc.constantFrom(...statuses).map((one) => [...one]),
    fc.tuple(fc.constantFrom(...statuses), fc.nat({ max: 9 })).map(([one, end]) => [...one.slice(0, end)]),
  );
  const stream = fc.array(piece, { maxLength: 6 }).map((pieces) => Uint8Array.from(pieces.flat()));
  const isFlow = (one: number): boolean => one === 0x11 || one === 0x13;
  const hearAll = (bytes: Uint8Array): StarHeard[] => {
    const decoder = new StarReplyDecoder();
    return [...decoder.hear(bytes), ...decoder.silence()];
  };

  test("come out the same however the line cuts the stream, every byte once and in order", () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat({ max: 9 }), { maxLength: 40 }), (whole, cuts) => {
        const decoder = new StarReplyDecoder();
        const heard: StarHeard[] = [];
        let at = 0;
        for (const length of cuts) {
          heard.push(...decoder.hear(whole.subarray(at, at + length)));
          at = Math.min(whole.length, at + length);
        }
        heard.push(...decoder.hear(whole.subarray(at)), ...decoder.silence());
        const all = hearAll(whole);
        const out = all.flatMap(starBytesOf);
        const same = JSON.stringify(heard) === JSON.stringify(all);
        const accounted =
          `${out.filter((one) => !isFlow(one))}` === `${[...whole].filter((one) => !isFlow(one))}` &&
          `${out.filter(isFlow)}` === `${[...whole].filter(isFlow)}`;
        expect({ same, accounted }).toEqual({ same: true, accounted: true });
      }),
      { numRuns: RUNS },
    );
  });

  test("are heard again after any rubbish and a silence, and never more than one is held", () => {
    fc.assert(
      fc.property(stream, fc.constantFrom(...statuses), (rubbish, status) => {
        const decoder = new StarReplyDecoder();
        decoder.hear(rubbish);
        expect(decoder.heldBytes).toBeLessThan(15);
        decoder.silence();
        expect(decoder.heldBytes).toBe(0);
        expect(decoder.hear(status)).toEqual([{ kind: "star-status", bytes: status }]);
      }),
      { numRuns: 2_000 },
    );
  });
});
