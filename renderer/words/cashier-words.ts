import type { Language } from "../view.ts";
import type { Words } from "./words.ts";

/** What a cashier reads in place of what the customer is told: the phone, the number and the goods are somebody else's. */
type CashierWords = Pick<
  Words,
  | "basket"
  | "basketIsEmpty"
  | "orScanCode"
  | "showCode"
  | "noPushHere"
  | "preparingCode"
  | "openAndApprove"
  | "scanCode"
  | "scanMeans"
  | "scanOrType"
  | "pickedUp"
  | "approveThere"
  | "whereInApp"
  | "codeOffered"
  | "useCode"
  | "useNumber"
  | "switchingMeans"
  | "checkingMeans"
  | "stillCancelling"
  | "late"
  | "lateTake"
  | "lateGiveBack"
  | "yourOrderNumber"
  | "orderNumberMeans"
> & {
  readonly helpHere: string;
  readonly copyHere: string;
  readonly printed: string;
  readonly whatNow: Pick<Words["whatNow"], "cancelled" | "declined" | "expired" | "could-not-send" | "failed">;
  readonly helpFor: Pick<Words["helpFor"], "goods" | "number" | "code" | "push" | "scan" | "late" | "done">;
};

const en: CashierWords = {
  basket: "Basket",
  basketIsEmpty: "The basket is empty",
  orScanCode: "Or show a code",
  showCode: "Show the customer a code",
  noPushHere: "Here the customer pays by scanning a code.",
  preparingCode: "Fetching the code …",
  openAndApprove: (wallet) => `The customer approves in ${wallet}`,
  scanCode: (wallet) => `The customer scans the code with ${wallet}`,
  scanMeans: (wallet) => `With the phone's camera, or the scanner in ${wallet}.`,
  scanOrType: (wallet) => `The customer scans with ${wallet}, or type their number`,
  pickedUp: (wallet) => `${wallet} is open on the customer's phone`,
  approveThere: "The customer approves there.",
  whereInApp: (wallet) => `The customer does not see the request? It lies in ${wallet} under Payments.`,
  codeOffered: "Is nothing happening? A code can be shown instead.",
  useCode: "Show a code instead",
  useNumber: "Use a number instead",
  switchingMeans: "Then the customer can pay in the other way. Nobody ever pays twice.",
  checkingMeans: "The answer is slow. Do not ask for the payment again.",
  stillCancelling: "It is being cancelled. You need not wait for it.",
  late: "The customer approved while it was being cancelled",
  lateTake: "The customer takes the goods",
  lateGiveBack: (amount) => `Give ${amount} back to the customer`,
  yourOrderNumber: "Order number",
  orderNumberMeans: "Call the number when the order is ready.",
  helpHere: "What is wrong stands on the staff's sheet (Shift F1).",
  copyHere: "A copy can be printed from the staff's sheet (Shift F1).",
  printed: "Give the customer the receipt.",
  whatNow: {
    cancelled: "The basket is there still.",
    declined: "The customer can try again, or pay in another way.",
    expired: "The customer can try again.",
    "could-not-send": "Try again with a code.",
    failed: "Try once more.",
  },
  helpFor: {
    goods: () =>
      "Scan or press what the customer buys. Press the pay button when everything is there; nothing is paid before that.",
    number: (wallet) =>
      `Type the number the customer has ${wallet} on, then send. A code can be shown instead; nothing is taken before the customer approves.`,
    code: () =>
      "Press the button for a code, and show it to the customer. Nothing is taken before they approve it.",
    push: (wallet) =>
      `The customer opens ${wallet} and approves. If they do not see it, show a code or cancel here.`,
    scan: (wallet) => `The customer scans the code and approves in ${wallet}. You can cancel here at any time.`,
    late: () => "The customer approved while it was being cancelled. Ask: the goods, or the money back?",
    done: () => "The sale is finished. The next one may begin.",
  },
};

const nb: CashierWords = {
  basket: "Kurven",
  basketIsEmpty: "Kurven er tom",
  orScanCode: "Eller vis en kode",
  showCode: "Vis kunden en kode",
  noPushHere: "Her betaler kunden ved å skanne en kode.",
  preparingCode: "Henter koden …",
  openAndApprove: (wallet) => `Kunden godkjenner i ${wallet}`,
  scanCode: (wallet) => `Kunden skanner koden med ${wallet}`,
  scanMeans: (wallet) => `Med kameraet på mobilen, eller skanneren i ${wallet}.`,
  scanOrType: (wallet) => `Kunden skanner med ${wallet}, eller tast nummeret`,
  pickedUp: (wallet) => `${wallet} er åpnet på kundens mobil`,
  approveThere: "Kunden godkjenner der.",
  whereInApp: (wallet) => `Ser ikke kunden forespørselen? Den ligger i ${wallet} under Betalinger.`,
  codeOffered: "Skjer det ingenting? En kode kan vises i stedet.",
  useCode: "Vis en kode i stedet",
  useNumber: "Bruk et nummer i stedet",
  switchingMeans: "Så kan kunden betale på den andre måten. Ingen betaler to ganger.",
  checkingMeans: "Svaret lar vente på seg. Ikke be om betaling på nytt.",
  stillCancelling: "Betalingen avbrytes. Du trenger ikke vente på det.",
  late: "Kunden godkjente mens det ble avbrutt",
  lateTake: "Kunden tar varene",
  lateGiveBack: (amount) => `Gi kunden ${amount} tilbake`,
  yourOrderNumber: "Bestillingsnummer",
  orderNumberMeans: "Rop opp nummeret når bestillingen er klar.",
  helpHere: "Hva som er galt, står på betjeningens ark (Shift F1).",
  copyHere: "En kopi kan skrives ut fra betjeningens ark (Shift F1).",
  printed: "Gi kunden kvitteringen.",
  whatNow: {
    cancelled: "Kurven er der fortsatt.",
    declined: "Kunden kan prøve igjen, eller betale på en annen måte.",
    expired: "Kunden kan prøve igjen.",
    "could-not-send": "Prøv igjen med en kode.",
    failed: "Prøv én gang til.",
  },
  helpFor: {
    goods: () =>
      "Skann eller trykk på det kunden kjøper. Trykk på betalknappen når alt er med; ingenting betales før det.",
    number: (wallet) =>
      `Tast nummeret kunden har ${wallet} på, og send. En kode kan vises i stedet; ingenting trekkes før kunden godkjenner.`,
    code: () =>
      "Trykk på knappen for å få en kode, og vis den til kunden. Ingenting trekkes før kunden godkjenner.",
    push: (wallet) => `Kunden åpner ${wallet} og godkjenner. Ser ikke kunden den, vis en kode eller avbryt her.`,
    scan: (wallet) => `Kunden skanner koden og godkjenner i ${wallet}. Du kan avbryte her når som helst.`,
    late: () => "Kunden godkjente mens det ble avbrutt. Spør: varene, eller pengene tilbake?",
    done: () => "Salget er ferdig. Det neste kan begynne.",
  },
};

const nn: CashierWords = {
  basket: "Korga",
  basketIsEmpty: "Korga er tom",
  orScanCode: "Eller vis ein kode",
  showCode: "Vis kunden ein kode",
  noPushHere: "Her betaler kunden ved å skanne ein kode.",
  preparingCode: "Hentar koden …",
  openAndApprove: (wallet) => `Kunden godkjenner i ${wallet}`,
  scanCode: (wallet) => `Kunden skannar koden med ${wallet}`,
  scanMeans: (wallet) => `Med kameraet på mobilen, eller skannaren i ${wallet}.`,
  scanOrType: (wallet) => `Kunden skannar med ${wallet}, eller tast nummeret`,
  pickedUp: (wallet) => `${wallet} er opna på mobilen til kunden`,
  approveThere: "Kunden godkjenner der.",
  whereInApp: (wallet) => `Ser ikkje kunden førespurnaden? Han ligg i ${wallet} under Betalingar.`,
  codeOffered: "Skjer det ingenting? Ein kode kan visast i staden.",
  useCode: "Vis ein kode i staden",
  useNumber: "Bruk eit nummer i staden",
  switchingMeans: "Så kan kunden betale på den andre måten. Ingen betaler to gonger.",
  checkingMeans: "Svaret lèt vente på seg. Ikkje be om betaling på nytt.",
  stillCancelling: "Betalinga blir avbroten. Du treng ikkje vente på det.",
  late: "Kunden godkjende medan det vart avbrote",
  lateTake: "Kunden tek varene",
  lateGiveBack: (amount) => `Gi kunden ${amount} tilbake`,
  yourOrderNumber: "Bestillingsnummer",
  orderNumberMeans: "Rop opp nummeret når bestillinga er klar.",
  helpHere: "Kva som er gale, står på arket til betjeninga (Shift F1).",
  copyHere: "Ein kopi kan skrivast ut frå arket til betjeninga (Shift F1).",
  printed: "Gi kunden kvitteringa.",
  whatNow: {
    cancelled: "Korga er der framleis.",
    declined: "Kunden kan prøve igjen, eller betale på ein annan måte.",
    expired: "Kunden kan prøve igjen.",
    "could-not-send": "Prøv igjen med ein kode.",
    failed: "Prøv éin gong til.",
  },
  helpFor: {
    goods: () =>
      "Skann eller trykk på det kunden kjøper. Trykk på betalknappen når alt er med; ingenting blir betalt før det.",
    number: (wallet) =>
      `Tast nummeret kunden har ${wallet} på, og send. Ein kode kan visast i staden; ingenting blir trekt før kunden godkjenner.`,
    code: () =>
      "Trykk på knappen for å få ein kode, og vis han til kunden. Ingenting blir trekt før kunden godkjenner.",
    push: (wallet) => `Kunden opnar ${wallet} og godkjenner. Ser ikkje kunden han, vis ein kode eller avbryt her.`,
    scan: (wallet) => `Kunden skannar koden og godkjenner i ${wallet}. Du kan avbryte her når som helst.`,
    late: () => "Kunden godkjende medan det vart avbrote. Spør: varene, eller pengane tilbake?",
    done: () => "Salet er ferdig. Det neste kan byrje.",
  },
};

const da: CashierWords = {
  basket: "Kurven",
  basketIsEmpty: "Kurven er tom",
  orScanCode: "Eller vis en kode",
  showCode: "Vis kunden en kode",
  noPushHere: "Her betaler kunden ved at scanne en kode.",
  preparingCode: "Henter koden …",
  openAndApprove: (wallet) => `Kunden godkender i ${wallet}`,
  scanCode: (wallet) => `Kunden scanner koden med ${wallet}`,
  scanMeans: (wallet) => `Med mobilens kamera, eller scanneren i ${wallet}.`,
  scanOrType: (wallet) => `Kunden scanner med ${wallet}, eller tast nummeret`,
  pickedUp: (wallet) => `${wallet} er åbnet på kundens mobil`,
  approveThere: "Kunden godkender der.",
  whereInApp: (wallet) => `Kan kunden ikke se anmodningen? Den ligger i ${wallet} under Betalinger.`,
  codeOffered: "Sker der ikke noget? En kode kan vises i stedet.",
  useCode: "Vis en kode i stedet",
  useNumber: "Brug et nummer i stedet",
  switchingMeans: "Så kan kunden betale på den anden måde. Ingen betaler to gange.",
  checkingMeans: "Svaret lader vente på sig. Bed ikke om betaling igen.",
  stillCancelling: "Betalingen annulleres. Du behøver ikke vente på det.",
  late: "Kunden godkendte, mens der blev annulleret",
  lateTake: "Kunden tager varerne",
  lateGiveBack: (amount) => `Giv kunden ${amount} tilbage`,
  yourOrderNumber: "Bestillingsnummer",
  orderNumberMeans: "Råb nummeret op, når bestillingen er klar.",
  helpHere: "Hvad der er galt, står på personalets ark (Shift F1).",
  copyHere: "En kopi kan udskrives fra personalets ark (Shift F1).",
  printed: "Giv kunden kvitteringen.",
  whatNow: {
    cancelled: "Kurven er der stadig.",
    declined: "Kunden kan prøve igen eller betale på en anden måde.",
    expired: "Kunden kan prøve igen.",
    "could-not-send": "Prøv igen med en kode.",
    failed: "Prøv én gang til.",
  },
  helpFor: {
    goods: () =>
      "Scan eller tryk på det, kunden køber. Tryk på betalknappen, når alt er med; intet betales før det.",
    number: (wallet) =>
      `Tast det nummer, kunden har ${wallet} på, og send. En kode kan vises i stedet; intet trækkes, før kunden godkender.`,
    code: () => "Tryk på knappen for at få en kode, og vis den til kunden. Intet trækkes, før kunden godkender.",
    push: (wallet) =>
      `Kunden åbner ${wallet} og godkender. Kan kunden ikke se den, så vis en kode eller annuller her.`,
    scan: (wallet) => `Kunden scanner koden og godkender i ${wallet}. Du kan annullere her når som helst.`,
    late: () => "Kunden godkendte, mens der blev annulleret. Spørg: varerne eller pengene tilbage?",
    done: () => "Salget er færdigt. Det næste kan begynde.",
  },
};

const sv: CashierWords = {
  basket: "Korgen",
  basketIsEmpty: "Korgen är tom",
  orScanCode: "Eller visa en kod",
  showCode: "Visa kunden en kod",
  noPushHere: "Här betalar kunden genom att skanna en kod.",
  preparingCode: "Hämtar koden …",
  openAndApprove: (wallet) => `Kunden godkänner i ${wallet}`,
  scanCode: (wallet) => `Kunden skannar koden med ${wallet}`,
  scanMeans: (wallet) => `Med mobilens kamera, eller skannern i ${wallet}.`,
  scanOrType: (wallet) => `Kunden skannar med ${wallet}, eller knappa in numret`,
  pickedUp: (wallet) => `${wallet} är öppen i kundens mobil`,
  approveThere: "Kunden godkänner där.",
  whereInApp: (wallet) => `Ser kunden inte begäran? Den finns i ${wallet} under Betalningar.`,
  codeOffered: "Händer ingenting? En kod kan visas i stället.",
  useCode: "Visa en kod i stället",
  useNumber: "Använd ett nummer i stället",
  switchingMeans: "Sedan kan kunden betala på det andra sättet. Ingen betalar två gånger.",
  checkingMeans: "Svaret dröjer. Begär inte betalning igen.",
  stillCancelling: "Betalningen avbryts. Du behöver inte vänta på det.",
  late: "Kunden godkände medan det avbröts",
  lateTake: "Kunden tar varorna",
  lateGiveBack: (amount) => `Ge kunden ${amount} tillbaka`,
  yourOrderNumber: "Beställningsnummer",
  orderNumberMeans: "Ropa upp numret när beställningen är klar.",
  helpHere: "Vad som är fel står på personalens blad (Shift F1).",
  copyHere: "En kopia kan skrivas ut från personalens blad (Shift F1).",
  printed: "Ge kunden kvittot.",
  whatNow: {
    cancelled: "Korgen finns kvar.",
    declined: "Kunden kan försöka igen, eller betala på ett annat sätt.",
    expired: "Kunden kan försöka igen.",
    "could-not-send": "Försök igen med en kod.",
    failed: "Försök en gång till.",
  },
  helpFor: {
    goods: () =>
      "Skanna eller tryck på det kunden köper. Tryck på betalknappen när allt är med; inget betalas före det.",
    number: (wallet) =>
      `Knappa in numret som kunden har ${wallet} på och skicka. En kod kan visas i stället; inget dras förrän kunden godkänner.`,
    code: () => "Tryck på knappen för att få en kod och visa den för kunden. Inget dras förrän kunden godkänner.",
    push: (wallet) => `Kunden öppnar ${wallet} och godkänner. Ser kunden den inte, visa en kod eller avbryt här.`,
    scan: (wallet) => `Kunden skannar koden och godkänner i ${wallet}. Du kan avbryta här när som helst.`,
    late: () => "Kunden godkände medan det avbröts. Fråga: varorna, eller pengarna tillbaka?",
    done: () => "Köpet är klart. Nästa kan börja.",
  },
};

const fi: CashierWords = {
  basket: "Kori",
  basketIsEmpty: "Kori on tyhjä",
  orScanCode: "Tai näytä koodi",
  showCode: "Näytä asiakkaalle koodi",
  noPushHere: "Täällä asiakas maksaa skannaamalla koodin.",
  preparingCode: "Haetaan koodia …",
  openAndApprove: (wallet) => `Asiakas hyväksyy ${wallet}-sovelluksessa`,
  scanCode: (wallet) => `Asiakas skannaa koodin ${wallet}-sovelluksella`,
  scanMeans: (wallet) => `Puhelimen kameralla tai ${wallet}-sovelluksen skannerilla.`,
  scanOrType: (wallet) => `Asiakas skannaa ${wallet}-sovelluksella, tai näppäile numero`,
  pickedUp: (wallet) => `${wallet} on auki asiakkaan puhelimessa`,
  approveThere: "Asiakas hyväksyy siellä.",
  whereInApp: (wallet) => `Eikö asiakas näe pyyntöä? Se on ${wallet}-sovelluksessa kohdassa Maksut.`,
  codeOffered: "Eikö mitään tapahdu? Voit näyttää koodin.",
  useCode: "Näytä koodi",
  useNumber: "Käytä numeroa",
  switchingMeans: "Sen jälkeen asiakas voi maksaa toisella tavalla. Kukaan ei maksa kahdesti.",
  checkingMeans: "Vastaus viipyy. Älä pyydä maksua uudelleen.",
  stillCancelling: "Maksua peruutetaan. Sinun ei tarvitse odottaa.",
  late: "Asiakas hyväksyi, kun maksua jo peruutettiin",
  lateTake: "Asiakas ottaa tuotteet",
  lateGiveBack: (amount) => `Palauta ${amount} asiakkaalle`,
  yourOrderNumber: "Tilausnumero",
  orderNumberMeans: "Kutsu numero, kun tilaus on valmis.",
  helpHere: "Vika näkyy henkilökunnan sivulla (Shift F1).",
  copyHere: "Kopion voi tulostaa henkilökunnan sivulta (Shift F1).",
  printed: "Anna kuitti asiakkaalle.",
  whatNow: {
    cancelled: "Kori on tallella.",
    declined: "Asiakas voi yrittää uudelleen tai maksaa toisella tavalla.",
    expired: "Asiakas voi yrittää uudelleen.",
    "could-not-send": "Yritä uudelleen koodilla.",
    failed: "Yritä vielä kerran.",
  },
  helpFor: {
    goods: () =>
      "Skannaa tai paina, mitä asiakas ostaa. Paina maksupainiketta, kun kaikki on korissa; sitä ennen mitään ei makseta.",
    number: (wallet) =>
      `Näppäile numero, jossa asiakkaalla on ${wallet}, ja lähetä. Voit myös näyttää koodin; mitään ei veloiteta, ennen kuin asiakas hyväksyy.`,
    code: () =>
      "Paina painiketta, niin saat koodin, ja näytä se asiakkaalle. Mitään ei veloiteta, ennen kuin asiakas hyväksyy.",
    push: (wallet) =>
      `Asiakas avaa sovelluksen ${wallet} ja hyväksyy. Jos hän ei näe pyyntöä, näytä koodi tai peruuta tässä.`,
    scan: (wallet) =>
      `Asiakas skannaa koodin ja hyväksyy ${wallet}-sovelluksessa. Voit peruuttaa tässä milloin vain.`,
    late: () => "Asiakas hyväksyi, kun maksua jo peruutettiin. Kysy: tuotteet vai rahat takaisin?",
    done: () => "Myynti on valmis. Seuraava voi alkaa.",
  },
};

const CASHIER: Readonly<Record<Language, CashierWords>> = { nb, nn, en, da, sv, fi };

/** A language as the cashier reads it. */
export function toCashier(words: Words, language: Language): Words {
  const { helpHere, copyHere, printed, whatNow, helpFor, ...own } = CASHIER[language];
  return {
    ...words,
    ...own,
    helpHere: { ...words.helpHere, staff: helpHere },
    copyHere: { ...words.copyHere, staff: copyHere },
    receipt: { ...words.receipt, printed: () => printed },
    whatNow: { ...words.whatNow, ...whatNow },
    helpFor: { ...words.helpFor, ...helpFor },
  };
}
