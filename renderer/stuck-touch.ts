/** A finger that has lain in one place for so long presses nothing: a drop, a sleeve, a hand that leans on the glass. */
export const STUCK_MS = 1_500;
/** Taps that follow each other this quickly on one thing are counted, as the platform counts them. */
const AGAIN_MS = 500;
/** A tap may slip so far, in CSS pixels. */
const SLIP = 24;
const PRESSED = "button, input, label";

interface Finger {
  readonly atMs: number;
  readonly x: number;
  readonly y: number;
  readonly on: Element | null;
  /** It came alone, while nothing but stuck touches lay on the glass. */
  isAlone: boolean;
}

/**
 * While one touch is stuck the platform takes every other for a gesture of several fingers, and no button hears anything.
 * Here one finger beside stuck touches presses what it taps; several at once press nothing, as on any touchscreen.
 * Measured by the events' own time stamps. The returned function takes the listeners off.
 */
export function pressBesideStuckTouches(page: Document): () => void {
  const fingers = new Map<number, Finger>();
  let last: { readonly on: Element; readonly atMs: number; readonly count: number } | undefined;

  const begins = (event: TouchEvent) => {
    forgetLifted(fingers, event.touches);
    const others = [...fingers.values()];
    const young = others.filter(({ atMs }) => event.timeStamp - atMs < STUCK_MS);
    for (const finger of young) finger.isAlone = false;
    const isAlone = others.length > 0 && young.length === 0 && event.changedTouches.length === 1;
    for (const { identifier, clientX, clientY, target } of event.changedTouches) {
      const on = target instanceof Element ? target.closest(PRESSED) : null;
      fingers.set(identifier, { atMs: event.timeStamp, x: clientX, y: clientY, on, isAlone });
    }
  };
  const ends = (event: TouchEvent) => {
    for (const { identifier, clientX, clientY } of event.changedTouches) {
      const finger = fingers.get(identifier);
      fingers.delete(identifier);
      if (finger === undefined || !finger.isAlone || finger.on === null) continue;
      if (Math.hypot(clientX - finger.x, clientY - finger.y) > SLIP) continue;
      if (page.elementFromPoint(clientX, clientY)?.closest(PRESSED) !== finger.on) continue;
      const again = last?.on === finger.on && event.timeStamp - last.atMs < AGAIN_MS;
      last = { on: finger.on, atMs: event.timeStamp, count: again ? (last?.count ?? 0) + 1 : 1 };
      const { count: detail } = last;
      finger.on.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true, detail }));
    }
  };
  const breaksOff = (event: TouchEvent) => {
    for (const { identifier } of event.changedTouches) fingers.delete(identifier);
  };
  const heard = { capture: true, passive: true };
  page.addEventListener("touchstart", begins, heard);
  page.addEventListener("touchend", ends, heard);
  page.addEventListener("touchcancel", breaksOff, heard);
  return () => {
    page.removeEventListener("touchstart", begins, heard);
    page.removeEventListener("touchend", ends, heard);
    page.removeEventListener("touchcancel", breaksOff, heard);
  };
}

/** A finger whose end nobody told of. */
function forgetLifted(fingers: Map<number, Finger>, touches: TouchList): void {
  const lying = new Set([...touches].map(({ identifier }) => identifier));
  for (const identifier of fingers.keys()) if (!lying.has(identifier)) fingers.delete(identifier);
}
