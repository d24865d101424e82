import { expect, test } from "vitest";
import { calibrateDrawer, type DrawerCalibrated } from "../../../../hardware/drivers/escpos/calibrate-drawer.ts";
import { steadyTicker } from "../../../../hardware/steady-ticker.ts";
import { createMemoryCable } from "../../../../hardware/transport/memory.ts";
import { openerFor } from "../../../../hardware/transport/opener.ts";
import { ManualTicker } from "../../../../simulator/devices/manual-ticker.ts";
import type { PrinterFault } from "../../../../simulator/devices/printer/faults.ts";
import { createPrinterEmulator } from "../../../../simulator/devices/printer/printer-emulator.ts";
import { servePty, socatIsMissing } from "../../../../simulator/devices/pty.ts";

interface Trial {
  readonly model: string;
  readonly openIs: "high" | "low";
  readonly faults?: readonly PrinterFault[];
  readonly moves?: boolean;
}

async function calibrated({
  model,
  openIs,
  faults = [],
  moves = true,
}: Trial): Promise<DrawerCalibrated | undefined> {
  const ticker = new ManualTicker();
  const emulator = createPrinterEmulator({ model, ticker, faults });
  emulator.becomes({ drawerOpenIs: openIs });
  const cable = createMemoryCable({ ticker, device: emulator.plug });
  let done: DrawerCalibrated | undefined;
  void calibrateDrawer({
    opener: cable.opener,
    ticker,
    language: emulator.model.language,
    wait: async (until) => emulator.becomes({ drawerOpen: until === "open" && moves }),
  }).then((came) => {
    done = came;
  });
  for (let ms = 0; done === undefined && ms < 120_000; ms += 100) await ticker.advance(100);
  expect(emulator.drawerKicks).toBe(0);
  expect(emulator.linesEver).toBe(0);
  return done;
}

test.each(["epson-80", "generic-58", "star-line-80"])(
  "the level that means open is found by looking at it shut and open: %s",
  async (model) => {
    expect(await calibrated({ model, openIs: "high" })).toEqual({ is: "found", openIs: "high" });
    expect(await calibrated({ model, openIs: "low" })).toEqual({ is: "found", openIs: "low" });
  },
);

test("noise on the line does not make it guess wrong", async () => {
  for (let seed = 1; seed <= 30; seed++) {
    const done = await calibrated({ model: "epson-80", openIs: "low", faults: [{ is: "noise", seed }] });
    if (done?.is === "found") expect(done.openIs, `seed ${seed}`).toBe("low");
  }
});

test("a drawer without a switch, and a printer that tells nothing, are said to be so", async () => {
  expect(await calibrated({ model: "epson-80", openIs: "high", moves: false })).toMatchObject({
    what: expect.stringContaining("says the same open and shut"),
  });
  expect(await calibrated({ model: "output-only-58", openIs: "high" })).toMatchObject({
    what: expect.stringContaining("does not say"),
  });
});

test("a cable that is out, or pulled meanwhile, is named", async () => {
  const ticker = new ManualTicker();
  const cable = createMemoryCable({ ticker, device: () => undefined });
  const calibrating = calibrateDrawer({
    opener: cable.opener,
    ticker,
    language: "escpos",
    wait: async () => cable.unplug(),
  });
  await ticker.advance(60_000);
  expect(await calibrating).toMatchObject({ is: "failed" });
  const again = calibrateDrawer({ opener: cable.opener, ticker, language: "escpos", wait: async () => undefined });
  await ticker.advance(5_000);
  expect(await again).toMatchObject({ is: "failed" });
});

test.skipIf(socatIsMissing())(
  "on a real terminal it is found as well (skipped: socat is not installed)",
  async () => {
    const emulator = createPrinterEmulator({ model: "epson-80", ticker: steadyTicker });
    emulator.becomes({ drawerOpenIs: "low" });
    const pty = await servePty({ emulator: emulator.plug });
    const done = await calibrateDrawer({
      opener: openerFor({ kind: "serial", path: pty.path, baudRate: 38_400 }, steadyTicker),
      ticker: steadyTicker,
      language: "escpos",
      wait: async (until) => emulator.becomes({ drawerOpen: until === "open" }),
    });
    await pty.close();
    expect(done).toEqual({ is: "found", openIs: "low" });
  },
);
