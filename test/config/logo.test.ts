import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { PNG } from "pngjs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readLogo } from "../../electron/config/logo.ts";
import { readPng } from "../../electron/config/png-dots.ts";
import { seededRandom } from "../rig/seeded-random.ts";
import { configRig, KIOSK, PRINTER } from "./config-rig.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "logo-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function kept(bytes: Buffer): string {
  const file = join(folder, "logo.png");
  writeFileSync(file, bytes);
  return file;
}

/** A picture written by another program's hand: colour, alpha and every filter. */
function drawn(
  width: number,
  height: number,
  colorType: 0 | 2 | 4 | 6,
  filterType: number,
  pixel: (at: number) => number[],
) {
  const png = new PNG({ width, height });
  for (let at = 0; at < width * height; at++) png.data.set(pixel(at), at * 4);
  const inputHasAlpha = true;
  return PNG.sync.write(png, { colorType, inputColorType: 6, inputHasAlpha, filterType, bitDepth: 8 });
}

/** One of few bits a dot, which that program does not write. */
function few(
  width: number,
  height: number,
  depth: 1 | 2 | 4,
  colour: 0 | 3,
  rows: number[][],
  extra: [string, number[]][] = [],
) {
  const chunk = (name: string, body: Uint8Array): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length, 0);
    head.write(name, 4, "latin1");
    return Buffer.concat([head, body, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    ...extra.map(([name, body]) => chunk(name, Uint8Array.from(body))),
    chunk("IDAT", deflateSync(Uint8Array.from(rows.flatMap((row) => [0, ...row])))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const greyOf = (bytes: Buffer): number[] => {
  const read = readPng(bytes);
  if (typeof read === "string") throw new Error(read);
  return [...read.grey];
};

describe("a picture", () => {
  test.each([0, 1, 2, 3, 4])("in grey, colour and with alpha is read through filter %i", (filterType) => {
    const random = seededRandom(filterType + 1);
    const pixels = Array.from({ length: 35 }, () => [0, 0, 0, 0].map(() => Math.floor(random() * 256)));
    const bright = ([r = 0, g = 0, b = 0]: number[]) => 0.299 * r + 0.587 * g + 0.114 * b;
    const at = (index: number): number[] => pixels[index] ?? [];
    const colour = greyOf(drawn(7, 5, 2, filterType, (index) => [...at(index).slice(0, 3), 255]));
    expect(colour).toEqual(pixels.map((pixel) => Math.round(bright(pixel))));
    const alpha = greyOf(drawn(7, 5, 6, filterType, at));
    expect(alpha).toEqual(pixels.map((pixel) => Math.round(255 - ((255 - bright(pixel)) * (pixel[3] ?? 0)) / 255)));
    const grey = greyOf(
      drawn(7, 5, 0, filterType, (index) => [at(index)[0] ?? 0, at(index)[0] ?? 0, at(index)[0] ?? 0, 255]),
    );
    expect(Math.max(...grey.map((value, index) => Math.abs(value - (at(index)[0] ?? 0))))).toBeLessThanOrEqual(1);
    const greyAlpha = greyOf(drawn(7, 5, 4, filterType, () => [0, 0, 0, 51]));
    expect(new Set(greyAlpha)).toEqual(new Set([204]));
  });

  test("of one, two or four bits, or with a palette, is read", () => {
    expect(
      greyOf(
        few(9, 2, 1, 0, [
          [0b10101010, 0x80],
          [0, 0],
        ]),
      ),
    ).toEqual([...[255, 0, 255, 0, 255, 0, 255, 0, 255], ...Array<number>(9).fill(0)]);
    expect(greyOf(few(4, 1, 2, 0, [[0b00011011]]))).toEqual([0, 85, 170, 255]);
    const palette: [string, number[]][] = [
      ["PLTE", [0, 0, 0, 255, 255, 255, 0, 0, 0]],
      ["tRNS", [255, 255, 0]],
    ];
    expect(greyOf(few(4, 1, 4, 3, [[0x01, 0x2f]], palette))).toEqual([0, 255, 255, 0]);
  });

  test.each([
    ["text", Buffer.from("not a picture at all"), "of another kind"],
    ["one cut off", drawn(7, 5, 6, 0, () => [0, 0, 0, 255]).subarray(0, 40), "without a picture"],
    ["one with a short picture", few(9, 2, 1, 0, [[0, 0]]), "cut short"],
    [
      "one with a long picture",
      few(9, 1, 1, 0, [
        [0, 0],
        [0, 0],
      ]),
      "damaged",
    ],
    ["an enormous one", few(65_535, 65_535, 1, 0, [[0]]), "65535 x 65535"],
  ])("that is none is named: %s", (_what, bytes, word) => {
    expect(readPng(bytes)).toContain(word);
  });

  test("of any bytes at all is never a fall of the program", () => {
    const whole = drawn(20, 9, 6, 4, (at) => [at % 256, 0, 0, 255]);
    const random = seededRandom(99);
    for (let times = 0; times < 2_000; times++) {
      const bytes = Buffer.from(whole);
      for (let change = 0; change < 3; change++)
        bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      const read = readPng(bytes.subarray(0, Math.floor(random() * bytes.length) + 1));
      if (typeof read !== "string") expect(read.grey).toHaveLength(read.width * read.height);
    }
  });
});

describe("a logo", () => {
  test("is black where the picture is dark, its rows filled up to whole bytes", () => {
    const file = kept(drawn(10, 2, 6, 0, (at) => (at % 10 < 3 ? [90, 90, 90, 255] : [200, 200, 200, 255])));
    const read = readLogo(file, "threshold", 384);
    expect(read).toEqual({
      ok: true,
      logo: { widthDots: 16, heightDots: 2, rows: Buffer.from([0xe0, 0, 0xe0, 0]).toString("base64") },
    });
  });

  test("dithered is as dark as the picture", () => {
    const file = kept(drawn(64, 64, 6, 0, () => [64, 64, 64, 255]));
    const read = readLogo(file, "dither", 384);
    const bits = read.ok ? Buffer.from(read.logo.rows, "base64") : Buffer.alloc(0);
    const black = bits.reduce((sum, byte) => sum + byte.toString(2).replaceAll("0", "").length, 0);
    expect(black / (64 * 64)).toBeGreaterThan(0.7);
    expect(black / (64 * 64)).toBeLessThan(0.8);
  });

  test.each([
    ["too wide", 577, 10, "577 x 10"],
    ["too high", 576, 112, "576 x 112"],
  ])("that is %s for the printer is refused, with what would fit", (_what, width, height, got) => {
    const read = readLogo(kept(drawn(width, height, 6, 0, () => [0, 0, 0, 255])), "threshold", 576);
    expect(read).toMatchObject({ ok: false, got: expect.stringContaining(got) });
    expect(read.ok ? "" : read.expected).toContain("at most 576 dots wide and, at that width, 111 dots high");
  });

  test("that is missing, or no picture, is refused", () => {
    expect(readLogo(join(folder, "none.png"), "threshold", 384)).toMatchObject({
      ok: false,
      expected: "a file this program may read",
    });
    expect(readLogo(kept(Buffer.from("text")), "threshold", 384)).toMatchObject({ got: "a file of another kind" });
    expect(readLogo(kept(Buffer.alloc(1_000_001)), "threshold", 384)).toMatchObject({ got: "more than 1 MB" });
  });
});

describe("a configured logo", () => {
  const rig = configRig();

  test("goes to its printer as dots, and one that does not fit is a fault with its field", () => {
    writeFileSync(
      join(rig.folder(), "logo.png"),
      drawn(8, 1, 6, 0, () => [0, 0, 0, 255]),
    );
    const logo = { file: "logo.png" };
    const { devices } = rig.taken({ ...KIOSK, devices: [{ ...PRINTER, logo }] });
    expect(devices[0]).toMatchObject({ logo: { widthDots: 8, heightDots: 1, rows: "/w==" } });
    expect(rig.taken({ ...KIOSK, devices: [PRINTER] }).devices[0]).not.toHaveProperty("logo");
    const [fault, ...more] = rig.faultsOf({ ...KIOSK, devices: [{ ...PRINTER, logo: { file: "none.png" } }] });
    expect(fault).toContain("devices[0].logo.file | a file this program may read");
    expect(more).toEqual([]);
  });
});
