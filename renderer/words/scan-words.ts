import type { Language, ScanNote } from "../view.ts";

type Said = Exclude<ScanNote, { readonly is: "choose" }>;

interface ScanWords {
  readonly unknown: (code: string) => string;
  readonly unknownOther: string;
  readonly misread: string;
  readonly noMore: (name: string) => string;
}

const WORDS: Readonly<Record<Language, ScanWords>> = {
  nb: {
    unknown: (code) => `Ingen vare har strekkoden ${code}.`,
    unknownOther: "Ingen vare har denne koden.",
    misread: "Strekkoden ble lest feil. Skann den en gang til.",
    noMore: (name) => `Det er ikke mer igjen av ${name}, eller beløpet blir for stort.`,
  },
  nn: {
    unknown: (code) => `Inga vare har strekkoden ${code}.`,
    unknownOther: "Inga vare har denne koden.",
    misread: "Strekkoden vart lesen feil. Skann han ein gong til.",
    noMore: (name) => `Det er ikkje meir att av ${name}, eller beløpet blir for stort.`,
  },
  en: {
    unknown: (code) => `No goods have the barcode ${code}.`,
    unknownOther: "No goods have this code.",
    misread: "The barcode was misread. Scan it once more.",
    noMore: (name) => `There is no more of ${name}, or the amount grows too large.`,
  },
  da: {
    unknown: (code) => `Ingen vare har stregkoden ${code}.`,
    unknownOther: "Ingen vare har denne kode.",
    misread: "Stregkoden blev læst forkert. Scan den en gang til.",
    noMore: (name) => `Der er ikke mere af ${name}, eller beløbet bliver for stort.`,
  },
  sv: {
    unknown: (code) => `Ingen vara har streckkoden ${code}.`,
    unknownOther: "Ingen vara har den här koden.",
    misread: "Streckkoden lästes fel. Skanna den en gång till.",
    noMore: (name) => `Det finns inte mer av ${name}, eller så blir beloppet för stort.`,
  },
  fi: {
    unknown: (code) => `Millään tuotteella ei ole viivakoodia ${code}.`,
    unknownOther: "Millään tuotteella ei ole tätä koodia.",
    misread: "Viivakoodi luettiin väärin. Lue se uudelleen.",
    noMore: (name) => `Tuotetta ${name} ei ole enempää, tai summa kasvaa liian suureksi.`,
  },
};

/** Why a scan put nothing in the basket. */
export function scanSentence(scan: Said, language: Language): string {
  const words = WORDS[language];
  switch (scan.is) {
    case "unknown":
      return scan.code === undefined ? words.unknownOther : words.unknown(scan.code);
    case "misread":
      return words.misread;
    case "no-more":
      return words.noMore(scan.name);
  }
}
