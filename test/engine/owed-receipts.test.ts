import { describe, expect, test } from "vitest";
import type { Entry, PrintOutcome, ReceiptPrinter } from "../../electron/core/ports.ts";
import { OwedReceipts } from "../../electron/engine/owed-receipts.ts";
import { SteadyClock } from "../../electron/engine/steady-clock.ts";
import { MemoryDisk, MemoryJournal } from "../../electron/journal/memory-journal.ts";
import { devicesOf } from "../../electron/main/devices.ts";
import type { DeviceSpec, Printer } from "../../hardware/contract.ts";
import { createEscposPrinter } from "../../hardware/drivers/escpos/escpos-printer.ts";
import { createMemoryCable, type MemoryCable } from "../../hardware/transport/memory.ts";
import { bytesPerSecond, pacePort } from "../../simulator/devices/paced-port.ts";
import { paperText } from "../../simulator/devices/printer/paper.ts";
import { createPrinterEmulator, type PrinterEmulator } from "../../simulator/devices/printer/printer-emulator.ts";
import type { ManualTime } from "../rig/manual-time.ts";
import { CUSTOMER, GOODS, TerminalRig } from "../rig/terminal-rig.ts";

/** Slow enough that a kill in the middle of a receipt leaves the rest of it unsent. */
const BAUD = 9_600;
const SPEC: Extract<DeviceSpec, { kind: "printer" }> = {
  id: "till",
  kind: "printer",
  driver: "escpos",
  profile: "epson-80",
  line: { kind: "serial", path: "/dev/none", baudRate: BAUD },
};
const HOUR_MS = 3_600_000;
const STAFF_PIN = "246810";

/** A terminal with the real driver and an emulated printer that outlives every run of the program. */
class Shop {
  readonly rig: TerminalRig;
  #emulator: PrinterEmulator | undefined;
  #cable: MemoryCable | undefined;
  #driver: Printer | undefined;

  constructor() {
    const goods = GOODS.map((good) => ({ ...good, stock: 500 }));
    this.rig = new TerminalRig({ printer: (time) => this.#connect(time), goods, staffPin: STAFF_PIN });
  }

  get printer(): PrinterEmulator {
    if (this.#emulator === undefined) throw new Error("the terminal has not been started");
    return this.#emulator;
  }

  /** Everything that lies before the printer. */
  papers(): string[] {
    return this.printer.receipts.map((receipt) => paperText(receipt.lines));
  }

  /** Receipt numbers on whole papers, a copy as "copy N", in the order in which they came out. */
  receipts(): string[] {
    return this.papers()
      .filter((text) => text.includes("Takk"))
      .map((text) => {
        const number = /Salgskvittering (\d+)|Kvittering (\d+)/i.exec(text);
        return `${/kopi/i.test(text) ? "copy " : ""}${number?.[1] ?? number?.[2] ?? text}`;
      });
  }

  /** A sale up to the moment its receipt is asked for. */
  async sell(): Promise<void> {
    const { rig } = this;
    if (rig.screen.at !== "attract") await rig.time.passUntil(() => rig.screen.at === "attract", 60_000);
    const reference = await rig.payByNumber();
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.passUntil(() => rig.screen.at === "done", 6_000);
  }

  /** The process is killed: its cable goes with it, the printer stays. */
  async kill(): Promise<void> {
    this.#cable?.unplug();
    await this.#driver?.stop();
    await this.rig.restart();
  }

  #connect(time: ManualTime): ReceiptPrinter {
    this.#emulator ??= createPrinterEmulator({ model: "epson-80", ticker: time });
    const emulator = this.#emulator;
    const cable = createMemoryCable({
      ticker: time,
      device: (far) => emulator.plug(pacePort(far, { bytesPerSecond: bytesPerSecond(BAUD), ticker: time })),
    });
    const driver = createEscposPrinter({ spec: SPEC, opener: cable.opener, ticker: time });
    this.#cable = cable;
    this.#driver = driver;
    const fleet = {
      printer: () => driver,
      board: () => undefined,
      onChange: () => undefined,
      stop: () => driver.stop(),
    };
    const port = devicesOf([SPEC], fleet, () => time.nowMs()).printer;
    if (port === undefined) throw new Error("no printer was made");
    return port;
  }
}

async function openShop(): Promise<Shop> {
  const shop = new Shop();
  await shop.rig.open();
  await shop.rig.time.pass(3_000);
  return shop;
}

const kindsAbout = (shop: Shop): string[] => shop.rig.kinds().filter((kind) => kind.startsWith("receipt/"));

describe("a receipt that could not be printed", () => {
  test("for want of paper comes out whole, as a marked copy, when the roll is in, however much later", async () => {
    const shop = await openShop();
    shop.printer.take({ is: "paper-out-at-line", line: shop.printer.linesEver + 5 });
    await shop.sell();
    await shop.rig.time.passUntil(() => shop.rig.at("done").receipt === "failed", 15_000);
    await shop.rig.time.pass(HOUR_MS);
    expect(shop.receipts()).toEqual([]);
    shop.printer.becomes({ paper: "enough" });
    await shop.rig.time.pass(30_000);
    expect(shop.receipts()).toEqual(["copy 1"]);
    expect(kindsAbout(shop)).toEqual(["receipt/again", "receipt/came"]);
  });

  test("is on the staff's sheet, and comes out at once when they say so, the first in need of it first", async () => {
    const shop = await openShop();
    const { rig, printer } = shop;
    const { staff } = rig.terminal;
    printer.take({ is: "paper-out-at-line", line: printer.linesEver + 5 });
    await shop.sell();
    await rig.time.passUntil(() => rig.at("done").receipt === "failed", 15_000);
    expect(staff.printOwed()).toBe(false);
    await rig.time.passUntil(() => rig.screen.at === "attract", 60_000);
    staff.knock();
    staff.open(STAFF_PIN);
    expect(staff.view()?.owedReceipts).toMatchObject([{ receiptNumber: 1, copy: true }]);
    expect(staff.printOwed()).toBe(false);
    // The next try fails as well, after which the printer is left alone for a minute.
    printer.becomes({ paper: "enough" });
    printer.take({ is: "paper-out-at-line", line: printer.linesEver + 6 });
    await rig.time.pass(20_000);
    printer.becomes({ paper: "enough" });
    await rig.time.pass(5_000);
    expect(shop.receipts()).toEqual([]);
    expect(staff.printOwed()).toBe(true);
    expect(staff.printOwed()).toBe(false);
    await rig.time.pass(8_000);
    expect(shop.receipts()).toEqual(["copy 1"]);
    expect(staff.view()?.owedReceipts).toEqual([]);
    expect(kindsAbout(shop)).toEqual([
      "receipt/again",
      "receipt/came",
      "receipt/again",
      "receipt/asked",
      "receipt/came",
    ]);
  });

  test("because the printer went away before a byte was sent comes out as the original", async () => {
    const shop = await openShop();
    await shop.rig.payByNumber();
    shop.printer.becomes({ coverOpen: true });
    shop.rig.wallet.act(CUSTOMER, shop.rig.lastReference(), "approve");
    await shop.rig.time.passUntil(
      () => shop.rig.screen.at === "done" && shop.rig.at("done").receipt === "failed",
      15_000,
    );
    shop.printer.becomes({ coverOpen: false });
    await shop.rig.time.pass(15_000);
    expect(shop.receipts()).toEqual(["1"]);
    expect(shop.rig.at("done").receipt).toBe("printed");
  });

  test("is not forgotten by a restart, nor by ten", async () => {
    const shop = await openShop();
    shop.printer.take({ is: "paper-out-at-line", line: shop.printer.linesEver + 5 });
    await shop.sell();
    await shop.rig.time.pass(30_000);
    for (let restart = 0; restart < 10; restart++) await shop.kill();
    await shop.rig.time.pass(HOUR_MS);
    shop.printer.becomes({ paper: "enough" });
    await shop.rig.time.pass(30_000);
    expect(shop.receipts()).toEqual(["copy 1"]);
    await shop.kill();
    await shop.rig.time.pass(HOUR_MS);
    expect(shop.receipts()).toEqual(["copy 1"]);
  });

  test("while the program was killed in the middle of it comes out as a copy once the line is up, its piece struck out", async () => {
    for (const lines of [2, 6, 9, 12]) {
      const shop = await openShop();
      const from = shop.printer.linesEver;
      await shop.sell();
      await shop.rig.time.passUntil(() => shop.printer.linesEver >= from + lines, 10_000);
      await shop.kill();
      await shop.rig.time.pass(60_000);
      expect(shop.receipts(), `killed after ${lines} lines`).toEqual(["copy 1"]);
      expect(shop.papers().filter((text) => !text.includes("Takk"))).toHaveLength(1);
      expect(shop.papers()[0]).toMatch(/\/{48}/);
      expect(shop.printer.paper).toEqual([]);
    }
  });

  test("and is printed at last in a run that dies too is a copy in the next", async () => {
    const shop = await openShop();
    await shop.rig.payByNumber();
    shop.printer.becomes({ coverOpen: true });
    shop.rig.wallet.act(CUSTOMER, shop.rig.lastReference(), "approve");
    await shop.rig.time.passUntil(
      () => shop.rig.screen.at === "done" && shop.rig.at("done").receipt === "failed",
      15_000,
    );
    const from = shop.printer.linesEver;
    shop.printer.becomes({ coverOpen: false });
    await shop.rig.time.passUntil(() => shop.printer.linesEver >= from + 4, 20_000);
    await shop.kill();
    await shop.rig.time.pass(30_000);
    expect(shop.receipts()).toEqual(["copy 1"]);
  });

  test("does not hold up the next one, and while the printer is unfit receipts go to the wallet", async () => {
    const shop = await openShop();
    shop.printer.take({ is: "paper-out-at-line", line: shop.printer.linesEver + 5 });
    await shop.sell();
    await shop.rig.time.pass(30_000);
    await shop.sell();
    expect(shop.rig.at("done").receipt).toBe("in-app");
    shop.printer.becomes({ paper: "enough" });
    await shop.rig.time.pass(60_000);
    await shop.sell();
    await shop.rig.time.passUntil(() => shop.rig.at("done").receipt === "printed", 15_000);
    expect(shop.receipts()).toEqual(["copy 1", "3"]);
  });
});

describe("many receipts that could not be printed", () => {
  /** The queue alone, with sales from a journal and a printer told what comes of each attempt. */
  async function queue(count: number) {
    const shop = await openShop();
    const { rig } = shop;
    shop.printer.take({ is: "paper-out-at-line", line: shop.printer.linesEver + 5 });
    await shop.sell();
    await rig.time.pass(30_000);
    rig.terminal.stop();
    const journal = new MemoryJournal(rig.disk);
    const entries = [...journal.all()];
    const one = entries.filter((entry) => entry.saleId !== undefined);
    const other = new MemoryJournal(new MemoryDisk());
    for (let sale = 1; sale <= count; sale++) {
      const copies = one.map(
        ({ kind, body }): Entry => ({ kind, saleId: `sale-${sale}`, atMs: rig.time.nowMs() + sale, body }),
      );
      other.append(copies);
    }
    return { shop, journal: other };
  }

  test("wait in order, fifty of them, across a restart, each printed once", async () => {
    const { shop, journal } = await queue(50);
    const { time } = shop.rig;
    const printed: string[] = [];
    let state: "ready" | "fault" = "fault";
    const make = (): OwedReceipts => {
      const owed = new OwedReceipts({
        clock: new SteadyClock(time),
        printer: {
          id: "till",
          state: () => ({ id: "till", kind: "printer", state, what: "", sinceMs: 0 }),
          print: () => Promise.reject(new Error("not asked here")),
        },
        print: async (_sale, copy): Promise<PrintOutcome> => {
          await new Promise<void>((resolve) => time.after(500, resolve));
          printed.push(copy ? "copy" : "original");
          return { is: "printed" };
        },
        store: (entries) => journal.append(entries).length > 0,
        onReceipt: () => undefined,
      });
      owed.recover(journal);
      return owed;
    };
    const first = make();
    expect(first.count).toBe(50);
    await time.pass(HOUR_MS);
    expect(printed).toEqual([]);
    state = "ready";
    await time.passUntil(() => printed.length >= 20, 60_000);
    first.stop();
    const second = make();
    expect(second.count).toBeGreaterThanOrEqual(29);
    await time.pass(60_000);
    expect(second.count).toBe(0);
    expect(printed.length).toBeLessThanOrEqual(51);
    const order = [...journal.all()].filter((entry) => entry.kind === "receipt/came").map((entry) => entry.saleId);
    expect(order).toEqual(Array.from({ length: 50 }, (_, at) => `sale-${at + 1}`));
  });

  test("past fifty the oldest is given up and the operator told; so is one that fails five times or waits a day", async () => {
    const { shop, journal } = await queue(1);
    const { time } = shop.rig;
    const stored: Entry[] = [];
    let asked = 0;
    const owed = new OwedReceipts({
      clock: new SteadyClock(time),
      printer: {
        id: "till",
        state: () => ({ id: "till", kind: "printer", state: "ready", what: "", sinceMs: 0 }),
        print: () => Promise.reject(new Error("not asked here")),
      },
      print: async () => {
        asked++;
        return { is: "failed", nothingPrinted: false, what: "The knife is stuck." };
      },
      store: (entries) => {
        stored.push(...entries);
        return true;
      },
      onReceipt: () => undefined,
    });
    owed.recover(journal);
    await time.pass(HOUR_MS);
    expect(asked).toBe(5);
    expect(owed.count).toBe(0);
    expect(stored.map((entry) => entry.kind).slice(-2)).toEqual(["receipt/given-up", "operator/alert"]);
    expect(JSON.stringify(stored.at(-1)?.body)).toContain("failed 5 times");
  });
});
