import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";
import { letterGrid } from "../../../simulator/devices/printer/font.ts";
import { ean13Bars } from "../../../simulator/devices/printer/ink.ts";
import { keepPaper } from "../../../simulator/devices/printer/paper-folder.ts";
import { paperPng } from "../../../simulator/devices/printer/paper-png.ts";
import { createPrinterEmulator } from "../../../simulator/devices/printer/printer-emulator.ts";

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));

async function printed(model: string, hex: string) {
  const ticker = new ManualTicker();
  const printer = createPrinterEmulator({ model, ticker });
  printer.hear(bytesOf(`1b40 1c2e 1b7413 ${hex}`));
  await ticker.advance(40_000);
  return printer;
}

/** Rows of the picture as text: `#` ink, `.` paper, `=` table. */
function picture(png: Buffer): string[] {
  const { width, height, data } = PNG.sync.read(png);
  const sign = (at: number): string => (data[at * 4] === 0 ? "#" : data[at * 4] === 0xff ? "." : "=");
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_none, x) => sign(y * width + x)).join(""),
  );
}

describe("the paper as a picture", () => {
  test("has the width of its roll, and every dot of an image where the head burned it", async () => {
    const printer = await printed("epson-80", "1d763000 02000300 8001 ff00 0ff0");
    const rows = picture(paperPng(printer.printed));
    expect(rows[0]).toHaveLength(640);
    const inked = rows.filter((row) => row.includes("#")).map((row) => row.slice(32, 48));
    expect(inked).toEqual(["#..............#", "########........", "....########...."]);
    const narrow = await printed("pos-5890", "41 0a");
    expect(picture(paperPng(narrow.printed))[0]).toHaveLength(464);
  });

  test("shows centred, right-hand, large and bold letters in their places", async () => {
    const left = async (hex: string) => {
      const rows = picture(paperPng((await printed("epson-80", hex)).printed)).filter((row) => row.includes("#"));
      const from = Math.min(...rows.map((row) => row.indexOf("#")).filter((at) => at >= 0));
      const to = Math.max(...rows.map((row) => row.lastIndexOf("#")));
      return { from, width: to - from + 1, height: rows.length };
    };
    expect(await left("48 0a")).toEqual({ from: 32, width: 10, height: 14 });
    expect(await left("1b6101 48 0a")).toEqual({ from: 32 + (576 - 12) / 2, width: 10, height: 14 });
    expect(await left("1b6102 48 0a")).toEqual({ from: 32 + 576 - 12, width: 10, height: 14 });
    expect(await left("1d2111 48 0a")).toEqual({ from: 32, width: 20, height: 28 });
    expect(await left("1b4501 48 0a")).toEqual({ from: 32, width: 11, height: 14 });
    expect(await left("1b246400 48 0a")).toMatchObject({ from: 132 });
  });

  test("tells a partial cut from a full one, a torn edge, and what still hangs in the printer", async () => {
    const edge = async (model: string, hex: string) => {
      const rows = picture(paperPng((await printed(model, `41 0a ${hex}`)).printed)).filter((row) =>
        row.includes("="),
      );
      return { rows: rows.length, bridge: /^=+\.+=+$/.test(rows.at(-1) ?? ""), teeth: rows[0] !== rows.at(-1) };
    };
    expect(await edge("epson-80", "1d564100")).toEqual({ rows: 32, bridge: false, teeth: false });
    expect(await edge("epson-80", "1d564200")).toEqual({ rows: 32, bridge: true, teeth: false });
    expect(await edge("pos-5890", "1b6405")).toEqual({ rows: 32, bridge: false, teeth: true });
    expect(await edge("epson-80", "")).toEqual({ rows: 0, bridge: false, teeth: false });
  });

  test("of a printer that printed nothing is an empty picture; of one that printed for hours, the latest metres", async () => {
    const printer = await printed("epson-80", "");
    expect(picture(paperPng(printer.printed))).toHaveLength(1);
    const busy = await printed("epson-80", "1b6464 1d564100 ".repeat(12));
    const { height } = PNG.sync.read(paperPng(busy.printed));
    expect(busy.receipts).toHaveLength(12);
    expect(height).toBeLessThanOrEqual(32_000);
    expect(height).toBeGreaterThan(25_000);
  });

  test("is kept in a folder as a picture and as text, whole at every moment", async () => {
    const folder = mkdtempSync(join(tmpdir(), "paper-"));
    try {
      keepPaper(await printed("epson-80", "91 9b 86 0a 1d564200"), join(folder, "roll"));
      expect(readdirSync(join(folder, "roll")).sort()).toEqual(["paper.png", "paper.txt"]);
      expect(readFileSync(join(folder, "roll", "paper.txt"), "utf8")).toBe("æøå\n--- partial cut ---\n");
      expect(PNG.sync.read(readFileSync(join(folder, "roll", "paper.png"))).width).toBe(640);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("the emulated head's letters", () => {
  const every = Array.from({ length: 95 }, (_, at) => String.fromCharCode(0x20 + at)).concat(
    Array.from("æøåÆØÅäöüÄÖÜéèêëÉñçß€£§°"),
  );

  test("are all drawn, all different, and none is the box of an unknown one", () => {
    const shapes = new Map(every.map((letter) => [letterGrid(letter).join(), letter]));
    expect(every.filter((letter) => shapes.get(letterGrid(letter).join()) !== letter)).toEqual([]);
    expect(shapes.has(letterGrid("漢").join())).toBe(false);
  });
});

describe("bars", () => {
  test("are drawn for a right EAN-13 with or without its last digit, and not for a wrong one", () => {
    expect(ean13Bars("703801000945")).toBe(ean13Bars("7038010009457"));
    expect(ean13Bars("7038010009457")).toHaveLength(95);
    expect(ean13Bars("7038010009458")).toBeNull();
    expect(ean13Bars("{B12")).toBeNull();
  });
});
