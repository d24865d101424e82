import type { Row } from "../../electron/journal/chain.ts";
import { MemoryDisk } from "../../electron/journal/memory-journal.ts";
import { PowerCut } from "./life.ts";

/**
 * Where in one durable step the power goes. before: nothing of it reached the disk. torn: a part did, unsynced, and the
 * next opening finds a transaction without its end. after: all of it is stored and nobody was told. after-sync: the step
 * went on, its deeds were handed out, and nothing is heard of them.
 */
export type CutStage = "before" | "torn" | "after" | "after-sync";

export const CUT_STAGES: readonly CutStage[] = ["before", "torn", "after", "after-sync"];

export interface DiskEars {
  stored(rows: readonly Row[], step: number): void;
  /** The power goes at the end of this very moment. */
  cutAfterThis(): void;
}

/** A disk that can lose power in the middle of a write, at a chosen one. */
export class SimDisk extends MemoryDisk {
  /** Durable steps since the beginning of the world. */
  steps = 0;
  cut: { readonly atStep: number; readonly stage: CutStage } | undefined;
  /** What a torn write left behind; a journal ignores it because it has no end. */
  tornRows: readonly Row[] = [];
  readonly #ears: DiskEars;

  constructor(ears: DiskEars) {
    super();
    this.#ears = ears;
    this.beforeStore = (rows) => this.#before(rows);
    this.afterStore = (rows) => this.#after(rows);
  }

  #before(rows: readonly Row[]): void {
    this.steps += 1;
    for (const row of rows) Object.freeze(row);
    if (this.cut?.atStep !== this.steps) return;
    const { stage } = this.cut;
    if (stage === "torn") this.tornRows = rows.slice(0, Math.ceil(rows.length / 2));
    if (stage === "before" || stage === "torn") throw new PowerCut(`power went ${stage} step ${this.steps}`);
  }

  #after(rows: readonly Row[]): void {
    this.#ears.stored(rows, this.steps);
    if (this.cut?.atStep !== this.steps) return;
    if (this.cut.stage === "after") throw new PowerCut(`power went after step ${this.steps}`);
    if (this.cut.stage === "after-sync") this.#ears.cutAfterThis();
  }
}
