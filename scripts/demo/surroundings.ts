import { EventEmitter, once } from "node:events";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mode } from "../../electron/core/mode.ts";
import { steadyTicker } from "../../hardware/steady-ticker.ts";
import type { BenchEvent } from "../../simulator/devices/boards/bench.ts";
import type { EmulatedBoard } from "../../simulator/devices/boards/board-shell.ts";
import { createModbusBoardEmulator } from "../../simulator/devices/boards/modbus-board.ts";
import type { Emulator } from "../../simulator/devices/emulated-port.ts";
import { bytesPerSecond, pacePort } from "../../simulator/devices/paced-port.ts";
import { ScannerEmulator } from "../../simulator/devices/peripherals/scanner-emulator.ts";
import { paperText } from "../../simulator/devices/printer/paper.ts";
import { createPrinterEmulator, type PrinterEmulator } from "../../simulator/devices/printer/printer-emulator.ts";
import { servePty, socatIsMissing } from "../../simulator/devices/pty.ts";
import { serveTcp } from "../../simulator/devices/tcp.ts";
import { folderForUser, giveToUser } from "../ordinary-user.ts";
import { root } from "../project.ts";
import { type Around, demoConfiguration, SLOTS } from "./configuration.ts";
import { Phone } from "./phone.ts";
import { walletOn } from "./wallet.ts";

/** Everything a terminal needs around it: a wallet, a customer's phone, a printer and a board, and a file that names them. */
export interface Surroundings {
  /** Holds all of it; it belongs to the window's user. */
  readonly folder: string;
  readonly configFile: string;
  /** Where the terminal keeps its journal and its log. */
  readonly dataFolder: string;
  readonly walletUrl: string;
  readonly phone: Phone;
  readonly printer: PrinterEmulator;
  readonly board: EmulatedBoard;
  /** Reads what the phone page holds before it, where one was asked for. */
  readonly scanner: ScannerEmulator;
  /** Receipts printed so far, as text. */
  receipts(): readonly string[];
  /** Waits until so many receipts have been cut since the start, and gives the last of them. */
  receiptPrinted(withinMs: number, count?: number): Promise<string>;
  /** Opens a wallet that was to come later. */
  openWallet(): Promise<void>;
  /** How devices are connected, for people: pseudo-terminals, or TCP where there is no socat. */
  readonly wiring: string;
  /** A device's cable: pull it, plug it in again. Only on pseudo-terminals. */
  readonly cables: Readonly<
    Record<"printer" | "board", { unplug(): Promise<void>; plug(): Promise<void> } | undefined>
  >;
  close(): Promise<void>;
}

export interface SurroundingsOptions {
  readonly mode: Mode;
  readonly api?: Around["api"];
  readonly clocks?: Around["clocks"];
  readonly display?: Around["display"];
  readonly settings?: Around["settings"];
  /** Ports of devices that shall not be there yet; their path is named in the configuration all the same. */
  readonly unpluggedPrinter?: boolean;
  /** The shop has a scanner, and the phone page can be held before it. */
  readonly withScanner?: boolean;
  /** Nothing answers at the wallet's address before `openWallet`. */
  readonly walletLater?: boolean;
  readonly onReceipt?: (text: string) => void;
  readonly onBoard?: (event: BenchEvent) => void;
}

/** Starts all of it on free ports and fresh folders; `close` leaves nothing behind. */
export async function startSurroundings(options: SurroundingsOptions): Promise<Surroundings> {
  // The window's user reads the configuration, writes the data folder and opens the terminals.
  const folder = folderForUser(mkdtempSync(join(tmpdir(), "myntfri-")));
  const scanner = new ScannerEmulator({ saysKind: true });
  const wallet = await walletOn({
    later: options.walletLater ?? false,
    ...(options.withScanner === true ? { scanner: (content) => scanner.scan(content) } : {}),
  });
  const receipts: string[] = [];
  const paper = new EventEmitter();
  const printer = createPrinterEmulator({
    model: "epson-80",
    ticker: steadyTicker,
    onReceipt: (receipt) => {
      const text = paperText(receipt.lines);
      receipts.push(text);
      options.onReceipt?.(text);
      paper.emit("cut");
    },
  });
  const board = createModbusBoardEmulator({
    ticker: steadyTicker,
    channels: SLOTS.length,
    inputs: 8,
    // A drop sensor with a holding output: what is polled over a shared line must stay to be seen.
    beamMs: 1_000,
    shelf: SLOTS.map((slot) => ({ ...slot, dropInput: 1, stock: 8 })),
    onEvent: (event) => options.onBoard?.(event),
    fault: () => undefined,
  });
  const printerPort = await serve(join(folder, "tty-printer"), 115_200, (port) => printer.plug(port));
  const boardPort = await serve(join(folder, "tty-board"), 19_200, board.device);
  const scannerPort =
    options.withScanner === true ? await serve(join(folder, "tty-scanner"), 9_600, scanner.device) : undefined;
  if (options.unpluggedPrinter === true) await printerPort.unplug?.();
  const samples = join(folder, "samples");
  cpSync(join(root, "electron/catalogue/samples"), samples, { recursive: true });
  const configFile = join(folder, `${options.mode}.json`);
  const dataFolder = join(folder, "data");
  writeFileSync(
    configFile,
    JSON.stringify(
      demoConfiguration({
        mode: options.mode,
        api: options.api ?? "epayment",
        wallet: { url: wallet.url, ...wallet.keys },
        printer: printerPort.at,
        board: boardPort.at,
        ...(scannerPort === undefined ? {} : { scanner: scannerPort.at }),
        dataFolder,
        samples,
        ...(options.clocks === undefined ? {} : { clocks: options.clocks }),
        ...(options.display === undefined ? {} : { display: options.display }),
        ...(options.settings === undefined ? {} : { settings: options.settings }),
      }),
      null,
      2,
    ),
  );
  giveToUser(folder);
  return {
    folder,
    configFile,
    dataFolder,
    walletUrl: wallet.url,
    phone: new Phone(wallet.url),
    printer,
    board,
    scanner,
    receipts: () => receipts,
    receiptPrinted: async (withinMs, count = 1) => {
      const signal = AbortSignal.timeout(withinMs);
      while (receipts.length < count) await once(paper, "cut", { signal });
      return receipts[count - 1] ?? "";
    },
    openWallet: () => wallet.open(),
    wiring: printerPort.wiring,
    cables: { printer: cableOf(printerPort), board: cableOf(boardPort) },
    close: async () => {
      printer.switchOff();
      await Promise.all([printerPort.close(), boardPort.close(), scannerPort?.close(), wallet.close()]);
      // A process that was killed may have one more file to write.
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

interface ServedPort {
  readonly at: string | number;
  readonly wiring: string;
  readonly unplug?: () => Promise<void>;
  readonly plug?: () => Promise<void>;
  close(): Promise<void>;
}

function cableOf(port: ServedPort): { unplug(): Promise<void>; plug(): Promise<void> } | undefined {
  const { unplug, plug } = port;
  return unplug === undefined || plug === undefined ? undefined : { unplug, plug };
}

async function serve(link: string, baudRate: number, device: Emulator): Promise<ServedPort> {
  const paced: Emulator = (port) =>
    device(pacePort(port, { bytesPerSecond: bytesPerSecond(baudRate), ticker: steadyTicker }));
  if (socatIsMissing()) {
    const served = await serveTcp(paced, 0);
    return { at: served.port, wiring: "TCP, because socat is not installed", close: () => served.close() };
  }
  const served = await servePty({ link, emulator: paced });
  return {
    at: link,
    wiring: "pseudo-terminals",
    unplug: () => served.unplug(),
    plug: () => served.plug(),
    close: () => served.close(),
  };
}
