import type { PortAnswer, PortView, SetUpView } from "../../electron/ipc/contract.ts";
import type { Language } from "../view.ts";

/** What the staff's sheet says about finding the devices that hang on the machine. */
export interface SetUpWords {
  readonly title: string;
  readonly about: string;
  readonly open: string;
  readonly again: string;
  readonly done: string;
  readonly none: string;
  readonly builtIn: string;
  readonly serial: (number: string) => string;
  readonly noSerial: string;
  readonly socket: (name: string) => string;
  readonly alike: (ports: string) => string;
  readonly usedBy: (id: string) => string;
  readonly free: string;
  readonly look: string;
  readonly which: string;
  readonly stop: string;
  readonly doing: Readonly<Record<NonNullable<SetUpView["underWay"]>["is"], string>>;
  readonly putBack: (port: string) => string;
  readonly atMost: (time: string) => string;
  readonly answered: Readonly<Record<PortAnswer["is"], string>>;
  readonly sure: Readonly<Record<PortAnswer["sure"], string>>;
  readonly speed: (baud: string) => string;
  readonly chosenBy: Readonly<Record<NonNullable<PortView["chosenBy"]>, string>>;
  readonly lines: string;
  readonly notFound: string;
  readonly trouble: Readonly<Record<NonNullable<SetUpView["trouble"]>, string>>;
}

export const SET_UP_WORDS: Readonly<Record<Language, SetUpWords>> = {
  en: {
    title: "Find devices",
    about:
      "See what is plugged into this machine, and ask who is there. Nothing is switched on and nothing is printed.",
    open: "See the ports",
    again: "List again",
    done: "Done",
    none: "This machine has no serial port.",
    builtIn: "Built in, without a USB number",
    serial: (number) => `Serial number ${number}`,
    noSerial: "No serial number",
    socket: (name) => `Socket ${name}`,
    alike: (ports) => `Looks the same as ${ports}.`,
    usedBy: (id) => `Used by ${id}`,
    free: "Free",
    look: "Ask who is there",
    which: "Which one is it?",
    stop: "Stop",
    doing: {
      listing: "The ports are being listed.",
      looking: "Asking who is there.",
      which:
        "Pull the cable of the one you mean and put it in again. Or scan something with it, or open its cover.",
    },
    putBack: (port) => `The cable of ${port} is out. Put it in again.`,
    atMost: (time) => `At most ${time} more`,
    answered: {
      found: "Answered",
      unknown: "Speaks an unknown language",
      silent: "Nobody answered",
      refused: "Was not asked",
    },
    sure: {
      sure: "Sure: it answered twice, in a language of its own.",
      family: "How it is spoken to is sure. Read its make on the board itself.",
      "by-plug": "Only the USB number tells what it is.",
      none: "Some boards cannot be asked without switching something on. Read on the device what it is.",
    },
    speed: (baud) => `${baud} baud`,
    chosenBy: {
      cable: "This is the one whose cable you pulled.",
      spoke: "This is the one that was just heard.",
      pressed: "This is the one whose cover or button you used.",
    },
    lines: "To use it, write this into the configuration:",
    notFound: "Configured, but not found",
    trouble: {
      "not-now": "Not while something is being sold. Try again in a moment.",
      failed: "That did not work. Try again.",
      nobody: "Nothing was noticed on any of them.",
    },
  },
  nb: {
    title: "Finn utstyr",
    about:
      "Se hva som er koblet til maskinen, og spør hvem som er der. Ingenting slås på, og ingenting skrives ut.",
    open: "Vis portene",
    again: "Vis på nytt",
    done: "Ferdig",
    none: "Maskinen har ingen serieport.",
    builtIn: "Innebygd, uten USB-nummer",
    serial: (number) => `Serienummer ${number}`,
    noSerial: "Uten serienummer",
    socket: (name) => `Kontakt ${name}`,
    alike: (ports) => `Ser lik ut som ${ports}.`,
    usedBy: (id) => `Brukes av ${id}`,
    free: "Ledig",
    look: "Spør hvem som er der",
    which: "Hvilken er det?",
    stop: "Stopp",
    doing: {
      listing: "Portene hentes frem.",
      looking: "Spør hvem som er der.",
      which: "Trekk ut kabelen til den du mener, og sett den i igjen. Eller skann noe med den, eller åpne lokket.",
    },
    putBack: (port) => `Kabelen til ${port} er ute. Sett den i igjen.`,
    atMost: (time) => `Høyst ${time} til`,
    answered: {
      found: "Svarte",
      unknown: "Snakker et ukjent språk",
      silent: "Ingen svarte",
      refused: "Ble ikke spurt",
    },
    sure: {
      sure: "Sikkert: Den svarte to ganger, på et språk bare den bruker.",
      family: "Språket er sikkert. Les merket på selve kortet.",
      "by-plug": "Bare USB-nummeret forteller hva det er.",
      none: "Noen kort kan ikke spørres uten at noe slås på. Les på utstyret hva det er.",
    },
    speed: (baud) => `${baud} baud`,
    chosenBy: {
      cable: "Dette er den du trakk ut kabelen til.",
      spoke: "Dette er den som ble hørt nå.",
      pressed: "Dette er den du åpnet lokket eller trykket på knappen til.",
    },
    lines: "Skriv dette i konfigurasjonen for å bruke den:",
    notFound: "Konfigurert, men ikke funnet",
    trouble: {
      "not-now": "Ikke mens noe selges. Prøv igjen om litt.",
      failed: "Det gikk ikke. Prøv igjen.",
      nobody: "Ingenting ble merket på noen av dem.",
    },
  },
  nn: {
    title: "Finn utstyr",
    about:
      "Sjå kva som er kopla til maskina, og spør kven som er der. Ingenting blir slått på, og ingenting blir skrive ut.",
    open: "Vis portane",
    again: "Vis på nytt",
    done: "Ferdig",
    none: "Maskina har ingen serieport.",
    builtIn: "Innebygd, utan USB-nummer",
    serial: (number) => `Serienummer ${number}`,
    noSerial: "Utan serienummer",
    socket: (name) => `Kontakt ${name}`,
    alike: (ports) => `Ser lik ut som ${ports}.`,
    usedBy: (id) => `Blir brukt av ${id}`,
    free: "Ledig",
    look: "Spør kven som er der",
    which: "Kva for ein er det?",
    stop: "Stopp",
    doing: {
      listing: "Portane blir henta fram.",
      looking: "Spør kven som er der.",
      which: "Trekk ut kabelen til den du meiner, og set han i att. Eller skann noko med den, eller opne loket.",
    },
    putBack: (port) => `Kabelen til ${port} er ute. Set han i att.`,
    atMost: (time) => `Høgst ${time} til`,
    answered: {
      found: "Svarte",
      unknown: "Snakkar eit ukjent språk",
      silent: "Ingen svarte",
      refused: "Vart ikkje spurd",
    },
    sure: {
      sure: "Sikkert: Den svarte to gonger, på eit språk berre den bruker.",
      family: "Språket er sikkert. Les merket på sjølve kortet.",
      "by-plug": "Berre USB-nummeret fortel kva det er.",
      none: "Nokre kort kan ikkje spørjast utan at noko blir slått på. Les på utstyret kva det er.",
    },
    speed: (baud) => `${baud} baud`,
    chosenBy: {
      cable: "Dette er den du trekte ut kabelen til.",
      spoke: "Dette er den som vart høyrd no.",
      pressed: "Dette er den du opna loket eller trykte på knappen til.",
    },
    lines: "Skriv dette i konfigurasjonen for å bruke den:",
    notFound: "Konfigurert, men ikkje funnen",
    trouble: {
      "not-now": "Ikkje medan noko blir selt. Prøv igjen om litt.",
      failed: "Det gjekk ikkje. Prøv igjen.",
      nobody: "Ingenting vart merkt på nokon av dei.",
    },
  },
  da: {
    title: "Find udstyr",
    about: "Se, hvad der er sluttet til maskinen, og spørg, hvem der er der. Intet tændes, og intet udskrives.",
    open: "Vis portene",
    again: "Vis igen",
    done: "Færdig",
    none: "Maskinen har ingen serieport.",
    builtIn: "Indbygget, uden USB-nummer",
    serial: (number) => `Serienummer ${number}`,
    noSerial: "Uden serienummer",
    socket: (name) => `Stik ${name}`,
    alike: (ports) => `Ligner ${ports}.`,
    usedBy: (id) => `Bruges af ${id}`,
    free: "Ledig",
    look: "Spørg, hvem der er der",
    which: "Hvilken er det?",
    stop: "Stop",
    doing: {
      listing: "Portene hentes frem.",
      looking: "Spørger, hvem der er der.",
      which: "Træk kablet ud af den, du mener, og sæt det i igen. Eller scan noget med den, eller åbn låget.",
    },
    putBack: (port) => `Kablet til ${port} er ude. Sæt det i igen.`,
    atMost: (time) => `Højst ${time} endnu`,
    answered: {
      found: "Svarede",
      unknown: "Taler et ukendt sprog",
      silent: "Ingen svarede",
      refused: "Blev ikke spurgt",
    },
    sure: {
      sure: "Sikkert: Den svarede to gange på et sprog, kun den bruger.",
      family: "Sproget er sikkert. Læs mærket på selve kortet.",
      "by-plug": "Kun USB-nummeret fortæller, hvad det er.",
      none: "Nogle kort kan ikke spørges, uden at noget tændes. Læs på udstyret, hvad det er.",
    },
    speed: (baud) => `${baud} baud`,
    chosenBy: {
      cable: "Det er den, du trak kablet ud af.",
      spoke: "Det er den, der blev hørt nu.",
      pressed: "Det er den, hvis låg eller knap du brugte.",
    },
    lines: "Skriv dette i konfigurationen for at bruge den:",
    notFound: "Konfigureret, men ikke fundet",
    trouble: {
      "not-now": "Ikke mens noget sælges. Prøv igen om lidt.",
      failed: "Det lykkedes ikke. Prøv igen.",
      nobody: "Der blev ikke mærket noget på nogen af dem.",
    },
  },
  sv: {
    title: "Hitta utrustning",
    about: "Se vad som är anslutet till maskinen och fråga vem som är där. Inget slås på och inget skrivs ut.",
    open: "Visa portarna",
    again: "Visa igen",
    done: "Klar",
    none: "Maskinen har ingen serieport.",
    builtIn: "Inbyggd, utan USB-nummer",
    serial: (number) => `Serienummer ${number}`,
    noSerial: "Utan serienummer",
    socket: (name) => `Uttag ${name}`,
    alike: (ports) => `Ser likadan ut som ${ports}.`,
    usedBy: (id) => `Används av ${id}`,
    free: "Ledig",
    look: "Fråga vem som är där",
    which: "Vilken är det?",
    stop: "Stoppa",
    doing: {
      listing: "Portarna hämtas.",
      looking: "Frågar vem som är där.",
      which: "Dra ur kabeln till den du menar och sätt i den igen. Eller skanna något med den, eller öppna luckan.",
    },
    putBack: (port) => `Kabeln till ${port} är urdragen. Sätt i den igen.`,
    atMost: (time) => `Högst ${time} till`,
    answered: {
      found: "Svarade",
      unknown: "Talar ett okänt språk",
      silent: "Ingen svarade",
      refused: "Blev inte tillfrågad",
    },
    sure: {
      sure: "Säkert: den svarade två gånger, på ett språk som bara den använder.",
      family: "Språket är säkert. Läs märket på själva kortet.",
      "by-plug": "Bara USB-numret berättar vad det är.",
      none: "Vissa kort kan inte tillfrågas utan att något slås på. Läs på utrustningen vad det är.",
    },
    speed: (baud) => `${baud} baud`,
    chosenBy: {
      cable: "Det här är den vars kabel du drog ur.",
      spoke: "Det här är den som nyss hördes.",
      pressed: "Det här är den vars lucka eller knapp du använde.",
    },
    lines: "Skriv detta i konfigurationen för att använda den:",
    notFound: "Konfigurerad, men inte hittad",
    trouble: {
      "not-now": "Inte medan något säljs. Försök igen om en stund.",
      failed: "Det gick inte. Försök igen.",
      nobody: "Inget märktes på någon av dem.",
    },
  },
  fi: {
    title: "Etsi laitteet",
    about: "Katso, mitä koneeseen on kytketty, ja kysy, kuka siellä on. Mitään ei kytketä päälle eikä tulosteta.",
    open: "Näytä portit",
    again: "Näytä uudelleen",
    done: "Valmis",
    none: "Koneessa ei ole sarjaporttia.",
    builtIn: "Sisäinen, ei USB-numeroa",
    serial: (number) => `Sarjanumero ${number}`,
    noSerial: "Ei sarjanumeroa",
    socket: (name) => `Liitäntä ${name}`,
    alike: (ports) => `Näyttää samalta kuin ${ports}.`,
    usedBy: (id) => `Käyttäjä: ${id}`,
    free: "Vapaa",
    look: "Kysy, kuka siellä on",
    which: "Mikä niistä se on?",
    stop: "Lopeta",
    doing: {
      listing: "Portteja haetaan.",
      looking: "Kysytään, kuka siellä on.",
      which:
        "Irrota tarkoittamasi laitteen johto ja kytke se takaisin. Tai skannaa sillä jotain tai avaa sen kansi.",
    },
    putBack: (port) => `Laitteen ${port} johto on irti. Kytke se takaisin.`,
    atMost: (time) => `Enintään ${time} vielä`,
    answered: {
      found: "Vastasi",
      unknown: "Puhuu tuntematonta kieltä",
      silent: "Kukaan ei vastannut",
      refused: "Ei kysytty",
    },
    sure: {
      sure: "Varma: se vastasi kahdesti omalla kielellään.",
      family: "Kieli on varma. Lue merkki itse kortista.",
      "by-plug": "Vain USB-numero kertoo, mikä se on.",
      none: "Joiltakin korteilta ei voi kysyä kytkemättä jotain päälle. Lue laitteesta, mikä se on.",
    },
    speed: (baud) => `${baud} baudia`,
    chosenBy: {
      cable: "Tämä on se, jonka johdon irrotit.",
      spoke: "Tämä on se, joka juuri kuultiin.",
      pressed: "Tämä on se, jonka kantta tai painiketta käytit.",
    },
    lines: "Kirjoita asetuksiin tämä, jotta sitä voi käyttää:",
    notFound: "Asetuksissa, mutta ei löytynyt",
    trouble: {
      "not-now": "Ei silloin, kun jotain myydään. Yritä hetken kuluttua uudelleen.",
      failed: "Se ei onnistunut. Yritä uudelleen.",
      nobody: "Missään niistä ei huomattu mitään.",
    },
  },
};
