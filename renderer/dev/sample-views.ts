import { customerView } from "../../electron/core/customer-view.ts";
import type { Frame, Screen, SlipPart, StaffView, View } from "../../electron/ipc/contract.ts";
import type { Item, Minor } from "../view.ts";
import { withOddNames } from "./odd-goods.ts";
import { SAMPLE_CATALOGUES, SAMPLE_SHOPS } from "./sample-goods.ts";
import { SAMPLE_QR } from "./sample-qr.ts";
import { SAMPLE_SET_UP } from "./sample-set-up.ts";

const nok = (kroner: number) => Math.round(kroner * 100) as Minor;

type Basket = Extract<Screen, { readonly at: "goods" }>["basket"];

/** The first goods of the sample shop, so many of each. */
export function sampleBasket(mode: Frame["mode"], counts: readonly number[]): Basket {
  const lines = SAMPLE_CATALOGUES[mode].goods.slice(0, counts.length).map(({ price, ...good }, index) => {
    const count = counts[index] ?? 1;
    return { ...good, count, unitPrice: price, gross: (price * count) as Minor };
  });
  return basketOf(lines);
}

/** A tenth off the whole, as a shop would give its staff. */
function lessByTenth(basket: Basket): Basket {
  const amount = Math.round(basket.total / 10) as Minor;
  const reason = "Ansatt";
  return {
    ...basket,
    total: (basket.total - amount) as Minor,
    vat: basketOf([{ ...(basket.lines[0] as Basket["lines"][number]), gross: (basket.total - amount) as Minor }])
      .vat,
    discount: { off: { by: "percent", percent: 10 }, reason, atMostPercent: 20 },
    reduction: { amount, reason, of: "basket" },
  };
}

export function basketOf(lines: Basket["lines"]): Basket {
  const total = lines.reduce((held, line) => held + line.gross, 0) as Minor;
  const rate = 1500 as Basket["vat"][number]["rate"];
  const vat = Math.round((total * 1500) / 11_500) as Minor;
  return { lines, total, vat: lines.length === 0 ? [] : [{ rate, vat }] };
}

const item = (slot: string, name: string, picture: string, state: Item["state"]): Item => ({
  slot,
  name,
  picture,
  state,
});

const waiting: Omit<Extract<Screen, { readonly at: "paying" }>, "amount"> = {
  at: "paying",
  flow: "push",
  step: "waiting",
  money: "nothing-reserved",
  maskedNumber: "912 •• •78",
  showsWhereInApp: false,
  offersCode: false,
  canSwitch: true,
  canCancel: true,
  pickedUp: false,
};

/** What only a counter shows. */
function counterScreens(
  goods: Extract<Screen, { readonly at: "goods" }>,
  full: typeof goods,
): Readonly<Record<string, Screen>> {
  const { basket } = goods;
  const counter = {
    discounts: { reasons: ["Ansatt", "Skadd vare", "Kort dato"], withoutPinPercent: 20, asksPin: true },
    held: [
      { number: 1, name: "Ved døra", heldAtMs: 1_795_418_100_000, total: nok(222), units: 4 },
      { number: 2, heldAtMs: 1_795_418_400_000, total: nok(89), units: 1 },
    ],
    isFull: false,
  };
  const reduced = basket.lines.map((line, at) => {
    const reduction = { amount: nok(10), reason: "Skadd vare", of: "line" as const };
    return at === 0 ? { ...line, gross: (line.gross - reduction.amount) as Minor, reduction } : line;
  });
  return {
    goods: { ...goods, counter },
    "goods-empty": { ...goods, basket: basketOf([]), counter },
    "goods-full": { ...full, counter },
    "goods-discount": { ...goods, basket: lessByTenth(basketOf(reduced)), counter },
    "goods-missing": { ...goods, counter: { ...counter, missing: ["Egg, 12 stk.", "Honning, 350 g"] } },
    "goods-too-young": { ...goods, tooYoungFor: 18, counter },
    "goods-scan-unknown": { ...goods, scan: { is: "unknown", code: "5701234567899" }, counter },
  };
}

/** Every screen in every state worth looking at. The keys stand in the address: `#kiosk/paying-qr/en/light`. */
export function sampleScreens(mode: Frame["mode"]): Readonly<Record<string, Screen>> {
  const basket = sampleBasket(mode, mode === "vending" ? [1, 1] : [2, 1, 1]);
  const amount = basket.total;
  const chips = item("A1", "Potetgull", "chips", "dropped");
  const nuts = (state: Item["state"]) => item("A2", "Peanøtter", "nuts", state);
  const items = [chips, nuts("coming")];
  const mayTryAgain = mode !== "vending";
  const pushed = { ...waiting, amount };
  const { maskedNumber: _none, ...unmasked } = pushed;
  const scanned: Screen = { ...unmasked, flow: "qr", qr: { ...SAMPLE_QR, secondsLeft: 412, secondsTotal: 600 } };
  const goods: Extract<Screen, { readonly at: "goods" }> = {
    at: "goods",
    basket: mode === "kiosk" ? { ...basket, serving: "take-away" } : basket,
    available: true,
  };
  /** What is asked before paying: in a kiosk where the goods are eaten, at the counter how old the customer is. */
  const unanswered: Partial<Basket> =
    mode === "kiosk"
      ? { serving: "unanswered" }
      : mode === "counter"
        ? { serving: "eat-in", minimumAge: 18, ageToSee: 18 }
        : {};
  const full: typeof goods = {
    at: "goods",
    basket: { ...sampleBasket(mode, [2, 1, 3, 1, 1, 2, 1]), ...unanswered },
    available: true,
  };
  const number: Screen = {
    at: "number",
    basket,
    amount,
    countries: ["NO", "DK", "FI", "SE"],
    country: "NO",
    canPush: true,
  };
  return {
    attract: { at: "attract", available: true },
    "attract-own-keys": { at: "attract", available: true, chooseOn: "machine" },
    "attract-away": { at: "attract", available: false, why: "offline" },
    goods,
    "goods-empty": { at: "goods", basket: basketOf([]), available: true },
    "goods-full": full,
    ...(mode === "counter" ? counterScreens(goods, full) : {}),
    "goods-away": { at: "goods", basket, available: false, why: "offline" },
    number,
    "number-complaint": { ...number, basket: { ...basket, minimumAge: 18 }, complaint: "could-not-send" },
    "number-code-only": { ...number, canPush: false },
    "paying-asking": { ...pushed, step: "asking" },
    paying: pushed,
    "paying-where": { ...pushed, showsWhereInApp: true },
    "paying-offer": { ...pushed, showsWhereInApp: true, offersCode: true },
    "paying-picked-up": { ...pushed, pickedUp: true },
    "paying-approved": { ...pushed, step: "approved", money: "reserved", canSwitch: false, canCancel: false },
    "paying-cancelling": { ...pushed, step: "cancelling", canSwitch: false, canCancel: false },
    "paying-switching": { ...pushed, step: "switching", canSwitch: false, canCancel: false },
    "paying-checking": { ...pushed, step: "checking", money: "being-checked", canSwitch: false },
    "paying-qr": scanned,
    "paying-beside": { ...scanned, beside: { countries: ["NO", "DK", "FI", "SE"], country: "NO" } },
    // The terminal never sends it: the number is asked beside a code that waits. What it says would be shown.
    "paying-beside-checking": {
      ...scanned,
      money: "being-checked",
      canCancel: false,
      beside: { countries: ["NO", "DK", "FI", "SE"], country: "NO" },
    },
    "paying-qr-picked-up": { ...scanned, pickedUp: true },
    late: { at: "late", amount },
    dispensing: { at: "dispensing", amount, items },
    done: {
      at: "done",
      amount,
      money: "paid",
      // At a counter the goods are handed over at once.
      ...(mode === "counter" ? {} : { orderNumber: 42 }),
      receipt: "printing",
      notDelivered: nok(0),
      notDeliveredIs: "given-back",
      items: [],
    },
    "done-vending": {
      at: "done",
      amount: nok(32),
      money: "paid",
      receipt: "in-app",
      notDelivered: nok(28),
      notDeliveredIs: "given-back",
      items: [chips, nuts("not-dropped")],
    },
    ended: { at: "ended", amount, why: "cancelled", money: "nothing-reserved", mayTryAgain, items: [] },
    "ended-declined": {
      at: "ended",
      amount,
      why: "declined",
      money: "nothing-reserved",
      minimumAge: 18,
      mayTryAgain,
      items: [],
    },
    "ended-releasing": { at: "ended", amount, why: "cancelled", money: "being-released", mayTryAgain, items: [] },
    "ended-not-dropped": {
      at: "ended",
      amount,
      why: "not-dropped",
      money: "being-released",
      mayTryAgain: false,
      items: [nuts("not-dropped")],
    },
    "ended-checking": { at: "ended", amount, why: "failed", money: "being-checked", mayTryAgain, items: [] },
  };
}

/** Flags after the theme: large, low, leaving, practice, troubles, soldout, euro, two (languages), voice (on), mute (none), updown (keys), nochars (characters in fields alone), staff, staff-door, setup (with staff); many: 2,000 goods; odd: names nobody drew the screens for. */
export function sampleFrame(mode: Frame["mode"], rest: readonly string[]): Frame {
  const [language = "nb", theme = "light", ...flags] = rest;
  return {
    mode,
    shopName: SAMPLE_SHOPS[mode],
    language: language as Frame["language"],
    currency: flags.includes("euro") ? "EUR" : "NOK",
    wallet: language === "fi" || language === "da" ? "MobilePay" : "Vipps",
    theme: theme as Frame["theme"],
    largeText: flags.includes("large"),
    lowReach: flags.includes("low"),
    languages: flags.includes("two") ? ["nb", "en"] : ["nb", "nn", "en", "da", "sv", "fi"],
    keys: flags.includes("updown") ? "up-down" : "four-arrows",
    ...(flags.includes("nochars") ? { charactersAreOff: true as const } : {}),
    ...(flags.includes("mute")
      ? {}
      : { speech: { on: flags.includes("voice"), pace: "normal", volume: "normal", output: "loudspeaker" } }),
    catalogueVersion: flags.includes("odd") ? 2 : 1,
    soldOut: flags.includes("soldout") ? ["tea", "A2", "B1"] : [],
    ...(flags.includes("leaving") ? { leaving: { secondsLeft: 14, secondsTotal: 20 } } : {}),
    troubles: flags.includes("troubles")
      ? [
          {
            id: "p",
            kind: "printer",
            state: "fault",
            what: "The printer is out of paper: put in a new roll.",
            trouble: "paper-out",
            sinceMs: 0,
          },
        ]
      : [],
    practice: flags.includes("practice"),
    ...(flags.includes("staff") ? { staff: "inside" as const } : {}),
    ...(flags.includes("setup") ? { setUp: SAMPLE_SET_UP } : {}),
    ...(flags.includes("staff-door") ? { staff: "door" as const } : {}),
  };
}

export function sampleView(hash: string): View {
  const [mode = "kiosk", screen = "attract", ...rest] = hash.replace(/^#/, "").split("/");
  const isCustomer = mode === "customer";
  const known = isCustomer ? "counter" : mode === "counter" || mode === "vending" ? mode : "kiosk";
  const frame = sampleFrame(known, rest);
  const named = sampleScreens(known)[screen] ?? { at: "attract", available: true };
  const shown = rest.includes("odd") ? withOddNames(named) : named;
  const view = { frame, screen: shown };
  return isCustomer ? customerView(view, frame.theme) : view;
}

/** A receipt as staff look at it. */
export const SAMPLE_RECEIPT: readonly SlipPart[] = [
  { part: "text", text: "KOPI" },
  { part: "text", text: "Salgskvittering" },
  { part: "rule" },
  { part: "row", left: "Kvittering 1204", right: "23.11.2026 14:05:09" },
  { part: "row", left: "Bringebærsyltetøy", right: "89,00" },
  { part: "row", left: "  Rabatt Skadd vare", right: "-8,90" },
  { part: "row", left: "Sum", right: "NOK 80,10" },
];

/** What staff see of a busy morning. */
export const SAMPLE_STAFF: StaffView = {
  currency: "NOK",
  setsUp: true,
  orders: [
    { orderNumber: 47, startedAtMs: 1_795_418_400_000, total: nok(84), lines: [{ name: "Kaffe", quantity: 2 }] },
  ],
  sales: [
    {
      reference: "k1-7Q2M4XW8AB-1",
      soldAtMs: 1_795_418_100_000,
      total: nok(45),
      left: nok(45),
      receiptNumber: 1204,
    },
    {
      reference: "k1-9R3N5YZ6CD-1",
      soldAtMs: 1_795_417_800_000,
      total: nok(39),
      left: nok(0),
      receiptNumber: 1203,
    },
  ],
  lockedSlots: [{ slot: "B3", why: "the beam saw nothing fall", sinceMs: 1_795_417_000_000 }],
  service: [
    {
      id: "printer",
      notes: [
        {
          isDue: true,
          what: "Lost and found again 6 times since yesterday: a bad cable, a worn plug or interference. Replace the cable, and keep it away from motors.",
        },
        { isDue: false, what: "12,480 receipts and 12,480 cuts so far." },
      ],
    },
  ],
  owedReceipts: [{ receiptNumber: 311, sinceMs: 1_795_418_400_000, copy: true }],
  drawer: {
    is: "closed",
    sinceMs: 1_795_418_400_000,
    openedAloneAtMs: 1_795_418_300_000,
    last: { why: "change", outcome: "opened", atMs: 1_795_418_350_000 },
  },
  devices: [
    {
      id: "printer",
      kind: "printer",
      state: "degraded",
      what: "The paper is nearly used up: have a new roll at hand.",
      trouble: "paper-low",
      sinceMs: 1_795_416_000_000,
    },
  ],
};
