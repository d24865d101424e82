import { describe, expect, test } from "vitest";
import { adapterOf } from "../../../hardware/identify/adapters.ts";
import { type Identification, identifyPort, probesFor } from "../../../hardware/identify/identify-port.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { openerFor } from "../../../hardware/transport/opener.ts";
import { BOARD_KINDS } from "../../../simulator/devices/boards/kinds.ts";
import type { Emulator } from "../../../simulator/devices/emulated-port.ts";
import { createPrinterEmulator } from "../../../simulator/devices/printer/printer-emulator.ts";
import { type ServedPty, servePty, socatIsMissing } from "../../../simulator/devices/pty.ts";

type Asked = Partial<Parameters<typeof identifyPort>[0]>;

async function identify(emulator: Emulator, asked: Asked = {}): Promise<Identification> {
  const pty: ServedPty = await servePty({ emulator });
  try {
    return await identifyPort({ path: pty.path, ticker: steadyTicker, ...asked });
  } finally {
    await pty.close();
  }
}

function board(name: string, channels?: number) {
  const kind = BOARD_KINDS[name];
  if (kind === undefined) throw new Error(`no emulated board is called ${name}`);
  return kind.create({
    ticker: steadyTicker,
    channels: channels ?? kind.channels,
    inputs: kind.inputs,
    shelf: [],
  });
}

describe
  .skipIf(socatIsMissing())
  .concurrent("a port on a real terminal is asked who is there (skipped: socat is not installed)", () => {
    test.each([
      ["modbus", {}, { drivers: ["modbus-rtu", "modbus-coils"], baudRate: 9_600, outputs: 8, inputs: 8 }],
      ["eletechsup", {}, { drivers: ["eletechsup"], baudRate: 9_600, outputs: 8 }],
      ["vmc", {}, { drivers: ["vmc"], baudRate: 57_600 }],
      ["devantech", { hasNoPrinter: true }, { drivers: ["devantech"] }],
      ["devantech", { adapter: adapterOf({ vendorId: "04D8", productId: "FFEE" }) }, { drivers: ["devantech"] }],
      ["modbus-ascii", { hasNoPrinter: true }, { drivers: ["modbus-ascii"], address: 254 }],
      ["framed", { hasNoPrinter: true }, { drivers: ["framed"], baudRate: 115_200 }],
      ["numato", { isNumato: true }, { drivers: ["numato"] }],
      ["numato", { adapter: adapterOf({ vendorId: "2a19", productId: "0800" }) }, { drivers: ["numato"] }],
    ] as const)("%s %o is named", async (name, asked, expected) => {
      const emulated = board(name);
      expect(await identify(emulated.device, asked)).toMatchObject({ is: "found", ...expected });
      expect(emulated.bench.events).toEqual([]);
    });

    test.each(["epson-80", "generic-58"])("printer %s is named, and nothing is on its paper", async (model) => {
      const printer = createPrinterEmulator({ model, ticker: steadyTicker });
      expect(await identify(printer.plug)).toMatchObject({ is: "found", drivers: ["escpos"] });
      expect([printer.receipts, printer.paper.length]).toEqual([[], 0]);
      printer.switchOff();
    });

    test.each(["lcus", "kmtronic"])("%s cannot be asked without switching: pick it by hand", async (name) => {
      const emulated = board(name);
      const found = await identify(emulated.device, { hasNoPrinter: true });
      expect(found).toMatchObject({ is: "silent" });
      expect("what" in found ? found.what : "").toContain("pick these by hand");
      expect(emulated.bench.events).toEqual([]);
    });

    test("what speaks in no known language is said to, with its first bytes", async () => {
      const found = await identify((port) => {
        const speak = (): void => {
          port.write(Uint8Array.of(0x55, 0x66, 0x77));
          const cancel = steadyTicker.after(50, speak);
          port.onGone(cancel);
        };
        port.onBytes(() => undefined);
        speak();
      });
      expect(found).toMatchObject({ is: "unknown", heard: expect.stringMatching(/55.*66.*77|5566/) });
    });

    test("a flood does not hold it up, and a port that never answers is let go at its deadline", async () => {
      const beganMs = performance.now();
      const found = await identify(
        (port) => {
          const flood = (): void => {
            port.write(new Uint8Array(2_000).fill(0x7f));
            const cancel = steadyTicker.after(5, flood);
            port.onGone(cancel);
          };
          port.onBytes(() => undefined);
          flood();
        },
        { deadlineMs: 1_500 },
      );
      expect(["unknown", "silent"]).toContain(found.is);
      expect(performance.now() - beganMs).toBeLessThan(10_000);
    });

    test("a port that is in use is refused, and not a byte is sent to it", async () => {
      const heard: Uint8Array[] = [];
      const pty = await servePty({ emulator: (port) => port.onBytes((bytes) => heard.push(bytes)) });
      const address = { kind: "serial", path: pty.path, baudRate: 9_600 } as const;
      const opened = await openerFor(address, steadyTicker).open(
        { bytes: () => undefined, lost: () => undefined },
        5_000,
      );
      const found = await identifyPort({ path: pty.path, ticker: steadyTicker });
      expect(found).toMatchObject({ is: "refused" });
      expect("what" in found ? found.what : "").toMatch(/in use by another program.*Nothing was sent/);
      expect(heard).toEqual([]);
      if ("line" in opened) await opened.line.close();
      await pty.close();
    });

    test("a port that does not exist is refused in words", async () => {
      const found = await identifyPort({ path: "/dev/ttyNONE9", ticker: steadyTicker });
      expect(found).toMatchObject({ is: "refused", what: expect.stringContaining("There is no /dev/ttyNONE9") });
    });
  });

test("what switches or prints somewhere is sent only where that is not", () => {
  const names = (asked: Parameters<typeof probesFor>[0]) => [...new Set(probesFor(asked).map(({ name }) => name))];
  const harmless = ["listen", "printer-status", "modbus-registers", "modbus-coils"];
  expect(names({})).toEqual(harmless);
  expect(names({ adapter: adapterOf({ vendorId: "1A86", productId: "7523" }) })).toEqual(harmless);
  expect(names({ hasNoPrinter: true })).toEqual([
    ...harmless,
    "devantech-who",
    "modbus-ascii-coils",
    "framed-hello",
  ]);
  expect(names({ isNumato: true, hasNoPrinter: true })).toEqual(["numato-version"]);
  expect(names({ adapter: adapterOf({ vendorId: "0ce5", productId: "0023" }) })).toEqual(["listen"]);
  expect(adapterOf({ vendorId: "ffff", productId: "0001" })).toBeUndefined();
});
