/** What can be made to go wrong. Bytes count from the first one the printer ever worked off, lines likewise. */
export type PrinterFault =
  | { readonly is: "paper-out-at"; readonly byte: number }
  | { readonly is: "paper-out-at-line"; readonly line: number }
  | { readonly is: "cover-open-at"; readonly byte: number }
  | { readonly is: "head-hot-at"; readonly byte: number }
  | { readonly is: "unrecoverable-at"; readonly byte: number }
  | { readonly is: "power-loss-at"; readonly byte: number }
  | { readonly is: "unplug-at"; readonly byte: number }
  /** Says nothing any more from here on, but prints. */
  | { readonly is: "silence-at"; readonly byte: number }
  /** The next cut jams the knife. */
  | { readonly is: "cutter-jam" }
  /** The drawer's coil is fired, and it stays shut. */
  | { readonly is: "drawer-jam" }
  /** Prints, and never proves it: neither GS ( H nor GS r is answered. */
  | { readonly is: "no-proof" }
  /** Only the first half of every answer of two bytes or more arrives. */
  | { readonly is: "half-answers" }
  /** Random bytes around every answer. */
  | { readonly is: "noise"; readonly seed: number }
  | { readonly is: "late-answers"; readonly ms: number }
  | { readonly is: "slow"; readonly mmPerSecond: number };

const PLAIN = ["cutter-jam", "drawer-jam", "no-proof", "half-answers"] as const;
const AT_BYTE = [
  "paper-out-at",
  "cover-open-at",
  "head-hot-at",
  "unrecoverable-at",
  "power-loss-at",
  "unplug-at",
  "silence-at",
] as const;

export const FAULT_NAMES: readonly string[] = [
  ...PLAIN,
  ...AT_BYTE.map((name) => `${name}=BYTE`),
  "paper-out-at-line=LINE",
  "noise=SEED",
  "late-answers=MS",
  "slow=MM_PER_SECOND",
];

/** Reads a fault as it is given on the command line, "paper-out-at=300"; null when it is none. */
export function readFault(text: string): PrinterFault | null {
  const [name = "", figure] = text.split("=", 2);
  const plain = PLAIN.find((one) => one === name);
  if (plain !== undefined) return figure === undefined ? { is: plain } : null;
  if (figure === undefined || !/^\d{1,9}$/.test(figure)) return null;
  const value = Number(figure);
  const atByte = AT_BYTE.find((one) => one === name);
  if (atByte !== undefined) return { is: atByte, byte: value };
  if (name === "paper-out-at-line") return { is: name, line: value };
  if (name === "noise") return { is: name, seed: value };
  if (name === "late-answers") return { is: name, ms: value };
  if (name === "slow" && value > 0) return { is: name, mmPerSecond: value };
  return null;
}

/** Small seeded generator (mulberry32): 0 to 1, the same run for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
