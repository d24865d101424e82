import * as z from "zod";
import { slotName } from "../catalogue/schema.ts";
import type { LogoDots } from "./logo.ts";

const deviceId = z
  .string()
  .regex(/^[a-z0-9-]{1,32}$/, "1 to 32 small letters, digits or hyphens")
  .describe("The operator's name for the device; unique.");

const hex4 = z.string().regex(/^[0-9a-fA-F]{4}$/, "four hexadecimal digits");

const BAUD_RATES = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 256000] as const;

/** Vending machine controllers number their aisles by shelf and column, up to three digits; relay boards end far below. */
const OUTPUTS_MOST = 999;
/** Register 00FC counts 25 steps of 40 ms. */
const REPLY_DELAY_MOST_MS = 1_000;

const usb = z
  .strictObject({
    vendorId: hex4.describe("USB vendor id, four hexadecimal digits."),
    productId: hex4.describe("USB product id, four hexadecimal digits."),
    serialNumber: z
      .string()
      .min(1)
      .max(126)
      .exactOptional()
      .describe("Serial number of the adapter, where it has one."),
    socket: z
      .string()
      .min(1)
      .max(200)
      .exactOptional()
      .describe("The USB socket it is plugged into, for adapters without a serial number."),
  })
  .describe("Identity of a USB adapter; looked up again on every connection.");

const serialLine = z.strictObject({
  kind: z.literal("serial").describe("A serial port."),
  path: z
    .string()
    .min(1)
    .max(400)
    .exactOptional()
    .describe("Path of the port, such as /dev/ttyUSB0 or COM3. Either this or `usb`."),
  usb: usb.exactOptional(),
  baudRate: z
    .union(
      BAUD_RATES.map((rate) => z.literal(rate)),
      `one of ${BAUD_RATES.join(", ")}`,
    )
    .describe("Speed of the line in bits a second."),
  dataBits: z
    .union([z.literal(7), z.literal(8)], "7 or 8")
    .exactOptional()
    .describe("8 unless said otherwise."),
  parity: z.enum(["none", "even", "odd"]).exactOptional().describe("none unless said otherwise."),
  stopBits: z
    .union([z.literal(1), z.literal(2)], "1 or 2")
    .exactOptional()
    .describe("1 unless said otherwise."),
  flowControl: z.enum(["none", "rts-cts", "xon-xoff"]).exactOptional().describe("none unless said otherwise."),
});

const tcpLine = z.strictObject({
  kind: z.literal("tcp").describe("A device on the local network."),
  host: z
    .string()
    .regex(/^[A-Za-z0-9.:-]{1,253}$/, "a host name or an address")
    .describe("Host name or address."),
  port: z.int().min(1).max(65_535).describe("TCP port; printers mostly listen on 9100."),
});

const line = z.discriminatedUnion("kind", [serialLine, tcpLine]).describe("How to reach the device.");

const slotWiring = z.strictObject({
  slot: slotName,
  channel: z
    .int()
    .min(1)
    .max(OUTPUTS_MOST)
    .describe("Output or aisle that turns the slot's motor, from 1; how many there can be is up to the driver."),
  pulseMs: z.int().min(50).max(10_000).default(500).describe("Milliseconds the output is on for one item."),
  dropInput: z
    .int()
    .min(1)
    .max(255)
    .exactOptional()
    .describe("Input of the sensor that sees items of this slot fall, from 1. Slots may share one."),
  dropWindowMs: z
    .int()
    .min(100)
    .max(30_000)
    .default(5_000)
    .describe(
      "Milliseconds after the pulse began in which an item may fall; not shorter than the pulse. A drop sensor on a board's input is watched for at least 2 s after pulse or turn. Outside a sale inputs are read every 2 s only: an item that falls then is counted nowhere and mostly not noticed at all; a sensor still active at such a reading is told as blocked. `vmc` machines watch their own sensor. On MDB: how long the machine may take from the approval to its last word.",
    ),
  priceMinor: z
    .int()
    .min(1)
    .max(65_534)
    .exactOptional()
    .describe(
      "For a vending machine on MDB: the price it asks for this item, in hundredths; the same as the good's. It is sold at no other price.",
    ),
});

const drawer = z
  .strictObject({
    openIs: z
      .enum(["high", "low"])
      .exactOptional()
      .describe(
        "Level of the drawer's switch while it is open; `npm run devices -- drawer` finds it out. Without it the drawer is fired and nobody can tell whether it opened.",
      ),
    pulseMs: z
      .int()
      .min(100)
      .max(200)
      .default(100)
      .describe(
        "Milliseconds the drawer's coil is on. A pulse that is not long enough does not open; try 200 then.",
      ),
    openTooLongMs: z
      .int()
      .min(5_000)
      .max(3_600_000)
      .default(60_000)
      .describe("Milliseconds the drawer may stand open before staff are told."),
    opensAfterSale: z
      .boolean()
      .default(false)
      .describe("Counter: opens after every sale. Otherwise staff open it from their sheet."),
  })
  .describe("The cash drawer on the printer's socket. Absent: there is none, and nothing is ever fired.");

const logo = z
  .strictObject({
    file: z
      .string()
      .min(1)
      .max(1000)
      .describe("Path of a PNG, relative to this file. Printed dot for dot, centred."),
    tone: z
      .enum(["threshold", "dither"])
      .default("threshold")
      .describe("How it becomes black and white: threshold for drawings and letters, dither for photographs."),
  })
  .describe(
    "Picture above every receipt. Printers that can keep it get it once; others get it with every receipt. At most as wide as the printer's line, and 64 000 dots in all.",
  );

const printer = z
  .strictObject({
    id: deviceId,
    kind: z.literal("printer").describe("Prints receipts."),
    driver: z.literal("escpos").describe("The printer's command language."),
    line,
    profile: z
      .string()
      .min(1)
      .max(120)
      .describe(
        "Name of the printer profile: widths, code page, cutter. Or the line that `npm run devices -- characterise` gives for a printer that has none.",
      ),
    drawer: drawer.exactOptional(),
    logo: logo.exactOptional(),
  })
  .describe("A receipt printer; at most one.");

const dispenser = z
  .strictObject({
    id: deviceId,
    kind: z.literal("dispenser").describe("Moves goods."),
    driver: z.string().min(1).max(40).describe("Name of the board's family."),
    line,
    address: z
      .int()
      .min(1)
      .max(255)
      .exactOptional()
      .describe("Bus address where the family has one; 1 by default."),
    channels: z.int().min(1).max(OUTPUTS_MOST).describe("Outputs on the board, or the machine's highest aisle."),
    replyDelayMs: z
      .int()
      .min(0)
      .max(REPLY_DELAY_MOST_MS)
      .exactOptional()
      .describe(
        "Milliseconds an eletechsup module waits before each answer, as its register 00FC is set; 0 by default. Boards of other families have no such setting.",
      ),
    ratedCycles: z
      .int()
      .min(1_000)
      .max(100_000_000)
      .exactOptional()
      .describe(
        "What each output's relay is rated for, in switchings under its load; 100000 by default. The staff's sheet says when four fifths of it are used up.",
      ),
    failuresToLock: z
      .int()
      .min(1)
      .max(10)
      .exactOptional()
      .describe("A slot is locked after this many failures in a row; 2 by default."),
    slots: z.array(slotWiring).min(1).max(OUTPUTS_MOST).describe("How each slot is wired to the board."),
  })
  .describe("A relay or vending board; at most one.");

const scanner = z
  .strictObject({
    id: deviceId,
    kind: z.literal("scanner").describe("Reads barcodes and QR codes."),
    driver: z
      .literal("serial")
      .describe("A scanner on a serial line; one that types like a keyboard needs no entry."),
    line,
    ending: z
      .enum(["line", "cr", "lf", "cr-lf", "none", "stx-etx"])
      .exactOptional()
      .describe(
        "How it ends a code: `line` takes CR, LF or both and is meant unless said otherwise; `none` is ended by a silence; `stx-etx` puts 02 before and 03 behind.",
      ),
    prefix: z
      .string()
      .regex(/^[\x20-\x7e]{1,16}$/, "1 to 16 printable ASCII letters")
      .exactOptional()
      .describe("What the scanner puts before every code; a code without it is not taken."),
  })
  .describe("A barcode scanner; more than one may be named.");

const display = z
  .strictObject({
    id: deviceId,
    kind: z.literal("display").describe("Shows the customer two lines of twenty letters."),
    driver: z
      .enum(["escpos", "cd5220"])
      .describe("The command language the display is set to, by a switch or a stored setting."),
    line,
    letters: z
      .enum(["cp437", "cp850", "cp858", "cp865", "windows1252"])
      .exactOptional()
      .describe(
        "Code page the display has; cp850 unless said otherwise. The euro sign is in cp858 and windows1252.",
      ),
    pageNumber: z
      .int()
      .min(0)
      .max(255)
      .exactOptional()
      .describe("The display's number for that page, where its manual names another than the usual one."),
  })
  .describe("A customer (pole) display; at most one.");

const presence = z
  .strictObject({
    id: deviceId,
    kind: z.literal("presence").describe("Sees whether somebody stands before the terminal."),
    driver: z
      .enum(["tfmini", "ld2410", "modbus-input"])
      .describe(
        "`tfmini`: distance by light, Benewake TFmini and TF-Luna. `ld2410`: radar. `modbus-input`: a motion detector on the input of a Modbus board of its own.",
      ),
    line,
    nearCm: z
      .int()
      .min(10)
      .max(600)
      .exactOptional()
      .describe("Somebody nearer than this many centimetres is there; 80 by default."),
    goneCm: z
      .int()
      .min(10)
      .max(600)
      .exactOptional()
      .describe("Somebody farther than this many centimetres is gone; 110 by default, and more than `nearCm`."),
    address: z
      .int()
      .min(1)
      .max(247)
      .exactOptional()
      .describe("Bus address of the motion detector's board; 1 by default."),
    input: z
      .int()
      .min(1)
      .max(255)
      .exactOptional()
      .describe("Input the motion detector is wired to, from 1; 1 by default."),
  })
  .describe("A presence sensor; at most one.");

/** The same shape as `DeviceSpec` of the hardware room, with bounds. */
export const deviceSchema = z.discriminatedUnion("kind", [printer, dispenser, scanner, display, presence]);

export type ConfiguredDevice = z.output<typeof deviceSchema>;

type Printer = Extract<ConfiguredDevice, { kind: "printer" }>;

/** A device with what its fields name read in. */
export type ReadDevice =
  | Exclude<ConfiguredDevice, Printer>
  | (Omit<Printer, "logo"> & { readonly logo?: LogoDots });
