import type { Reduction } from "./discount.ts";
import type { Outcome } from "./fault.ts";
import type { Currency, Minor } from "./money.ts";
import type { Slip } from "./slip.ts";
import type { Trouble } from "./trouble.ts";
import type { VatRate } from "./vat.ts";

/** Time as a port. Wall time may jump; `monotonicMs` never goes back and is what deadlines are measured by. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  nowMs(): number;
  /** Milliseconds since some fixed moment of this run. */
  monotonicMs(): number;
  /** Calls once, after at least `ms`; the returned function takes the alarm back. */
  after(ms: number, call: () => void): () => void;
}

/** Randomness as a port: upper-case letters and digits without look-alikes, never repeated in practice (≥ 60 bits for 12). */
export interface Entropy {
  letters(count: number): string;
}

// ---------------------------------------------------------------- payment provider

export type ProviderName = "epayment" | "ecom";
/** How the customer meets the payment: a request pushed to a number, or a code to scan. */
export type Flow = "push" | "qr";

export interface OrderLine {
  /** Unique among the lines of a sale: the SKU, with the ids of chosen options behind points. */
  readonly id: string;
  /** The SKU, where `id` says more than that. */
  readonly sku?: string;
  /** As it stands on paper and in the app: "Coffee, large, oat milk". */
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: Minor;
  /** To be paid: quantity times unit price, less `reduction`. */
  readonly gross: Minor;
  readonly vat: VatRate;
  /** What the cashier took off. */
  readonly reduction?: Reduction;
}

export interface CreateAsk {
  /** 8 to 50 of [A-Za-z0-9-], made and stored before this call. eCom calls it orderId. */
  readonly reference: string;
  readonly idempotencyKey: string;
  readonly flow: Flow;
  /** Digits with country code, no plus. A push needs this or `personalQr`. Held in memory only. */
  readonly msisdn?: string;
  /**
   * The whole text of the customer's own code, as scanned; never taken apart. Says instead of a number where a push goes.
   * Held in memory only.
   */
  readonly personalQr?: string;
  readonly amount: Minor;
  readonly currency: Currency;
  /** 3 to 100 characters, shown in the app. */
  readonly description: string;
  readonly minimumAge?: number;
  /** Sent only where they cannot change afterwards (kiosk, counter). */
  readonly orderLines?: readonly OrderLine[];
  readonly receiptNumber?: string;
}

export interface Created {
  /** Flow qr: the text to draw as a code. */
  readonly qrContent?: string;
  /** Wall-clock end of the customer's window, if the provider told it. */
  readonly expiresAtMs?: number;
}

/** What the provider says a payment is worth, in its own amounts. A state word alone settles nothing. */
export interface Proof {
  readonly reference: string;
  /** "unrecognized" stands for any word not on our list; it is never read as an end. */
  readonly word: "pending" | "authorized" | "aborted" | "expired" | "terminated" | "failed" | "unrecognized";
  /** True once the customer's app has opened it; undefined where the API does not tell (ePayment). */
  readonly pickedUp?: boolean;
  readonly authorized: Minor;
  readonly captured: Minor;
  readonly cancelled: Minor;
  readonly refunded: Minor;
}

export interface ChangeAsk {
  readonly reference: string;
  /** Stored before the call; repeated unchanged on every retry of the same deed. */
  readonly idempotencyKey: string;
}

/**
 * A payment provider. No method throws for anything the network or the provider does; each ends within its own
 * deadline. `refused` means certainly not done; silence, 5xx and unparsable answers are `unknown`.
 */
export interface PaymentGateway {
  readonly provider: ProviderName;
  /** True when the sales unit may be asked to push (configuration; the API answers 38 or 5080 otherwise). */
  readonly canPush: boolean;
  create(ask: CreateAsk): Promise<Outcome<Created>>;
  /** A reference the provider does not know is `refused` with `gateway/not-found`. */
  read(reference: string): Promise<Outcome<Proof>>;
  /** Ends a payment: before approval, after it, and what is left after a part capture (eCom `shouldReleaseRemainingFunds`). */
  cancel(ask: ChangeAsk): Promise<Outcome<undefined>>;
  capture(ask: ChangeAsk & { readonly amount: Minor; readonly currency: Currency }): Promise<Outcome<undefined>>;
  refund(ask: ChangeAsk & { readonly amount: Minor; readonly currency: Currency }): Promise<Outcome<undefined>>;
  /** Whether a payment could be asked for now: keys, line and the provider's front work. Cheap, and obeys `Retry-After`. */
  check(): Promise<Outcome<undefined>>;
  readonly orders: ReceiptFiler;
}

/** A receipt as it is filed beside a payment, to be seen in the customer's app. */
export interface ReceiptFiling {
  readonly reference: string;
  readonly lines: readonly OrderLine[];
  readonly currency: Currency;
  readonly receiptNumber?: string;
}

/** What the provider shows beside a payment. `lines` counts the order lines filed so far. */
export interface FiledOrder {
  readonly lines: number;
  readonly category?: string;
}

/** The provider's register of receipts (Order Management). Never throws, as the gateway. */
export interface ReceiptFiler {
  /**
   * Once only; a second filing answers 409, which leaves open (`gateway/reference-used`) whether the first one was ours.
   * The lines may come to less than the payment: what really dropped.
   */
  fileReceipt(filing: ReceiptFiling): Promise<Outcome<undefined>>;
  filed(reference: string): Promise<Outcome<FiledOrder>>;
}

// ---------------------------------------------------------------- devices, as the engine sees them

/** Plain words for the operator; `sinceMs` is wall time. */
export interface DeviceState {
  readonly id: string;
  readonly kind: "printer" | "dispenser" | "scanner" | "display" | "presence" | "voice" | "drawer";
  readonly state: "absent" | "connecting" | "ready" | "degraded" | "fault";
  /** The device's own words, in English. */
  readonly what: string;
  /** Set where it is not ready. */
  readonly trouble?: Trouble;
  /** The slots it is about, where it is about some. */
  readonly slots?: readonly string[];
  readonly sinceMs: number;
}

/** What a presence sensor says. "unknown": it is not there, silent, or has not looked for long enough. */
export type Nearness = "near" | "gone" | "unknown";

export type PrintOutcome =
  /** The printer itself proved that the whole slip came out. */
  | { readonly is: "printed" }
  /** Sent, and nothing proved or disproved it. */
  | { readonly is: "unconfirmed"; readonly what: string }
  /** It is known that no complete slip came out. `nothingPrinted` is true only if not one dot did. */
  | { readonly is: "failed"; readonly nothingPrinted: boolean; readonly what: string };

export interface ReceiptPrinter {
  readonly id: string;
  state(): DeviceState;
  /** Ends within its own deadline. Never prints one slip id twice by itself. */
  print(slip: Slip): Promise<PrintOutcome>;
}

/**
 * What became of firing a drawer once. "opened": its switch moved. "fired": nothing tells whether it opened. "stuck": fired, and
 * the switch did not move. "was-open", "refused": nothing was fired. "unknown": it may have been fired.
 */
export type KickOutcome = "opened" | "fired" | "stuck" | "was-open" | "refused" | "unknown";

/** What a drawer's switch says at every change. "opened-alone": by a key or by force. "unseen": nothing is heard of it. */
export type DrawerNews = "closed" | "opened" | "opened-alone" | "found-open" | "left-open" | "unseen";

/** The cash drawer on the printer's socket. */
export interface CashDrawer {
  /** It is opened after every sale that took money at this screen. */
  readonly opensAfterSale: boolean;
  /** Fires it once. Ends within its own deadline; never repeated by itself. */
  open(): Promise<KickOutcome>;
  /** One listener: whatever its switch says from now on. */
  onNews(heard: (news: DrawerNews) => void): void;
}

export type VendOutcome =
  /** A sensor or the board proved that goods fell. */
  | { readonly is: "dropped"; readonly evidence: string }
  /** It is known that nothing fell (never started, or a healthy sensor saw nothing). */
  | { readonly is: "not-dropped"; readonly evidence: string }
  /** The line was lost or the evidence contradicts itself. Nobody above may read it as "no". */
  | { readonly is: "unknown"; readonly evidence: string };

export interface Dispenser {
  readonly id: string;
  state(): DeviceState;
  /** True when the slot can be sold now: board ready, sensor clear, slot not locked. Asked before money. */
  sellable(slot: string): boolean;
  /** One item, once. Ends within its own deadline; never repeated by itself. */
  vend(slot: string): Promise<VendOutcome>;
  /** Slots the board itself has locked after failures; absent where it keeps no such count. */
  readonly lockedSlots?: () => readonly string[];
  /** Staff have put the slot right: the board counts its failures from none again, and moves nothing. False: not done. */
  readonly unlock?: (slot: string) => Promise<boolean>;
  /** The slot a machine with keys of its own waits to have paid; undefined when it asks for none. Absent: it has no keys. */
  readonly choice?: () => string | undefined;
  /** Tells such a machine that its choice is not paid. False: it did not ask for this one, or was not told. */
  readonly refuse?: (slot: string) => Promise<boolean>;
}

// ---------------------------------------------------------------- journal

/** A fact that is about to be stored. `kind` is `area/what`; `body` is plain JSON without any personal data. */
export interface Entry {
  readonly kind: string;
  /** The sale it belongs to, or absent for facts about the terminal. */
  readonly saleId?: string;
  /** Wall-clock time of the fact. */
  readonly atMs: number;
  readonly body: unknown;
}

export interface StoredEntry extends Entry {
  /** 1, 2, 3 … without a gap. */
  readonly seq: number;
  /** SHA-256 over the previous hash and this entry, hex. */
  readonly hash: string;
}

/**
 * Append-only and hash-chained. When `append` returns, the entries survive the plug being pulled; they are stored all
 * or none. It throws when the disk refuses: nothing may be built on an entry that is not stored, so the program stops.
 */
export interface Journal {
  append(entries: readonly Entry[]): readonly StoredEntry[];
  /** In order of `seq`, from the first. */
  all(): Iterable<StoredEntry>;
  /** The entries of every sale for which no entry of kind `sale/closed` is stored. */
  openSales(): ReadonlyMap<string, readonly StoredEntry[]>;
  /** The entries of one sale, in order. */
  ofSale(saleId: string): readonly StoredEntry[];
  /** The largest `body.number` stored under `kind`, 0 if none: number series survive restarts. */
  lastNumber(kind: string): number;
}
