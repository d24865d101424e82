import type { Market } from "./market.ts";
import type { Serving } from "./serving.ts";

/** Paper speaks the market's language, whatever the customer chose on the screen. */
export interface ReceiptWords {
  readonly heading: string;
  readonly copy: string;
  readonly practice: string;
  readonly organisation: string;
  readonly vatMark: string;
  readonly registerMark: string;
  readonly receipt: string;
  readonly terminal: string;
  readonly total: string;
  readonly vat: string;
  readonly of: string;
  readonly reference: string;
  readonly order: string;
  readonly discount: string;
  readonly serving: Readonly<Record<Serving, string>>;
  readonly thanks: string;
}

export const RECEIPT_WORDS: Readonly<Record<Market, ReceiptWords>> = {
  NO: {
    heading: "Salgskvittering",
    copy: "KOPI",
    practice: "ØVING - INGEN BETALING",
    organisation: "Org.nr.",
    vatMark: "MVA",
    registerMark: "Foretaksregisteret",
    receipt: "Kvittering",
    terminal: "Kassapunkt",
    total: "Sum",
    vat: "MVA",
    of: "av",
    reference: "Referanse",
    order: "Bestilling",
    discount: "Rabatt",
    serving: { "take-away": "Ta med", "eat-in": "Spise her" },
    thanks: "Takk for handelen",
  },
  DK: {
    heading: "Kvittering",
    copy: "KOPI",
    practice: "ØVELSE - INGEN BETALING",
    organisation: "CVR-nr.",
    vatMark: "",
    registerMark: "",
    receipt: "Bon",
    terminal: "Kasse",
    total: "I alt",
    vat: "Moms",
    of: "af",
    reference: "Reference",
    order: "Ordre",
    discount: "Rabat",
    serving: { "take-away": "Tag med", "eat-in": "Spis her" },
    thanks: "Tak for handlen",
  },
  FI: {
    heading: "Kuitti",
    copy: "KOPIO",
    practice: "HARJOITUS - EI MAKSUA",
    organisation: "Y-tunnus",
    vatMark: "",
    registerMark: "",
    receipt: "Kuitti",
    terminal: "Kassa",
    total: "Yhteensä",
    vat: "ALV",
    of: "/",
    reference: "Viite",
    order: "Tilaus",
    discount: "Alennus",
    serving: { "take-away": "Mukaan", "eat-in": "Syödään täällä" },
    thanks: "Kiitos",
  },
};
