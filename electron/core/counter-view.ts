import type { DiscountSettings } from "./settings.ts";

/** What a cashier can do at the counter beside ringing up goods. */
export interface CounterView {
  /** Absent where the shop gives no discounts. */
  readonly discounts?: DiscountSettings & {
    /** More than `withoutPinPercent` takes the staff's PIN; where none is configured, whoever stands here is staff. */
    readonly asksPin: boolean;
  };
}
