import fc from "fast-check";
import { expect, test } from "vitest";
import { qrModules } from "../../../hardware/drivers/escpos/qr-modules.ts";
import { drawModules } from "../../../hardware/frames/escpos/raster.ts";
import { readQr } from "../../../simulator/devices/printer/qr-reader.ts";

function drawn(content: string, moduleDots: number) {
  const modules = qrModules(content);
  if (modules === null) throw new Error("no code holds that");
  const { widthDots, heightDots, rows } = drawModules(modules, moduleDots);
  return { widthDots, rows: heightDots, image: rows };
}

test("every code a receipt can carry is read back from its dots", () => {
  for (let length = 1; length <= 990; length += 23) {
    const content = Array.from({ length }, (_, at) => String.fromCharCode(33 + ((at * 7 + length) % 90))).join("");
    expect(readQr(drawn(content, 1 + (length % 3)))).toBe(content);
  }
});

test("so are codes of any letters", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }), (content) => {
      expect(readQr(drawn(content, 2))).toBe(content);
    }),
    { numRuns: 50 },
  );
});

test("a picture of something else is no code", () => {
  expect(readQr({ widthDots: 8, rows: 8, image: new Uint8Array(8) })).toBeNull();
  expect(readQr({ widthDots: 24, rows: 24, image: new Uint8Array(72).fill(0xff) })).toBeNull();
  const damaged = drawn("x", 1);
  damaged.image[4 * 4] = 0xff;
  expect(readQr(damaged)).toBeNull();
});
