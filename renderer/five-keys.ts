/** Where an arrow leads, as a unit step on the screen. */
const STEP: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

export interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * The nearest place in the arrow's direction: straight ahead counts once, sideways three times, so that a column is
 * followed before it is left. Undefined where nothing lies that way.
 */
export function nearest<T extends Place>(from: Place, places: readonly T[], key: string): T | undefined {
  const step = STEP[key];
  if (step === undefined) return undefined;
  const [stepX, stepY] = step;
  let best: T | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const place of places) {
    const ahead = (place.x - from.x) * stepX + (place.y - from.y) * stepY;
    const aside = Math.abs((place.x - from.x) * stepY) + Math.abs((place.y - from.y) * stepX);
    if (ahead < 4) continue;
    const cost = ahead + aside * 3;
    if (cost >= bestCost) continue;
    best = place;
    bestCost = cost;
  }
  return best;
}

/**
 * Makes every screen usable with four arrows and Enter: a switch box or the machine's own keys. A field in which arrows
 * already mean something keeps them. The returned function takes the listener off.
 */
export function watchArrows(page: Document): () => void {
  const heard = (event: KeyboardEvent) => {
    if (event.defaultPrevented || !(event.key in STEP) || event.target instanceof HTMLInputElement) return;
    const above = page.querySelector('[aria-modal="true"]') ?? page.body;
    const buttons = [...above.querySelectorAll<HTMLElement>("button:not(:disabled), input")]
      .filter((button) => button.tabIndex >= 0 && button.closest("[inert]") === null)
      .map((button) => ({ button, ...middle(button) }));
    const held = page.activeElement;
    const first = buttons[0];
    const next =
      held instanceof HTMLElement && buttons.some(({ button }) => button === held)
        ? nearest(middle(held), buttons, event.key)
        : first;
    if (next === undefined) return;
    event.preventDefault();
    next.button.focus();
    next.button.scrollIntoView({ block: "nearest" });
  };
  page.addEventListener("keydown", heard);
  return () => page.removeEventListener("keydown", heard);
}

function middle(element: HTMLElement): Place {
  const box = element.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}
