import type { Language, ScanNote } from "../view.ts";

type Said = Exclude<ScanNote, { readonly is: "choose" }>;

interface ScanWords {
  readonly unknown: (code: string) => string;
  readonly unknownOther: string;
  readonly misread: string;
  readonly noMore: (name: string) => string;
  readonly ownCode: Readonly<Record<Extract<Said, { readonly is: "own-code" }>["why"], string>>;
}

const WORDS: Readonly<Record<Language, ScanWords>> = {
  nb: {
    unknown: (code) => `Ingen vare har strekkoden ${code}.`,
    unknownOther: "Ingen vare har denne koden.",
    misread: "Strekkoden ble lest feil. Skann den en gang til.",
    noMore: (name) => `Det er ikke mer igjen av ${name}, eller beløpet blir for stort.`,
    ownCode: {
      empty: "Koden din er lest, men her er ikke noe å betale ennå. Velg varene først, og vis koden igjen.",
      unanswered: "Koden din er lest. Svar på det som står igjen i kurven, og vis koden igjen.",
      "no-push": "Her kan du ikke betale med din egen kode. Trykk på Betal og skann koden på skjermen.",
    },
  },
  nn: {
    unknown: (code) => `Inga vare har strekkoden ${code}.`,
    unknownOther: "Inga vare har denne koden.",
    misread: "Strekkoden vart lesen feil. Skann han ein gong til.",
    noMore: (name) => `Det er ikkje meir att av ${name}, eller beløpet blir for stort.`,
    ownCode: {
      empty: "Koden din er lesen, men her er ikkje noko å betale enno. Vel varene først, og vis koden igjen.",
      unanswered: "Koden din er lesen. Svar på det som står att i korga, og vis koden igjen.",
      "no-push": "Her kan du ikkje betale med din eigen kode. Trykk på Betal og skann koden på skjermen.",
    },
  },
  en: {
    unknown: (code) => `No goods have the barcode ${code}.`,
    unknownOther: "No goods have this code.",
    misread: "The barcode was misread. Scan it once more.",
    noMore: (name) => `There is no more of ${name}, or the amount grows too large.`,
    ownCode: {
      empty:
        "Your code was read, but there is nothing to pay yet. Choose your goods first, then show the code again.",
      unanswered: "Your code was read. Answer what is left in the basket, then show the code again.",
      "no-push": "You cannot pay with your own code here. Press Pay and scan the code on the screen.",
    },
  },
  da: {
    unknown: (code) => `Ingen vare har stregkoden ${code}.`,
    unknownOther: "Ingen vare har denne kode.",
    misread: "Stregkoden blev læst forkert. Scan den en gang til.",
    noMore: (name) => `Der er ikke mere af ${name}, eller beløbet bliver for stort.`,
    ownCode: {
      empty: "Din kode er læst, men der er ikke noget at betale endnu. Vælg varerne først, og vis koden igen.",
      unanswered: "Din kode er læst. Svar på det, der mangler i kurven, og vis koden igen.",
      "no-push": "Her kan du ikke betale med din egen kode. Tryk på Betal, og scan koden på skærmen.",
    },
  },
  sv: {
    unknown: (code) => `Ingen vara har streckkoden ${code}.`,
    unknownOther: "Ingen vara har den här koden.",
    misread: "Streckkoden lästes fel. Skanna den en gång till.",
    noMore: (name) => `Det finns inte mer av ${name}, eller så blir beloppet för stort.`,
    ownCode: {
      empty: "Din kod är läst, men det finns inget att betala än. Välj varorna först och visa koden igen.",
      unanswered: "Din kod är läst. Svara på det som återstår i varukorgen och visa koden igen.",
      "no-push": "Här kan du inte betala med din egen kod. Tryck på Betala och skanna koden på skärmen.",
    },
  },
  fi: {
    unknown: (code) => `Millään tuotteella ei ole viivakoodia ${code}.`,
    unknownOther: "Millään tuotteella ei ole tätä koodia.",
    misread: "Viivakoodi luettiin väärin. Lue se uudelleen.",
    noMore: (name) => `Tuotetta ${name} ei ole enempää, tai summa kasvaa liian suureksi.`,
    ownCode: {
      empty: "Koodisi luettiin, mutta maksettavaa ei vielä ole. Valitse ensin tuotteet ja näytä koodi uudelleen.",
      unanswered: "Koodisi luettiin. Vastaa ensin ostoskorin avoimeen kysymykseen ja näytä koodi uudelleen.",
      "no-push": "Täällä ei voi maksaa omalla koodilla. Paina Maksa ja skannaa näytössä oleva koodi.",
    },
  },
};

/** Why a scan put nothing in the basket, and began no payment. */
export function scanSentence(scan: Said, language: Language): string {
  const words = WORDS[language];
  switch (scan.is) {
    case "unknown":
      return scan.code === undefined ? words.unknownOther : words.unknown(scan.code);
    case "misread":
      return words.misread;
    case "no-more":
      return words.noMore(scan.name);
    case "own-code":
      return words.ownCode[scan.why];
  }
}
