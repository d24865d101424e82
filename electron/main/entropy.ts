import { randomInt } from "node:crypto";
import type { Entropy } from "../core/ports.ts";

/** No 0/O, 1/I/L: people read references aloud. 31 signs, so 10 of them are 49 bits, beside the terminal's own name. */
const SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

export const systemEntropy: Entropy = {
  letters: (count) => Array.from({ length: count }, () => SIGNS[randomInt(SIGNS.length)]).join(""),
};
