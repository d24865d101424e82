import { describe, expect, test } from "vitest";
import { type Characterised, characterise } from "../../../../hardware/drivers/escpos/characterise.ts";
import { createEscposPrinter } from "../../../../hardware/drivers/escpos/escpos-printer.ts";
import { printerProfile } from "../../../../hardware/drivers/escpos/profiles.ts";
import {
  EURO,
  ruler,
  type SlipAnswers,
  TEST_LETTERS,
  WIDTHS,
} from "../../../../hardware/frames/escpos/characterisation.ts";
import { profileText } from "../../../../hardware/frames/escpos/profile-text.ts";
import { createMemoryCable } from "../../../../hardware/transport/memory.ts";
import { ManualTicker } from "../../../../simulator/devices/manual-ticker.ts";
import { bytesPerSecond, pacePort } from "../../../../simulator/devices/paced-port.ts";
import { MODELS, type PrinterModel } from "../../../../simulator/devices/printer/models.ts";
import { type PaperLine, paperText } from "../../../../simulator/devices/printer/paper.ts";
import {
  createPrinterEmulator,
  type PrinterEmulator,
} from "../../../../simulator/devices/printer/printer-emulator.ts";
import { RECEIPT } from "./printer-bench.ts";

/** A person who reads the slip and knows nothing else. */
function person(emulator: PrinterEmulator): SlipAnswers {
  const [receipt] = emulator.receipts;
  const lines: readonly PaperLine[] = receipt?.lines ?? emulator.paper;
  const texts = lines.map((line) => paperText([line]));
  const right = texts.find((text) => [TEST_LETTERS, TEST_LETTERS + EURO].includes(text.slice(4)));
  const unbroken = WIDTHS.filter(({ columns }) => texts.includes(ruler(columns))).map(({ columns }) => columns);
  return {
    pageLabel: right === undefined ? undefined : Number(right.slice(0, 4)),
    columns: Math.max(...unbroken),
    seen: {
      picture: texts.includes("[QR A]"),
      code: texts.includes("[QR B]"),
      position: texts.some((text) => text.startsWith("C") && text.indexOf("X") > 20),
    },
    cut: receipt?.ended === "partial cut" ? "partial" : receipt?.ended === "full cut" ? "full" : "none",
  };
}

async function characterised(model: PrinterModel) {
  const ticker = new ManualTicker();
  const emulator = createPrinterEmulator({ model, ticker });
  const cable = createMemoryCable({
    ticker,
    device: (far) => emulator.plug(pacePort(far, { bytesPerSecond: bytesPerSecond(9_600), ticker })),
  });
  let done: Characterised | undefined;
  const read = async (): Promise<SlipAnswers> => {
    // The last lines come out before anybody reads them.
    await new Promise<void>((resolve) => ticker.after(20_000, resolve));
    return person(emulator);
  };
  void characterise({ opener: cable.opener, ticker, read }).then((came) => {
    done = came;
  });
  for (let ms = 0; done === undefined && ms < 120_000; ms += 100) await ticker.advance(100);
  return { done, emulator };
}

const model = (name: string, change: Partial<PrinterModel> = {}): PrinterModel => {
  const known = MODELS[name];
  if (known === undefined) throw new Error(name);
  return { ...known, ...change };
};

describe("a printer nobody has a profile for", () => {
  test.each([
    [
      "Epson, 80 mm",
      model("epson-80"),
      "own 48x576 cp858@19 cut=partial qr=native right=position status=2 proof=id drops",
    ],
    [
      "Epson, 42 columns",
      model("epson-tm-t88"),
      "own 42x512 cp858@19 cut=partial qr=native right=position status=2 proof=id drops",
    ],
    [
      "Citizen",
      model("citizen-80"),
      "own 48x576 cp858@19 cut=partial qr=native right=position status=2 proof=turn",
    ],
    [
      "clone without a knife",
      model("generic-58"),
      "own 32x384 cp858@53 cut=none qr=raster right=position status=1 proof=turn",
    ],
    [
      "Star in emulation",
      model("star-escpos"),
      "own 48x576 cp858@4 cut=partial qr=native right=position status=2 proof=turn",
    ],
    [
      "one that only listens",
      model("output-only-58"),
      "own 32x384 cp858@53 cut=none qr=raster right=position status=0 proof=none",
    ],
    [
      "one with an odd width and a page only of Windows",
      model("generic-80", {
        columns: 36,
        dots: 432,
        pages: { 0: "cp437", 71: "windows1252" },
        drawsQr: false,
        pushesStatus: false,
      }),
      "own 36x432 windows1252@71 cut=partial qr=raster right=position status=1 proof=turn",
    ],
    [
      "one without the euro",
      model("generic-80", { pages: { 0: "cp437", 5: "cp865" } }),
      "own 48x576 cp865@5 cut=partial qr=native right=position status=2 proof=turn",
    ],
  ])("is found out by asking it and by four answers: %s", async (_what, built, line) => {
    const { done } = await characterised(built);
    expect(done?.is === "found" ? profileText(done.profile) : done).toBe(line);
    expect(printerProfile(line)).toMatchObject({ name: line, ...(done?.is === "found" ? done.profile : {}) });
  });

  test("prints receipts with what was found, whole, proved and in the right letters", async () => {
    const built = model("generic-80", { columns: 42, dots: 512, pages: { 0: "cp437", 14: "cp858" } });
    const { done } = await characterised(built);
    if (done?.is !== "found") throw new Error(JSON.stringify(done));
    const ticker = new ManualTicker();
    const emulator = createPrinterEmulator({ model: built, ticker });
    const printer = createEscposPrinter({
      spec: {
        id: "till",
        kind: "printer",
        driver: "escpos",
        profile: profileText(done.profile),
        line: { kind: "tcp", host: "printer.example", port: 9100 },
      },
      opener: createMemoryCable({ ticker, device: emulator.plug }).opener,
      ticker,
    });
    await ticker.advance(3_000);
    const printed = printer.print(RECEIPT);
    await ticker.advance(30_000);
    expect(await printed).toEqual({ is: "printed" });
    expect(emulator.violations).toEqual([]);
    expect(paperText(emulator.receipts[0]?.lines ?? [])).toContain("jordbærsyltetøy");
  });

  test("is not guessed at when no line reads right, nor when its cable is out", async () => {
    const { done } = await characterised(model("generic-80", { pages: { 0: "cp437" } }));
    expect(done).toEqual({
      is: "failed",
      what: "No line of the slip reads right: look up the printer's number for code page 858.",
    });
    const ticker = new ManualTicker();
    const cable = createMemoryCable({ ticker, device: () => undefined });
    cable.unplug();
    const came = characterise({
      opener: cable.opener,
      ticker,
      read: () => Promise.reject(new Error("nobody asked")),
    });
    await ticker.advance(5_000);
    expect(await came).toMatchObject({ is: "failed" });
  });

  test("whose cable is pulled in the middle of the slip has no profile", async () => {
    const ticker = new ManualTicker();
    const emulator = createPrinterEmulator({ model: "epson-80", ticker, faults: [{ is: "unplug-at", byte: 600 }] });
    const cable = createMemoryCable({ ticker, device: emulator.plug });
    const came = characterise({
      opener: cable.opener,
      ticker,
      read: () => Promise.reject(new Error("nobody asked")),
    });
    await ticker.advance(60_000);
    expect(await came).toMatchObject({ is: "failed", what: expect.stringContaining("not printed") });
  });
});
