import { describe, expect, test } from "vitest";
import type { LogoPicture } from "../../../../hardware/contract.ts";
import { createEscposPrinter } from "../../../../hardware/drivers/escpos/escpos-printer.ts";
import { isOurKey, logoKey, sealKey } from "../../../../hardware/frames/escpos/stored-logo.ts";
import { steadyTicker } from "../../../../hardware/steady-ticker.ts";
import { openerFor } from "../../../../hardware/transport/opener.ts";
import { bytesPerSecond, pacePort } from "../../../../simulator/devices/paced-port.ts";
import type { PaperLine } from "../../../../simulator/devices/printer/paper.ts";
import { paperPng } from "../../../../simulator/devices/printer/paper-png.ts";
import { createPrinterEmulator } from "../../../../simulator/devices/printer/printer-emulator.ts";
import { servePty, socatIsMissing } from "../../../../simulator/devices/pty.ts";
import { benchPrinter, RECEIPT, sampleLogo } from "./printer-bench.ts";

const dots = (logo: LogoPicture) => ({ ...logo, rows: new Uint8Array(Buffer.from(logo.rows, "base64")) });
const keyText = (key: readonly [number, number]): string => String.fromCharCode(...key);
const pictureOn = (lines: readonly PaperLine[]) => lines.find((line) => line.shows === "image");

const bench = async (
  profile: string,
  logo = sampleLogo(),
  extra: Parameters<typeof benchPrinter>[0] | object = {},
) => {
  const made = await benchPrinter({ profile, logo, ...extra });
  await made.ticker.advance(6_000);
  return made;
};

describe("a logo kept by the printer", () => {
  test("is brought once, proved by the printer's own list, and stands on every receipt dot for dot", async () => {
    const logo = sampleLogo();
    const { emulator, print } = await bench("epson-80", logo);
    const key = logoKey(dots(logo));
    expect(emulator.pictures.keys).toEqual([keyText(key), keyText(sealKey(key))]);
    expect(emulator.pictures.writes).toBe(2);
    const before = emulator.workedBytes;
    expect(await print(RECEIPT)).toEqual({ is: "printed" });
    expect(emulator.workedBytes - before).toBeLessThan(900);
    expect(await print({ ...RECEIPT, id: "2" })).toEqual({ is: "printed" });
    expect(emulator.pictures.writes).toBe(2);
    for (const receipt of emulator.receipts)
      expect(pictureOn(receipt.lines)).toMatchObject({ widthDots: 160, rows: 48, image: dots(logo).rows });
    expect(emulator.violations).toEqual([]);
  });

  test("is not brought again after the cable was out or the printer without power", async () => {
    const { emulator, cable, ticker, print } = await bench("citizen-80");
    for (let times = 0; times < 3; times++) {
      cable.unplug();
      emulator.switchOff();
      await ticker.advance(2_000);
      emulator.switchOn();
      cable.plug();
      await ticker.advance(12_000);
    }
    expect(emulator.pictures.writes).toBe(2);
    expect(await print(RECEIPT)).toEqual({ is: "printed" });
    expect(pictureOn(emulator.receipts[0]?.lines ?? [])).toBeDefined();
  });

  test("takes the place of the one before it, and leaves the pictures of others alone", async () => {
    const first = sampleLogo(0);
    const second = sampleLogo(11);
    const { emulator, printer, settle } = await bench("epson-80", first);
    emulator.pictures.obey({ is: "store-picture", key: "G1", widthDots: 8, rows: 1, image: Uint8Array.of(1) });
    await settle(printer.stop());
    const key = logoKey(dots(second));
    const after = await onto(emulator, second);
    expect(emulator.pictures.keys.toSorted()).toEqual(["G1", keyText(key), keyText(sealKey(key))].toSorted());
    expect(after).toEqual({ is: "printed" });
    expect(pictureOn(emulator.receipts.at(-1)?.lines ?? [])).toMatchObject({ image: dots(second).rows });
  });

  test("cut off in the middle of being brought is brought again, and never printed in part", async () => {
    const logo = sampleLogo();
    const cut = await bench("epson-80", logo, { faults: [{ is: "unplug-at", byte: 600 }] });
    cut.cable.plug();
    await cut.ticker.advance(15_000);
    expect(await cut.print(RECEIPT)).toEqual({ is: "printed" });
    const images = cut.emulator.receipts.flatMap(({ lines }) => lines.filter((line) => line.shows === "image"));
    for (const image of images) expect(image).toMatchObject({ image: dots(logo).rows });
    expect(images.length).toBeGreaterThan(0);
  });

  test("that the printer has no room for, or does not list, is sent with the receipt", async () => {
    const logo = sampleLogo();
    const full = await benchPrinter({ profile: "epson-80", logo, faults: [{ is: "half-answers" }] });
    await full.ticker.advance(20_000);
    await full.print(RECEIPT);
    expect(full.emulator.pictures.writes).toBe(0);
    full.emulator.heal();
    expect(await full.print({ ...RECEIPT, id: "2" })).toEqual({ is: "printed" });
    expect(pictureOn(full.emulator.receipts.at(-1)?.lines ?? [])).toMatchObject({ image: dots(logo).rows });
  });
});

/** Another run of the program with another logo on the same printer. */
async function onto(emulator: Awaited<ReturnType<typeof bench>>["emulator"], logo: LogoPicture) {
  const { ManualTicker } = await import("../../../../simulator/devices/manual-ticker.ts");
  const { createMemoryCable } = await import("../../../../hardware/transport/memory.ts");
  const ticker = new ManualTicker();
  const fresh = createPrinterEmulator({ model: "epson-80", ticker });
  for (const key of emulator.pictures.keys) {
    const kept = emulator.pictures.at(key);
    if (kept !== undefined) fresh.pictures.obey({ is: "store-picture", key, ...kept });
  }
  const printer = createEscposPrinter({
    spec: {
      id: "till",
      kind: "printer",
      driver: "escpos",
      profile: "epson-80",
      line: { kind: "tcp", host: "printer.example", port: 9100 },
      logo,
    },
    opener: createMemoryCable({ ticker, device: fresh.plug }).opener,
    ticker,
  });
  await ticker.advance(8_000);
  const printed = printer.print(RECEIPT);
  await ticker.advance(30_000);
  for (const key of emulator.pictures.keys) emulator.pictures.obey({ is: "forget-stored", key });
  for (const key of fresh.pictures.keys) {
    const kept = fresh.pictures.at(key);
    if (kept !== undefined) emulator.pictures.obey({ is: "store-picture", key, ...kept });
  }
  emulator.receipts.push(...fresh.receipts);
  return printed;
}

describe("a printer that keeps no logo", () => {
  test.each(["generic-80", "generic-58", "bixolon-80", "star-line-80", "star-escpos"])(
    "gets it in bands with each receipt: %s",
    async (profile) => {
      const logo = sampleLogo(3, 192, 200);
      const { emulator, print } = await bench(profile, logo);
      expect(await print(RECEIPT)).toEqual({ is: "printed" });
      expect(emulator.pictures.writes).toBe(0);
      const picture = pictureOn(emulator.receipts[0]?.lines ?? []);
      expect(picture?.shows === "image" && picture.rows).toBeGreaterThanOrEqual(192);
      expect(emulator.violations).toEqual([]);
    },
  );
});

test("keys of logos are ours, and differ from their seals", () => {
  for (let shift = 0; shift < 37; shift++) {
    const key = logoKey(dots(sampleLogo(shift)));
    expect(isOurKey(key) && isOurKey(sealKey(key))).toBe(true);
    expect(sealKey(key)).not.toEqual(key);
  }
});

test.skipIf(socatIsMissing())(
  "on a real terminal the logo is kept by the printer and seen on the paper's picture (skipped: socat is not installed)",
  async () => {
    const emulator = createPrinterEmulator({ model: "epson-80", ticker: steadyTicker });
    const speed = { bytesPerSecond: bytesPerSecond(115_200), ticker: steadyTicker };
    const pty = await servePty({ emulator: (port) => emulator.plug(pacePort(port, speed)) });
    const line = { kind: "serial", path: pty.path, baudRate: 115_200 } as const;
    const logo = sampleLogo();
    const printer = createEscposPrinter({
      spec: { id: "till", kind: "printer", driver: "escpos", profile: "epson-80", line, logo },
      opener: openerFor(line, steadyTicker),
      ticker: steadyTicker,
      onChange: () => ready(),
    });
    let ready: () => void = () => undefined;
    await new Promise<void>((resolve) => {
      ready = () => {
        if (emulator.pictures.keys.length === 2) resolve();
      };
      ready();
    });
    expect(await printer.print(RECEIPT)).toEqual({ is: "printed" });
    await printer.stop();
    await pty.close();
    expect(pictureOn(emulator.receipts[0]?.lines ?? [])).toMatchObject({ image: dots(logo).rows });
    const { PNG } = await import("pngjs");
    const png = PNG.sync.read(paperPng(emulator.printed));
    const isBlack = (x: number, y: number): boolean => (png.data[(y * png.width + x) * 4] ?? 255) < 128;
    // The frame's upper left corner, centred on 576 dots of 640.
    expect(isBlack(32 + (576 - 160) / 2, 24)).toBe(true);
    expect(isBlack(32 + (576 - 160) / 2 - 2, 24)).toBe(false);
  },
);
