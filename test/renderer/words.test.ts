import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import type { Trouble } from "../../electron/core/trouble.ts";
import { TROUBLES } from "../../hardware/contract.ts";
import { awayReason, endedAdvice, receiptSentences } from "../../renderer/headlines.ts";
import type { ScreenAt } from "../../renderer/view.ts";
import { COUNTER_WORDS } from "../../renderer/words/counter-words.ts";
import { DICTIONARY, LANGUAGES } from "../../renderer/words/dictionary.ts";
import { FINDING_WORDS } from "../../renderer/words/finding-words.ts";
import { PRICE_WORDS } from "../../renderer/words/price-words.ts";
import { SET_UP_WORDS } from "../../renderer/words/set-up-words.ts";
import { STAFF_WORDS } from "../../renderer/words/staff-dictionary.ts";
import { TROUBLE_KIND, TROUBLE_WORDS, troubleIn } from "../../renderer/words/trouble-words.ts";
import { wordsFor } from "../../renderer/words/words-for.ts";

const ROOM = join(import.meta.dirname, "../../renderer");

/** Every sentence of a dictionary by its path, functions called with marks that can be found again. */
function sentences(words: object, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    const here = path === "" ? key : `${path}.${key}`;
    if (typeof value === "string") found.set(here, value);
    else if (typeof value === "function") found.set(here, String(value("«1»", "«2»")));
    else for (const [at, sentence] of sentences(value, here)) found.set(at, sentence);
  }
  return found;
}

function sources(folder: string): string {
  return readdirSync(join(ROOM, folder))
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(join(ROOM, folder, file), "utf8"))
    .join("\n");
}

/** Sentences whose customers are told about money or about what to do next; they must be whole everywhere. */
const english = sentences(DICTIONARY.en);

describe.each(LANGUAGES)("the words in %s", (language) => {
  const spoken = sentences(DICTIONARY[language]);

  test("say everything English says, and nothing is empty", () => {
    expect([...spoken.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [path, sentence] of spoken) expect(sentence.trim(), path).not.toBe("");
  });

  test("use the same holes as English, so no amount, name or number is dropped", () => {
    for (const [path, sentence] of spoken) {
      const marks = (text: string) => [...text.matchAll(/«\d»/g)].map(([mark]) => mark).sort();
      expect(marks(sentence), path).toEqual(marks(english.get(path) ?? ""));
    }
  });

  test("never end a sentence with an amount, since Danish amounts end with a full stop", () => {
    const money = [...spoken].filter(([path]) => /^(money|notDelivered|late|toShop)/.test(path));
    expect(money.length).toBeGreaterThan(8);
    for (const [path, sentence] of money) expect(sentence, path).not.toMatch(/«1»[.!?]?$/);
  });

  test("hold no codes: nothing a customer reads looks like an error number or an area/what", () => {
    for (const [path, sentence] of spoken) {
      if (path === "coming") continue;
      expect(sentence.replace(/«\d»/g, ""), path).not.toMatch(/\d{2,}|[a-z]\/[a-z]/);
    }
  });
});

const code = `${sources("screens")}\n${sources("parts")}\n${sources("speech")}\n${sources(".")}`;

test("every sentence is used by some screen or part", () => {
  for (const key of Object.keys(DICTIONARY.en)) {
    const used = new RegExp(`(words|DICTIONARY\\[language\\])\\.${key}\\b`).test(code);
    expect(used, `words.${key} is said nowhere`).toBe(true);
  }
});

test("no language but English keeps an English sentence", () => {
  for (const language of LANGUAGES) {
    if (language === "en") continue;
    const same = [...sentences(DICTIONARY[language])].filter(([path, sentence]) => english.get(path) === sentence);
    // Only what has no letters of its own may be equal, and what botany calls alike everywhere.
    const said = same.filter(([path]) => !path.startsWith("allergenNames."));
    expect(said.filter(([, sentence]) => /\p{L}/u.test(sentence.replace(/«\d»/g, "")))).toEqual([]);
  }
});

describe.each([
  ["the counter", COUNTER_WORDS],
  ["finding a sale", FINDING_WORDS],
  ["open prices", PRICE_WORDS],
  ["setting up", SET_UP_WORDS],
  ["the staff", STAFF_WORDS],
] as const)("the words of %s", (_name, dictionary) => {
  test("are the same in six languages, none is empty, and none is said nowhere", () => {
    const inEnglish = [...sentences(dictionary.en).keys()].sort();
    for (const language of LANGUAGES) {
      const own = sentences(dictionary[language]);
      expect([...own.keys()].sort(), language).toEqual(inEnglish);
      for (const [path, sentence] of own) expect(sentence.trim(), `${language} ${path}`).not.toBe("");
    }
    for (const path of inEnglish) {
      const [key = "", leaf] = path.split(".");
      // By name, taken apart at the head of a function, or one of several that a fact of the view chooses.
      const chosen = new RegExp(`\\.${key}\\[`).test(code);
      const named = (name: string) => new RegExp(`\\.${name}\\b|[{,]\\s*${name}\\s*[,}:]`).test(code);
      expect(chosen || named(leaf ?? key), `${path} is said nowhere`).toBe(true);
    }
  });
});

describe.each(LANGUAGES)("what is wrong with a device, in %s", (language) => {
  const said = Object.entries(TROUBLE_WORDS[language]);

  test("every trouble a device may have is said in a sentence of its own, and each kind of device has a name", () => {
    expect(said.map(([trouble]) => trouble).sort()).toEqual([...TROUBLES].sort());
    for (const [trouble, sentence] of said) expect(sentence, trouble).toMatch(/^\p{Lu}.*\.$/u);
    const distinct = new Set(said.map(([, sentence]) => sentence));
    expect(distinct.size).toBe(said.length);
    for (const name of Object.values(TROUBLE_KIND[language])) expect(name).toMatch(/^\p{Lu}/u);
  });

  test("slots are named where it is about slots, and nothing is left open where it is about none", () => {
    for (const [trouble, sentence] of said) {
      expect(troubleIn(language, trouble as Trouble), trouble).not.toMatch(/[{}]/);
      const named = troubleIn(language, trouble as Trouble, ["A1", "B2"]);
      expect(named.includes(": A1, B2"), trouble).toBe(sentence.includes("{slots}"));
    }
    const withSlots = said.filter(([, sentence]) => sentence.includes("{slots}")).map(([trouble]) => trouble);
    expect(withSlots.sort()).toEqual(["alarm", "no-motor", "sensor-blocked", "slot-locked"]);
  });
});

describe.each(LANGUAGES)("who reads the words in %s", (language) => {
  const cashier = wordsFor({ language, mode: "counter" });
  const customer = DICTIONARY[language];

  test("a cashier is told of the customer's phone, the customer of their own", () => {
    expect(wordsFor({ language, mode: "counter", facing: "customer" })).toBe(customer);
    expect(wordsFor({ language, mode: "kiosk" })).toBe(customer);
    const theirs = sentences(cashier);
    expect([...theirs.keys()].sort()).toEqual([...sentences(customer).keys()].sort());
    for (const [path, sentence] of theirs) expect(sentence.trim(), path).not.toBe("");
    for (const key of ["openAndApprove", "pickedUp", "whereInApp"] as const)
      expect(cashier[key]("Vipps"), key).not.toBe(customer[key]("Vipps"));
    for (const key of ["late", "lateTake", "checkingMeans", "switchingMeans"] as const)
      expect(cashier[key], key).not.toBe(customer[key]);
  });

  test("where nobody stands beside the machine, no staff is promised", () => {
    const ended = (why: ScreenAt<"ended">["why"]): ScreenAt<"ended"> => ({
      at: "ended",
      why,
      amount: minor(4_500),
      money: "given-back",
      mayTryAgain: false,
      items: [],
    });
    const told = (place: { readonly mode: "kiosk" | "vending"; readonly helpLine?: string }) => {
      const where = { wallet: "Vipps", ...place };
      return [
        ...awayReason("out-of-service", where, customer),
        ...endedAdvice(ended("failed"), where, customer),
        ...receiptSentences("failed", where, customer),
        ...receiptSentences("unconfirmed", where, customer),
      ].join(" ");
    };
    const { staff: help } = customer.helpHere;
    const { staff: copy } = customer.copyHere;
    expect(told({ mode: "kiosk" })).toContain(help);
    expect(told({ mode: "kiosk" })).toContain(copy);
    for (const machine of [told({ mode: "vending" }), told({ mode: "vending", helpLine: "22 33 44 55" })]) {
      expect(machine).not.toContain(help);
      expect(machine).not.toContain(copy);
    }
    expect(told({ mode: "vending", helpLine: "22 33 44 55" }).match(/22 33 44 55/g)).toHaveLength(4);
    expect(receiptSentences("printed", { wallet: "Vipps", mode: "vending" }, customer)).toHaveLength(1);
  });

  test("one second is one", () => {
    const one = { nb: "1 sekund", nn: "1 sekund", en: "1 second", da: "1 sekund", sv: "1 sekund", fi: "1 sekunti" };
    expect(customer.secondsLeft(1).split(" ").slice(0, 2).join(" ")).toBe(one[language]);
  });
});
