import type { Language } from "../view.ts";
import { da } from "./da.ts";
import { en } from "./en.ts";
import { fi } from "./fi.ts";
import { nb } from "./nb.ts";
import { nn } from "./nn.ts";
import { sv } from "./sv.ts";
import type { Words } from "./words.ts";

/** Every language the contract knows. */
export const DICTIONARY: Readonly<Record<Language, Words>> = { nb, nn, en, da, sv, fi };

export const LANGUAGES = Object.keys(DICTIONARY) as readonly Language[];
