import { describe, expect, test } from "vitest";
import { benchPrinter, type PrinterBenchOptions, RECEIPT } from "./printer-bench.ts";

const bench = async (options: Partial<PrinterBenchOptions> = {}) => {
  const made = await benchPrinter({ profile: "epson-80", drawer: { openIs: "high" }, ...options });
  await made.ticker.advance(2_000);
  return made;
};

describe("a drawer whose switch was calibrated", () => {
  test.each(["epson-80", "citizen-80", "generic-58", "star-line-80"])(
    "is opened once, and said to be open when its switch moved: %s",
    async (profile) => {
      const { printer, settle, emulator, drawerNews } = await bench({ profile });
      expect(drawerNews).toEqual(["closed"]);
      expect(await settle(printer.kickDrawer())).toBe("opened");
      expect(drawerNews).toEqual(["closed", "opened"]);
      expect(emulator.drawerKicks).toBe(1);
      expect(emulator.violations).toEqual([]);
    },
  );

  test("that stays shut is stuck, and is fired no more by itself", async () => {
    const { printer, settle, emulator, ticker } = await bench({ faults: [{ is: "drawer-jam" }] });
    expect(await settle(printer.kickDrawer())).toBe("stuck");
    await ticker.advance(30_000);
    expect(emulator.drawerKicks).toBe(1);
  });

  test("is not fired while it stands open, nor again before its coil is cool", async () => {
    const { printer, settle, emulator, ticker } = await bench({
      drawer: { openIs: "high", pulseMs: 200 },
      faults: [{ is: "drawer-jam" }],
    });
    expect(await settle(printer.kickDrawer())).toBe("stuck");
    emulator.becomes({ drawerOpen: true });
    await ticker.advance(3_000);
    expect(await settle(printer.kickDrawer())).toBe("was-open");
    expect(emulator.drawerKicks).toBe(1);
    expect(emulator.violations).toEqual([]);
  });

  test("of two who fire it at once, one does", async () => {
    const { printer, settle, emulator } = await bench({ drawer: {} });
    const both = await settle(Promise.all([printer.kickDrawer(), printer.kickDrawer()]));
    expect(both).toEqual(["fired", "refused"]);
    expect(emulator.drawerKicks).toBe(1);
  });

  test("opened with a key or by force is told apart from our own pulse, also in the middle of a receipt", async () => {
    const { print, emulator, drawerNews, ticker } = await bench();
    const printed = await print(RECEIPT, (ms) => {
      if (ms === 400) emulator.becomes({ drawerOpen: true });
    });
    expect(printed).toEqual({ is: "printed" });
    await ticker.advance(3_000);
    expect(drawerNews).toEqual(["closed", "opened-alone"]);
    emulator.becomes({ drawerOpen: false });
    await ticker.advance(3_000);
    expect(drawerNews.at(-1)).toBe("closed");
  });

  test("left open is told once after its time, found open at the start too", async () => {
    const { emulator, drawerNews, ticker, printer, settle } = await bench({
      drawer: { openIs: "low", openTooLongMs: 30_000 },
    });
    expect(drawerNews).toEqual(["found-open"]);
    await ticker.advance(31_000);
    expect(drawerNews).toEqual(["found-open", "left-open"]);
    emulator.becomes({ drawerOpenIs: "low" });
    await ticker.advance(3_000);
    expect(await settle(printer.kickDrawer())).toBe("opened");
    await ticker.advance(120_000);
    expect(drawerNews).toEqual(["found-open", "left-open", "closed", "opened", "left-open"]);
  });

  test("is unseen while the printer is not heard, and looked at anew when it is back", async () => {
    const { cable, drawerNews, ticker, emulator } = await bench();
    cable.unplug();
    emulator.becomes({ drawerOpen: true });
    await ticker.advance(1_000);
    expect(drawerNews).toEqual(["closed", "unseen"]);
    cable.plug();
    await ticker.advance(10_000);
    expect(drawerNews).toEqual(["closed", "unseen", "found-open"]);
  });

  test("is not opened by bytes of noise", async () => {
    const { disturb, drawerNews, ticker } = await bench();
    for (let times = 0; times < 20; times++) {
      disturb(0x14, 0x00, 0x00, 0x0f);
      await ticker.advance(150);
      disturb(0x16);
      await ticker.advance(350);
    }
    expect(drawerNews).toEqual(["closed"]);
  });
});

describe("a drawer of which less is known", () => {
  test("without calibration is fired, and nobody claims that it opened", async () => {
    const { printer, settle, emulator, drawerNews } = await bench({ drawer: {} });
    expect(await settle(printer.kickDrawer())).toBe("fired");
    expect(emulator.drawerKicks).toBe(1);
    expect(drawerNews).toEqual([]);
  });

  test("is refused without a pulse while the printer can do nothing", async () => {
    const { printer, settle, emulator } = await bench();
    emulator.becomes({ paper: "out" });
    expect(await settle(printer.kickDrawer())).toBe("refused");
    expect(emulator.drawerKicks).toBe(0);
  });

  test("is never fired where none is configured", async () => {
    const { printer, emulator } = await benchPrinter({ profile: "epson-80" });
    expect(await printer.kickDrawer()).toBe("refused");
    expect(emulator.drawerKicks).toBe(0);
  });
});
