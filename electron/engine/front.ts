import type { Basket } from "../core/basket.ts";
import { EMPTY_BASKET } from "../core/basket.ts";
import { type Idle, idleOf, type Patience } from "../core/idle.ts";
import type { Language } from "../core/market.ts";
import type { Sale } from "../core/sale.ts";
import type { TerminalSettings } from "../core/settings.ts";
import type { NumberComplaint, Pace, ScanNote, Volume } from "../core/view.ts";

/** Who stands at the screen and what they have done so far. In memory only; wiped when they leave. */
export interface Front {
  readonly at: "attract" | "goods" | "number" | "sale";
  readonly basket: Basket;
  readonly language: Language;
  readonly theme: "light" | "dark" | "contrast";
  readonly largeText: boolean;
  readonly lowReach: boolean;
  readonly speaks: boolean;
  readonly pace: Pace;
  /** As configured again for whoever comes next. */
  readonly volume: Volume;
  /** The sale shown at `at: "sale"`, also after it closed. */
  readonly sale?: Sale;
  readonly maskedNumber?: string;
  /** The request goes, or went, to whoever showed their own code. The code itself is not kept here. */
  readonly byOwnCode?: true;
  readonly complaint?: NumberComplaint;
  /** How often a number or a code was found wrong: the same again is told again. */
  readonly told?: number;
  /** Counter: goods from this age were taken out again, because the customer is too young. Told until the next good. */
  readonly tooYoungFor?: number;
  /** What became of the last scan, where it put nothing in the basket. Told until the next good. */
  readonly scan?: ScanNote;
  /** Counter: how many of the next good are meant. */
  readonly countSaid?: number;
  /** Counter: goods of a basket just taken up again that are not to be had any more. Told until the next good. */
  readonly missing?: readonly string[];
  /** Where this customer wants to be once the present payment is proven dead. */
  readonly afterwards?: "number";
  /** The number typed beside a code that is being ended; forgotten once it is sent or the customer leaves. */
  readonly next?: { readonly msisdn: string; readonly masked: string };
  /** Last sign of somebody, in terminal time. */
  readonly touchedAtMs: number;
  /** "I need more time" on this screen so far. */
  readonly extensions: number;
}

/** A screen nobody has touched: nothing of the last customer is left in it. */
export function freshFront(settings: TerminalSettings, nowMs: number): Front {
  return {
    // The attended counter has no attract screen: somebody is always there.
    at: settings.mode === "counter" ? "goods" : "attract",
    basket: EMPTY_BASKET,
    language: settings.language,
    theme: settings.theme,
    largeText: false,
    lowReach: false,
    speaks: settings.speech.startsOn,
    pace: "normal",
    volume: "normal",
    touchedAtMs: nowMs,
    extensions: 0,
  };
}

/** Another screen: patience begins anew. */
export function goTo(front: Front, at: Front["at"], nowMs: number): Front {
  const { complaint: _complaint, tooYoungFor: _told, scan: _scan, missing: _missing, ...left } = front;
  const { countSaid: _said, ...rest } = left;
  return { ...rest, at, touchedAtMs: nowMs, extensions: 0 };
}

/** Back among the goods with the basket as it was; the ended sale and the number are forgotten. */
export function backToGoods(front: Front, nowMs: number): Front {
  const { sale: _sale, maskedNumber: _masked, byOwnCode: _own, ...rest } = goTo(front, "goods", nowMs);
  const { afterwards: _afterwards, ...left } = rest;
  return left;
}

/** Where a closed sale leaves its customer: mostly at its result, sometimes back at the number with the ways to pay. */
export function afterSale(front: Front, sale: Sale, nowMs: number): Front {
  const { refusal, flow } = sale.payments.at(-1) ?? {};
  const typesNext = front.afterwards === "number" && sale.end?.why === "cancelled";
  const unsent = sale.end?.why === "could-not-send";
  if (!typesNext && !unsent && refusal !== "gateway/push-not-allowed") return front;
  const next = goTo(backToGoods(front, nowMs), "number", nowMs);
  if (!unsent) return next;
  if (refusal === "gateway/app-too-old") return { ...next, complaint: "app-too-old" };
  return { ...next, complaint: front.byOwnCode && flow === "push" ? "code-refused" : "could-not-send" };
}

/** Something was found wrong with what was typed or scanned, perhaps not for the first time. */
export function finding(front: Front, found: Pick<Front, "complaint"> | Pick<Front, "scan">): Partial<Front> {
  return { ...found, told: (front.told ?? 0) + 1 };
}

/** The goods of a sale that came to nothing. A machine shows its slots instead: there one touch is the whole choice. */
export function mayTryAgain(sale: Sale): boolean {
  if (sale.phase !== "closed" || sale.end === undefined || sale.terms.mode === "vending") return false;
  const { why, delivered } = sale.end;
  return why !== "paid" && why !== "returned" && delivered === 0;
}

export function idleAt(front: Front, settings: TerminalSettings, nowMs: number): Idle {
  const { clocks } = settings;
  const unhurried = { ...clocks, resultMs: clocks.resultMs * UNHURRIED };
  const own = isUnhurried(front, settings) ? unhurried : clocks;
  return idleOf(patienceOf(front, settings), own, front.touchedAtMs, nowMs);
}

/** How many times longer a result stays, which leaves without asking (WCAG 2.2.1). */
const UNHURRIED = 10;

/** The customer has chosen something that makes the terminal easier to use, and may need longer to read or hear a result. */
function isUnhurried(front: Front, { mode, theme, speech }: TerminalSettings): boolean {
  const { largeText, lowReach, speaks, pace } = front;
  const hasChosen =
    largeText || lowReach || speaks !== speech.startsOn || pace !== "normal" || front.theme !== theme;
  return mode !== "counter" && hasChosen;
}

export function patienceOf(front: Front, settings: TerminalSettings): Patience {
  const attended = settings.mode === "counter";
  switch (front.at) {
    case "attract":
      return "none";
    case "goods":
      return attended ? "none" : "browsing";
    case "number":
      return attended ? "none" : "number";
    case "sale":
      return saleScreenPatience(front.sale, attended);
  }
}

function saleScreenPatience(sale: Sale | undefined, attended: boolean): Patience {
  if (sale === undefined || sale.phase === "closed") return "result";
  // Goods are decided: what is left, money and paper, needs nobody at the screen and may take long.
  if (sale.phase === "settling") return "result";
  if (sale.phase === "delivering") return sale.terms.mode === "kiosk" ? "result" : "none";
  if (sale.lateUntilMs !== undefined) return "none";
  return attended ? "none" : "waiting";
}

/** The sale whose code is shown with the question for the number beside it. */
export function codeBeside(sale: Sale | undefined, settings: TerminalSettings): Sale | undefined {
  const payment = sale?.payments.at(-1);
  const isOpen = sale?.phase === "paying" && sale.wish === "buy" && payment?.state === "waiting";
  return isOpen && payment.flow === "qr" && settings.payFirst === "side-by-side" ? sale : undefined;
}
