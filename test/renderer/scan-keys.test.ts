import { describe, expect, test } from "vitest";
import { KeyPace, type Press, SCAN_END_MS, SCAN_GAP_MS, scannedLetter } from "../../renderer/scan-keys.ts";

const plain = (code: string, atMs = 0): Press => ({ code, shift: false, ctrl: false, atMs });

/** A US keyboard's keys for these letters, as a scanner presses them. */
function keysFor(text: string): Omit<Press, "atMs">[] {
  return [...text].map((letter) => {
    for (const code of CODES)
      for (const shift of [false, true])
        if (scannedLetter({ code, shift, ctrl: false, atMs: 0 }) === letter) return { code, shift, ctrl: false };
    if (letter === "\u001d") return { code: "BracketRight", shift: false, ctrl: true };
    if (letter === "\n") return { code: "Enter", shift: false, ctrl: false };
    throw new Error(`no key for ${JSON.stringify(letter)}`);
  });
}

const CODES = [
  ..."ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("").map((letter) => `Key${letter}`),
  ..."0123456789".split("").map((digit) => `Digit${digit}`),
  "Space",
  "Minus",
  "Equal",
  "BracketLeft",
  "BracketRight",
  "Backslash",
  "Semicolon",
  "Quote",
  "Backquote",
  "Comma",
  "Period",
  "Slash",
];

/** Everything the keys came to: scans whole, letters given back as they were pressed. */
function heard(keys: readonly Omit<Press, "atMs">[], gapMs: (nth: number) => number) {
  const pace = new KeyPace();
  const scans: string[] = [];
  const typed: string[] = [];
  const held: string[] = [];
  let atMs = 0;
  const settle = (verdict: ReturnType<KeyPace["press"]> | ReturnType<KeyPace["silence"]>) => {
    if (verdict === undefined) return;
    typed.push(...held.splice(0, verdict.typed));
    if (verdict.is === "scan") {
      scans.push(verdict.text);
      held.length = 0;
    }
  };
  for (const [nth, key] of keys.entries()) {
    const gap = gapMs(nth);
    for (let silentMs = SCAN_GAP_MS; silentMs < gap; silentMs += SCAN_GAP_MS) settle(pace.silence(atMs + silentMs));
    atMs += gap;
    const verdict = pace.press({ ...key, atMs });
    settle(verdict);
    if (verdict.is === "hold") held.push(key.code);
    else if (verdict.is === "pass") typed.push(key.code);
  }
  settle(pace.silence(atMs + SCAN_GAP_MS));
  settle(pace.silence(atMs + SCAN_END_MS));
  expect([held, pace.held]).toEqual([[], 0]);
  return { scans, typed };
}

describe("a scanner that types", () => {
  test.each([
    "7038010009457",
    "]E07038010009457",
    "https://id.gs1.org/01/07038010009457?11=250101&x=A_b~%c+d:e#f",
    "010703801000945710AB\u001d21XYZ",
    "LOAF-1",
  ])("is heard whole, whatever the layout makes of its keys: %j", (text) => {
    expect(heard(keysFor(`${text}\n`), () => 8)).toEqual({ scans: [text], typed: [] });
  });

  test("needs no end key where it sends a digit among six letters", () => {
    expect(heard(keysFor("96385074"), () => 20)).toEqual({ scans: ["96385074"], typed: [] });
    expect(heard(keysFor("12345"), () => 20).scans).toEqual([]);
  });

  test("may end with Tab, and two codes in a row are two", () => {
    const keys = [...keysFor("96385074"), { code: "Tab", shift: false, ctrl: false }, ...keysFor("12345670\n")];
    expect(heard(keys, () => 5)).toEqual({ scans: ["96385074", "12345670"], typed: [] });
  });

  test("is slow on a bad day, and still faster than the limit", () => {
    expect(heard(keysFor("7038010009457\n"), () => SCAN_GAP_MS - 1).scans).toEqual(["7038010009457"]);
  });

  test("is heard behind what somebody typed just before, which stays typed", () => {
    const keys = keysFor("ab96385074\n");
    expect(heard(keys, (nth) => (nth <= 2 ? 120 : 5))).toEqual({ scans: ["96385074"], typed: ["KeyA", "KeyB"] });
  });
});

describe("somebody who types", () => {
  test.each([36, 60, 150, 700])("every %d ms keeps every key, in order, Enter too", (gapMs) => {
    const keys = keysFor("7038010009457\n");
    expect(heard(keys, () => gapMs)).toEqual({ scans: [], typed: keys.map(({ code }) => code) });
  });

  test("rolls over two or three keys at once without being taken for a scanner", () => {
    const keys = keysFor("bringebær".replace("æ", "a"));
    expect(heard(keys, (nth) => (nth % 3 === 0 ? 120 : 10))).toEqual({
      scans: [],
      typed: keys.map(({ code }) => code),
    });
  });

  test("types a long word at a scanner's pace and it stays a word, with Enter behind it or without", () => {
    const entered = keysFor("bringe\n");
    expect(heard(entered, () => 10)).toEqual({ scans: [], typed: entered.map(({ code }) => code) });
    expect(heard(keysFor("bringe"), () => 10)).toEqual({
      scans: [],
      typed: keysFor("bringe").map(({ code }) => code),
    });
  });

  test.each(["F9", "ArrowDown", "Backspace", "Escape", ""])("presses %s and it is nobody else's", (code) => {
    const pace = new KeyPace();
    pace.press(plain("KeyA", 0));
    expect(pace.press(plain(code, 10))).toEqual({ is: "pass", typed: 1 });
    expect(pace.held).toBe(0);
  });

  test("presses Enter after two quick keys and it is an Enter", () => {
    expect(heard(keysFor("ab\n"), () => 10)).toEqual({ scans: [], typed: ["KeyA", "KeyB", "Enter"] });
  });
});

test("a key's sign is that of its place, with Shift and without", () => {
  expect([plain("Digit7"), { ...plain("Digit7"), shift: true }, plain("Numpad7")].map(scannedLetter)).toEqual([
    "7",
    "&",
    "7",
  ]);
  expect([plain("F1"), { ...plain("KeyA"), ctrl: true }, plain("")].map(scannedLetter)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("no more is held than the longest code has", () => {
  const pace = new KeyPace();
  const verdicts = Array.from({ length: 10_000 }, (_, nth) => pace.press(plain("Digit1", nth)));
  expect(verdicts.some((verdict) => verdict.is === "pass" && verdict.typed === 4_096)).toBe(true);
  expect(pace.held).toBeLessThanOrEqual(4_096);
});
