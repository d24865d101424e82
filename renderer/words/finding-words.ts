import type { Language } from "../view.ts";

/** What the staff's sheet says about sales that are over: finding them, their receipts, the one copy of each. */
export interface FindingWords {
  readonly find: string;
  readonly findBy: string;
  readonly search: string;
  readonly nothingFound: string;
  readonly thereAreMore: string;
  readonly order: (number: string) => string;
  readonly showReceipt: string;
  readonly printCopy: string;
  readonly copied: string;
}

export const FINDING_WORDS: Readonly<Record<Language, FindingWords>> = {
  en: {
    find: "Find a sale",
    findBy: "Order or receipt number, amount, time (13:05) or part of the reference",
    search: "Find",
    nothingFound: "No sale like that.",
    thereAreMore: "There are more. Say it more exactly.",
    order: (number) => `Order ${number}`,
    showReceipt: "Receipt",
    printCopy: "Print the copy",
    copied: "Copied",
  },
  nb: {
    find: "Finn et salg",
    findBy: "Bestillings- eller kvitteringsnummer, beløp, klokkeslett (13:05) eller del av referansen",
    search: "Finn",
    nothingFound: "Ingen slike salg.",
    thereAreMore: "Det er flere. Skriv det nøyere.",
    order: (number) => `Bestilling ${number}`,
    showReceipt: "Kvittering",
    printCopy: "Skriv ut kopien",
    copied: "Kopiert",
  },
  nn: {
    find: "Finn eit sal",
    findBy: "Bestillings- eller kvitteringsnummer, beløp, klokkeslett (13:05) eller del av referansen",
    search: "Finn",
    nothingFound: "Ingen slike sal.",
    thereAreMore: "Det er fleire. Skriv det nøyare.",
    order: (number) => `Bestilling ${number}`,
    showReceipt: "Kvittering",
    printCopy: "Skriv ut kopien",
    copied: "Kopiert",
  },
  da: {
    find: "Find et salg",
    findBy: "Ordre- eller kvitteringsnummer, beløb, klokkeslæt (13:05) eller del af referencen",
    search: "Find",
    nothingFound: "Ingen sådanne salg.",
    thereAreMore: "Der er flere. Skriv det mere præcist.",
    order: (number) => `Ordre ${number}`,
    showReceipt: "Kvittering",
    printCopy: "Udskriv kopien",
    copied: "Kopieret",
  },
  sv: {
    find: "Hitta ett köp",
    findBy: "Order- eller kvittonummer, belopp, klockslag (13:05) eller del av referensen",
    search: "Hitta",
    nothingFound: "Inga sådana köp.",
    thereAreMore: "Det finns fler. Skriv mer exakt.",
    order: (number) => `Order ${number}`,
    showReceipt: "Kvitto",
    printCopy: "Skriv ut kopian",
    copied: "Kopierat",
  },
  fi: {
    find: "Etsi myynti",
    findBy: "Tilaus- tai kuittinumero, summa, kellonaika (13:05) tai osa viitteestä",
    search: "Etsi",
    nothingFound: "Sellaista myyntiä ei ole.",
    thereAreMore: "Niitä on enemmän. Tarkenna hakua.",
    order: (number) => `Tilaus ${number}`,
    showReceipt: "Kuitti",
    printCopy: "Tulosta kopio",
    copied: "Kopioitu",
  },
};
