import { unreachable } from "./unreachable.ts";
import type { ScreenAt, View } from "./view.ts";
import type { HelpAt, Words } from "./words/words.ts";

/** Where the screen stands, as far as words depend on it. */
type Place = Pick<View["frame"], "mode" | "wallet" | "helpLine">;

/** Sentences that depend on more than one fact, said the same way to the eye and to the ear. */

/** What the first screen asks for. */
export function invitation(mode: View["frame"]["mode"], words: Words): string {
  switch (mode) {
    case "kiosk":
      return words.touchToOrder;
    case "vending":
      return words.touchToBuy;
    case "counter":
      return words.startSelling;
    default:
      return unreachable(mode);
  }
}

export function payingHeadline(
  { beside, flow, step, pickedUp }: Pick<ScreenAt<"paying">, "beside" | "flow" | "step" | "pickedUp">,
  words: Words,
  wallet: string,
): string {
  switch (step) {
    case "asking":
      return flow === "push" ? words.sending : words.preparingCode;
    case "waiting":
      if (pickedUp) return words.pickedUp(wallet);
      if (beside !== undefined) return words.scanOrType(wallet);
      return flow === "push" ? words.openAndApprove(wallet) : words.scanCode(wallet);
    case "approved":
      return words.approved;
    case "cancelling":
      return words.cancelling;
    case "switching":
      return words.switching;
    case "checking":
      return words.checking(wallet);
    default:
      return unreachable(step);
  }
}

/** The first line of an ended sale: what happened to the money. `amount` is written out. */
export function endedHeadline({ money }: ScreenAt<"ended">, words: Words, amount: string): string {
  return money === "nothing-reserved" ? words.nothingTaken : words.money[money](amount);
}

/** Why it ended. The word "cancelled" stands only where main has proof; until then it is being cancelled. */
export function endedReason({ money, why }: ScreenAt<"ended">, words: Words): string {
  const proven = money === "nothing-reserved" || money === "given-back";
  if (why === "cancelled" && !proven) return words.stillCancelling;
  if (money === "being-checked") return `${words.ended[why]} ${words.paysOnlyForGot}`;
  return words.ended[why];
}

/** The wallet does not say that somebody is too young; where it may be so, the age is named. */
export function agePerhaps({ minimumAge, why }: ScreenAt<"ended">, words: Words): readonly string[] {
  // A code that is refused in the app stands until its time is over.
  const perhaps = why === "declined" || why === "expired" || why === "could-not-send" || why === "failed";
  return perhaps && minimumAge !== undefined ? [words.ageLimit(minimumAge)] : [];
}

/** Beside the question for the number. At a counter the cashier has seen to the age; there it explains a refusal. */
export function ageBesideNumber(
  { basket, complaint }: Pick<ScreenAt<"number">, "complaint"> & { readonly basket?: ScreenAt<"number">["basket"] },
  mode: View["frame"]["mode"],
  words: Words,
): readonly string[] {
  const years = basket?.minimumAge;
  if (years === undefined || (mode === "counter" && complaint !== "could-not-send")) return [];
  return [words.ageLimit(years)];
}

/** "2 of 3 is coming": the turn of the one that is on its way. */
export function comingHeadline({ items }: ScreenAt<"dispensing">, words: Words): string {
  const settled = items.filter((item) => item.state !== "waiting" && item.state !== "coming").length;
  return words.coming(Math.min(settled + 1, items.length), items.length);
}

export function doneHeadline({ items }: ScreenAt<"done">, words: Words): string {
  return items.some((item) => item.state === "dropped") ? words.takeGoods : words.thanks;
}

/** Which help fits what is on the screen. */
export function helpAt({ frame, screen }: View): HelpAt {
  switch (screen.at) {
    case "goods":
      return frame.mode === "vending" ? "slots" : "goods";
    case "number":
      return screen.canPush ? "number" : "code";
    case "paying":
      if (screen.step !== "waiting" && screen.step !== "asking") return "busy";
      return screen.flow === "qr" ? "scan" : "push";
    case "ended":
      return screen.mayTryAgain ? "again" : "ended";
    default:
      return screen.at;
  }
}

/** Why nothing can be paid just now, and who can do something about it. */
export function awayReason(why: ScreenAt<"attract">["why"], place: Place, words: Words): readonly string[] {
  if (why === undefined) return [];
  return [words.whyNot[why], ...(why === "out-of-service" ? helpHere(place, words) : [])];
}

/** What to do now that the sale came to nothing. */
export function endedAdvice({ why }: ScreenAt<"ended">, place: Place, words: Words): readonly string[] {
  const needsHelp = why === "failed" || why === "not-dropped" || why === "unknown-drop";
  return [words.whatNow[why], ...(needsHelp ? helpHere(place, words) : [])];
}

/** Where the receipt is; and where there is another, should it not have come. */
export function receiptSentences(
  receipt: ScreenAt<"done">["receipt"],
  place: Place,
  words: Words,
): readonly string[] {
  const isSure = receipt !== "unconfirmed" && receipt !== "failed" && receipt !== "not-filed";
  return [words.receipt[receipt](place.wallet), ...(isSure ? [] : [copyHere(place, words)])];
}

/** At a machine nobody stands: there the operator's own line is named, and no staff is promised. */
function helpHere({ mode, helpLine }: Place, words: Words): readonly string[] {
  if (mode !== "vending") return [words.helpHere.staff];
  return helpLine === undefined ? [] : [words.helpHere.line(helpLine)];
}

function copyHere({ mode, wallet, helpLine }: Place, words: Words): string {
  if (mode !== "vending") return words.copyHere.staff;
  return helpLine === undefined ? words.copyHere.nobody(wallet) : words.copyHere.line(helpLine);
}
