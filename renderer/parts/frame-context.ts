import { createContext, useContext } from "react";
import type { Frame } from "../../electron/ipc/contract.ts";
import { exactly, inWords } from "../money-text.ts";
import type { Minor } from "../view.ts";
import type { Words } from "../words/words.ts";
import { wordsFor } from "../words/words-for.ts";

/** What is true of every screen: shop, language, currency. Set once, in App. */
export const FrameContext = createContext<Frame | undefined>(undefined);

export function useFrame(): Frame {
  const frame = useContext(FrameContext);
  if (frame === undefined) throw new Error("drawn outside App: there is no frame");
  return frame;
}

export function useWords(): Words {
  return wordsFor(useFrame());
}

/** `lang` of names out of the catalogue, which stand in the shop's first language; undefined where the page speaks it. */
export function useNamesLanguage(): Frame["language"] | undefined {
  const { language, languages } = useFrame();
  return languages[0] === language ? undefined : languages[0];
}

export interface MoneyText {
  /** "135,00 kr", for columns and the corner. */
  exactly(amount: Minor): string;
  /** "135 kr", for sentences and price tags. */
  inWords(amount: Minor): string;
}

export function useMoney(): MoneyText {
  const { currency, language } = useFrame();
  return {
    exactly: (amount) => exactly(amount, currency, language),
    inWords: (amount) => inWords(amount, currency, language),
  };
}
