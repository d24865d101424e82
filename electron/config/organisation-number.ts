import type { Market } from "../core/market.ts";

/** What a register number looks like in each market; the last digit of each proves the others. */
const FORMS: Readonly<Record<Market, { readonly looksLike: string; readonly holds: (text: string) => boolean }>> = {
  NO: {
    looksLike: "a Norwegian organisation number: 9 digits with a right check digit",
    holds: (text) => /^\d{9}$/.test(text) && remainder11(text, [3, 2, 7, 6, 5, 4, 3, 2, 1]) === 0,
  },
  DK: {
    looksLike: "a Danish CVR number: 8 digits with a right check digit",
    holds: (text) => /^\d{8}$/.test(text) && remainder11(text, [2, 7, 6, 5, 4, 3, 2, 1]) === 0,
  },
  FI: {
    looksLike: "a Finnish business id: 7 digits, a hyphen and a right check digit",
    holds: (text) => /^\d{7}-\d$/.test(text) && remainder11(text.replace("-", ""), [7, 9, 10, 5, 8, 4, 2, 1]) === 0,
  },
};

export function organisationNumberForm(market: Market) {
  return FORMS[market];
}

function remainder11(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11;
}
