import type { DrawerReason, DrawerView, StaffView } from "../../electron/ipc/contract.ts";
import type { Language } from "../view.ts";

type KickOutcome = NonNullable<DrawerView["last"]>["outcome"];

/** What the staff's sheet says. Kept apart: no customer reads it. */
export interface StaffWords {
  readonly title: string;
  readonly pin: string;
  readonly open: string;
  readonly wrongPin: string;
  readonly close: string;
  readonly lookAgain: string;
  readonly orders: string;
  readonly noOrders: string;
  readonly handedOver: string;
  readonly callOff: string;
  readonly callOffMeans: (amount: string) => string;
  readonly callOffNow: (orderNumber: string) => string;
  readonly sales: string;
  readonly noSales: string;
  readonly receipt: (number: string) => string;
  readonly leftOf: (left: string, total: string) => string;
  readonly allGivenBack: string;
  readonly giveBack: string;
  readonly giveBackAll: (amount: string) => string;
  readonly giveBackPart: (amount: string) => string;
  readonly anotherAmount: string;
  readonly giveBackMeans: string;
  readonly begun: string;
  readonly notDone: string;
  readonly slots: string;
  readonly noSlots: string;
  readonly unlock: Readonly<Record<"cleared" | "refilled" | "tested", string>>;
  readonly devices: string;
  readonly noDevices: string;
  readonly device: Readonly<Record<StaffView["devices"][number]["state"], string>>;
  readonly owed: string;
  readonly owedIs: (receipt: string, copy: boolean) => string;
  readonly printNow: string;
  readonly drawer: string;
  readonly openDrawer: Readonly<Record<DrawerReason, string>>;
  readonly drawerIs: Readonly<Record<DrawerView["is"] | "left-open", string>>;
  readonly drawerOpenedAlone: (time: string) => string;
  readonly drawerCame: Readonly<Record<KickOutcome, string>>;
}

const en: StaffWords = {
  title: "For the staff",
  pin: "Your PIN",
  open: "Open",
  wrongPin: "That did not open it. After five wrong PINs it stays shut for a while.",
  close: "Close",
  lookAgain: "Look again",
  orders: "Orders to hand over",
  noOrders: "No order is waiting.",
  handedOver: "Handed over",
  callOff: "Cannot make it",
  callOffMeans: (a) =>
    `The ${a} reserved for this order are let go. Nothing is taken, and the order leaves this list.`,
  callOffNow: (n) => `Call order ${n} off`,
  sales: "Last sales",
  noSales: "Nothing has been sold yet.",
  receipt: (number) => `Receipt ${number}`,
  leftOf: (left, total) => `${left} of ${total} is left`,
  allGivenBack: "All of it has been given back",
  giveBack: "Give back",
  giveBackAll: (amount) => `Give all of it back: ${amount}`,
  giveBackPart: (amount) => `Give back ${amount}`,
  anotherAmount: "Type an amount to give back a part.",
  giveBackMeans: "The money goes back to the phone it came from.",
  begun: "Begun. The list is right again in a moment.",
  notDone: "That was not possible now.",
  slots: "Locked slots",
  noSlots: "No slot is locked.",
  unlock: { cleared: "Cleared it", refilled: "Refilled it", tested: "Tested it" },
  devices: "Devices",
  noDevices: "No device is connected to this terminal.",
  device: {
    absent: "Not there",
    connecting: "Connecting",
    ready: "Ready",
    degraded: "Works, with a fault",
    fault: "Out of order",
  },
  owed: "Receipts to be printed",
  owedIs: (receipt, copy) => `${receipt} · ${copy ? "comes as a marked copy" : "is still to be printed"}`,
  printNow: "Print now",
  drawer: "Cash drawer",
  openDrawer: { change: "Open for change", count: "Open to count", other: "Open for something else" },
  drawerIs: {
    closed: "Shut",
    open: "Open",
    "left-open": "It has stood open for too long: shut it",
    unseen: "Nobody can tell whether it is open",
  },
  drawerOpenedAlone: (time) => `Opened with a key or by force at ${time}`,
  drawerCame: {
    opened: "It opened.",
    fired: "It was fired. Look whether it opened.",
    stuck: "It did not open: it is locked, jammed or not connected.",
    "was-open": "It was open already.",
    refused: "It was not fired. See how the printer is, and try again.",
    unknown: "Look whether it opened.",
  },
};

const nb: StaffWords = {
  title: "For betjeningen",
  pin: "PIN-koden din",
  open: "Åpne",
  wrongPin: "Det åpnet ikke. Etter fem feil koder er det stengt en stund.",
  close: "Lukk",
  lookAgain: "Se på nytt",
  orders: "Bestillinger som skal leveres ut",
  noOrders: "Ingen bestilling venter.",
  handedOver: "Levert ut",
  callOff: "Kan ikke lages",
  callOffMeans: (a) =>
    `De ${a} som er reservert for bestillingen, frigis. Ingenting trekkes, og bestillingen forsvinner fra listen.`,
  callOffNow: (n) => `Avlys bestilling ${n}`,
  sales: "Siste salg",
  noSales: "Ingenting er solgt ennå.",
  receipt: (number) => `Kvittering ${number}`,
  leftOf: (left, total) => `${left} av ${total} er igjen`,
  allGivenBack: "Alt er gitt tilbake",
  giveBack: "Gi tilbake",
  giveBackAll: (amount) => `Gi alt tilbake: ${amount}`,
  giveBackPart: (amount) => `Gi tilbake ${amount}`,
  anotherAmount: "Skriv et beløp for å gi tilbake en del.",
  giveBackMeans: "Pengene går tilbake til telefonen de kom fra.",
  begun: "Satt i gang. Listen stemmer igjen om litt.",
  notDone: "Det gikk ikke akkurat nå.",
  slots: "Sperrede plasser",
  noSlots: "Ingen plass er sperret.",
  unlock: { cleared: "Ryddet", refilled: "Fylt på", tested: "Prøvd" },
  devices: "Utstyr",
  noDevices: "Ingenting er koblet til denne terminalen.",
  device: {
    absent: "Ikke der",
    connecting: "Kobler til",
    ready: "Klar",
    degraded: "Virker, med en feil",
    fault: "Ute av drift",
  },
  owed: "Kvitteringer som mangler utskrift",
  owedIs: (receipt, copy) => `${receipt} · ${copy ? "kommer som merket kopi" : "er ikke skrevet ut ennå"}`,
  printNow: "Skriv ut nå",
  drawer: "Pengeskuff",
  openDrawer: { change: "Åpne for veksel", count: "Åpne for opptelling", other: "Åpne av en annen grunn" },
  drawerIs: {
    closed: "Lukket",
    open: "Åpen",
    "left-open": "Den har stått åpen for lenge: lukk den",
    unseen: "Ingen kan se om den er åpen",
  },
  drawerOpenedAlone: (time) => `Åpnet med nøkkel eller makt kl. ${time}`,
  drawerCame: {
    opened: "Den åpnet seg.",
    fired: "Den fikk signalet. Se om den åpnet seg.",
    stuck: "Den åpnet seg ikke: den er låst, sitter fast eller er ikke koblet til.",
    "was-open": "Den var åpen fra før.",
    refused: "Den fikk ikke signalet. Se hvordan det står til med skriveren, og prøv igjen.",
    unknown: "Se om den åpnet seg.",
  },
};

const nn: StaffWords = {
  title: "For betjeninga",
  pin: "PIN-koden din",
  open: "Opne",
  wrongPin: "Det opna ikkje. Etter fem feil kodar er det stengt ei stund.",
  close: "Lukk",
  lookAgain: "Sjå på nytt",
  orders: "Bestillingar som skal leverast ut",
  noOrders: "Inga bestilling ventar.",
  handedOver: "Levert ut",
  callOff: "Kan ikkje lagast",
  callOffMeans: (a) =>
    `Dei ${a} som er reserverte for bestillinga, blir frigitte. Ingenting blir trekt, og bestillinga forsvinn frå lista.`,
  callOffNow: (n) => `Avlys bestilling ${n}`,
  sales: "Siste sal",
  noSales: "Ingenting er selt enno.",
  receipt: (number) => `Kvittering ${number}`,
  leftOf: (left, total) => `${left} av ${total} er att`,
  allGivenBack: "Alt er gitt tilbake",
  giveBack: "Gi tilbake",
  giveBackAll: (amount) => `Gi alt tilbake: ${amount}`,
  giveBackPart: (amount) => `Gi tilbake ${amount}`,
  anotherAmount: "Skriv eit beløp for å gi tilbake ein del.",
  giveBackMeans: "Pengane går tilbake til telefonen dei kom frå.",
  begun: "Sett i gang. Lista stemmer att om litt.",
  notDone: "Det gjekk ikkje akkurat no.",
  slots: "Sperra plassar",
  noSlots: "Ingen plass er sperra.",
  unlock: { cleared: "Rydda", refilled: "Fylt på", tested: "Prøvd" },
  devices: "Utstyr",
  noDevices: "Ingenting er kopla til denne terminalen.",
  device: {
    absent: "Ikkje der",
    connecting: "Koplar til",
    ready: "Klar",
    degraded: "Verkar, med ein feil",
    fault: "Ute av drift",
  },
  owed: "Kvitteringar som manglar utskrift",
  owedIs: (receipt, copy) => `${receipt} · ${copy ? "kjem som merkt kopi" : "er ikkje skriven ut enno"}`,
  printNow: "Skriv ut no",
  drawer: "Pengeskuff",
  openDrawer: { change: "Opne for veksel", count: "Opne for oppteljing", other: "Opne av ein annan grunn" },
  drawerIs: {
    closed: "Lukka",
    open: "Open",
    "left-open": "Ho har stått open for lenge: lukk ho",
    unseen: "Ingen kan sjå om ho er open",
  },
  drawerOpenedAlone: (time) => `Opna med nøkkel eller makt kl. ${time}`,
  drawerCame: {
    opened: "Ho opna seg.",
    fired: "Ho fekk signalet. Sjå om ho opna seg.",
    stuck: "Ho opna seg ikkje: ho er låst, sit fast eller er ikkje kopla til.",
    "was-open": "Ho var open frå før.",
    refused: "Ho fekk ikkje signalet. Sjå korleis det står til med skrivaren, og prøv igjen.",
    unknown: "Sjå om ho opna seg.",
  },
};

const da: StaffWords = {
  title: "For personalet",
  pin: "Din pinkode",
  open: "Åbn",
  wrongPin: "Det åbnede ikke. Efter fem forkerte koder er der lukket et stykke tid.",
  close: "Luk",
  lookAgain: "Se igen",
  orders: "Ordrer, der skal udleveres",
  noOrders: "Ingen ordre venter.",
  handedOver: "Udleveret",
  callOff: "Kan ikke laves",
  callOffMeans: (a) =>
    `De ${a}, der er reserveret til ordren, frigives. Intet trækkes, og ordren forsvinder fra listen.`,
  callOffNow: (n) => `Annullér ordre ${n}`,
  sales: "Seneste salg",
  noSales: "Der er ikke solgt noget endnu.",
  receipt: (number) => `Kvittering ${number}`,
  leftOf: (left, total) => `${left} af ${total} er tilbage`,
  allGivenBack: "Det hele er givet tilbage",
  giveBack: "Giv tilbage",
  giveBackAll: (amount) => `Giv det hele tilbage: ${amount}`,
  giveBackPart: (amount) => `Giv ${amount} tilbage`,
  anotherAmount: "Skriv et beløb for at give en del tilbage.",
  giveBackMeans: "Pengene går tilbage til den telefon, de kom fra.",
  begun: "Sat i gang. Listen passer igen om lidt.",
  notDone: "Det kunne ikke lade sig gøre nu.",
  slots: "Spærrede pladser",
  noSlots: "Ingen plads er spærret.",
  unlock: { cleared: "Ryddet", refilled: "Fyldt op", tested: "Prøvet" },
  devices: "Udstyr",
  noDevices: "Der er ikke sluttet noget til denne terminal.",
  device: {
    absent: "Ikke der",
    connecting: "Forbinder",
    ready: "Klar",
    degraded: "Virker, med en fejl",
    fault: "Ude af drift",
  },
  owed: "Kvitteringer, der mangler at blive udskrevet",
  owedIs: (receipt, copy) => `${receipt} · ${copy ? "kommer som mærket kopi" : "er ikke udskrevet endnu"}`,
  printNow: "Udskriv nu",
  drawer: "Pengeskuffe",
  openDrawer: { change: "Åbn for byttepenge", count: "Åbn for optælling", other: "Åbn af en anden grund" },
  drawerIs: {
    closed: "Lukket",
    open: "Åben",
    "left-open": "Den har stået åben for længe: luk den",
    unseen: "Ingen kan se, om den er åben",
  },
  drawerOpenedAlone: (time) => `Åbnet med nøgle eller magt kl. ${time}`,
  drawerCame: {
    opened: "Den åbnede.",
    fired: "Den fik signalet. Se, om den åbnede.",
    stuck: "Den åbnede ikke: den er låst, sidder fast eller er ikke tilsluttet.",
    "was-open": "Den var allerede åben.",
    refused: "Den fik ikke signalet. Se, hvordan printeren har det, og prøv igen.",
    unknown: "Se, om den åbnede.",
  },
};

const sv: StaffWords = {
  title: "För personalen",
  pin: "Din PIN-kod",
  open: "Öppna",
  wrongPin: "Det öppnade inte. Efter fem felaktiga koder är det stängt en stund.",
  close: "Stäng",
  lookAgain: "Titta igen",
  orders: "Beställningar att lämna ut",
  noOrders: "Ingen beställning väntar.",
  handedOver: "Utlämnad",
  callOff: "Kan inte göras",
  callOffMeans: (a) =>
    `De ${a} som är reserverade för beställningen släpps. Inget dras, och beställningen försvinner från listan.`,
  callOffNow: (n) => `Avboka beställning ${n}`,
  sales: "Senaste köpen",
  noSales: "Inget är sålt än.",
  receipt: (number) => `Kvitto ${number}`,
  leftOf: (left, total) => `${left} av ${total} är kvar`,
  allGivenBack: "Allt är återbetalat",
  giveBack: "Återbetala",
  giveBackAll: (amount) => `Återbetala allt: ${amount}`,
  giveBackPart: (amount) => `Återbetala ${amount}`,
  anotherAmount: "Skriv ett belopp för att återbetala en del.",
  giveBackMeans: "Pengarna går tillbaka till telefonen de kom från.",
  begun: "Påbörjat. Listan stämmer igen om en stund.",
  notDone: "Det gick inte just nu.",
  slots: "Spärrade fack",
  noSlots: "Inget fack är spärrat.",
  unlock: { cleared: "Rensat", refilled: "Påfyllt", tested: "Provat" },
  devices: "Utrustning",
  noDevices: "Inget är anslutet till den här terminalen.",
  device: {
    absent: "Inte där",
    connecting: "Ansluter",
    ready: "Redo",
    degraded: "Fungerar, med ett fel",
    fault: "Ur funktion",
  },
  owed: "Kvitton som inte har skrivits ut",
  owedIs: (receipt, copy) => `${receipt} · ${copy ? "kommer som märkt kopia" : "är inte utskrivet än"}`,
  printNow: "Skriv ut nu",
  drawer: "Kassalåda",
  openDrawer: { change: "Öppna för växel", count: "Öppna för räkning", other: "Öppna av annan orsak" },
  drawerIs: {
    closed: "Stängd",
    open: "Öppen",
    "left-open": "Den har stått öppen för länge: stäng den",
    unseen: "Ingen kan se om den är öppen",
  },
  drawerOpenedAlone: (time) => `Öppnad med nyckel eller våld kl. ${time}`,
  drawerCame: {
    opened: "Den öppnades.",
    fired: "Den fick signalen. Se efter om den öppnades.",
    stuck: "Den öppnades inte: den är låst, har fastnat eller är inte ansluten.",
    "was-open": "Den var redan öppen.",
    refused: "Den fick ingen signal. Se hur det står till med skrivaren och försök igen.",
    unknown: "Se efter om den öppnades.",
  },
};

const fi: StaffWords = {
  title: "Henkilökunnalle",
  pin: "PIN-koodisi",
  open: "Avaa",
  wrongPin: "Se ei avannut. Viiden väärän koodin jälkeen tämä on hetken suljettu.",
  close: "Sulje",
  lookAgain: "Katso uudelleen",
  orders: "Luovutettavat tilaukset",
  noOrders: "Yhtään tilausta ei odota.",
  handedOver: "Luovutettu",
  callOff: "Ei voida tehdä",
  callOffMeans: (a) => `Tilaukselle varatut ${a} vapautetaan. Mitään ei veloiteta, ja tilaus poistuu luettelosta.`,
  callOffNow: (n) => `Peru tilaus ${n}`,
  sales: "Viimeiset myynnit",
  noSales: "Mitään ei ole vielä myyty.",
  receipt: (number) => `Kuitti ${number}`,
  leftOf: (left, total) => `${left} jäljellä, alun perin ${total}`,
  allGivenBack: "Kaikki on palautettu",
  giveBack: "Palauta",
  giveBackAll: (amount) => `Palauta kaikki: ${amount}`,
  giveBackPart: (amount) => `Palauta ${amount}`,
  anotherAmount: "Kirjoita summa, jos palautat vain osan.",
  giveBackMeans: "Rahat palaavat puhelimeen, josta ne tulivat.",
  begun: "Aloitettu. Luettelo on hetken päästä taas oikein.",
  notDone: "Se ei onnistunut juuri nyt.",
  slots: "Lukitut paikat",
  noSlots: "Yhtään paikkaa ei ole lukittu.",
  unlock: { cleared: "Tyhjennetty", refilled: "Täytetty", tested: "Kokeiltu" },
  devices: "Laitteet",
  noDevices: "Tähän päätteeseen ei ole liitetty laitteita.",
  device: {
    absent: "Ei paikalla",
    connecting: "Yhdistää",
    ready: "Valmis",
    degraded: "Toimii, mutta viallinen",
    fault: "Epäkunnossa",
  },
  owed: "Tulostamatta olevat kuitit",
  owedIs: (receipt, copy) => `${receipt} · ${copy ? "tulee merkittynä kopiona" : "odottaa tulostusta"}`,
  printNow: "Tulosta nyt",
  drawer: "Kassalaatikko",
  openDrawer: { change: "Avaa vaihtorahaa varten", count: "Avaa laskentaa varten", other: "Avaa muusta syystä" },
  drawerIs: {
    closed: "Kiinni",
    open: "Auki",
    "left-open": "Se on ollut liian kauan auki: sulje se",
    unseen: "Kukaan ei näe, onko se auki",
  },
  drawerOpenedAlone: (time) => `Avattu avaimella tai väkisin klo ${time}`,
  drawerCame: {
    opened: "Se aukesi.",
    fired: "Se sai käskyn. Katso, aukesiko se.",
    stuck: "Se ei auennut: se on lukossa, jumissa tai irti.",
    "was-open": "Se oli jo auki.",
    refused: "Se ei saanut käskyä. Katso, missä kunnossa tulostin on, ja yritä uudelleen.",
    unknown: "Katso, aukesiko se.",
  },
};

export const STAFF_WORDS: Readonly<Record<Language, StaffWords>> = { nb, nn, en, da, sv, fi };
