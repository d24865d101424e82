import { SerialPort } from "serialport";
import { afterEach, expect, test } from "vitest";
import type { DrawerNews, LineOpener, Printer, PrintOutcome } from "../../../../hardware/contract.ts";
import { createEscposPrinter } from "../../../../hardware/drivers/escpos/escpos-printer.ts";
import { steadyTicker } from "../../../../hardware/steady-ticker.ts";
import { bytesPerSecond, pacePort } from "../../../../simulator/devices/paced-port.ts";
import { paperText } from "../../../../simulator/devices/printer/paper.ts";
import { createPrinterEmulator } from "../../../../simulator/devices/printer/printer-emulator.ts";
import { type ServedPty, servePty, socatIsMissing } from "../../../../simulator/devices/pty.ts";
import { RECEIPT } from "./printer-bench.ts";

const BAUD = 115_200;

/** A bare serial port: what the driver must cope with is the kernel and the library, not our own transport. */
function serialOpener(path: string): LineOpener {
  return {
    watch: () => () => undefined,
    open: (ears) =>
      new Promise((resolve) => {
        const port = new SerialPort({ path, baudRate: BAUD, autoOpen: false });
        let lost = false;
        port.on("data", (chunk: Buffer) => ears.bytes(new Uint8Array(chunk)));
        port.on("error", () => port.destroy());
        port.on("close", () => {
          if (!lost) ears.lost({ cause: "unplugged", what: "The cable was pulled." });
          lost = true;
        });
        port.open((error) => {
          if (error !== null) {
            resolve({ loss: { cause: "not-there", what: "Nothing is plugged in." } });
            return;
          }
          resolve({
            line: {
              write: (bytes) =>
                new Promise((taken) => {
                  if (!port.isOpen) taken(false);
                  else port.write(Buffer.from(bytes), (failed) => taken(failed === null || failed === undefined));
                }),
              close: () =>
                new Promise((closed) => {
                  if (port.isOpen) port.close(() => closed());
                  else closed();
                }),
            },
          });
        });
      }),
  };
}

const opened: { pty: ServedPty; printer: Printer }[] = [];

afterEach(async () => {
  for (const { pty, printer } of opened.splice(0)) {
    await printer.stop();
    await pty.close();
  }
});

async function plugIn(profile: string) {
  const emulator = createPrinterEmulator({ model: profile, ticker: steadyTicker });
  emulator.becomes({ drawerOpenIs: "low" });
  const speed = { bytesPerSecond: bytesPerSecond(BAUD), ticker: steadyTicker };
  const pty = await servePty({ emulator: (port) => emulator.plug(pacePort(port, speed)) });
  let changed: () => void = () => undefined;
  const news: DrawerNews[] = [];
  let heard: () => void = () => undefined;
  const printer = createEscposPrinter({
    spec: {
      id: "till",
      kind: "printer",
      driver: "escpos",
      profile,
      drawer: { openIs: "low", openTooLongMs: 3_000 },
      line: { kind: "serial", path: pty.path, baudRate: BAUD },
    },
    opener: serialOpener(pty.path),
    ticker: steadyTicker,
    onChange: () => changed(),
    onDrawer: (what) => {
      news.push(what);
      heard();
    },
  });
  opened.push({ pty, printer });
  const becomes = (state: string): Promise<void> =>
    new Promise((resolve) => {
      changed = () => {
        if (printer.condition().state === state) resolve();
      };
      changed();
    });
  const drawerSays = (what: DrawerNews): Promise<void> =>
    new Promise((resolve) => {
      heard = () => {
        if (news.at(-1) === what) resolve();
      };
      heard();
    });
  return { emulator, pty, printer, becomes, news, drawerSays };
}

const texts = (emulator: Awaited<ReturnType<typeof plugIn>>["emulator"]): string[] =>
  emulator.receipts.map((receipt) => paperText(receipt.lines));

test.skipIf(socatIsMissing()).each(["epson-80", "generic-58"])(
  "on a real terminal %s prints and proves a receipt (skipped: socat is not installed)",
  async (profile) => {
    const { emulator, printer, becomes } = await plugIn(profile);
    await becomes("ready");
    expect(await printer.print(RECEIPT)).toEqual({ is: "printed" });
    expect(texts(emulator)).toHaveLength(1);
    expect(texts(emulator)[0]).toContain("[QR https://example.com/receipt/7f3a]");
    expect(emulator.violations).toEqual([]);
  },
);

test.skipIf(socatIsMissing()).each(["epson-80", "generic-58"])(
  "on a real terminal %s opens its drawer, sees it open, left open, shut, and opened by a key (skipped: socat is not installed)",
  async (profile) => {
    const { emulator, printer, drawerSays, news } = await plugIn(profile);
    await drawerSays("closed");
    expect(await printer.kickDrawer()).toBe("opened");
    expect(await printer.kickDrawer()).toBe("was-open");
    await drawerSays("left-open");
    emulator.becomes({ drawerOpen: false });
    await drawerSays("closed");
    emulator.becomes({ drawerOpen: true });
    await drawerSays("opened-alone");
    await drawerSays("left-open");
    emulator.becomes({ drawerOpen: false });
    await drawerSays("closed");
    emulator.take({ is: "drawer-jam" });
    expect(await printer.kickDrawer()).toBe("stuck");
    expect(news).toEqual(["closed", "opened", "left-open", "closed", "opened-alone", "left-open", "closed"]);
    expect(emulator.drawerKicks).toBe(2);
    expect(emulator.violations).toEqual([]);
  },
);

test.skipIf(socatIsMissing())(
  "a plug pulled in the middle is never a printed receipt, and the printer comes back by itself (skipped: socat is not installed)",
  async () => {
    const { emulator, pty, printer, becomes } = await plugIn("generic-80");
    await becomes("ready");
    const pulled = new Promise<void>((resolve) => {
      emulator.take({ is: "unplug-at", byte: emulator.workedBytes + 900 });
      void becomes("absent").then(resolve);
    });
    const outcome: PrintOutcome = await printer.print(RECEIPT);
    expect(outcome.is).not.toBe("printed");
    expect(outcome).not.toMatchObject({ nothingPrinted: true });
    await pulled;
    await pty.plug();
    await becomes("ready");
    expect(await printer.print(RECEIPT)).toEqual({ is: "printed" });
    expect(texts(emulator).at(-1)).toContain("Takk for besøket");
  },
);
