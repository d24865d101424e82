const letters = new Intl.Segmenter("nb", { granularity: "grapheme" });

/** What stands in for a picture: the name's first letter, digit or emoji, whole, however many code units it takes; else its first sign. */
export function firstLetter(name: string): string {
  const signs = [...letters.segment(name.trim())].map(({ segment }) => segment);
  return signs.find((sign) => /\p{L}|\p{N}|\p{Extended_Pictographic}/u.test(sign)) ?? signs[0] ?? "";
}
