import type { Currency, Minor } from "./money.ts";
import type { DeviceState } from "./ports.ts";

/** Why a locked slot is sold from again. Fixed words: what staff type could be about somebody. */
export type UnlockReason = "cleared" | "refilled" | "tested";

/** What staff see of the terminal, whole, each time they ask. */
export interface StaffView {
  readonly currency: Currency;
  /** Accepted, and not handed over yet; the money is taken when they are. */
  readonly orders: readonly WaitingOrder[];
  /** The last sales that took money, the latest first. */
  readonly sales: readonly SoldSale[];
  readonly lockedSlots: readonly LockedSlot[];
  readonly devices: readonly DeviceState[];
}

export interface WaitingOrder {
  readonly orderNumber: number;
  /** Wall time. */
  readonly startedAtMs: number;
  readonly total: Minor;
  readonly lines: readonly { readonly name: string; readonly quantity: number }[];
}

export interface SoldSale {
  /** Of the payment: names it in a refund, and on the receipt. */
  readonly reference: string;
  readonly soldAtMs: number;
  readonly total: Minor;
  /** Taken and not given back: the most that can be given back now. */
  readonly left: Minor;
  readonly orderNumber?: number;
  readonly receiptNumber?: number;
}

export interface LockedSlot {
  readonly slot: string;
  readonly why: string;
  readonly sinceMs: number;
}
