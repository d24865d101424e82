import { figuresOf } from "./money-text.ts";
import type { Language } from "./view.ts";

/** "23 Nov, 14:05" as the language writes it, without the year: what staff look at is days old at most. */
export function momentIn(atMs: number, language: Language): string {
  return new Date(atMs).toLocaleString(figuresOf(language), {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
}
