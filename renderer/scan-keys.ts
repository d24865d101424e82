import { useLayoutEffect, useRef } from "react";
import { flushSync } from "react-dom";

/** A scanner types faster than this from key to key; nobody else does for long. */
export const SCAN_GAP_MS = 35;
/** Without an end key, a silence as long as this ends a code. */
export const SCAN_END_MS = 100;
/** A code has a digit among its letters, words typed very fast have none; and it is so long, without an end key and with. */
const DIGIT = /\d/;
const LEAST = 6;
const LEAST_BEFORE_END = 3;
const MOST = 4_096;

/** One press of a key, by its place on the keyboard: letters differ from layout to layout, places do not. */
export interface Press {
  /** `KeyboardEvent.code` */
  readonly code: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly atMs: number;
}

/** Places without a letter or digit in their name, as a scanner set to a US keyboard means them: plain, with Shift. */
const SIGNS: Readonly<Record<string, string>> = {
  Space: "  ",
  Minus: "-_",
  Equal: "=+",
  BracketLeft: "[{",
  BracketRight: "]}",
  Backslash: "\\|",
  IntlBackslash: "\\|",
  Semicolon: ";:",
  Quote: "'\"",
  Backquote: "`~",
  Comma: ",<",
  Period: ".>",
  Slash: "/?",
  NumpadAdd: "++",
  NumpadSubtract: "--",
  NumpadMultiply: "**",
  NumpadDivide: "//",
  NumpadDecimal: "..",
};
const ABOVE_DIGITS = ")!@#$%^&*(";
const ENDS: ReadonlySet<string> = new Set(["Enter", "NumpadEnter", "Tab"]);
const SHIFTS: ReadonlySet<string> = new Set(["ShiftLeft", "ShiftRight", "CapsLock", "ControlLeft", "ControlRight"]);

/** What a scanner set to a US keyboard means by this key; undefined where it means nothing. */
export function scannedLetter({ code, shift, ctrl }: Press): string | undefined {
  // Scanners send GS1's separator as Ctrl and a closing bracket.
  if (ctrl) return code === "BracketRight" ? "\u001d" : undefined;
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  const [, pad, digit] = /^(Digit|Numpad)(\d)$/.exec(code) ?? [];
  if (digit !== undefined) return shift && pad === "Digit" ? ABOVE_DIGITS[Number(digit)] : digit;
  return SIGNS[code]?.[shift ? 1 : 0];
}

/**
 * "hold": may be a scanner's, to be kept from the page until it is known. "pass": nobody's business here. "scan": the end of
 * a code. `typed` tells how many of the keys held before it were typed by a person and are to be given back first.
 */
export type Verdict =
  | { readonly is: "hold"; readonly typed: number }
  | { readonly is: "pass"; readonly typed: number }
  | { readonly is: "scan"; readonly typed: number; readonly text: string };

/** Tells a scanner's keys from a person's by their pace. Holds no clock: every press says when it happened. */
export class KeyPace {
  #text = "";
  #count = 0;
  #lastMs = Number.NEGATIVE_INFINITY;

  /** Keys kept from the page so far. */
  get held(): number {
    return this.#count;
  }

  press(press: Press): Verdict {
    const isSlow = press.atMs - this.#lastMs >= SCAN_GAP_MS;
    const typed = isSlow ? this.#clear() : 0;
    if (ENDS.has(press.code)) {
      if (this.#count >= LEAST_BEFORE_END && DIGIT.test(this.#text))
        return { is: "scan", typed, text: this.#take() };
      return { is: "pass", typed: typed + this.#clear() };
    }
    if (SHIFTS.has(press.code)) return { is: "pass", typed };
    const letter = scannedLetter(press);
    if (letter === undefined || this.#count >= MOST) return { is: "pass", typed: typed + this.#clear() };
    this.#text += letter;
    this.#count += 1;
    this.#lastMs = press.atMs;
    return { is: "hold", typed };
  }

  /** Nothing was pressed up to now. Undefined while it may still go on. */
  silence(atMs: number): Exclude<Verdict, { is: "hold" }> | undefined {
    if (this.#count === 0) return undefined;
    const silentMs = atMs - this.#lastMs;
    const isCode = this.#count >= LEAST && DIGIT.test(this.#text);
    if (silentMs < (isCode ? SCAN_END_MS : SCAN_GAP_MS)) return undefined;
    return isCode ? { is: "scan", typed: 0, text: this.#take() } : { is: "pass", typed: this.#clear() };
  }

  #take(): string {
    const text = this.#text;
    this.#clear();
    return text;
  }

  #clear(): number {
    const count = this.#count;
    this.#text = "";
    this.#count = 0;
    this.#lastMs = Number.NEGATIVE_INFINITY;
    return count;
  }
}

/**
 * A scanner that types like a keyboard, heard wherever the focus is. Its keys reach no field and press no button; what a
 * person types is given back to the page, at most a tenth of a second later.
 */
export function useScanKeys(scanned: (text: string) => void): void {
  const latest = useRef(scanned);
  useLayoutEffect(() => {
    latest.current = scanned;
  });
  useLayoutEffect(() => {
    const pace = new KeyPace();
    const held: KeyboardEvent[] = [];
    const own = new WeakSet<Event>();
    let timer: ReturnType<typeof setTimeout> | undefined;

    const settle = (verdict: Verdict): void => {
      for (const event of held.splice(0, verdict.typed)) giveBack(event, own);
      if (verdict.is !== "scan") return;
      held.length = 0;
      latest.current(verdict.text);
    };
    const wait = (): void => {
      clearTimeout(timer);
      if (pace.held === 0) return;
      timer = setTimeout(() => {
        const verdict = pace.silence(performance.now());
        if (verdict !== undefined) settle(verdict);
        wait();
      }, SCAN_GAP_MS);
    };
    const heard = (event: KeyboardEvent): void => {
      if (own.has(event)) return;
      const { code, shiftKey: shift, ctrlKey: ctrl, timeStamp: atMs } = event;
      // A key held down repeats itself as fast as a scanner; no scanner holds one.
      // A PIN is typed by heart, as fast as a scanner, and is nobody's article.
      const isSecret = document.querySelector("[data-secret]") !== null;
      const isOther = isSecret || event.repeat || event.altKey || event.metaKey || event.isComposing;
      const verdict = pace.press(isOther ? { code: "", shift, ctrl, atMs } : { code, shift, ctrl, atMs });
      settle(verdict);
      // What was given back may have moved the focus; a key pressed after it belongs there.
      const follows = verdict.is === "pass" && verdict.typed > 0 && event.target !== document.activeElement;
      if (verdict.is !== "pass" || follows) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
      if (follows) giveBack(event, own);
      if (verdict.is === "hold") held.push(event);
      wait();
    };
    window.addEventListener("keydown", heard, { capture: true });
    return () => {
      window.removeEventListener("keydown", heard, { capture: true });
      clearTimeout(timer);
      for (const event of held.splice(0)) giveBack(event, own);
    };
  }, []);
}

/** The key as the page would have had it: its event, then its letter where the focus is in a field. */
function giveBack(held: KeyboardEvent, own: WeakSet<Event>): void {
  const { key, code, shiftKey, ctrlKey } = held;
  const event = new KeyboardEvent("keydown", { key, code, shiftKey, ctrlKey, bubbles: true, cancelable: true });
  own.add(event);
  // Drawn at once: the next key given back builds on what this one did.
  flushSync(() => {
    const isTaken = !(document.activeElement ?? document.body).dispatchEvent(event);
    const field = document.activeElement;
    if (isTaken || key.length !== 1 || ctrlKey || !(field instanceof HTMLInputElement)) return;
    field.setRangeText(key, field.selectionStart ?? 0, field.selectionEnd ?? field.value.length, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true, data: key, inputType: "insertText" }));
  });
}
