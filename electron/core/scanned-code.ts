/**
 * What stood in a scanned code. "number": an article number with its check digit proved, without the zeros before it, so
 * that UPC, EAN and GTIN of one article are the same. "misread": the scanner itself says that it was an EAN, and its
 * check digit is wrong. "wallet": the wallet's own kind of code, whole; if it is a customer's, a payment can be sent to them.
 * "other": anything else, whole. The last two may be personal and are written nowhere.
 */
export type ScannedCode =
  | { readonly is: "number"; readonly number: string }
  | { readonly is: "misread" }
  | { readonly is: "wallet"; readonly text: string }
  | { readonly is: "other"; readonly text: string };

/** The longest QR code holds 2,953 bytes; what is longer was never scanned. */
export const SCAN_MAX_LETTERS = 4_096;

/** "]", a letter for the family of codes, a digit or letter for its kind: AIM's identifier, where a scanner sends it. */
const IDENTIFIER = /^\]([A-Za-z])([0-9A-Za-z])/;
const EAN_FAMILY = "E";
/** Codes with GS1's numbered fields: GS1-128, GS1 DataMatrix, GS1 QR, GS1 DataBar. */
const GS1_KINDS: ReadonlySet<string> = new Set(["C1", "d2", "Q3", "e0"]);
/** Between two of the fields; some scanners put it first. */
const SEPARATOR = "\u001d";
/**
 * What the wallet's codes begin with. Which of them are customers' own is the provider's to say: their form has changed
 * before, and of a customer in Denmark or Finland it tells nothing.
 */
const OF_THE_WALLET = /^https:\/\/qr\.vipps\.no\/./i;
/** ePayment `customer.personalQr`: 5 to 255 characters. */
const WALLET_MAX_LETTERS = 255;
const GTIN_LENGTHS: ReadonlySet<number> = new Set([8, 12, 13, 14]);

/** Reads what a scanner sent, with or without AIM's identifier. */
export function readScan(scanned: string): ScannedCode {
  const [identifier = "", family, kind] = IDENTIFIER.exec(scanned) ?? [];
  const text = scanned.slice(identifier.length).trim();
  if (OF_THE_WALLET.test(text) && text.length <= WALLET_MAX_LETTERS) return { is: "wallet", text };
  const fromFields = gtinOfFields(text, GS1_KINDS.has(`${family}${kind}`)) ?? gtinOfLink(text);
  if (fromFields !== undefined) return numbered(fromFields);
  // A number in a QR code is only a number: the customer's code may be one.
  const mayBeArticle = family === undefined || (family === EAN_FAMILY && isWhole(text, kind));
  if (mayBeArticle && isGtin(text)) return numbered(text);
  return family === EAN_FAMILY ? { is: "misread" } : { is: "other", text };
}

/** The identifier of a short EAN is another one: half of a long number may pass for a short one, but for that. */
function isWhole({ length }: string, kind: string | undefined): boolean {
  return kind === "4" ? length === 8 : length === 12 || length === 13;
}

/** The same key for all ways to write one article's number; other codes are their own key. */
export function barcodeKey(barcode: string): string {
  return isGtin(barcode) ? withoutZeros(barcode) : barcode;
}

/** 8, 12, 13 or 14 digits whose last one proves the others. */
export function isGtin(digits: string): boolean {
  if (!/^\d+$/.test(digits) || !GTIN_LENGTHS.has(digits.length)) return false;
  const sum = [...digits].reduceRight((total, digit, at) => {
    const fromRight = digits.length - 1 - at;
    return total + Number(digit) * (fromRight % 2 === 1 ? 3 : 1);
  }, 0);
  return sum % 10 === 0;
}

/** Field 01 is the article's number. It stands first, behind a separator or in brackets. */
function gtinOfFields(text: string, isSaidToBe: boolean): string | undefined {
  const fields = text.startsWith(SEPARATOR) ? text.slice(1) : text;
  const [, bracketed] = /^\(01\)(\d{14})/.exec(fields) ?? [];
  // Said by nobody, a number that long must at least be followed by a lot, a date or a weight.
  const isKnown = isSaidToBe || fields !== text;
  const [, plain] = (isKnown ? /^01(\d{14})/ : /^01(\d{14})(?:1[0157]|21|3\d)/).exec(fields) ?? [];
  return [bracketed, plain].find((found) => found !== undefined && isGtin(found));
}

/** GS1 Digital Link: an address with /01/ and the number in it. */
function gtinOfLink(text: string): string | undefined {
  const [, found] = /^https?:\/\/[^?#]*\/01\/(\d{8,14})(?:[/?#]|$)/i.exec(text) ?? [];
  return found !== undefined && isGtin(found) ? found : undefined;
}

function numbered(gtin: string): ScannedCode {
  return { is: "number", number: withoutZeros(gtin) };
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+/, "");
}
