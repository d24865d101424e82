import receiptio from "receiptio";
import { afterEach, describe, expect, test } from "vitest";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import type { Condition } from "../../../simulator/devices/printer/condition.ts";
import type { PrinterFault } from "../../../simulator/devices/printer/faults.ts";
import { paperText } from "../../../simulator/devices/printer/paper.ts";
import { createPrinterEmulator } from "../../../simulator/devices/printer/printer-emulator.ts";
import { type ServedTcp, serveTcp } from "../../../simulator/devices/tcp.ts";

/** receiptio prints to port 9100 only; an address of its own keeps that free for everybody else. */
const HOST = "127.0.91.1";
const PORT = 9_100;
const DOCUMENT = "Kaffe | 52,00\n-\n^^Sum | ^^52,00\n\n{code:https://example.com/r/7f3a;option:qrcode,4,M}\n=\n";

const served: ServedTcp[] = [];
afterEach(async () => {
  for (const one of served.splice(0)) await one.close();
});

async function printerOn(
  change: Partial<Condition> = {},
  faults: readonly PrinterFault[] = [],
  model = "epson-80",
) {
  const printer = createPrinterEmulator({ model, ticker: steadyTicker, faults });
  printer.becomes(change);
  served.push(await serveTcp(printer.plug, PORT, HOST));
  return printer;
}

const print = (options = ""): Promise<string> => receiptio.print(DOCUMENT, `-d ${HOST} -t 20 ${options}`);

/** A print application of other hands, with a status handshake of its own, takes the emulator for a printer. */
describe("receiptio", () => {
  test("prints a receipt on the emulated Epson and is told that it came out", async () => {
    const printer = await printerOn();
    expect(await print("-p escpos")).toBe("success");
    expect(printer.violations).toEqual([]);
    const paper = printer.receipts.map((receipt) => paperText(receipt.lines)).join("\n");
    expect(paper).toMatch(/^Kaffe +52,00\n─{48}\nSum +52,00\n/);
    expect(paper).toContain("[QR https://example.com/r/7f3a]");
  });

  test("left to find out what it is, takes it for an Epson", async () => {
    const printer = await printerOn();
    expect(await print()).toBe("success");
    // It greets in Star's language as well.
    expect(printer.violations).toEqual(["unknown command 1b 06", "unknown command 01"]);
    expect(printer.receipts).not.toEqual([]);
  });

  test.each([
    ["coveropen", { coverOpen: true }],
    ["paperempty", { paper: "out" }],
  ] as const)("says %s, and nothing is printed", async (said, change) => {
    const printer = await printerOn(change);
    expect(await print()).toBe(said);
    expect(printer.receipts).toEqual([]);
    expect(printer.linesEver).toBe(0);
  });

  test.each([
    ["coveropen", { is: "cover-open-at", byte: 300 }],
    ["paperempty", { is: "paper-out-at", byte: 300 }],
    ["error", { is: "cutter-jam" }],
  ] as const)("says %s in the middle of a receipt", async (said, fault) => {
    await printerOn({}, [fault]);
    expect(await print()).toBe(said);
  });

  test("calls it a time-out, never a success, when the printer withholds its answer", async () => {
    const printer = await printerOn({}, [{ is: "no-proof" }]);
    expect(await print("-t 1")).toBe("timeout");
    expect(printer.receipts.length).toBeGreaterThan(0);
  });

  test.each([
    ["online", {}],
    ["coveropen", { coverOpen: true }],
    ["paperempty", { paper: "out" }],
  ] as const)("asked for the printer's state hears %s", async (said, change) => {
    await printerOn(change);
    expect(await receiptio.print("", `-d ${HOST} -q printer`)).toBe(said);
  });

  test.each([
    ["success", {}, []],
    ["coveropen", { coverOpen: true }, []],
    ["paperempty", { paper: "out" }, []],
    ["paperempty", {}, [{ is: "paper-out-at", byte: 300 }]],
    ["error", {}, [{ is: "cutter-jam" }]],
  ] as const)("takes the emulated Star for one and says %s", async (said, change, faults) => {
    const printer = await printerOn(change, faults, "star-line-80");
    expect(await print("-p starline")).toBe(said);
    expect(printer.violations).toEqual([]);
    if (said === "success") expect(paperText(printer.receipts[0]?.lines ?? [])).toMatch(/^Kaffe +52,00\n/);
  });

  test("calls a Star that does not count a time-out", async () => {
    await printerOn({}, [{ is: "no-proof" }], "star-line-80");
    expect(await print("-p starline -t 1")).toBe("timeout");
  });

  test("finds nobody where nobody is", async () => {
    expect(await receiptio.print("", `-d ${HOST} -q printer`)).toBe("disconnect");
  });
});
