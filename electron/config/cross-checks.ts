import { shown } from "../catalogue/field-fault.ts";
import type { Good } from "../core/good.ts";
import { CONTRAST_MIN, contrastRatio, PAPER } from "./contrast.ts";
import type { ConfiguredDevice } from "./device-schema.ts";
import { organisationNumberForm } from "./organisation-number.ts";
import { isThisMachine, movesNoMoney } from "./play-money.ts";
import { presenceMismatches } from "./presence-checks.ts";
import { highestLowerEdgeMm } from "./reach-css.ts";
import { CLOCKS_LEAST_MS, type WrittenConfig } from "./schema.ts";

/** Names the hardware room answers to; handed in, because this room knows no hardware. */
export interface KnownDevices {
  readonly printerProfiles: readonly string[];
  /** True for a profile written out instead of named. */
  readonly isPrinterProfile?: (text: string) => boolean;
  readonly dispenserDrivers: readonly string[];
  /** Dots on a line of a printer of this profile. */
  readonly printerDots?: (profile: string) => number | undefined;
}

/** A fault without its file. */
export interface Mismatch {
  readonly field: string;
  readonly expected: string;
  readonly got: string;
}

type Finding = Mismatch | undefined | false;

/** Everything one field's own schema cannot see. */
export function mismatches(config: WrittenConfig, known: KnownDevices): Mismatch[] {
  return [
    ...shopAndScreen(config),
    ...placeOfScreen(config),
    ...provider(config),
    ...clocks(config),
    ...config.devices.flatMap((device, at) => oneDevice(device, `devices[${at}]`, known)),
    ...betweenDevices(config.devices),
    ...presentDevices(config),
  ].filter((finding) => finding !== undefined && finding !== false);
}

function shopAndScreen({ shop, market, languages, display }: WrittenConfig): Finding[] {
  const form = organisationNumberForm(market);
  const paper = PAPER[display.theme];
  const ratio = display.accent === undefined ? CONTRAST_MIN : contrastRatio(display.accent, paper);
  return [
    !form.holds(shop.organisationNumber) && {
      field: "shop.organisationNumber",
      expected: form.looksLike,
      got: shown(shop.organisationNumber),
    },
    new Set(languages).size < languages.length && {
      field: "languages",
      expected: "each language once",
      got: shown(languages),
    },
    ratio < CONTRAST_MIN && {
      field: "display.accent",
      expected: `a contrast of at least ${CONTRAST_MIN}:1 with ${paper}, the paper of the ${display.theme} theme`,
      got: `${display.accent}, which reaches ${ratio.toFixed(1)}:1`,
    },
  ];
}

/** "Everything lower" promises reach to people who cannot stand: a screen that hangs too high is told so. */
function placeOfScreen({ display: { imageHeightMm, lowerEdgeMm } }: WrittenConfig): Finding[] {
  if (imageHeightMm === undefined || lowerEdgeMm === undefined) {
    const isHalfSaid = imageHeightMm !== lowerEdgeMm;
    const missing = imageHeightMm === undefined ? "imageHeightMm" : "lowerEdgeMm";
    return [
      isHalfSaid && {
        field: `display.${missing}`,
        expected: "imageHeightMm and lowerEdgeMm together, or neither",
        got: "nothing",
      },
    ];
  }
  const highest = highestLowerEdgeMm(imageHeightMm);
  return [
    lowerEdgeMm > highest && {
      field: "display.lowerEdgeMm",
      expected: `at most ${highest}, so that 55 % of a picture ${imageHeightMm} mm high is below 1200 mm`,
      got: shown(lowerEdgeMm),
    },
  ];
}

function provider({ provider: { api, baseUrl, practice }, market }: WrittenConfig): Finding[] {
  const here = isThisMachine(baseUrl);
  const playMoney = movesNoMoney(baseUrl);
  return [
    api === "ecom" &&
      market !== "NO" && {
        field: "provider.api",
        expected: '"epayment": eCom exists in Norway only',
        got: '"ecom"',
      },
    new URL(baseUrl).protocol !== "https:" &&
      !here && { field: "provider.baseUrl", expected: "https, except for this machine", got: shown(baseUrl) },
    playMoney !== (practice ?? playMoney) && {
      field: "provider.practice",
      expected: playMoney
        ? "true, because no real money moves at this baseUrl"
        : "false, because this baseUrl moves money",
      got: shown(practice),
    },
  ];
}

function clocks({ clocks, provider }: WrittenConfig): Finding[] {
  const names = ["browsingMs", "numberMs", "waitingMs", "resultMs", "warningMs"] as const;
  return names.flatMap((name): Finding[] => [
    !movesNoMoney(provider.baseUrl) &&
      clocks[name] < CLOCKS_LEAST_MS[name] && {
        field: `clocks.${name}`,
        expected: `at least ${CLOCKS_LEAST_MS[name]} where real money moves`,
        got: shown(clocks[name]),
      },
    name !== "warningMs" &&
      name !== "resultMs" &&
      clocks[name] <= clocks.warningMs && {
        field: `clocks.${name}`,
        expected: `more than clocks.warningMs, which is ${clocks.warningMs}`,
        got: shown(clocks[name]),
      },
  ]);
}

function oneDevice(device: ConfiguredDevice, field: string, known: KnownDevices): Finding[] {
  const { line } = device;
  const ways = line.kind === "serial" ? [line.path, line.usb].filter((way) => way !== undefined).length : 1;
  const findings: Finding[] = [
    ways !== 1 && {
      field: `${field}.line`,
      expected: "either path or usb",
      got: ways === 0 ? "neither" : "both",
    },
  ];
  if (device.kind === "printer" && known.isPrinterProfile?.(device.profile) === true) return findings;
  if (device.kind === "printer")
    return [...findings, unknownName(`${field}.profile`, device.profile, known.printerProfiles)];
  if (device.kind === "presence") return [...findings, ...presenceMismatches(device, field)];
  if (device.kind !== "dispenser") return findings;
  return [
    ...findings,
    unknownName(`${field}.driver`, device.driver, known.dispenserDrivers),
    ...device.slots.flatMap((slot, at): Finding[] => [
      slot.channel > device.channels && {
        field: `${field}.slots[${at}].channel`,
        expected: `at most ${device.channels}, the board's channels`,
        got: shown(slot.channel),
      },
      slot.dropWindowMs < slot.pulseMs && {
        field: `${field}.slots[${at}].dropWindowMs`,
        expected: `at least ${slot.pulseMs}, the length of the pulse`,
        got: shown(slot.dropWindowMs),
      },
    ]),
    ...repeated(
      device.slots.map((slot, at) => [`${field}.slots[${at}].channel`, String(slot.channel)]),
      "a channel of its own",
    ),
  ];
}

function unknownName(field: string, name: string, names: readonly string[]): Finding {
  return !names.includes(name) && { field, expected: names.map(shown).join(" or "), got: shown(name) };
}

function betweenDevices(devices: readonly ConfiguredDevice[]): Finding[] {
  const slots = devices.flatMap((device, at) =>
    device.kind === "dispenser"
      ? device.slots.map((slot, inner): Named => [`devices[${at}].slots[${inner}].slot`, slot.slot])
      : [],
  );
  const second = (kind: ConfiguredDevice["kind"]) =>
    devices
      .flatMap((device, at) => (device.kind === kind ? [`devices[${at}]`] : []))
      .slice(1)
      .map((field) => ({ field, expected: `at most one ${kind}`, got: "another one" }));
  return [
    ...repeated(
      devices.map((device, at) => [`devices[${at}].id`, device.id]),
      "an id of its own",
    ),
    ...repeated(
      devices.map((device, at) => [`devices[${at}].line`, lineName(device)]),
      "a line of its own",
    ),
    ...repeated(slots, "a slot name of its own"),
    ...second("printer"),
    ...second("dispenser"),
    ...second("display"),
    ...second("presence"),
  ];
}

function lineName({ line }: ConfiguredDevice): string {
  if (line.kind === "tcp") return `${line.host.toLowerCase()}:${line.port}`;
  if (line.path !== undefined) return line.path;
  const { vendorId, productId, serialNumber, socket } = line.usb ?? {};
  return [vendorId?.toLowerCase(), productId?.toLowerCase(), serialNumber, socket]
    .filter((part) => part !== undefined)
    .join(" ");
}

type Named = readonly [field: string, name: string];

function repeated(named: readonly Named[], expected: string): Mismatch[] {
  const firstOf = new Map<string, string>();
  return named.flatMap(([field, name]) => {
    const first = firstOf.get(name);
    if (first === undefined) {
      firstOf.set(name, field);
      return [];
    }
    return [{ field, expected, got: `${shown(name)}, as ${first}` }];
  });
}

function presentDevices({ mode, devices, customerDisplay }: WrittenConfig): Finding[] {
  return [
    customerDisplay !== undefined &&
      mode !== "counter" && {
        field: "customerDisplay",
        expected: "only at a counter: elsewhere the customer stands at the terminal's own screen",
        got: `mode ${mode}`,
      },
    ...devices.map(
      (device, at): Finding =>
        device.kind === "printer" &&
        device.drawer?.opensAfterSale === true &&
        mode !== "counter" && {
          field: `devices[${at}].drawer.opensAfterSale`,
          expected: `false, because nobody minds the drawer of a ${mode === "vending" ? "vending machine" : mode}`,
          got: "true",
        },
    ),
    mode === "vending" &&
      !devices.some((device) => device.kind === "dispenser") && {
        field: "devices",
        expected: "at least one dispenser, because a vending machine sells from slots",
        got: "none",
      },
  ];
}

/** Goods against the shop and the machine; `under` is where the catalogue lies in its file. */
export function goodsMismatches(config: WrittenConfig, goods: readonly Good[], under: string): Mismatch[] {
  const slots = new Set(
    config.devices.flatMap((device) => (device.kind === "dispenser" ? device.slots.map(({ slot }) => slot) : [])),
  );
  const asked = new Map(
    config.devices.flatMap((device) =>
      device.kind === "dispenser" ? device.slots.map(({ slot, priceMinor }) => [slot, priceMinor] as const) : [],
    ),
  );
  const askedFor = ({ slot }: Good) => (slot === undefined ? undefined : asked.get(slot));
  return goods
    .flatMap((good, at): Finding[] => [
      config.mode === "vending" &&
        good.slot !== undefined &&
        !slots.has(good.slot) && {
          field: `${under}goods[${at}].slot`,
          expected: "a slot that a dispenser has",
          got: shown(good.slot),
        },
      config.mode === "vending" &&
        (askedFor(good) ?? good.price) !== good.price && {
          field: `${under}goods[${at}].price`,
          expected: `${askedFor(good)}, what the machine asks for slot ${good.slot}`,
          got: shown(good.price),
        },
      !config.shop.vatRegistered && good.vat > 0 && noVatAt(`${under}goods[${at}].vat`, good.vat),
      !config.shop.vatRegistered &&
        good.eatIn !== undefined &&
        good.eatIn.vat > 0 &&
        good.eatIn.vat !== good.vat &&
        noVatAt(`${under}goods[${at}].vatEatIn`, good.eatIn.vat),
    ])
    .filter((finding) => finding !== undefined && finding !== false);
}

function noVatAt(field: string, rate: number): Mismatch {
  return {
    field,
    expected: "0, because the shop is not registered for VAT and may not charge it",
    got: shown(rate / 100),
  };
}
