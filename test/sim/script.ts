import type { MachineFate } from "./keyed-machinery.ts";
import type { PrintFate, VendFate } from "./model-machinery.ts";
import type { Call, Fate } from "./network.ts";
import type { Nature } from "./people.ts";
import type { PhonePlan } from "./phones.ts";
import type { CutStage } from "./sim-disk.ts";

/** A seed whose people and things do as they are told, for scenarios that are walked through step by step. */
export interface Script {
  readonly nature: Partial<Nature>;
  readonly phone: PhonePlan;
  readonly phoneAfterMs: number;
  /** What the customer does the moment a cancel is under way. */
  readonly atCancel?: "approve" | "start-3ds";
  /** One per vend, in order; afterwards all is well. */
  readonly vends?: readonly VendFate[];
  readonly prints?: PrintFate;
  /** What a machine with keys of its own does with its one choice. */
  readonly machine?: MachineFate;
  /** What becomes of a call on the line; undefined: it goes through. `index` counts calls of its kind. */
  readonly line?: (call: Call, index: number) => Fate | undefined;
  /** Staff give this much of the first paid sale back. */
  readonly refundMinor?: number;
  /** The first counts durable steps of the world, each further one those after power came back. */
  readonly cuts: readonly { readonly atStep: number; readonly stage: CutStage }[];
}
