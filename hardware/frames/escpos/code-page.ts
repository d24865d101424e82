import iconv from "iconv-lite";

/** Single-byte pages a receipt printer may be switched to, by their names in iconv-lite. */
export type CodePageName = "cp437" | "cp850" | "cp858" | "cp865" | "windows1252";

/** One letter the page lacks and what was printed in its place. */
export interface Replacement {
  readonly from: string;
  readonly to: string;
}

/** What is left of a text once every letter has exactly one byte on the page. */
export interface PrintableText {
  readonly text: string;
  readonly replaced: readonly Replacement[];
}

/** Letters no base letter can be derived for, and signs with an agreed spelling in plain ASCII. */
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ["€", "EUR"],
  ["£", "GBP"],
  ["“", '"'],
  ["”", '"'],
  ["„", '"'],
  ["‟", '"'],
  ["«", '"'],
  ["»", '"'],
  ["″", '"'],
  ["‘", "'"],
  ["’", "'"],
  ["‚", "'"],
  ["‛", "'"],
  ["‹", "'"],
  ["›", "'"],
  ["′", "'"],
  ["´", "'"],
  ["‐", "-"],
  ["‑", "-"],
  ["‒", "-"],
  ["–", "-"],
  ["—", "-"],
  ["―", "-"],
  ["−", "-"],
  ["…", "..."],
  ["•", "*"],
  ["·", "*"],
  ["×", "x"],
  ["÷", "/"],
  ["\u00a0", " "],
  ["\u2007", " "],
  ["\u2009", " "],
  ["\u202f", " "],
  ["\t", " "],
  ["§", "S"],
  ["©", "(c)"],
  ["®", "(R)"],
  ["™", "(TM)"],
  ["°", "o"],
  ["½", "1/2"],
  ["¼", "1/4"],
  ["¾", "3/4"],
  ["²", "2"],
  ["³", "3"],
  ["ø", "o"],
  ["Ø", "O"],
  ["æ", "ae"],
  ["Æ", "AE"],
  ["œ", "oe"],
  ["Œ", "OE"],
  ["ß", "ss"],
  ["ẞ", "SS"],
  ["þ", "th"],
  ["Þ", "Th"],
  ["ð", "d"],
  ["Ð", "D"],
  ["đ", "d"],
  ["Đ", "D"],
  ["ł", "l"],
  ["Ł", "L"],
  ["ı", "i"],
]);

/** Bytes below this are commands to a printer, never letters. */
const FIRST_LETTER = 0x20;
const DELETE = 0x7f;

const pages = new Map<CodePageName, ReadonlyMap<string, number>>();

/** Letter to byte for one page; controls are left out so that no text can carry a command. */
function lettersOf(page: CodePageName): ReadonlyMap<string, number> {
  const known = pages.get(page);
  if (known !== undefined) return known;
  const letters = new Map<string, number>();
  for (let byte = FIRST_LETTER; byte <= 0xff; byte++) {
    const letter = iconv.decode(Uint8Array.of(byte), page);
    if (!isControl(letter) && letter !== "\ufffd") letters.set(letter, byte);
  }
  pages.set(page, letters);
  return letters;
}

function isControl(letter: string): boolean {
  const code = letter.charCodeAt(0);
  return code < FIRST_LETTER || (code >= DELETE && code <= 0x9f);
}

/** Joiners, direction marks, variation selectors and stray accents: no ink of their own. */
function isInkless(letter: string): boolean {
  return /^[\p{Cf}\p{Mn}\p{Me}\u115f\u1160]$/u.test(letter);
}

/** The letter itself, its spelling, its base letter, or "?"; each is on every page. */
function spelled(letter: string, letters: ReadonlyMap<string, number>): string {
  if (letters.has(letter)) return letter;
  const spelling = SPELLINGS.get(letter);
  if (spelling !== undefined) return spelling;
  if (isControl(letter) || isInkless(letter)) return "";
  const base = letter.normalize("NFD").replace(/\p{M}+/gu, "");
  if (letters.has(base)) return base;
  return SPELLINGS.get(base) ?? "?";
}

/**
 * Fits a text to one page. One page is chosen per printer and never switched inside a line, because clones have
 * different letters behind the same page number. Line ends must be split off before; any other control character is
 * removed, so that a product name can never become a printer command.
 */
export function printable(text: string, page: CodePageName): PrintableText {
  const letters = lettersOf(page);
  const replaced: Replacement[] = [];
  let fitted = "";
  for (const letter of text.normalize("NFC")) {
    const to = spelled(letter, letters);
    if (to !== letter) replaced.push({ from: letter, to });
    fitted += to;
  }
  return { text: fitted, replaced };
}

/** One byte per letter. Letters the page lacks are printed as "?": pass the text through `printable` first. */
export function toPageBytes(text: string, page: CodePageName): number[] {
  const letters = lettersOf(page);
  return Array.from(text, (letter) => letters.get(letter) ?? 0x3f);
}
