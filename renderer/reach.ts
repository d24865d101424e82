/** CSS pixels: a window lower than this is a panel of a hand's height, within reach as a whole or not at all. */
const LOWEST_WINDOW_PX = 700;

/**
 * Whether "everything lower" would move anything: the window is high enough, and its upper part is beyond reach. How much is
 * within reach stands in the style sheets (`--reach`, a part of the height), where the terminal sets it.
 */
export function canBeLower(): boolean {
  const reach = Number(getComputedStyle(document.documentElement).getPropertyValue("--reach"));
  return innerHeight >= LOWEST_WINDOW_PX && reach < 1;
}
