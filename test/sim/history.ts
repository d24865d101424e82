import { createHash } from "node:crypto";

/** What broke, and when. */
export interface Violation {
  readonly rule: RuleName;
  readonly what: string;
  readonly atMs: number;
}

/** The ten invariants, and four that hold the others together: words follow proof, no motor runs on, a choice is paid by nobody else, and nothing throws. */
export type RuleName =
  | "value-for-money"
  | "no-goods-without-money"
  | "one-live-payment"
  | "no-orphan"
  | "stored-before-done"
  | "at-most-once"
  | "one-original"
  | "journal-grows"
  | "nothing-personal"
  | "bounded"
  | "words-follow-proof"
  | "relay-off"
  | "own-choice"
  | "no-bug";

/** Everything that happened in one seed, line by line. */
export class History {
  readonly lines: string[] = [];
  readonly violations: Violation[] = [];
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  tell(line: string): void {
    this.lines.push(`${Math.round(this.#nowMs())} ${line}`);
  }

  broken(rule: RuleName, what: string): void {
    if (this.violations.length < 50) this.violations.push({ rule, what, atMs: this.#nowMs() });
    this.tell(`VIOLATION ${rule}: ${what}`);
  }

  hash(): string {
    return createHash("sha256").update(this.lines.join("\n")).digest("hex");
  }
}

/** `terminal-SALE-1` belongs to `SALE`. */
export function saleOf(reference: string): string {
  return reference.split("-").at(-2) ?? reference;
}
