import type { Currency, Minor } from "./money.ts";
import type { DeviceState, KickOutcome } from "./ports.ts";

/** Why a locked slot is sold from again. Fixed words: what staff type could be about somebody. */
export type UnlockReason = "cleared" | "refilled" | "tested";

/** Why staff open the cash drawer. Fixed words, as above. */
export type DrawerReason = "change" | "count" | "other";

/** What staff see of the terminal, whole, each time they ask. */
export interface StaffView {
  readonly currency: Currency;
  /** Accepted, and not handed over yet; the money is taken when they are. */
  readonly orders: readonly WaitingOrder[];
  /** The last sales that took money, the latest first. */
  readonly sales: readonly SoldSale[];
  readonly lockedSlots: readonly LockedSlot[];
  readonly devices: readonly DeviceState[];
  /** Receipts that failed and come out as soon as the printer is fit, the next one first. */
  readonly owedReceipts: readonly OwedReceipt[];
  /** Wear and lines of the devices of which something is known. */
  readonly service: readonly DeviceService[];
  /** Absent where no cash drawer is configured. */
  readonly drawer?: DrawerView;
  /** The machine's ports can be looked at: `setup:open`. */
  readonly setsUp?: true;
}

/** What is known of one device's wear and line, what is due first. In English, as all a device says of itself. */
export interface DeviceService {
  readonly id: string;
  /** `isDue`: somebody should do something about it soon, although everything still works. */
  readonly notes: readonly { readonly what: string; readonly isDue: boolean }[];
}

export interface OwedReceipt {
  readonly receiptNumber?: number;
  /** Wall time of the failure. */
  readonly sinceMs: number;
  /** Something of it may be on paper already: it comes marked as a copy. */
  readonly copy: boolean;
}

export interface DrawerView {
  /** "unseen": nobody can tell. */
  readonly is: "closed" | "open" | "unseen";
  /** Wall time. */
  readonly sinceMs: number;
  /** It has stood open for too long. */
  readonly leftOpen?: true;
  /** The last time since the start that it was opened by nobody at this terminal: with a key or by force. */
  readonly openedAloneAtMs?: number;
  /** What became of firing it last. */
  readonly last?: {
    readonly why: DrawerReason | "sale";
    readonly outcome: KickOutcome;
    readonly atMs: number;
  };
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
  /** Its one copy is on paper, or may be. */
  readonly copied?: true;
}

/** What a search named, the latest first. */
export interface FoundSales {
  readonly sales: readonly SoldSale[];
  /** More than are told here: to be searched for more exactly. */
  readonly isMore: boolean;
}

export interface LockedSlot {
  readonly slot: string;
  readonly why: string;
  readonly sinceMs: number;
  /** It may still sell: something about it does not fit, until somebody has looked. */
  readonly isAlarm?: true;
}
