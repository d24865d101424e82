import { expect, test } from "vitest";
import { hasRubbishBetweenLines } from "../../../../hardware/frames/stream/rubbish.ts";
import { textLines } from "../../../../hardware/frames/stream/text-lines.ts";

test.each([
  ["whole lines", "one\r\ntwo\r\n", false],
  ["empty lines between them", "one\r\n\r\n\ntwo\n", false],
  ["a byte that is no letter", "one\r\n\xff\x01two\r\n", true],
  ["nothing", "", false],
] as const)("%s", (_what, text, isRubbish) => {
  const lines = textLines(80);
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  expect(hasRubbishBetweenLines([...lines.hear(bytes), ...lines.silence()])).toBe(isRubbish);
});
