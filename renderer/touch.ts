/** At most one `touch` a second leaves the page. */
export const TOUCH_INTERVAL_MS = 1000;

/**
 * Tells the terminal that somebody is here. Measured by the events' own time stamps: the page holds no timer.
 * The returned function takes the listeners off.
 */
export function watchTouches(target: EventTarget, tell: () => void): () => void {
  let toldAtMs = Number.NEGATIVE_INFINITY;
  const heard = (event: Event) => {
    if (event.timeStamp - toldAtMs < TOUCH_INTERVAL_MS) return;
    toldAtMs = event.timeStamp;
    tell();
  };
  target.addEventListener("pointerdown", heard, { capture: true });
  target.addEventListener("keydown", heard, { capture: true });
  return () => {
    target.removeEventListener("pointerdown", heard, { capture: true });
    target.removeEventListener("keydown", heard, { capture: true });
  };
}
