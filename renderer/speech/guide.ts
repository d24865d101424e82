import { ask } from "../bridge.ts";
import { pictureStore } from "../store.ts";
import { wordsFor } from "../words/words-for.ts";
import { type Control, saidOnDigits, saidOnFocus } from "./control.ts";
import { type Said, said, saidAgain, saidOnView } from "./spoken.ts";

/**
 * Tells main what to say: when the picture changes, when the focus moves, and when a digit is typed. What is said is
 * decided in `spoken.ts` and `control.ts`. The returned function stops it.
 */
export function guideByVoice(page: Document): () => void {
  /** The focus moves because somebody moved it, not because a new screen put it somewhere. */
  let byHand = false;
  const handled = () => {
    byHand = true;
  };
  const stopViews = pictureStore.subscribe(({ view }, { view: before }) => {
    if (view === undefined || view === before) return;
    byHand = false;
    const what = saidOnView(before, view, wordsFor(view.frame));
    const begins = before?.frame.speech?.on !== true;
    const open = begins ? page.querySelector("dialog") : null;
    // Whoever asked for help and by that for the voice hears the help first.
    tell(open === null || what === undefined ? what : { ...what, sentences: helpFirst(open, what) });
  });
  let sheet: Element | null = null;
  const focused = (event: FocusEvent) => {
    const view = pictureStore.getState().view;
    if (view?.frame.speech?.on !== true || !(event.target instanceof HTMLElement)) return;
    const around = event.target.closest('dialog, [role="alertdialog"]');
    const opened = around !== sheet && around?.matches("dialog") === true ? sheetWords(around) : [];
    sheet = around;
    // A heading is read with its screen.
    if (event.target.matches("h1, dialog") && opened.length === 0) return;
    tell(saidOnFocus(controlOf(event.target, opened), view.frame.speech.output, wordsFor(view.frame), byHand));
  };
  page.addEventListener("keydown", handled, { capture: true });
  page.addEventListener("pointerdown", handled, { capture: true });
  page.addEventListener("focusin", focused);
  return () => {
    stopViews();
    page.removeEventListener("keydown", handled, { capture: true });
    page.removeEventListener("pointerdown", handled, { capture: true });
    page.removeEventListener("focusin", focused);
  };
}

/** Called by the number screen with what stands in its field. */
export function tellDigits(typed: string): void {
  const view = pictureStore.getState().view;
  if (view?.frame.speech?.on !== true) return;
  tell(saidOnDigits(typed, view.frame.speech.output, wordsFor(view.frame)));
}

/** Called for what stands on the staff's sheet, which is no part of the view. It cuts short what was being said. */
export function tellSentences(sentences: readonly string[]): void {
  if (pictureStore.getState().view?.frame.speech?.on === true) tell(said(sentences, true));
}

/** Called where somebody wants to hear the screen once more. It cuts short what was being said. */
export function tellAgain(): void {
  const view = pictureStore.getState().view;
  if (view !== undefined) tell(saidAgain(view, wordsFor(view.frame)));
}

/** Called where a switch has been pressed and keeps the focus. */
export function tellControl(element: HTMLElement): void {
  const view = pictureStore.getState().view;
  if (view?.frame.speech?.on !== true) return;
  tell(saidOnFocus(controlOf(element, []), view.frame.speech.output, wordsFor(view.frame)));
}

function tell(what: Said | undefined): void {
  if (what !== undefined) ask("speech:say", { ...what, sentences: [...what.sentences] });
}

function helpFirst(sheet: Element, { sentences }: Said): readonly string[] {
  const [begins = "", ...screen] = sentences;
  return [begins, ...sheetWords(sheet), ...screen].slice(0, 12);
}

function sheetWords(sheet: Element): readonly string[] {
  const told = [...sheet.querySelectorAll("[data-told]")].map((part) => part.textContent ?? "");
  return [sheet.getAttribute("aria-label") ?? "", ...told];
}

function controlOf(element: HTMLElement, opened: readonly string[]): Control {
  const state = stateOf(element);
  return {
    name: element.matches("dialog") ? "" : nameOf(element),
    disabled: element.matches(":disabled"),
    ofNumber: element.closest(".keypad, .number-field") !== null,
    opened,
    ...(state === undefined ? {} : { state }),
  };
}

function nameOf(element: HTMLElement): string {
  const given = element.getAttribute("aria-label");
  if (given !== null) return given;
  const label = element instanceof HTMLInputElement ? element.labels?.[0]?.innerText : undefined;
  // A keyboard's hint and whatever readers pass over are for the eye.
  const forTheEye = 'kbd, svg, [aria-hidden="true"]';
  const parts = [...element.childNodes].filter((part) => !(part instanceof Element && part.matches(forTheEye)));
  const own = parts.map((part) => (part instanceof HTMLElement ? part.innerText : (part.textContent ?? "")));
  // A mark that stands for words is said last.
  const marks = [...element.querySelectorAll("[data-spoken]")].map((mark) => mark.getAttribute("aria-label") ?? "");
  const named = [...own, ...marks].map((words) => words.trim()).filter((words) => words !== "");
  return (label ?? named.join(". ")).replace(/\s*\n\s*/g, ". ").trim();
}

function stateOf(element: HTMLElement): Control["state"] {
  if (element.getAttribute("role") === "switch")
    return element.getAttribute("aria-checked") === "true" ? "on" : "off";
  return element.getAttribute("aria-pressed") === "true" ? "chosen" : undefined;
}
