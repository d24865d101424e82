import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { PhoneCountry } from "../core/market.ts";
import type { PhoneNumbers } from "../core/phone.ts";

/** Digits after the country code. Norway and Denmark have one length; the others are left to the numbering plan. */
const NATIONAL_DIGITS: Readonly<Record<PhoneCountry, readonly [number, number]>> = {
  NO: [8, 8],
  DK: [8, 8],
  FI: [5, 12],
  SE: [7, 10],
};

/**
 * Numbers as people type them. Only the form is judged here: who can be asked is the provider's to say, so a number of
 * a new range is not refused by an old table. A number that carries its own country code goes by that code.
 */
export const phoneNumbers: PhoneNumbers = {
  parse: (country, typed) => {
    const number = parsePhoneNumberFromString(typed, country);
    if (number === undefined || !number.isPossible() || number.ext !== undefined) return undefined;
    const home = countryOf(number.countryCallingCode);
    if (home === undefined) return undefined;
    const [least, most] = NATIONAL_DIGITS[home];
    if (number.nationalNumber.length < least || number.nationalNumber.length > most) return undefined;
    return { msisdn: number.number.slice(1), country: home, masked: masked(number.formatNational()) };
  },
};

function countryOf(callingCode: string): PhoneCountry | undefined {
  switch (callingCode) {
    case "47":
      return "NO";
    case "45":
      return "DK";
    case "358":
      return "FI";
    case "46":
      return "SE";
    default:
      return undefined;
  }
}

/** "91 2• •• 67": the first three and the last two digits stay. */
function masked(national: string): string {
  const digits = [...national].filter(isDigit).length;
  let seen = 0;
  return [...national]
    .map((sign) => {
      if (!isDigit(sign)) return sign;
      seen += 1;
      return seen <= 3 || seen > digits - 2 ? sign : "•";
    })
    .join("");
}

function isDigit(sign: string): boolean {
  return sign >= "0" && sign <= "9";
}
