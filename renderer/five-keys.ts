/** Where an arrow leads, as a unit step on the screen. */
const STEP: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** The middle of something that can be focused, and how far it reaches to each side of its middle. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly halfWidth?: number;
  readonly halfHeight?: number;
}

/**
 * The nearest place in the arrow's direction: straight ahead counts once, the gap sideways three times, so that a column
 * is followed before it is left, and a wide button is met from everywhere above it. Undefined where nothing lies that way.
 */
export function nearest<T extends Place>(from: Place, places: readonly T[], key: string): T | undefined {
  const step = STEP[key];
  if (step === undefined) return undefined;
  const [stepX, stepY] = step;
  let best: T | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const place of places) {
    const ahead = (place.x - from.x) * stepX + (place.y - from.y) * stepY;
    if (ahead < 4) continue;
    const aside = Math.abs((place.x - from.x) * stepY) + Math.abs((place.y - from.y) * stepX);
    const reach = stepX === 0 ? half(from.halfWidth, place.halfWidth) : half(from.halfHeight, place.halfHeight);
    const gap = Math.max(0, aside - reach);
    // Of two straight ahead the one nearer the middle.
    const cost = ahead + gap * 3 + (aside - gap) * 0.1;
    if (cost >= bestCost) continue;
    best = place;
    bestCost = cost;
  }
  return best;
}

function half(one = 0, other = 0): number {
  return one + other;
}

/**
 * Makes every screen usable with arrows, Enter and Escape: a switch box or the machine's own keys. A field in which
 * arrows already mean something keeps them. The returned function takes the listener off.
 */
export function watchArrows(page: Document, moves: () => "four-arrows" | "up-down"): () => void {
  const heard = (event: KeyboardEvent) => {
    if (event.defaultPrevented || keepsArrow(event)) return;
    // A key held down goes back one step, not through all of them.
    if (event.key === "Escape" && !event.repeat && goBack(page)) event.preventDefault();
    if (!(event.key in STEP)) return;
    event.preventDefault();
    if (moves() === "up-down") {
      focusOn(inOrder(page, event.key === "ArrowUp" || event.key === "ArrowLeft" ? -1 : 1));
      return;
    }
    const buttons = reachable(page).map((button) => ({ button, ...middle(button) }));
    const held = buttons.find(({ button }) => button === page.activeElement);
    focusOn((held === undefined ? buttons[0] : nextFrom(held, buttons, event.key))?.button);
  };
  page.addEventListener("keydown", heard);
  return () => page.removeEventListener("keydown", heard);
}

/** The next thing in the order of reading takes the focus; after the last comes the first. */
export function focusNext(page: Document): void {
  focusOn(inOrder(page, 1));
}

/** While a sheet lies above the page, Tab goes round in it. The returned function lets it out again. */
export function keepTabInside(page: Document): () => void {
  const heard = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.key !== "Tab") return;
    event.preventDefault();
    focusOn(inOrder(page, event.shiftKey ? -1 : 1));
  };
  page.addEventListener("keydown", heard);
  return () => page.removeEventListener("keydown", heard);
}

/** A line to type in keeps its arrows, save that up and down lead out of one that has no use for them. */
function keepsArrow({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLInputElement)) return false;
  return target.dataset["arrows"] !== "lead-out" || (key !== "ArrowUp" && key !== "ArrowDown");
}

function reachable(page: Document): readonly HTMLElement[] {
  const above = page.querySelector('[aria-modal="true"]') ?? page.body;
  return [...above.querySelectorAll<HTMLElement>("button:not(:disabled), input")].filter(
    (button) => button.tabIndex >= 0 && button.closest("[inert]") === null && button.checkVisibility(),
  );
}

function focusOn(button: HTMLElement | undefined): void {
  button?.focus();
  button?.scrollIntoView({ block: "nearest" });
}

/** From a heading, where a new screen begins, the way leads to what follows it. */
function inOrder(page: Document, step: 1 | -1): HTMLElement | undefined {
  const buttons = reachable(page);
  const from = page.activeElement ?? page.body;
  const isBehind = (button: HTMLElement) =>
    (from.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  if (step === 1) return buttons.find((button) => button !== from && isBehind(button)) ?? buttons[0];
  return buttons.findLast((button) => button !== from && !isBehind(button)) ?? buttons.at(-1);
}

/**
 * Escape is the way back at the bottom left. A basket with something in it is not emptied by one key: there the way back
 * only takes the focus. At the counter the screens hear Escape themselves.
 */
function goBack(page: Document): boolean {
  if (page.querySelector('[aria-modal="true"]') !== null) return false;
  if (page.documentElement.dataset["mode"] === "counter") return false;
  const back = page.querySelector<HTMLElement>(".bar-left button:not(:disabled)");
  if (back === null) return false;
  const losesGoods = back.dataset["testid"] === "start-over" && page.querySelector(".basket-line") !== null;
  if (losesGoods) focusOn(back);
  else back.click();
  return true;
}

interface Candidate extends Place {
  readonly button: HTMLElement;
}

/** A sheet that scrolls is followed to its end before it is left; of another sheet only what can be seen is met. */
function nextFrom(held: Candidate, buttons: readonly Candidate[], key: string): Candidate | undefined {
  const sheet = sheetOf(held.button);
  const inSheet = sheet === null ? [] : buttons.filter(({ button }) => sheetOf(button) === sheet);
  const elsewhere = buttons.filter(({ button }) => !sheet?.contains(button) && inSight(button));
  const further = nearest(held, inSheet, key);
  const along = key === "ArrowUp" || key === "ArrowDown";
  if (further !== undefined && (along || further.y === held.y)) return further;
  return nearest(held, [...inSheet, ...elsewhere], key);
}

function sheetOf(element: HTMLElement): Element | null {
  return element.closest(".scroller-inside");
}

function inSight(element: HTMLElement): boolean {
  const sheet = sheetOf(element)?.getBoundingClientRect();
  if (sheet === undefined) return true;
  const box = element.getBoundingClientRect();
  return box.bottom > sheet.top && box.top < sheet.bottom;
}

function middle(element: HTMLElement): Place {
  const box = element.getBoundingClientRect();
  return {
    x: box.left + box.width / 2,
    y: box.top + box.height / 2,
    halfWidth: box.width / 2,
    halfHeight: box.height / 2,
  };
}
