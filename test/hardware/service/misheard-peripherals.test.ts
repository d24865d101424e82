import { describe, expect, test } from "vitest";
import { createQibixxCardReader, createWaferCardReader } from "../../../hardware/drivers/mdb/card-reader.ts";
import { createMdbQibixxBoard, createMdbWaferstarBoard } from "../../../hardware/drivers/mdb/reader-board.ts";
import { createSerialScanner } from "../../../hardware/drivers/scanner/serial-scanner.ts";
import { createMemoryCable } from "../../../hardware/transport/memory.ts";
import type { Emulator } from "../../../simulator/devices/emulated-port.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";
import { BoughtReader } from "../../../simulator/devices/mdb/bought-reader.ts";
import { VendingMachine } from "../../../simulator/devices/mdb/vending-machine.ts";
import { ScannerEmulator } from "../../../simulator/devices/peripherals/scanner-emulator.ts";
import type { LineFault } from "../../../simulator/devices/simulations/faults.ts";
import { SpoiltLine } from "../../../simulator/devices/simulations/spoilt-line.ts";

const ADAPTERS = ["qibixx", "waferstar"] as const;
const LINE = { kind: "serial", path: "/dev/none", baudRate: 9_600 } as const;
const SOILED: readonly LineFault[] = ["noise", "half"];

function onLine(device: Emulator, ticker: ManualTicker) {
  const spoilt = new SpoiltLine(ticker);
  return { ticker, spoilt, cable: createMemoryCable({ ticker, device: spoilt.wrap(device) }) };
}

function openMachine(adapter: (typeof ADAPTERS)[number]) {
  const ticker = new ManualTicker();
  const machine = new VendingMachine({ ticker, adapter, dispenseMs: 200 });
  const line = onLine(machine.device, ticker);
  const create = adapter === "qibixx" ? createMdbQibixxBoard : createMdbWaferstarBoard;
  const slots = [{ slot: "A1", channel: 5, pulseMs: 500, dropWindowMs: 20_000, priceMinor: 2_500 }];
  const spec = {
    id: "machine",
    kind: "dispenser",
    driver: `mdb-${adapter}`,
    line: LINE,
    channels: 6,
    slots,
  } as const;
  const board = create({ spec, opener: line.cable.opener, ticker });
  /** Ten customers, one after the other, each told no or sold to. */
  const serve = async () => {
    for (let customer = 0; customer < 10; customer += 1) {
      machine.select(5, 2_500);
      await ticker.advance(300);
      if (customer % 2 === 0) void board.vend("A1");
      else await board.refuse?.("A1");
      await ticker.advance(2_700);
      machine.withdraw();
      await ticker.advance(500);
    }
  };
  return { ...line, misheard: () => board.misheard?.(), serve, machine };
}

function openBought(adapter: (typeof ADAPTERS)[number]) {
  const ticker = new ManualTicker();
  const bought = new BoughtReader({ ticker, adapter, cardAfterMs: 500 });
  const line = onLine(bought.device, ticker);
  const create = adapter === "qibixx" ? createQibixxCardReader : createWaferCardReader;
  const reader = create({ opener: line.cable.opener, ticker, currency: 578 });
  const serve = async () => {
    for (let customer = 0; customer < 5; customer += 1) {
      await ticker.advance(3_000);
      void reader.pay(4_500, 5);
      await ticker.advance(5_000);
      void reader.settle(customer % 2 === 0);
      await ticker.advance(3_000);
    }
  };
  return { ...line, misheard: () => reader.misheard(), serve };
}

function openScanner() {
  const ticker = new ManualTicker();
  // Two line ends after each code: the second is no rubbish.
  const emulated = new ScannerEmulator({ ending: "cr-lf" });
  const line = onLine(emulated.device, ticker);
  const spec = { id: "gun", kind: "scanner", driver: "serial", line: LINE } as const;
  const scanner = createSerialScanner({ spec, opener: line.cable.opener, ticker, onScan: () => undefined });
  const serve = async () => {
    for (let code = 0; code < 20; code += 1) {
      emulated.scan("7038010009457");
      await ticker.advance(1_500);
    }
  };
  return { ...line, misheard: () => scanner.misheard?.(), serve };
}

const OPENED = [
  ...ADAPTERS.map((adapter) => ({ name: `a machine behind ${adapter}`, open: () => openMachine(adapter) })),
  ...ADAPTERS.map((adapter) => ({ name: `a bought reader behind ${adapter}`, open: () => openBought(adapter) })),
  { name: "a scanner", open: openScanner },
];

describe.each(OPENED)("what could not be understood of $name", ({ open }) => {
  test("is nothing on a good line", async () => {
    const { serve, misheard, ticker } = open();
    await serve();
    await ticker.advance(60_000);
    expect(misheard()).toBe(0);
  });

  test.each(SOILED)("is counted on a line with %s, over connections, and no more on a good one", async (fault) => {
    const { serve, misheard, spoilt, cable, ticker } = open();
    // A scanner shows by its first whole code how it ends them.
    await serve();
    spoilt.begin(fault);
    await serve();
    await serve();
    const heard = misheard() ?? 0;
    expect(heard).toBeGreaterThan(5);
    spoilt.heal();
    await ticker.advance(5_000);
    const settled = misheard();
    cable.unplug();
    await ticker.advance(3_000);
    cable.plug();
    await serve();
    expect(misheard()).toBe(settled);
  });
});
