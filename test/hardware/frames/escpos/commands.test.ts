import { describe, expect, test } from "vitest";
import * as command from "../../../../hardware/frames/escpos/commands.ts";
import { drawModules, findRealTimeCommand, rasterBands } from "../../../../hardware/frames/escpos/raster.ts";

const hex = (bytes: ArrayLike<number>): string =>
  Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ");

/** Bytes as the makes publish them, and as two encoders of other hands produced them. */
describe("published bytes", () => {
  test.each([
    ["initialise", command.initialise(), "1B 40"],
    ["leave two-byte letters", command.leaveTwoByteLetters(), "1C 2E"],
    ["code page 19", command.selectCodePage(19), "1B 74 13"],
    ["plain ASCII", command.plainAsciiSet(), "1B 52 00"],
    ["left", command.align("left"), "1B 61 00"],
    ["centre", command.align("centre"), "1B 61 01"],
    ["right", command.align("right"), "1B 61 02"],
    ["bold on", command.bold(true), "1B 45 01"],
    ["bold off", command.bold(false), "1B 45 00"],
    ["double size", command.letterSize(2), "1D 21 11"],
    ["normal size", command.letterSize(1), "1D 21 00"],
    ["516 dots from the left", command.moveTo(516), "1B 24 04 02"],
    ["feed 3 lines", command.feedLines(3), "1B 64 03"],
    ["full cut", command.cut("full"), "1D 56 41 00"],
    ["partial cut", command.cut("partial"), "1D 56 42 00"],
    ["drawer on pin 2", command.kickDrawer(2), "1B 70 00 32 FA"],
    ["drawer on pin 5", command.kickDrawer(5), "1B 70 01 32 FA"],
    ["status", command.askStatus(4), "10 04 04"],
    ["pushed status", command.pushStatus(), "1D 61 FF"],
    ["model", command.identify(67), "1D 49 43"],
    ["paper in turn", command.askPaperInTurn(), "1D 72 01"],
    ["proof", command.askWhenPrinted("0001"), "1D 28 48 06 00 30 30 30 30 30 31"],
    ["recover", command.recoverAndDrop(), "10 05 02"],
    ["drop buffers", command.dropBuffers(), "10 14 08 01 03 14 01 06 02 08"],
    ["EAN-13, form A", command.barcodeEan13("7038010009457"), "1D 6B 02 37 30 33 38 30 31 30 30 30 39 34 35 37 00"],
  ])("%s", (_name, bytes, published) => {
    expect(hex(bytes)).toBe(published);
  });

  test("QR code: model 2, module size, level M, store, print", () => {
    const content = new TextEncoder().encode("https://a.no");
    expect(command.qrCode(content, 6).map(hex)).toEqual([
      "1D 28 6B 04 00 31 41 32 00",
      "1D 28 6B 03 00 31 43 06",
      "1D 28 6B 03 00 31 45 31",
      `1D 28 6B 0F 00 31 50 30 ${hex(content)}`,
      "1D 28 6B 03 00 31 51 30",
    ]);
  });

  test("QR code: the stored length takes two bytes", () => {
    expect(hex(command.qrCode(new Uint8Array(300), 3)[3]?.slice(0, 5) ?? [])).toBe("1D 28 6B 2F 01");
  });

  test("a proof id of any other form is a bug", () => {
    expect(() => command.askWhenPrinted("12345")).toThrow("four printable characters");
    expect(() => command.askWhenPrinted("å123")).toThrow("four printable characters");
  });
});

describe("images", () => {
  test("an image of 224 by 100 dots is one command with its published header", () => {
    const [band, ...others] = rasterBands({ widthDots: 224, heightDots: 100, rows: new Uint8Array(2_800) });
    expect(hex(band?.subarray(0, 8) ?? [])).toBe("1D 76 30 00 1C 00 64 00");
    expect(band).toHaveLength(2_808);
    expect(others).toEqual([]);
  });

  test("a tall image goes in bands, back to back, that hold all its rows", () => {
    const rows = Uint8Array.from({ length: 4 * 300 }, (_, at) => (at % 7) + 0x20);
    const bands = rasterBands({ widthDots: 30, heightDots: 300, rows });
    expect(bands.map((band) => hex(band.subarray(0, 8)))).toEqual([
      "1D 76 30 00 04 00 80 00",
      "1D 76 30 00 04 00 80 00",
      "1D 76 30 00 04 00 2C 00",
    ]);
    expect(bands.flatMap((band) => [...band.subarray(8)])).toEqual([...rows]);
  });

  test("no image holds a command that printers obey inside image data, and only one dot changes for each", () => {
    for (const [a, thirds] of [
      [0x04, [1, 2, 3, 4]],
      [0x05, [1, 2]],
      [0x14, [1, 2, 8]],
    ] as const) {
      for (const third of thirds) {
        const rows = Uint8Array.of(0xff, 0x10, 0x10, a, third, 0x10, a, third);
        expect(findRealTimeCommand(rows)).toBe(2);
        const [band = new Uint8Array()] = rasterBands({ widthDots: 8, heightDots: 8, rows });
        expect(findRealTimeCommand(band)).toBe(-1);
        expect([...band.subarray(8)]).toEqual([0xff, 0x10, 0x30, a, third, 0x30, a, third]);
      }
    }
  });

  test("bytes that only look alike stay as they are", () => {
    expect(findRealTimeCommand(Uint8Array.of(0x10, 0x04, 0x05, 0x10, 0x06, 0x01, 0x10, 0x14, 0x03, 0x10))).toBe(-1);
  });

  test("a code is drawn black on white with four modules of white around it", () => {
    const drawn = drawModules({ size: 2, isBlack: (row, column) => row === column }, 2);
    expect([drawn.widthDots, drawn.heightDots]).toEqual([20, 20]);
    const row = (at: number): string => hex(drawn.rows.subarray(at * 3, at * 3 + 3));
    expect(row(7)).toBe("00 00 00");
    expect(row(8)).toBe("00 C0 00");
    expect(row(9)).toBe("00 C0 00");
    expect(row(10)).toBe("00 30 00");
    expect(row(12)).toBe("00 00 00");
  });
});
