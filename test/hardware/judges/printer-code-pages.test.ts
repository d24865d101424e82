import { execFileSync, spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { type CodePageName, printable, toPageBytes } from "../../../hardware/frames/escpos/code-page.ts";

const PYTHON = "/usr/bin/python3";
const noPython = spawnSync(PYTHON, ["--version"]).status !== 0;

/** Python's names of the pages a printer may be switched to. */
const PAGES: Readonly<Record<CodePageName, string>> = {
  cp437: "cp437",
  cp850: "cp850",
  cp858: "cp858",
  cp865: "cp865",
  windows1252: "cp1252",
};

const PROGRAM = `
import json, sys
letters = []
for byte in range(0x20, 0x100):
    try:
        letters.append(bytes([byte]).decode(sys.argv[1]))
    except UnicodeDecodeError:
        letters.append(None)
print(json.dumps(letters))
`;

/** The letter Python sees in each byte from 20 on; null where the page has none. */
function lettersOf(page: CodePageName): (string | null)[] {
  const said = execFileSync(PYTHON, ["-c", PROGRAM, PAGES[page]], { encoding: "utf8", timeout: 30_000 });
  return JSON.parse(said) as (string | null)[];
}

test.skipIf(noPython).each(Object.keys(PAGES) as CodePageName[])(
  "every letter of %s is on the byte Python has it on (skipped: Python is not installed)",
  (page) => {
    const letters = lettersOf(page);
    expect(letters).toHaveLength(0xe0);
    let compared = 0;
    for (const [at, letter] of letters.entries()) {
      const isControl = letter !== null && /^\p{Cc}$/u.test(letter);
      if (letter === null || isControl) continue;
      const byte = 0x20 + at;
      expect(toPageBytes(letter, page), `${page} ${byte.toString(16)} ${letter}`).toEqual([byte]);
      // What the page has is never spelled otherwise, however Unicode would rather write it.
      if (letter.normalize("NFC") === letter)
        expect(printable(letter, page)).toEqual({ text: letter, replaced: [] });
      compared++;
    }
    expect(compared).toBeGreaterThan(page === "windows1252" ? 215 : 220);
  },
);

test.skipIf(noPython)(
  "what Python cannot write on a page is replaced, not invented (skipped: Python is not installed)",
  () => {
    const everywhere = Array.from({ length: 0x2200 - 0xa0 }, (_, at) => String.fromCharCode(0xa0 + at));
    for (const page of Object.keys(PAGES) as CodePageName[]) {
      const known = new Set(lettersOf(page));
      const wrong = everywhere.filter((letter) => {
        const kept = printable(letter, page).replaced.length === 0;
        return letter.normalize("NFC") === letter && kept !== known.has(letter);
      });
      expect(wrong, page).toEqual([]);
    }
  },
);
