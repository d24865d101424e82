import type { Language, Market } from "./market.ts";
import type { Mode } from "./mode.ts";

/** What the engine needs to know of the configuration; fixed for one run of the program. */
export interface TerminalSettings {
  readonly mode: Mode;
  readonly market: Market;
  /** 1 to 12 of [A-Za-z0-9-]; begins every reference, so that payouts can be told apart by terminal. */
  readonly terminalId: string;
  readonly shop: Shop;
  /** The terminal rests in it. */
  readonly language: Language;
  readonly theme: "light" | "dark" | "contrast";
  readonly captureAt: "on-order" | "on-handover";
  readonly clocks: IdleClocks;
  /** The built-in simulator stands in for the wallet. */
  readonly practice: boolean;
  /** What customers may choose among, the shop's first one first. */
  readonly languages: readonly Language[];
  /** What a customer who wants to pay meets first, where the sales unit may push. */
  readonly payFirst: "number" | "qr" | "side-by-side";
  readonly speech: SpeechSettings;
  /** Sounds with "are you still there?" where the voice is off; absent where none shall. 1 to 100. */
  readonly warningToneVolumePercent?: number;
  /** How keys move the focus on the page. */
  readonly keys: "four-arrows" | "up-down";
  /** Letters, digits and signs act in fields alone. */
  readonly charactersAreOff?: true;
  /** Counter: what a cashier may take off. Absent where nothing may be. */
  readonly discounts?: DiscountSettings;
}

export interface DiscountSettings {
  /** The shop's words for why, as they stand on the receipt. */
  readonly reasons: readonly string[];
  /** Whole percent that may be taken off without the staff's PIN. */
  readonly withoutPinPercent: number;
}

/** The seller as bookkeeping law wants it on paper (bokføringsforskriften § 5-1-1). */
export interface Shop {
  readonly name: string;
  readonly organisationNumber: string;
  readonly vatRegistered: boolean;
  readonly inBusinessRegister: boolean;
  readonly address: readonly string[];
  /** Where nobody of the staff stands: whom customers turn to, in the operator's own words. */
  readonly helpLine?: string;
}

/** Spoken guidance: who can hear it, and whether a fresh screen speaks before anybody has asked it to. */
export interface SpeechSettings {
  readonly output: "none" | "loudspeaker" | "headphone";
  readonly startsOn: boolean;
}

/** How long nobody may do anything before the terminal lets go; the warning is the last part of each. */
export interface IdleClocks {
  readonly browsingMs: number;
  readonly numberMs: number;
  readonly waitingMs: number;
  readonly resultMs: number;
  readonly warningMs: number;
  /** How often one customer may ask for more time on one screen. */
  readonly extensionsMax: number;
}
