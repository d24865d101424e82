import type { Frame } from "../ipc/contract.ts";

type Output = NonNullable<Frame["speech"]>["output"];

/** espeak-ng reads what stands in double brackets as phonemes. */
const PHONEMES = /\[\[|\]\]/g;
/** Characters that are no part of a word: controls, and marks that steer the direction of writing. */
const UNSPOKEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]+/gu;
/** A masked phone number, or digits and nothing else. */
const MASKED = "•";
const BARE_DIGITS = /^[\d\s+.,-]*\d[\d\s+.,-]*$/;

/**
 * The words as they go to the speaking program; "" when they may not be said. On a loudspeaker neither a masked number
 * nor bare digits are: whoever stands behind the customer would hear them. An amount always comes with words.
 */
export function speakable(sentence: string, output: Output): string {
  if (output === "loudspeaker" && (sentence.includes(MASKED) || BARE_DIGITS.test(sentence.trim()))) return "";
  return sentence
    .normalize("NFC")
    .replace(UNSPOKEN, " ")
    .replace(PHONEMES, " ")
    .replaceAll(MASKED, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 300);
}
