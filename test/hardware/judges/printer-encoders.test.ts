import Encoder from "@point-of-sale/receipt-printer-encoder";
import receiptline from "receiptline";
import { describe, expect, test } from "vitest";
import * as command from "../../../hardware/frames/escpos/commands.ts";
import { rasterBands } from "../../../hardware/frames/escpos/raster.ts";
import * as star from "../../../hardware/frames/star/commands.ts";
import { columnBands } from "../../../hardware/frames/star/pictures.ts";

const hexOf = (bytes: ArrayLike<number>): string => Buffer.from(Array.from(bytes)).toString("hex");

type Foreign = (encoder: Encoder) => Encoder;

/** What the one encoder says; it ends lines with LF CR, and begins a text with its code page. */
const pos = (act: Foreign): string =>
  hexOf(
    act(new Encoder({ language: "esc-pos", columns: 48, codepageMapping: "epson", imageMode: "raster" })).encode(),
  );

/** What the other says for a document in its own markup. */
const line = (document: string, cpl = 48): string =>
  Buffer.from(
    receiptline.transform(document, { command: "escpos", cpl, encoding: "cp858", cutting: true, spacing: true }),
    "binary",
  ).toString("hex");

/** Sixteen dots by eight, every third white. */
const PICTURE = { width: 16, height: 8, isBlack: (dot: number): boolean => dot % 3 !== 0 };

describe("receipt-printer-encoder says the same for", () => {
  const content = "https://example.com/r/7f3a";
  const qr = command.qrCode(new TextEncoder().encode(content), 6).flat();
  const image = new Uint8ClampedArray(PICTURE.width * PICTURE.height * 4).map((_, at) =>
    at % 4 === 3 || !PICTURE.isBlack(at >> 2) ? 255 : 0,
  );
  const rows = new Uint8Array((PICTURE.width * PICTURE.height) / 8);
  for (let dot = 0; dot < PICTURE.width * PICTURE.height; dot++)
    if (PICTURE.isBlack(dot)) rows[dot >> 3] = (rows[dot >> 3] ?? 0) | (0x80 >> (dot & 7));
  const bands = rasterBands({ widthDots: PICTURE.width, heightDots: PICTURE.height, rows });

  const same: readonly [what: string, ours: ArrayLike<number>, act: Foreign][] = [
    [
      "a reset that leaves two-byte letters",
      [...command.initialise(), ...command.leaveTwoByteLetters()],
      (e) => e.initialize(),
    ],
    ["bold on", command.bold(true), (e) => e.bold(true).text("A").bold(false).newline()],
    ["bold off", command.bold(false), (e) => e.bold(true).text("A").bold(false).newline()],
    ["double size", command.letterSize(2), (e) => e.size(2, 2).text("A").newline()],
    ["normal size", command.letterSize(1), (e) => e.size(2, 2).text("A").size(1, 1).text("B").newline()],
    ["Epson's page of cp858", command.selectCodePage(19), (e) => e.codepage("cp858").text("æ").newline()],
    [
      "Epson's page of windows1252",
      command.selectCodePage(16),
      (e) => e.codepage("windows1252").text("æ").newline(),
    ],
    ["centring", command.align("centre"), (e) => e.align("center").qrcode(content)],
    ["back to the left", command.align("left"), (e) => e.align("center").qrcode(content)],
    ["a QR code", qr, (e) => e.qrcode(content, { model: 2, size: 6, errorlevel: "m" })],
    ["a barcode", command.barcodeEan13("7038010009457"), (e) => e.barcode("7038010009457", "ean13", 60)],
    ["the drawer on pin 2", command.kickDrawer(2), (e) => e.pulse(0, 100, 500)],
    ["the drawer on pin 5", command.kickDrawer(5), (e) => e.pulse(1, 100, 500)],
    [
      "an image",
      bands.flatMap((band) => [...band]),
      (e) =>
        e.image({ width: 16, height: 8, data: image, colorSpace: "srgb" } as ImageData, 16, 8, "threshold", 128),
    ],
  ];

  test.each(same)("%s", (_what, ours, act) => {
    expect(pos(act)).toContain(hexOf(ours));
  });

  test("nothing when a letter is another one: the comparison can fail", () => {
    expect(pos((e) => e.codepage("cp858").text("æ").newline())).not.toContain(hexOf(command.selectCodePage(16)));
  });
});

describe("in Star Line mode receipt-printer-encoder says the same for", () => {
  const content = "https://example.com/r/7f3a";
  const starOf = (act: Foreign): string =>
    hexOf(act(new Encoder({ language: "star-line", columns: 48, codepageMapping: "star" })).encode());
  const dots = new Uint8ClampedArray(16 * 24 * 4).map((_, at) => (at % 4 === 3 || (at >> 2) % 3 === 0 ? 255 : 0));
  const rows = new Uint8Array(48);
  for (let dot = 0; dot < 16 * 24; dot++)
    if (dot % 3 !== 0) rows[dot >> 3] = (rows[dot >> 3] ?? 0) | (0x80 >> (dot & 7));
  // Theirs ends lines with LF CR; the band itself is what is compared.
  const [, band] = columnBands({ widthDots: 16, heightDots: 24, rows });

  const same: readonly [what: string, ours: ArrayLike<number>, act: Foreign][] = [
    ["a reset", star.initialise(), (e) => e.initialize()],
    ["bold on", star.bold(true), (e) => e.bold(true).text("A").bold(false).newline()],
    ["bold off", star.bold(false), (e) => e.bold(true).text("A").bold(false).newline()],
    ["double size", star.letterSize(2), (e) => e.size(2, 2).text("A").newline()],
    ["normal size", star.letterSize(1), (e) => e.size(2, 2).text("A").size(1, 1).text("B").newline()],
    ["Star's page of cp858", star.selectCodePage(4), (e) => e.codepage("cp858").text("æ").newline()],
    ["centring", star.align("centre"), (e) => e.align("center").qrcode(content)],
    [
      "a QR code",
      star.qrCode(new TextEncoder().encode(content), 6).flat(),
      (e) => e.qrcode(content, { model: 2, size: 6, errorlevel: "m" }),
    ],
    [
      "a picture in columns",
      band?.subarray(0, -1) ?? [],
      (e) =>
        e.image({ width: 16, height: 24, data: dots, colorSpace: "srgb" } as ImageData, 16, 24, "threshold", 128),
    ],
  ];

  test.each(same)("%s", (_what, ours, act) => {
    expect(ours.length).toBeGreaterThan(1);
    expect(starOf(act)).toContain(hexOf(ours));
  });

  test("receiptline moves in Star's dots from the left as we do, and asks for no proof of its own", () => {
    const said = Buffer.from(
      receiptline.transform("A | 1\n=\n", { command: "starsbcs", cpl: 48, encoding: "cp858", cutting: true }),
      "binary",
    ).toString("hex");
    expect(said).toContain(hexOf(star.moveTo(0)));
    expect(said).toContain(hexOf(star.silentStatus()));
    // Cuts like ours, with an ASCII figure.
    expect(said).toContain("1b6433");
  });
});

describe("receiptline says the same for", () => {
  const wide = line("^^^Kaffe æøå\n=\n");
  const same: readonly [what: string, ours: readonly number[], said: string][] = [
    ["a reset", command.initialise(), wide],
    ["leaving two-byte letters", command.leaveTwoByteLetters(), wide],
    ["the page of cp858", command.selectCodePage(19), wide],
    ["double size", command.letterSize(2), wide],
    ["normal size", command.letterSize(1), wide],
    ["centring", command.align("centre"), line("{code:703801000945;option:ean,2,72}\n")],
    ["the left edge", command.moveTo(0), line("A | 1\n")],
    ["a partial cut after feeding", command.cut("partial"), wide],
    ["letters of cp858", [0x91, 0x9b, 0x86], wide],
  ];

  test.each(same)("%s", (_what, ours, said) => {
    expect(said).toContain(hexOf(ours));
  });
});

/** Where they choose otherwise, and why we do not follow. Each row fails when they change their mind. */
describe("on purpose different from", () => {
  test.each([
    [
      "receipt-printer-encoder: cuts where the paper is, 15 mm above the last line; we feed to the knife first",
      pos((e) => e.cut("partial")),
      "1d5601",
      command.cut("partial"),
    ],
    [
      "receipt-printer-encoder: ends a line with LF CR; the CR is a second line on printers set so",
      pos((e) => e.text("A").newline()),
      "0a0d",
      [command.LF],
    ],
    [
      "receiptline: switches with ASCII figures; some clones want the number",
      line('"A"\n'),
      "1b4530",
      command.bold(false),
    ],
    ["receiptline: asks for the proof with an ASCII figure", line("A\n"), "1d7231", command.askPaperInTurn()],
    [
      "receiptline: draws a QR code as GS 8 L, which clones lack; we use GS ( k or GS v 0",
      line("{code:A;option:qrcode,6,M}\n"),
      "1d384c",
      command.qrCode(Uint8Array.of(0x41), 6).flat(),
    ],
  ] as const)("%s", (_why, theirs, chosen, ours) => {
    expect(theirs).toContain(chosen);
    expect(hexOf(ours)).not.toContain(chosen);
  });
});
