import type { Minor } from "./view.ts";

/** "12,50", "12.5" or "12" as whole minor units; undefined for anything else, and for nothing at all. */
export function minorTyped(typed: string): Minor | undefined {
  const parts = /^(\d{1,6})(?:[.,](\d{0,2}))?$/.exec(typed.trim());
  if (parts === null) return undefined;
  const [, whole = "0", rest = ""] = parts;
  const minor = Number(whole) * 100 + Number(rest.padEnd(2, "0"));
  return minor === 0 ? undefined : (minor as Minor);
}

/** What stands on a price's line after this key: six digits at most, a point or a comma, two decimals. Other keys change nothing. */
export function afterPriceKey(typed: string, key: string): string {
  if (key === "Backspace") return typed.slice(0, -1);
  const next = key === "." || key === "," ? `${typed === "" ? "0" : typed}.` : `${typed}${key}`;
  const plain = next.replace(/^0+(?=\d)/, "");
  return /^\d{1,6}(\.\d{0,2})?$/.test(plain) ? plain : typed;
}

/** "10", with or without its sign: whole percent, 1 to 100. */
export function percentTyped(typed: string): number | undefined {
  const parts = /^(\d{1,3})\s*%?$/.exec(typed.trim());
  const percent = Number(parts?.[1] ?? 0);
  return percent >= 1 && percent <= 100 ? percent : undefined;
}

/** "3*", "3 x" or "3×" before a good: how many of it are meant, 1 to 99. */
export function countTyped(typed: string): number | undefined {
  const parts = /^\s*(\d{1,2})\s*[*x×]\s*$/i.exec(typed);
  const count = Number(parts?.[1] ?? 0);
  return count >= 1 ? count : undefined;
}
