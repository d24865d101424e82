import * as z from "zod";
import type { FieldFault } from "../catalogue/field-fault.ts";
import { writtenCatalogue } from "../catalogue/schema.ts";
import type { Good } from "../core/good.ts";
import type { TerminalSettings } from "../core/settings.ts";
import { deviceSchema, type ReadDevice } from "./device-schema.ts";
import { type ConfiguredProvider, providerSchema } from "./provider-schema.ts";
import { STAFF_PIN_HASH } from "./staff-pin.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

const shop = z
  .strictObject({
    name: z.string().trim().min(1).max(60).describe("The seller's name, as registered; printed on receipts."),
    organisationNumber: z
      .string()
      .min(8)
      .max(11)
      .describe(
        "Norway: 9 digits. Denmark: CVR, 8 digits. Finland: business id such as 1234567-8. Its check digit is checked.",
      ),
    vatRegistered: z.boolean().describe("Norway: prints MVA after the organisation number."),
    inBusinessRegister: z
      .boolean()
      .default(false)
      .describe("Norway: prints Foretaksregisteret, which registered companies must."),
    address: z.array(z.string().trim().min(1).max(48)).min(1).max(4).describe("Lines of the address, as printed."),
    helpLine: z
      .string()
      .trim()
      .min(1)
      .max(40)
      .exactOptional()
      .describe(
        "Vending: whom customers turn to when something is wrong, as they read it: a telephone number, say.",
      ),
  })
  .describe("Who sells.");

/** Where real money moves no clock may be shorter; in practice a demonstration need not wait. */
export const CLOCKS_LEAST_MS = {
  browsingMs: 30 * SECOND_MS,
  numberMs: 30 * SECOND_MS,
  waitingMs: 40 * SECOND_MS,
  resultMs: 5 * SECOND_MS,
  warningMs: 20 * SECOND_MS,
} as const;

function clock(name: keyof typeof CLOCKS_LEAST_MS, defaultMs: number, mostMs: number, what: string) {
  return z
    .int()
    .min(SECOND_MS)
    .max(mostMs)
    .default(defaultMs)
    .describe(`${what} At least ${CLOCKS_LEAST_MS[name]} unless in practice.`);
}

const clocks = z
  .strictObject({
    browsingMs: clock(
      "browsingMs",
      60 * SECOND_MS,
      10 * MINUTE_MS,
      "Nobody touches the goods: the basket is let go.",
    ),
    numberMs: clock("numberMs", 45 * SECOND_MS, 10 * MINUTE_MS, "Nobody types: the basket is let go."),
    waitingMs: clock(
      "waitingMs",
      75 * SECOND_MS,
      9 * MINUTE_MS,
      "Nobody touches the payment screen: the payment is cancelled. Never by itself at the attended counter.",
    ),
    resultMs: clock(
      "resultMs",
      20 * SECOND_MS,
      2 * MINUTE_MS,
      "How long a result stays on the screen; ten times as long for a customer who has chosen large text, strong contrast, slower speech or anything else that makes the terminal easier to use. Not at the counter.",
    ),
    warningMs: clock(
      "warningMs",
      20 * SECOND_MS,
      2 * MINUTE_MS,
      "The last part of the first three, in which the customer is asked. Shorter than each of them.",
    ),
    extensionsMax: z
      .int()
      .min(10)
      .max(1000)
      .default(10)
      .describe("How often a customer may ask for more time on one screen."),
  })
  .describe("How long nobody may do anything, in milliseconds.");

const display = z
  .strictObject({
    fullscreen: z
      .boolean()
      .exactOptional()
      .describe(
        "Fills the screen and stays on top. By default true in an installed terminal, false in a trial run.",
      ),
    width: z
      .int()
      .min(320)
      .max(7680)
      .exactOptional()
      .describe("Width of a trial window. Default by mode: kiosk 1080, counter 1366, vending 800."),
    height: z
      .int()
      .min(320)
      .max(7680)
      .exactOptional()
      .describe("Height of a trial window. Default by mode: kiosk 1920, counter 768, vending 480."),
    theme: z.enum(["light", "dark", "contrast"]).default("light").describe("Colours a customer begins with."),
    pixelsPerInch: z
      .int()
      .min(40)
      .max(400)
      .exactOptional()
      .describe(
        "Density of the screen in the page's pixels, so that a code is never drawn smaller than 35 mm. Width in pixels divided by the width in inches.",
      ),
    imageHeightMm: z
      .int()
      .min(50)
      .max(2000)
      .exactOptional()
      .describe("Height of the picture on the screen, without its frame, in millimetres. With `lowerEdgeMm`."),
    lowerEdgeMm: z
      .int()
      .min(0)
      .max(1500)
      .exactOptional()
      .describe(
        'How high the picture\'s lower edge is above the floor the customer stands on, in millimetres. With `imageHeightMm`: "everything lower" then puts all that is pressed below 1200 mm. Refused where less than 55 % of the picture is below that. Without both, the lowest 55 % is used.',
      ),
    accent: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/, "a colour such as #1d5a4c")
      .exactOptional()
      .describe("The shop's one strong colour, #rrggbb. Refused when text on it or beside it cannot be read."),
  })
  .describe("What the screen looks like.");

const customerDisplay = z
  .strictObject({
    screen: z
      .int()
      .min(1)
      .max(8)
      .default(2)
      .describe("Which of the computer's screens, counted from 1; the cashier's own is the main one."),
    width: z.int().min(480).max(7680).default(1024).describe("Width of a trial window."),
    height: z.int().min(400).max(7680).default(600).describe("Height of a trial window."),
    theme: z.enum(["light", "dark", "contrast"]).default("light").describe("Its colours."),
    pixelsPerInch: z
      .int()
      .min(40)
      .max(400)
      .exactOptional()
      .describe("Its density in pixels, so that a code is never drawn smaller than 35 mm."),
  })
  .describe(
    "Counter: a second screen that shows the customer the basket, the amount and the code. It takes no touch and no key.",
  );

const pay = z
  .strictObject({
    first: z
      .enum(["number", "qr", "side-by-side"])
      .default("number")
      .describe(
        "What a customer who wants to pay meets: the question for the mobile number with a code one touch away, a code with the number one touch away, or both at once. Where a code of 35 mm and the number's keys have no room beside each other (800 × 480 and less), both at once means the code first. Always a code where the sales unit may not push.",
      ),
  })
  .describe("How the payment screens begin.");

const keys = z
  .strictObject({
    moves: z
      .enum(["four-arrows", "up-down"])
      .default("four-arrows")
      .describe(
        "How the terminal's own keys move: by four arrows to what lies in that direction, or by up and down alone, in the order of reading. Enter chooses, Escape goes back, F1 gives help.",
      ),
    scanEveryMs: z
      .int()
      .min(300)
      .max(10_000)
      .exactOptional()
      .describe("For one switch that sends Enter: after so many milliseconds the next thing is marked by itself."),
    characters: z
      .boolean()
      .default(true)
      .describe(
        "A letter, digit or sign acts by itself: digits into the phone number and the PIN, `A1` for a slot, any letter for the search. false: characters reach fields alone (the search, a typed price), so that a slip or a voice that types presses nothing; everything stays in reach of the moving keys. A scanner is heard all the same.",
      ),
  })
  .describe("Tactile keys and switches, which the terminal hears as a keyboard.");

const speech = z
  .strictObject({
    output: z
      .enum(["none", "loudspeaker", "headphone"])
      .default("loudspeaker")
      .describe(
        "Who hears the spoken guidance. On a loudspeaker nothing of a phone number is ever said. none: there is no voice.",
      ),
    startsOn: z
      .boolean()
      .exactOptional()
      .describe(
        "Speaks before anybody has asked for it. By default true with a headphone, so that plugging one in is enough, and false with a loudspeaker.",
      ),
    wordsPerMinute: z
      .int()
      .min(80)
      .max(300)
      .default(160)
      .describe("The normal pace. Customers may choose a slower or a faster one."),
    volumePercent: z
      .int()
      .min(10)
      .max(100)
      .default(50)
      .describe("How loud everybody begins, of the loudest the program speaks. Customers may halve and double it."),
    device: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9:=,._-]{0,63}$/, "a sound device such as hw:1,0")
      .exactOptional()
      .describe("Sound device the voice is heard on, by its ALSA or PulseAudio name. By default the system's."),
    program: z
      .string()
      .min(1)
      .max(1000)
      .default("espeak-ng")
      .describe("Program that speaks, called with espeak-ng's options and the text on its standard input."),
  })
  .describe("Spoken guidance, through espeak-ng.");

const warningTone = z
  .strictObject({
    on: z
      .boolean()
      .default(true)
      .describe("Whether it sounds. Where the spoken guidance is on, the question is spoken instead."),
    volumePercent: z.int().min(1).max(100).default(60).describe("How loud, of the loudest the sound device plays."),
  })
  .describe('A tone with the question "are you still there?", for somebody who looks elsewhere.');

const discounts = z
  .strictObject({
    reasons: z
      .array(z.string().trim().min(1).max(30))
      .max(12)
      .default([])
      .describe(
        "Counter: why a cashier may take something off, in the order of the list; printed on the receipt. Without any, nothing can be taken off.",
      ),
    withoutPinPercent: z
      .int()
      .min(0)
      .max(100)
      .default(20)
      .describe(
        "The largest part that may be taken off without the staff's PIN, in percent, where one is configured.",
      ),
  })
  .describe("Discounts that the cashier gives.");

/** The file as the operator writes it. `docs/configuration.md` is made from these lines. */
export const writtenConfig = z.strictObject({
  mode: z.enum(["kiosk", "counter", "vending"]).describe("What the terminal is used as."),
  market: z.enum(["NO", "DK", "FI"]).describe("Where the sales unit is at home; decides the currency."),
  languages: z
    .array(z.enum(["nb", "nn", "en", "da", "sv", "fi"]))
    .min(1)
    .describe(
      "Languages customers choose among, in this order; the terminal rests in the first, and names of goods are taken to be written in it.",
    ),
  terminalId: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,12}$/, "1 to 12 letters, digits or hyphens")
    .describe(
      "Begins every payment reference, so that payouts can be told apart by terminal. Never used twice in a shop.",
    ),
  shop,
  provider: providerSchema.describe("The payment provider."),
  devices: z
    .array(deviceSchema)
    .max(8)
    .default([])
    .describe("Printers, boards, scanners, customer displays and presence sensors."),
  catalogue: z
    .union(
      [
        z
          .strictObject({
            file: z.string().min(1).max(1000).describe("Path, relative to this file."),
            sellTheRest: z
              .boolean()
              .exactOptional()
              .describe(
                "Goods with a fault are left out, listed in the log, and the others are sold. Otherwise one fault stops the start.",
              ),
          })
          .describe("The goods lie in a file of their own."),
        writtenCatalogue.describe("The goods are written here."),
      ],
      'either {"file": "path"} or {"goods": [...]}',
    )
    .describe("The goods."),
  clocks: clocks.prefault({}),
  captureAt: z
    .enum(["on-order", "on-handover"])
    .default("on-order")
    .describe("Kiosk: when the reserved money is taken. Counters and machines take it when goods are handed over."),
  display: display.prefault({}),
  customerDisplay: customerDisplay.exactOptional(),
  pay: pay.prefault({}),
  keys: keys.prefault({}),
  discounts: discounts.prefault({}),
  speech: speech.prefault({}),
  warningTone: warningTone.prefault({}),
  staff: z
    .strictObject({
      pin: z
        .string()
        .regex(STAFF_PIN_HASH, "a line made by node scripts/staff-pin.ts")
        .describe("The staff's PIN, hashed: the line that `node scripts/staff-pin.ts` prints for 6 to 12 digits."),
    })
    .exactOptional()
    .describe(
      "Who may hand orders over, give money back and release locked slots at this screen. Without it a counter asks for no PIN, and a kiosk or a machine lets nobody in.",
    ),
  dataFolder: z
    .string()
    .min(1)
    .max(1000)
    .default("data")
    .describe("Folder for the journal and the log, relative to this file. Must be on a disk of this machine."),
});

export type WrittenConfig = z.output<typeof writtenConfig>;

/** A configuration that was checked whole: what it names exists, and its parts fit each other. */
export interface TerminalConfig extends Omit<WrittenConfig, "provider" | "devices" | "catalogue" | "display"> {
  readonly provider: ConfiguredProvider;
  readonly devices: readonly ReadDevice[];
  readonly goods: readonly Good[];
  /** Why goods of the catalogue are not sold, where the operator said that the rest may be. */
  readonly leftOut: readonly FieldFault[];
  readonly display: WrittenConfig["display"] & { readonly width: number; readonly height: number };
  /** Absolute. */
  readonly dataFolder: string;
}

/** The part the engine needs. */
export function settingsOf(config: TerminalConfig): TerminalSettings {
  const { mode, market, terminalId, shop, captureAt, clocks, provider, display, keys, languages, pay, speech } =
    config;
  const { discounts, warningTone } = config;
  return {
    mode,
    market,
    terminalId,
    shop,
    captureAt,
    clocks,
    practice: provider.practice,
    theme: display.theme,
    language: languages[0] ?? "en",
    languages: [...new Set(languages)],
    payFirst: pay.first,
    ...(warningTone.on ? { warningToneVolumePercent: warningTone.volumePercent } : {}),
    // Marking one thing after the other is moving down.
    keys: keys.scanEveryMs === undefined ? keys.moves : "up-down",
    ...(keys.characters ? {} : { charactersAreOff: true as const }),
    ...(mode === "counter" && discounts.reasons.length > 0
      ? { discounts: { ...discounts, reasons: [...new Set(discounts.reasons)] } }
      : {}),
    speech: { output: speech.output, startsOn: speech.startsOn ?? speech.output === "headphone" },
  };
}
