import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import jsQr from "jsqr";
import { PNG } from "pngjs";
import { beforeAll, describe, expect, test } from "vitest";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { barcodeEan13 } from "../../../hardware/frames/escpos/commands.ts";
import { paperPng } from "../../../simulator/devices/printer/paper-png.ts";
import { benchPrinter, RECEIPT } from "../drivers/escpos/printer-bench.ts";

const noZbar = spawnSync("zbarimg", ["--version"]).error !== undefined;

/** Read as a phone would read the paper: the picture of the whole receipt, code and letters and edges. */
const READERS: Readonly<Record<string, (png: Buffer) => Promise<string[]> | string[]>> = {
  zbarimg: (png) => {
    const folder = mkdtempSync(join(tmpdir(), "code-"));
    try {
      const path = join(folder, "paper.png");
      writeFileSync(path, png);
      const read = spawnSync("zbarimg", ["--quiet", "--raw", path], { encoding: "utf8", timeout: 30_000 });
      return read.stdout.split("\n").filter((line) => line !== "");
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  jsQR: (png) => {
    const { data, width, height } = PNG.sync.read(png);
    const read = jsQr(new Uint8ClampedArray(data), width, height);
    return read === null ? [] : [read.data];
  },
  "zxing-wasm": async (png) => (await readBarcodes(new Uint8Array(png))).map((read) => read.text),
};

beforeAll(() => {
  // Its own path is a network address; the program lies in the package.
  const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
  prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readFileSync(wasm)).buffer } });
});

async function paperOf(profile: string, content: string): Promise<Buffer> {
  const { print, emulator } = await benchPrinter({ profile });
  const parts = RECEIPT.parts.map((part) => (part.part === "qr" ? { part: "qr" as const, content } : part));
  expect(await print({ ...RECEIPT, parts })).toEqual({ is: "printed" });
  return paperPng(emulator.printed);
}

/** From one letter to what a receipt's longest link may be. */
const CONTENTS = [
  "A",
  "https://example.com/receipt/7f3a",
  `https://example.com/r?${"q=0123456789abcdef&".repeat(8)}`,
];

describe.each(Object.entries(READERS))("%s", (name, read) => {
  const absent = name === "zbarimg" && noZbar;
  const why = "(skipped: zbar-tools is not installed)";

  test.skipIf(absent).each(["epson-80", "generic-80", "generic-58"])(
    `reads the code on a receipt of %s ${why}`,
    async (profile) => {
      for (const content of CONTENTS)
        expect(await read(await paperOf(profile, content)), content).toEqual([content]);
    },
  );

  test.skipIf(absent)(`finds none where none was printed ${why}`, async () => {
    const { print, emulator } = await benchPrinter({ profile: "epson-80" });
    await print({ ...RECEIPT, parts: RECEIPT.parts.filter((part) => part.part !== "qr") });
    expect(await read(paperPng(emulator.printed))).toEqual([]);
  });

  test.skipIf(absent || name === "jsQR")(
    `reads bars (skipped: no zbar-tools, or jsQR, which reads QR only)`,
    async () => {
      const { emulator, ticker } = await benchPrinter({ profile: "epson-80" });
      emulator.hear(Uint8Array.from(barcodeEan13("7038010009457")));
      await ticker.advance(2_000);
      expect(await read(paperPng(emulator.printed))).toEqual(["7038010009457"]);
    },
  );
});

test("letters beyond ASCII pass the two readers that know UTF-8", async () => {
  const content = "Kafé Ærlig 91,00 €";
  for (const name of ["jsQR", "zxing-wasm"]) {
    expect(await READERS[name]?.(await paperOf("generic-80", content)), name).toEqual([content]);
  }
});
