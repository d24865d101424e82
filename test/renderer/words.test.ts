import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DICTIONARY, LANGUAGES } from "../../renderer/words/dictionary.ts";

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

test("every sentence is used by some screen or part", () => {
  const code = `${sources("screens")}\n${sources("parts")}\n${sources("speech")}\n${sources(".")}`;
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
