import type { Frame } from "../../electron/ipc/contract.ts";
import type { Language } from "../view.ts";
import { toCashier } from "./cashier-words.ts";
import { DICTIONARY, LANGUAGES } from "./dictionary.ts";
import type { Words } from "./words.ts";

type Reader = Pick<Frame, "language" | "mode" | "facing">;

/** Made once: two thousand goods ask for their words in one frame. */
const FOR_CASHIER = Object.fromEntries(
  LANGUAGES.map((language) => [language, toCashier(DICTIONARY[language], language)]),
) as Readonly<Record<Language, Words>>;

/** The words of whoever reads this screen: at a counter that is the cashier, in the customer's window the customer. */
export function wordsFor({ language, mode, facing }: Reader): Words {
  return (mode === "counter" && facing !== "customer" ? FOR_CASHIER : DICTIONARY)[language];
}
