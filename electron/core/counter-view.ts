import type { Minor } from "./money.ts";
import type { DiscountSettings } from "./settings.ts";

/** What a cashier can do at the counter beside ringing up goods. */
export interface CounterView {
  /** Absent where the shop gives no discounts. */
  readonly discounts?: DiscountSettings & {
    /** More than `withoutPinPercent` takes the staff's PIN; where none is configured, whoever stands here is staff. */
    readonly asksPin: boolean;
  };
  /** Baskets put aside, the longest waiting first. */
  readonly held: readonly HeldView[];
  /** No more baskets can be put aside. */
  readonly isFull: boolean;
  /** How many of the next good are meant, where the cashier has said so. */
  readonly countSaid?: number;
  /** Goods of a basket just taken up again that are not to be had any more. Told until the next good. */
  readonly missing?: readonly string[];
}

export interface HeldView {
  readonly number: number;
  /** What the cashier called it. */
  readonly name?: string;
  /** Wall time. */
  readonly heldAtMs: number;
  readonly total: Minor;
  readonly units: number;
}
