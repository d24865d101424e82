import {
  ageBesideNumber,
  agePerhaps,
  awayReason,
  comingHeadline,
  doneHeadline,
  endedAdvice,
  endedHeadline,
  endedReason,
  invitation,
  payingHeadline,
  receiptSentences,
} from "../headlines.ts";
import { wholeName } from "../line-name.ts";
import { aloud } from "../money-text.ts";
import { unreachable } from "../unreachable.ts";
import type { Minor, ScreenAt, View } from "../view.ts";
import { COUNTER_WORDS } from "../words/counter-words.ts";
import { scanSentence } from "../words/scan-words.ts";
import type { Words } from "../words/words.ts";

/** What is to be said, in order. `isPrivate`: tells something of the phone number. */
export interface Said {
  readonly sentences: readonly string[];
  readonly interrupts: boolean;
  readonly isPrivate: boolean;
}

/** The contract takes no more in one ask. */
const SENTENCES_MAX = 12;
const SENTENCE_MAX = 300;

/** The one place that decides what is said when the picture changes; undefined when nothing is. */
export function saidOnView(before: View | undefined, after: View, words: Words): Said | undefined {
  if (after.frame.speech?.on !== true) return undefined;
  const now = sentencesOf(after, words);
  if (before === undefined || before.frame.speech?.on !== true) return said([words.spokenIsOn, ...now], true);
  if (placeOf(before) !== placeOf(after)) return said(now, true);
  const known = new Set(sentencesOf(before, words));
  // Who makes the same mistake again hears again what it was.
  const again = toldOf(before) === toldOf(after) ? [] : notesOf(after, words);
  return said(
    now.filter((sentence) => !known.has(sentence) || again.includes(sentence)),
    false,
  );
}

/** The whole screen, for who did not catch it. */
export function saidAgain(view: View, words: Words): Said | undefined {
  return view.frame.speech?.on === true ? said(sentencesOf(view, words), true) : undefined;
}

function toldOf({ screen }: View): number {
  const question = screen.at === "paying" ? screen.beside : screen;
  return question !== undefined && "told" in question ? (question.told ?? 0) : 0;
}

/** What was found wrong with the last number or code. */
function notesOf({ frame, screen }: View, words: Words): readonly string[] {
  if (screen.at === "goods") {
    return screen.scan === undefined || screen.scan.is === "choose"
      ? []
      : [scanSentence(screen.scan, frame.language)];
  }
  const question = screen.at === "paying" ? screen.beside : screen.at === "number" ? screen : undefined;
  return question?.complaint === undefined ? [] : [words.complaint[question.complaint](frame.wallet)];
}

/** Where one is: another place is told from its beginning and cuts short what was said about the last one. */
function placeOf({ frame, screen }: View): string {
  const step = screen.at === "paying" ? `${screen.flow} ${screen.step}` : "";
  return `${frame.language} ${frame.leaving === undefined ? "" : "leaving"} ${screen.at} ${step}`;
}

/** `undefined` where there is nothing to say. */
export function said(sentences: readonly string[], interrupts: boolean, isPrivate = false): Said | undefined {
  const whole = sentences.filter((sentence) => sentence.trim() !== "").map((one) => one.slice(0, SENTENCE_MAX));
  if (whole.length === 0) return undefined;
  return { sentences: whole.slice(0, SENTENCES_MAX), interrupts, isPrivate };
}

/** A screen read from top to bottom. */
export function sentencesOf(view: View, words: Words): readonly string[] {
  const { frame, screen } = view;
  if (frame.leaving !== undefined) return leavingSentences(frame.leaving.secondsLeft, words);
  switch (screen.at) {
    case "attract":
      return attractSentences(view, screen, words);
    case "goods":
      return goodsSentences(view, screen, words);
    case "number":
      return numberSentences(view, screen, words);
    case "paying":
      return payingSentences(view, screen, words);
    case "late":
      return [words.late, words.lateMeans(spokenAmount(view, screen.amount))];
    case "dispensing":
      return [comingHeadline(screen, words), ...itemSentences(screen.items, words), words.comingMeans];
    case "done":
      return doneSentences(view, screen, words);
    case "ended":
      return [
        endedHeadline(screen, words, spokenAmount(view, screen.amount)),
        endedReason(screen, words),
        ...endedAdvice(screen, view.frame, words),
        ...agePerhaps(screen, words),
      ];
    default:
      return unreachable(screen);
  }
}

function spokenAmount({ frame }: View, amount: Minor): string {
  return aloud(amount, frame.currency, frame.language);
}

/** Counted aloud in tens: a voice that counts every second cannot say anything else. */
function leavingSentences(secondsLeft: number, words: Words): readonly string[] {
  const counted = Math.ceil(secondsLeft / 10) * 10;
  return [words.stillThere, words.stillThereMeans, words.secondsLeft(counted)];
}

type Availability = Pick<ScreenAt<"attract">, "available" | "why">;

function awaySentences({ frame }: View, { available, why }: Availability, words: Words): readonly string[] {
  if (available) return [];
  return [words.notPayingNow(frame.wallet), ...awayReason(why, frame, words)];
}

function attractSentences(view: View, screen: ScreenAt<"attract">, words: Words): readonly string[] {
  const { mode, shopName, wallet, practice } = view.frame;
  const begin = screen.chooseOn === "machine" ? words.chooseOnMachine : invitation(mode, words);
  const open = screen.available ? [words.payWithPhone(wallet), begin] : [];
  return [shopName, ...(practice ? [words.practice] : []), ...awaySentences(view, screen, words), ...open];
}

function goodsSentences(view: View, screen: ScreenAt<"goods">, words: Words): readonly string[] {
  const { basket } = screen;
  const inMachine = screen.available ? words.chooseSlot : words.basket;
  const question = view.frame.mode === "vending" ? inMachine : words.chooseGoods;
  const lines = basket.lines.map((line) => `${wholeName(line)}. ${words.inBasket(line.count)}`);
  const total = lines.length === 0 ? [words.basketIsEmpty] : [spokenAmount(view, basket.total)];
  return [
    question,
    ...awaySentences(view, screen, words),
    ...(screen.tooYoungFor === undefined ? [] : [words.tooYoung(screen.tooYoungFor)]),
    ...(screen.scan === undefined || screen.scan.is === "choose"
      ? []
      : [scanSentence(screen.scan, view.frame.language)]),
    // Before the lines: of a long basket not all are said.
    ...servingSentences(basket.serving, words),
    ...lines,
    ...reductionSentences(view, basket),
    ...total,
  ];
}

function reductionSentences(view: View, { reduction }: ScreenAt<"goods">["basket"]): readonly string[] {
  if (reduction === undefined) return [];
  const { discount } = COUNTER_WORDS[view.frame.language];
  return [`${discount} ${reduction.reason}: ${spokenAmount(view, reduction.amount)}`];
}

function servingSentences(serving: ScreenAt<"goods">["basket"]["serving"], words: Words): readonly string[] {
  if (serving === undefined) return [];
  return [serving === "unanswered" ? words.servingQuestion : words.servings[serving]];
}

function numberSentences(view: View, screen: ScreenAt<"number">, words: Words): readonly string[] {
  const { mode, wallet } = view.frame;
  const amount = spokenAmount(view, screen.amount);
  const question = mode === "counter" ? words.customersNumber : words.yourNumber;
  return [
    screen.canPush ? question : words.noPushHere,
    amount,
    words.money["nothing-reserved"](amount),
    ...(screen.canPush ? [words.numberMeans(wallet)] : []),
    ...(screen.complaint === undefined ? [] : [words.complaint[screen.complaint](wallet)]),
    ...ageBesideNumber(screen, mode, words),
  ];
}

function payingSentences(view: View, screen: ScreenAt<"paying">, words: Words): readonly string[] {
  const { shopName, wallet } = view.frame;
  const amount = spokenAmount(view, screen.amount);
  return [
    payingHeadline(screen, words, wallet),
    words.toShop(amount, shopName),
    words.money[screen.money](amount),
    ...payingGuidance(screen, words, wallet),
  ];
}

function payingGuidance(screen: ScreenAt<"paying">, words: Words, wallet: string): readonly string[] {
  switch (screen.step) {
    case "asking":
      return [];
    case "waiting":
      if (screen.pickedUp) return [words.approveThere];
      return [
        ...(screen.flow === "qr" ? [words.scanMeans(wallet)] : []),
        ...(screen.beside?.complaint === undefined ? [] : [words.complaint[screen.beside.complaint](wallet)]),
        ...(screen.showsWhereInApp ? [words.whereInApp(wallet)] : []),
        ...(screen.offersCode ? [words.codeOffered] : []),
      ];
    case "approved":
      return [words.approvedMeans];
    case "cancelling":
      return [words.cancellingMeans];
    case "switching":
      return [words.switchingMeans];
    case "checking":
      return [words.checkingMeans];
    default:
      return unreachable(screen.step);
  }
}

function doneSentences(view: View, screen: ScreenAt<"done">, words: Words): readonly string[] {
  const { orderNumber, notDelivered, items, receipt, money } = screen;
  return [
    doneHeadline(screen, words),
    words.money[money](spokenAmount(view, screen.amount)),
    ...(orderNumber === undefined ? [] : [`${words.yourOrderNumber}: ${orderNumber}.`, words.orderNumberMeans]),
    ...itemSentences(items, words),
    ...(notDelivered > 0 ? [words.notDelivered[screen.notDeliveredIs](spokenAmount(view, notDelivered))] : []),
    ...receiptSentences(receipt, view.frame, words),
  ];
}

function itemSentences(items: ScreenAt<"done">["items"], words: Words): readonly string[] {
  return items.map((item) => `${item.name}. ${words.item[item.state]}`);
}
