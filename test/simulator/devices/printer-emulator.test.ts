import { describe, expect, test } from "vitest";
import type { EmulatedPort } from "../../../simulator/devices/emulated-port.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";
import { readFault } from "../../../simulator/devices/printer/faults.ts";
import { paperText } from "../../../simulator/devices/printer/paper.ts";
import { orderPrinter } from "../../../simulator/devices/printer/person.ts";
import {
  createPrinterEmulator,
  type PrinterEmulatorOptions,
} from "../../../simulator/devices/printer/printer-emulator.ts";

const latin = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "latin1"));
const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));

function bench(options: Partial<PrinterEmulatorOptions> = {}) {
  const ticker = new ManualTicker();
  const printer = createPrinterEmulator({ model: "epson-80", ticker, ...options });
  const said: string[] = [];
  const story: string[] = [];
  let gone: () => void = () => undefined;
  const port: EmulatedPort = {
    onBytes: () => undefined,
    write: (bytes) => said.push(Buffer.from(bytes).toString("hex")),
    hangUp: () => {
      story.push("hung up");
      gone();
    },
    onGone: (listener) => {
      gone = listener;
    },
    hold: () => story.push("held"),
    release: () => story.push("released"),
  };
  printer.plug(port);
  return { ticker, printer, said, story, hear: (text: string) => printer.hear(hex(text)) };
}

describe("the emulated printer on paper", () => {
  test("sets letters by its code page, alignment, boldness and size", async () => {
    const { printer, ticker, hear } = bench();
    hear("1b40 1b7413 1b6101 1b4501 1d2111 9192 0a 1d2100 1b4500 1b6100 9b0a 1d564200");
    await ticker.advance(5_000);
    expect(printer.receipts).toMatchObject([
      {
        ended: "partial cut",
        lines: [
          { shows: "text", text: `${" ".repeat(11)}æÆ`, bold: true, width: 2, height: 2 },
          { shows: "text", text: "ø", bold: false, width: 1, height: 1 },
        ],
      },
    ]);
    expect(paperText(printer.receipts[0]?.lines ?? [], { marks: true })).toBe(`*#${" ".repeat(11)}æÆ\n  ø`);
  });

  test("made for China reads two bytes as one letter until it is told not to", async () => {
    const { printer, ticker, hear } = bench({ model: "generic-80" });
    hear("1b40 1b7413 b0a1 0a 1c2e 9b 0a");
    await ticker.advance(5_000);
    expect(paperText(printer.paper)).toBe("啊\nø");
  });

  test("notes what a real printer would have made garbage of", async () => {
    const { printer, ticker, hear } = bench({ model: "generic-58" });
    printer.hear(latin("x".repeat(33)));
    hear("1b6101 0a 1b7463 1b99 07 1d563041 1d564200 1d286b0300315130 1d28480600303030303031 1b5209");
    hear(`1d763000 31000100 ${"00".repeat(49)} 1d763000 03000100 100401`);
    await ticker.advance(20_000);
    expect(printer.violations).toEqual([
      "a line was wider than the paper",
      "alignment in the middle of a line",
      "code page 99 does not exist here",
      "unknown command 1b 99",
      "unknown command 07",
      "a cut in the middle of a line",
      "GS ( k on a printer that lacks it",
      "GS ( H on a printer that lacks it",
      "an international set other than 0",
      "an image wider than the paper",
      "a real-time command inside 1d 76 30 00",
    ]);
  });

  test("draws barcodes of both forms, QR codes, pictures, and answers how large a code is", async () => {
    const { printer, ticker, said, hear } = bench();
    hear("1d6850 1d7702 1d4802 1d6600 1d6b02 37303338303130303039343537 00");
    hear("1d6b4904 7b423132 1d286b0400 31413200 1d286b0300 314308 1d286b0500 3150304849 1d286b0300 315230");
    hear("1d286b0300 315130 1d763000 01000200 ff81 1b4a20 1d28450100 00");
    await ticker.advance(5_000);
    expect(printer.paper).toEqual([
      { shows: "barcode", content: "7038010009457", isEan13: true },
      { shows: "barcode", content: "{B12", isEan13: false },
      { shows: "qr", content: "HI", moduleDots: 8 },
      { shows: "image", widthDots: 8, rows: 2, image: Uint8Array.of(0xff, 0x81) },
    ]);
    expect(paperText(printer.paper)).toBe("[barcode 7038010009457]\n[barcode {B12]\n[QR HI]\n[image 8 x 2]");
    expect(said.some((answer) => answer.startsWith("3736"))).toBe(true);
    expect(printer.violations).toEqual(["unknown command 1d 28 45 01 00 00"]);
  });

  test("moves paper at its speed and answers in turn", async () => {
    const { ticker, said, hear } = bench({ faults: [{ is: "slow", mmPerSecond: 10 }] });
    hear("1b640a 1d7201");
    await ticker.advance(4_000);
    expect(said).toEqual([]);
    await ticker.advance(500);
    expect(said).toEqual(["00"]);
  });
});

describe("the emulated printer's words", () => {
  test("are the status of its body, at once and in every state", () => {
    const { printer, said, hear } = bench();
    const ask = (): string => {
      said.length = 0;
      hear("100401 100402 100403 100404");
      return said.join(" ");
    };
    expect(ask()).toBe("12 12 12 12");
    printer.becomes({ paper: "near-end", drawerOpen: true });
    expect(ask()).toBe("16 12 12 1e");
    printer.becomes({ paper: "out" });
    expect(ask()).toBe("1e 32 12 7e");
    printer.becomes({ paper: "enough", coverOpen: true, drawerOpen: false });
    expect(ask()).toBe("1a 16 12 12");
    printer.becomes({ coverOpen: false, fault: "cutter" });
    expect(ask()).toBe("1a 52 1a 12");
    printer.becomes({ fault: "head-hot" });
    expect(ask()).toBe("1a 52 52 12");
    printer.becomes({ fault: "unrecoverable" });
    expect(ask()).toBe("1a 52 32 12");
  });

  test("come by themselves at every change once they are wanted", () => {
    const { printer, said, hear } = bench();
    printer.becomes({ coverOpen: true });
    printer.becomes({ coverOpen: false });
    hear("1d61ff");
    printer.becomes({ paper: "out" });
    printer.becomes({ paper: "enough" });
    printer.becomes({ coverOpen: true });
    expect(said).toEqual(["1000000f", "18000f0f", "1000000f", "3800000f"]);
  });

  test("name it and prove a receipt by its number", () => {
    const { said, hear } = bench();
    hear("1d4942 1d4943 1d4941 1d4944 1d28480600 303030303432");
    expect(said.slice(0, 4).map((answer) => Buffer.from(answer.slice(2, -2), "hex").toString())).toEqual([
      "EPSON",
      "TM-T20III",
      "1.00",
      "000001",
    ]);
    expect(said[4]).toBe("37223030343200");
  });

  test("drop all it holds when told to, and only the whole request tells it", () => {
    const { printer, said, hear } = bench();
    printer.becomes({ paper: "out" });
    hear("41424344 0a 10140801031401060200 10140801031401060208");
    printer.becomes({ paper: "enough" });
    expect(said).toEqual(["372500"]);
    expect(paperText(printer.paper)).toBe("");
  });

  test("fire the drawer in turn and in real time", () => {
    const kicks: number[] = [];
    const { printer, hear } = bench({ onDrawer: (pin) => kicks.push(pin) });
    hear("1b700032fa");
    printer.becomes({ paper: "out" });
    hear("1b700132fa");
    expect(kicks).toEqual([2]);
    hear("1014010102");
    expect(kicks).toEqual([2, 5]);
    expect(printer.drawerKicks).toBe(2);
  });
});

describe("the emulated printer's limits", () => {
  test("bytes beyond its buffer are lost and counted", () => {
    const { printer } = bench();
    printer.becomes({ paper: "out" });
    printer.hear(new Uint8Array(5_000).fill(0x41));
    expect(printer.lostBytes).toBe(5_000 - 4_096);
  });

  test("it says stop before that, and go again, by XOFF or by holding the line", async () => {
    for (const flowControl of ["xon-xoff", "hold"] as const) {
      const { printer, said, story, ticker } = bench({ flowControl });
      printer.becomes({ paper: "out" });
      printer.hear(new Uint8Array(4_000).fill(0x0a));
      expect(flowControl === "hold" ? story : said).toEqual(flowControl === "hold" ? ["held"] : ["13"]);
      printer.becomes({ paper: "enough" });
      await ticker.advance(200_000);
      expect(flowControl === "hold" ? story : said).toEqual(
        flowControl === "hold" ? ["held", "released"] : ["13", "11"],
      );
    }
  });

  test("power loss takes its memory, its modes and the sender's bytes", async () => {
    const { printer, said, hear, ticker } = bench({ faults: [{ is: "power-loss-at", byte: 6 }] });
    hear("1b4501 414243");
    expect(printer.workedBytes).toBe(6);
    hear("100401");
    printer.switchOn();
    hear("44 0a 100401");
    await ticker.advance(1_000);
    expect(printer.paper).toEqual([{ shows: "text", text: "D", bold: false, width: 1, height: 1 }]);
    expect(said).toEqual(["12"]);
  });

  test("a stuck knife stays stuck until it is cleared and the host recovers it", async () => {
    const { printer, hear, ticker } = bench({ faults: [{ is: "cutter-jam" }] });
    hear("410a 1d564200 420a");
    await ticker.advance(1_000);
    expect(printer.condition.fault).toBe("cutter");
    hear("100501");
    expect(printer.condition.fault).toBe("cutter");
    printer.clearKnife();
    hear("100502");
    expect(printer.condition.fault).toBe("none");
    expect(paperText(printer.paper)).toBe("A");
  });

  test("a pulled plug ends what is said", () => {
    const { printer, said, story, hear } = bench({ faults: [{ is: "unplug-at", byte: 2 }] });
    hear("410a 100401");
    expect(story).toEqual(["hung up"]);
    said.length = 0;
    printer.hear(hex("100401"));
    expect(said).toEqual([]);
  });

  test("an unknown model is a mistake", () => {
    expect(() => bench({ model: "quill" })).toThrow("no emulated printer is called quill");
  });
});

describe("orders by hand", () => {
  test("do what a person can do", () => {
    const { printer } = bench();
    expect(orderPrinter(printer, " paper out ")).toEqual({ is: "done" });
    expect(printer.condition.paper).toBe("out");
    expect(orderPrinter(printer, "fault no-proof")).toEqual({ is: "done" });
    expect(orderPrinter(printer, "fault flood")).toMatchObject({ is: "wrong" });
    expect(orderPrinter(printer, "dance")).toMatchObject({ is: "wrong" });
    expect(orderPrinter(printer, "state")).toMatchObject({ is: "state", state: { paper: "out", receipts: 0 } });
  });

  test.each([
    ["paper-out-at=300", { is: "paper-out-at", byte: 300 }],
    ["paper-out-at-line=3", { is: "paper-out-at-line", line: 3 }],
    ["noise=7", { is: "noise", seed: 7 }],
    ["late-answers=900", { is: "late-answers", ms: 900 }],
    ["slow=10", { is: "slow", mmPerSecond: 10 }],
    ["half-answers", { is: "half-answers" }],
    ["half-answers=1", null],
    ["slow=0", null],
    ["paper-out-at", null],
    ["paper-out-at=x", null],
    ["flood=1", null],
  ])("fault %s", (text, fault) => {
    expect(readFault(text)).toEqual(fault);
  });
});
