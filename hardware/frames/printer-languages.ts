import { ESCPOS, type PrinterLanguage } from "./escpos/language.ts";
import type { PrinterProfile } from "./escpos/profile.ts";
import { STAR_LINE } from "./star/language.ts";

/** The language a printer of this profile understands. */
export function languageOf(profile: PrinterProfile): PrinterLanguage {
  return profile.language === "star-line" ? STAR_LINE : ESCPOS;
}
