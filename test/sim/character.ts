import type { Good } from "../../electron/core/good.ts";
import type { Mode } from "../../electron/core/mode.ts";
import { minor } from "../../electron/core/money.ts";
import type { ProviderName } from "../../electron/core/ports.ts";
import type { TerminalSettings } from "../../electron/core/settings.ts";
import { vatRate } from "../../electron/core/vat.ts";
import type { MdbAdapter } from "../rig/mdb-rig.ts";
import { Dice } from "./dice.ts";
import type { Climate } from "./weather.ts";

/** What one seed is: drawn once, fixed for its whole run. */
export interface Character {
  readonly seed: number;
  readonly mode: Mode;
  readonly provider: ProviderName;
  readonly captureAt: "on-order" | "on-handover";
  readonly climate: Climate;
  readonly hasPrinter: boolean;
  /** The sales unit may push, and the terminal is configured to. */
  readonly canPush: boolean;
  readonly pushAllowed: boolean;
  /** eCom: money is taken at approval. */
  readonly directCapture: boolean;
  /** Power cuts an hour, 0 for none. */
  readonly cuts: number;
  /** Set and reset of the wall clock while it runs. */
  readonly clockJumps: boolean;
  readonly deviceTrouble: number;
  /** Real drivers and frames against emulated devices; else strict models of the drivers' contract. */
  readonly devices: "models" | "drivers";
  /** Which family of boards the shelf hangs on, counted round; for real drivers. */
  readonly boardNumber: number;
  /** The adapter to a machine that has keys of its own; undefined where customers choose on the screen. */
  readonly machine: MdbAdapter | undefined;
  readonly settings: TerminalSettings;
  readonly goods: readonly Good[];
}

/** One seed in so many runs real drivers; every second of them is a vending machine, each with the next family of boards. */
export const DRIVERS_EVERY = 25;

/** And another one in so many is the cashless reader of a machine with keys of its own, behind each adapter in turn. */
export const MACHINES_AT = 13;

/** `only` fixes the mode, and with it what its goods and clocks are. */
export function characterOf(seed: number, only?: Mode): Character {
  const dice = new Dice(seed, "character");
  const drawn = dice.weigh<Mode>({ vending: 4, kiosk: 4, counter: 2 });
  const round = Math.floor(seed / DRIVERS_EVERY);
  const usesDrivers = seed % DRIVERS_EVERY === 0;
  const isMachine = only === undefined && seed % DRIVERS_EVERY === MACHINES_AT;
  const mode = only ?? (isMachine || (usesDrivers && round % 2 === 1) ? "vending" : drawn);
  const provider = dice.pick<ProviderName>(["epayment", "ecom"]);
  const captureAt = mode === "kiosk" && dice.chance(0.3) ? "on-handover" : "on-order";
  return {
    seed,
    mode,
    provider,
    captureAt,
    climate: dice.weigh<Exclude<Climate, "still">>({ calm: 3, mixed: 5, stormy: 2 }),
    hasPrinter: dice.chance(0.7) && !isMachine,
    canPush: dice.chance(0.9),
    pushAllowed: dice.chance(0.93),
    directCapture: provider === "ecom" && dice.chance(0.2),
    cuts: dice.chance(0.75) ? dice.between(6, 60) : 0,
    clockJumps: dice.chance(0.25),
    deviceTrouble: dice.chance(0.7) ? dice.between(1, 4) : 0,
    machine: isMachine ? (round % 2 === 0 ? "qibixx" : "waferstar") : undefined,
    devices: usesDrivers || isMachine ? "drivers" : "models",
    boardNumber: Math.floor(round / 2),
    settings: settingsOf(mode, captureAt, dice.chance(0.1)),
    goods: goodsOf(mode, dice),
  };
}

/** Mostly impatient clocks: the same machine in fewer steps. One seed in ten keeps the clocks of the shop. */
function settingsOf(mode: Mode, captureAt: Character["captureAt"], patient: boolean): TerminalSettings {
  const of = (patientMs: number, hastyMs: number): number => (patient ? patientMs : hastyMs);
  return {
    mode,
    market: "NO",
    terminalId: "k1",
    shop: {
      name: "Kaffebaren",
      organisationNumber: "974760673",
      vatRegistered: true,
      inBusinessRegister: true,
      address: ["Oslo"],
    },
    language: "nb",
    theme: "light",
    captureAt,
    clocks: {
      browsingMs: of(60_000, 20_000),
      numberMs: of(45_000, 15_000),
      waitingMs: of(75_000, 25_000),
      resultMs: of(20_000, 5_000),
      warningMs: of(20_000, 4_000),
      extensionsMax: 10,
    },
    practice: true,
    languages: ["nb", "nn", "en", "da", "sv", "fi"],
    speech: { output: "none", startsOn: false },
    keys: "four-arrows",
    payFirst: "number",
  };
}

function goodsOf(mode: Mode, dice: Dice): Good[] {
  const prices = [4_500, 3_900, 2_950, 10_000, 100];
  const count = mode === "vending" ? 12 : 4;
  return Array.from({ length: count }, (_, index) => ({
    sku: `good-${index}`,
    name: `Vare ${index}`,
    category: "Alt",
    price: minor(dice.pick(prices)),
    vat: vatRate(index % 2 === 0 ? 1_500 : 2_500),
    ...(mode === "vending" ? { slot: `A${index + 1}`, stock: dice.between(2, 9) } : {}),
  }));
}
