import { join } from "node:path";
import type { Mode } from "../../electron/core/mode.ts";

/** What a demonstration configuration points at. */
export interface Around {
  readonly mode: Mode;
  readonly api: "epayment" | "ecom";
  readonly wallet: {
    readonly url: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly subscriptionKey: string;
    readonly merchantSerialNumber: string;
  };
  /** A pseudo-terminal's path or a TCP port. */
  readonly printer: string | number;
  readonly board: string | number;
  /** Only where a customer shall be able to show their own code. */
  readonly scanner?: string | number;
  readonly dataFolder: string;
  readonly samples: string;
  /** Shorter clocks for tests that wait for them. */
  readonly clocks?: Readonly<Record<string, number>>;
  readonly captureAt?: "on-order" | "on-handover";
  readonly display?: Readonly<Record<string, unknown>>;
  /** Other settings as an operator would write them: speech, keys, languages. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

const SHOPS = {
  kiosk: { name: "Kaffebaren", catalogue: "coffee-bar.json", terminalId: "kiosk1" },
  counter: { name: "Gårdsutsalget", catalogue: "farm-stall.json", terminalId: "counter1" },
  vending: { name: "Snackautomaten", catalogue: "snack-machine.json", terminalId: "vending1" },
} as const;

/** Slots A1 to H6 of the sample machine, one output each, all under one drop sensor. */
export const SLOTS = Array.from({ length: 48 }, (_, index) => ({
  slot: `${"ABCDEFGH"[Math.floor(index / 6)] ?? "A"}${(index % 6) + 1}`,
  channel: index + 1,
}));

const DROP_INPUT = 1;
const BOARD_BAUD = 19_200;
const PRINTER_BAUD = 115_200;
const SCANNER_BAUD = 9_600;

/** A configuration as an operator would write it, with the built-in simulator for the wallet. */
export function demoConfiguration(around: Around): object {
  const shop = SHOPS[around.mode];
  const { url, clientId, clientSecret, subscriptionKey, merchantSerialNumber } = around.wallet;
  const keys = {
    practice: true,
    mayPush: true,
    baseUrl: url,
    clientId,
    clientSecret,
    subscriptionKey,
    merchantSerialNumber,
  };
  return {
    mode: around.mode,
    market: "NO",
    languages: ["nb", "nn", "en", "da", "sv", "fi"],
    terminalId: shop.terminalId,
    shop: {
      name: shop.name,
      organisationNumber: "974760673",
      vatRegistered: true,
      inBusinessRegister: true,
      address: ["Storgata 1", "0155 Oslo"],
    },
    provider:
      around.api === "epayment"
        ? { api: "epayment", ...keys }
        : {
            api: "ecom",
            ...keys,
            callbackPrefix: "https://shop.example/callbacks",
            fallBackUrl: "https://shop.example/thanks",
          },
    devices: [
      {
        id: "printer",
        kind: "printer",
        driver: "escpos",
        line: lineTo(around.printer, PRINTER_BAUD),
        profile: "epson-80",
      },
      ...(around.mode === "vending" ? [boardOf(around.board)] : []),
      ...(around.scanner === undefined ? [] : [scannerOf(around.scanner)]),
    ],
    catalogue: { file: join(around.samples, shop.catalogue) },
    dataFolder: around.dataFolder,
    ...(around.clocks === undefined ? {} : { clocks: around.clocks }),
    ...(around.captureAt === undefined ? {} : { captureAt: around.captureAt }),
    ...(around.display === undefined ? {} : { display: around.display }),
    ...around.settings,
  };
}

function boardOf(at: string | number): object {
  return {
    id: "board",
    kind: "dispenser",
    driver: "modbus-rtu",
    line: lineTo(at, BOARD_BAUD),
    channels: SLOTS.length,
    slots: SLOTS.map((slot) => ({ ...slot, pulseMs: 500, dropInput: DROP_INPUT, dropWindowMs: 4_000 })),
  };
}

function scannerOf(at: string | number): object {
  return { id: "scanner", kind: "scanner", driver: "serial", line: lineTo(at, SCANNER_BAUD) };
}

function lineTo(at: string | number, baudRate: number): object {
  return typeof at === "string"
    ? { kind: "serial", path: at, baudRate }
    : { kind: "tcp", host: "127.0.0.1", port: at };
}
