import type {
  DrawerNews,
  DrawerWiring,
  LogoPicture,
  Printer,
  PrintOutcome,
  Slip,
} from "../../../../hardware/contract.ts";
import { createEscposPrinter } from "../../../../hardware/drivers/escpos/escpos-printer.ts";
import { createMemoryCable, type FarEnd, type MemoryCable } from "../../../../hardware/transport/memory.ts";
import { ManualTicker } from "../../../../simulator/devices/manual-ticker.ts";
import { bytesPerSecond, pacePort } from "../../../../simulator/devices/paced-port.ts";
import type { PrinterFault } from "../../../../simulator/devices/printer/faults.ts";
import { paperText } from "../../../../simulator/devices/printer/paper.ts";
import {
  PrinterEmulator,
  type PrinterEmulatorOptions,
} from "../../../../simulator/devices/printer/printer-emulator.ts";
import { SpoiltLine } from "../../../../simulator/devices/simulations/spoilt-line.ts";

export interface PrinterBench {
  readonly ticker: ManualTicker;
  readonly emulator: PrinterEmulator;
  readonly cable: MemoryCable;
  readonly printer: Printer;
  /** What was said of the drawer so far. */
  readonly drawerNews: DrawerNews[];
  /** The line's own faults: silence, noise, echo and the like. */
  readonly spoilt: SpoiltLine;
  /** Puts bytes on the line that the printer never said. */
  disturb(...bytes: number[]): void;
  /** The line takes no more bytes, as with a modem line held down; `false` lets them go on. */
  holdLine(held: boolean): void;
  /** Receipts that left the printer, as text. */
  texts(): string[];
  /** Prints and lets time pass until the outcome is there. */
  print(slip: Slip, whilePrinting?: (ms: number) => void): Promise<PrintOutcome>;
  /** Lets time pass until the promise has settled. */
  settle<T>(promise: Promise<T>, whileWaiting?: (ms: number) => void): Promise<T>;
}

export interface PrinterBenchOptions {
  readonly profile: string;
  readonly model?: PrinterEmulatorOptions["model"];
  readonly baudRate?: number;
  readonly flowControl?: "none" | "xon-xoff" | "rts-cts";
  readonly emulatorFlowControl?: "none" | "xon-xoff" | "hold";
  readonly faults?: readonly PrinterFault[];
  readonly drawer?: DrawerWiring;
  /** What the drawer's switch really says when it is open; high by default. */
  readonly drawerOpenIs?: "high" | "low";
  readonly logo?: LogoPicture;
}

const STEP_MS = 20;
const LONGEST_MS = 180_000;

/** The real driver against the emulated printer, over a cable in memory at the speed of a real line. */
export async function benchPrinter(options: PrinterBenchOptions): Promise<PrinterBench> {
  const ticker = new ManualTicker();
  const baudRate = options.baudRate ?? 38_400;
  const emulator = new PrinterEmulator({
    model: options.model ?? options.profile,
    ticker,
    faults: options.faults ?? [],
    flowControl: options.emulatorFlowControl ?? "none",
  });
  emulator.becomes({ drawerOpenIs: options.drawerOpenIs ?? "high" });
  const spoilt = new SpoiltLine(ticker);
  const device = spoilt.wrap(emulator.plug);
  const ends: FarEnd[] = [];
  const cable = createMemoryCable({
    ticker,
    device: (far) => {
      const end = pacePort(far, { bytesPerSecond: bytesPerSecond(baudRate), ticker });
      ends.push(end);
      device(end);
    },
  });
  const flowControl = options.flowControl ?? "none";
  const drawerNews: DrawerNews[] = [];
  const printer = createEscposPrinter({
    onDrawer: (news) => drawerNews.push(news),
    spec: {
      ...(options.drawer === undefined ? {} : { drawer: options.drawer }),
      ...(options.logo === undefined ? {} : { logo: options.logo }),
      id: "till",
      kind: "printer",
      driver: "escpos",
      profile: options.profile,
      line: { kind: "serial", path: "/dev/none", baudRate, flowControl },
    },
    opener: cable.opener,
    ticker,
  });
  const settle = async <T>(promise: Promise<T>, whileWaiting?: (ms: number) => void): Promise<T> => {
    let settled = false;
    const done = promise.finally(() => {
      settled = true;
    });
    for (let ms = 0; !settled && ms < LONGEST_MS; ms += STEP_MS) {
      whileWaiting?.(ms);
      await ticker.advance(STEP_MS);
    }
    if (!settled) throw new Error(`nothing came of it in ${LONGEST_MS} ms`);
    return done;
  };
  await ticker.advance(1_500);
  return {
    ticker,
    emulator,
    cable,
    printer,
    drawerNews,
    spoilt,
    disturb: (...bytes) => ends.at(-1)?.write(Uint8Array.from(bytes)),
    holdLine: (held) => (held ? ends.at(-1)?.hold() : ends.at(-1)?.release()),
    texts: () => emulator.receipts.map((receipt) => paperText(receipt.lines)),
    settle,
    print: (slip, whilePrinting) => settle(printer.print(slip), whilePrinting),
  };
}

/** A receipt of a small sale, with everything a receipt has. */
export const RECEIPT: Slip = {
  id: "receipt-1",
  parts: [
    { part: "text", text: "Kafé Ærlig", align: "centre", bold: true, size: 2 },
    { part: "text", text: "Storgata 1, 0155 Oslo", align: "centre" },
    { part: "rule" },
    { part: "row", left: "Kaffe latte", right: "52,00" },
    { part: "row", left: "Rundstykke med brunost og jordbærsyltetøy fra Ås gård", right: "39,00" },
    { part: "rule" },
    { part: "row", left: "Sum", right: "91,00", bold: true, size: 2 },
    { part: "feed", lines: 1 },
    { part: "qr", content: "https://example.com/receipt/7f3a" },
    { part: "text", text: "Takk for besøket", align: "centre" },
    { part: "cut" },
  ],
};

/** A frame with a line through it; `shift` makes it another logo. */
export function sampleLogo(shift = 0, widthDots = 160, heightDots = 48): LogoPicture {
  const rows = Buffer.alloc((widthDots / 8) * heightDots);
  for (let y = 0; y < heightDots; y++)
    for (let x = 0; x < widthDots; x++)
      if (y < 3 || y > heightDots - 4 || x < 3 || x > widthDots - 4 || (x + shift) % 37 === y % 37) {
        const at = y * (widthDots / 8) + (x >> 3);
        rows[at] = (rows[at] ?? 0) | (0x80 >> (x & 7));
      }
  return { widthDots, heightDots, rows: rows.toString("base64") };
}
