import type { Language } from "../view.ts";

/** What only the cashier reads: goods whose price is typed when they are rung up. Amounts are written out already. */
export interface PriceWords {
  /** On the tile, where other goods have their price. */
  readonly onTile: string;
  readonly ofOne: string;
  readonly between: (least: string, most: string) => string;
  readonly none: string;
  readonly tooLow: (least: string) => string;
  readonly tooHigh: (most: string) => string;
  /** Names the key with the sign before the decimals. */
  readonly decimalSign: string;
}

export const PRICE_WORDS: Readonly<Record<Language, PriceWords>> = {
  nb: {
    onTile: "Pris tastes inn",
    ofOne: "Pris for én",
    between: (least, most) => `Fra ${least} til ${most}, med MVA.`,
    none: "Tast prisen først.",
    tooLow: (least) => `Ikke under ${least}: se på prisen igjen.`,
    tooHigh: (most) => `Ikke over ${most}: se på prisen igjen.`,
    decimalSign: "Komma",
  },
  nn: {
    onTile: "Prisen blir tasta inn",
    ofOne: "Pris for éi",
    between: (least, most) => `Frå ${least} til ${most}, med MVA.`,
    none: "Tast prisen først.",
    tooLow: (least) => `Ikkje under ${least}: sjå på prisen ein gong til.`,
    tooHigh: (most) => `Ikkje over ${most}: sjå på prisen ein gong til.`,
    decimalSign: "Komma",
  },
  en: {
    onTile: "Type the price",
    ofOne: "Price of one",
    between: (least, most) => `From ${least} to ${most}, VAT included.`,
    none: "Type the price first.",
    tooLow: (least) => `Not below ${least}: look at the price again.`,
    tooHigh: (most) => `Not above ${most}: look at the price again.`,
    decimalSign: "Point",
  },
  da: {
    onTile: "Pris tastes ind",
    ofOne: "Pris for én",
    between: (least, most) => `Fra ${least} til ${most}, med moms.`,
    none: "Tast prisen først.",
    tooLow: (least) => `Ikke under ${least}: se på prisen igen.`,
    tooHigh: (most) => `Ikke over ${most}: se på prisen igen.`,
    decimalSign: "Komma",
  },
  sv: {
    onTile: "Priset skrivs in",
    ofOne: "Pris för en",
    between: (least, most) => `Från ${least} till ${most}, med moms.`,
    none: "Skriv priset först.",
    tooLow: (least) => `Inte under ${least}: titta på priset igen.`,
    tooHigh: (most) => `Inte över ${most}: titta på priset igen.`,
    decimalSign: "Komma",
  },
  fi: {
    onTile: "Hinta syötetään",
    ofOne: "Yhden hinta",
    between: (least, most) => `Vähintään ${least}, enintään ${most}, ALV mukana.`,
    none: "Syötä ensin hinta.",
    tooLow: (least) => `Ei alle ${least}: tarkista hinta.`,
    tooHigh: (most) => `Ei yli ${most}: tarkista hinta.`,
    decimalSign: "Pilkku",
  },
};
