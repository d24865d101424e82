import type { Currency, Language, Minor } from "./view.ts";

/** Nynorsk writes its figures as bokmål does, and some builds of ICU leave it out. */
const FIGURES: Readonly<Record<Language, string>> = {
  nb: "nb-NO",
  nn: "nb-NO",
  en: "en-GB",
  da: "da-DK",
  sv: "sv-SE",
  fi: "fi-FI",
};

/** The locale whose figures, dates and region names go with a language. */
export function figuresOf(language: Language): string {
  return FIGURES[language];
}

const formats = new Map<string, Intl.NumberFormat>();

function format(language: Language, currency: Currency, short: boolean): Intl.NumberFormat {
  const key = `${language} ${currency} ${short}`;
  const held = formats.get(key);
  if (held !== undefined) return held;
  const made = new Intl.NumberFormat(FIGURES[language], {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    trailingZeroDisplay: short ? "stripIfInteger" : "auto",
  });
  formats.set(key, made);
  return made;
}

/** "135,00 kr": the form of every figure in a column and of the amount in the corner. */
export function exactly(amount: Minor, currency: Currency, language: Language): string {
  return format(language, currency, false).format(amount / 100);
}

/** "135 kr", "17,50 kr": the form inside a sentence and on a price tag. */
export function inWords(amount: Minor, currency: Currency, language: Language): string {
  return format(language, currency, true).format(amount / 100);
}

const spoken = new Map<string, Intl.NumberFormat>();

/** "135 norske kroner": the form of every amount that is said aloud, since no voice reads "kr" as a word. */
export function aloud(amount: Minor, currency: Currency, language: Language): string {
  const key = `${language} ${currency}`;
  const held =
    spoken.get(key) ??
    new Intl.NumberFormat(FIGURES[language], {
      style: "currency",
      currency,
      currencyDisplay: "name",
      trailingZeroDisplay: "stripIfInteger",
    });
  spoken.set(key, held);
  return held.format(amount / 100);
}

/** The sign before the decimals of an amount: a comma, in English a point. */
export function decimalSign(currency: Currency, language: Language): string {
  return (
    format(language, currency, false)
      .formatToParts(0)
      .find(({ type }) => type === "decimal")?.value ?? ","
  );
}

/** `rate` in hundredths of a percent: 1500 becomes "15 %". */
export function percent(rate: number, language: Language): string {
  return new Intl.NumberFormat(FIGURES[language], { style: "percent", maximumFractionDigits: 2 }).format(
    rate / 10_000,
  );
}
