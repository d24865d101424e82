import * as z from "zod";
import type { Slip } from "../core/slip.ts";
import type { FoundSales, StaffView } from "../core/staff-view.ts";
import type { CatalogueView, View } from "../core/view.ts";

export type * from "../core/set-up.ts";
export type * from "../core/slip.ts";
export type * from "../core/staff-view.ts";
export type * from "../core/trouble.ts";
export type * from "../core/view.ts";

/**
 * The whole conversation between page and terminal. The page asks; main answers and, on its own, sends whole views.
 * Channel names: `channels.ts`. Every ask is checked for sender, name and payload in `answer-asks.ts` before a handler sees it.
 */
const nothing = z.strictObject({});
const sku = z.string().regex(/^[A-Za-z0-9-]{1,32}$/);
/**
 * `chosen`: ids of the good's options, in the order of the catalogue. `typedPrice`: what one unit costs, in whole minor
 * units, where the good has an open price, and nowhere else.
 */
const basketLine = z.strictObject({
  sku,
  chosen: z.array(sku).max(160).optional(),
  typedPrice: z.int().min(1).max(65_000_000).optional(),
});

/** As a view named it; only those are taken. */
const portPath = z.string().min(1).max(400);

export const asks = {
  /** The page has loaded and wants the present view again. */
  hello: nothing,
  /** Answers the catalogue named by `frame.catalogueVersion`. */
  "catalogue:read": nothing,
  /** Somebody touched the screen or a key. Sent at most once a second. */
  touch: nothing,
  /** "I need more time." */
  "more-time": nothing,
  "language:set": z.strictObject({ language: z.enum(["nb", "nn", "en", "da", "sv", "fi"]) }),
  "appearance:set": z.strictObject({
    theme: z.enum(["light", "dark", "contrast"]).optional(),
    largeText: z.boolean().optional(),
    lowReach: z.boolean().optional(),
    speaks: z.boolean().optional(),
    pace: z.enum(["slow", "normal", "fast"]).optional(),
    volume: z.enum(["quiet", "normal", "loud"]).optional(),
  }),
  /**
   * Read these aloud, in the language, pace and volume of the present view. `interrupts`: what is being said has become untrue
   * or unimportant. `isPrivate`: tells something of the phone number, and is never said on a loudspeaker.
   */
  "speech:say": z.strictObject({
    sentences: z.array(z.string().min(1).max(300)).min(1).max(12),
    interrupts: z.boolean(),
    isPrivate: z.boolean(),
  }),
  /** attract → goods */
  start: nothing,
  /** So many units, one if nothing is said, all or none. Refused where its choices are not answered as its groups ask, or its price is out of bounds. */
  "basket:add": basketLine.extend({ count: z.int().min(1).max(99).optional() }),
  /** One unit less. */
  "basket:remove": basketLine,
  "basket:clear": nothing,
  /** What a scanner typed as keys, whole, without its end. May be somebody's own code: written nowhere. */
  scan: z.strictObject({ text: z.string().min(1).max(4_096) }),
  /** Counter: so many of the next good, scanned or chosen; used once, forgotten after a minute. Absent: one again. */
  "count:say": z.strictObject({ count: z.int().min(1).max(99).optional() }),
  /** Where the goods are eaten: asked before paying where `basket.serving` stands in the view, changeable until then. */
  "basket:serve": z.strictObject({ serving: z.enum(["take-away", "eat-in"]) }),
  /** Counter: the cashier has looked at the customer; `years` as asked. A no takes the goods with an age out of the basket. */
  "basket:age": z.strictObject({ years: z.int().min(1).max(100), oldEnough: z.boolean() }),
  /**
   * Counter: takes something off one line, or off all lines without a discount of their own, instead of what was taken off
   * before. `reason` is one of the shop's. Refused where it is more than the shop allows without the staff's PIN.
   */
  "discount:give": z.strictObject({
    line: basketLine.optional(),
    off: z.discriminatedUnion("by", [
      z.strictObject({ by: z.literal("percent"), percent: z.int().min(1).max(100) }),
      z.strictObject({ by: z.literal("amount"), amount: z.int().min(1).max(65_000_000) }),
    ]),
    reason: z.string().min(1).max(30),
    pin: z
      .string()
      .regex(/^\d{0,12}$/)
      .optional(),
  }),
  "discount:remove": z.strictObject({ line: basketLine.optional() }),
  /** Counter: puts the basket aside. `name` is for the cashier's eye, kept in memory only. Refused with `isFull`. */
  "basket:hold": z.strictObject({ name: z.string().max(20) }),
  /** Onto an empty screen alone, and each held basket once. */
  "basket:resume": z.strictObject({ number: z.int().min(1).max(20) }),
  "basket:discard": z.strictObject({
    number: z.int().min(1).max(20),
    why: z.enum(["left", "mistake", "other"]),
  }),
  /** goods → number (or straight to a code where the sales unit may not push) */
  "pay:open": nothing,
  /** `typed` is what stands in the field, spaces and all; main parses it and never stores it. */
  "pay:push": z.strictObject({ country: z.enum(["NO", "DK", "FI", "SE"]), typed: z.string().max(32) }),
  "pay:code": nothing,
  /** push ↔ code in mid-payment: the old payment is proven dead before the new one is asked for. */
  "pay:switch": nothing,
  "pay:cancel": nothing,
  /** Answer to the screen "late". */
  "pay:late": z.strictObject({ choice: z.enum(["take", "give-back"]) }),
  /** One step back; where a payment is under way the same as `pay:cancel`. */
  back: nothing,
  /** Leaves a result screen at once, and with it the basket. */
  finish: nothing,
  /** ended → goods, with the basket as it was. Refused where the screen says `mayTryAgain: false`. */
  "try-again": nothing,
  /** Somebody of the staff asks to be let in: `frame.staff` says where they stand from then on. */
  "staff:knock": nothing,
  /**
   * Opens the door for staff. Without a PIN configured only an attended counter opens, with any text, also none. Wrong PINs
   * shut the door for a while; refusals do not say which it was.
   */
  "staff:open": z.strictObject({ pin: z.string().regex(/^\d{0,12}$/) }),
  "staff:close": nothing,
  /** Answers what staff see. This and all below are refused (`ipc/not-now`) while the door is closed. */
  "staff:read": nothing,
  /** The order was handed over: from here on its money is taken. */
  "staff:hand-over": z.strictObject({ orderNumber: z.int().min(1).max(1_000_000_000) }),
  "staff:call-off": z.strictObject({ orderNumber: z.int().min(1).max(1_000_000_000) }),
  /** Whole minor units, at most `left` of the sale. */
  "staff:refund": z.strictObject({
    reference: z.string().regex(/^[A-Za-z0-9-]{8,50}$/),
    amount: z.int().min(1).max(65_000_000),
  }),
  /** Answers the sales that this may mean: an order or receipt number, an amount, a time of day, a part of a reference. */
  "staff:find": z.strictObject({ text: z.string().max(50) }),
  /** Answers a sale's receipt as it would be copied. */
  "staff:receipt": z.strictObject({ reference: z.string().regex(/^[A-Za-z0-9-]{8,50}$/) }),
  /** Prints the one copy of a receipt. */
  "staff:copy": z.strictObject({ reference: z.string().regex(/^[A-Za-z0-9-]{8,50}$/) }),
  /** Receipts that failed are printed now, not at the next look. Refused while the printer is unfit or none is owed. */
  "staff:print-owed": nothing,
  /** The cash drawer is fired once; what came of it stands in what staff see. */
  "drawer:open": z.strictObject({ why: z.enum(["change", "count", "other"]) }),
  /** Lists the machine's ports: `frame.setUp` shows them until `setup:close`, or until the door closes. */
  "setup:open": nothing,
  "setup:close": nothing,
  /** Asks a free port who is there. Refused while something is being sold or another is asked. */
  "setup:look": z.strictObject({ path: portPath }),
  /** Tells a free port from those that look like it, by what somebody does to one of them. Refused as above. */
  "setup:which": z.strictObject({ path: portPath }),
  /** Ends what is under way. */
  "setup:stop": nothing,
  "staff:unlock-slot": z.strictObject({
    slot: z.string().regex(/^[A-Za-z0-9-]{1,8}$/),
    why: z.enum(["cleared", "refilled", "tested"]),
  }),
} as const;

export type AskName = keyof typeof asks;
export type Ask<N extends AskName> = z.infer<(typeof asks)[N]>;

export interface Answers {
  "catalogue:read": CatalogueView;
  "staff:read": StaffView;
  "staff:find": FoundSales;
  "staff:receipt": Pick<Slip, "parts">;
}
export type Answer<N extends AskName> = N extends keyof Answers ? Answers[N] : Record<string, never>;

/** `refused` codes are the same for every ask; what happens next is seen in the next view. */
export type Reply<N extends AskName> =
  | { readonly ok: true; readonly answer: Answer<N> }
  | { readonly ok: false; readonly code: "ipc/bad-sender" | "ipc/bad-request" | "ipc/not-now" | "ipc/failed" };

/** Views are numbered; an older one never replaces a newer one. */
export interface NumberedView {
  readonly seq: number;
  readonly view: View;
}

/** What the preload puts on `window.till`. */
export interface Bridge {
  ask<N extends AskName>(name: N, value: Ask<N>): Promise<Reply<N>>;
  /** The callback gets data, never the event object. The returned function takes it off again. */
  onView(callback: (numbered: NumberedView) => void): () => void;
}
