import type { Heard } from "./frame-stream.ts";

/** What lies between lines of text and means nothing. */
const LINE_ENDS: ReadonlySet<number> = new Set([0x0a, 0x0d]);

/** Something came that belongs to no line; a second line end is none. */
export function hasRubbishBetweenLines(heard: readonly Heard<unknown>[]): boolean {
  return heard.some((item) => item.kind === "noise" && !LINE_ENDS.has(item.byte));
}
