// What measure.mjs asks of a page that keys and switches work: the focus is seen wherever it goes, and help is where it was.

/** Runs in the page: what takes the focus and does not show it, or lies out of sight when it has it. */
export function unseenFocus() {
  const found = [];
  const before = document.activeElement;
  const above = document.querySelector("[role=alertdialog], dialog") ?? document.body;
  for (const sheet of document.querySelectorAll(".screen, .scroller-inside, .screen-aside, .panel-body"))
    sheet.style.scrollBehavior = "auto";
  const named = (element) => element.dataset.testid ?? (element.ariaLabel || element.textContent);
  for (const element of above.querySelectorAll("button, input, [tabindex='0']")) {
    if (element.tabIndex < 0 || element.disabled || !element.checkVisibility({ visibilityProperty: true }))
      continue;
    // What has it already is not brought into sight by having it again.
    element.blur();
    element.focus({ focusVisible: true });
    if (document.activeElement !== element) found.push(`${named(element)} does not take the focus`);
    // A field wears the ring of what is drawn around it.
    const worn = [element, element.closest("label"), element.parentElement].some((one) => {
      const look = one === null ? undefined : getComputedStyle(one);
      return look !== undefined && look.outlineStyle !== "none" && Number.parseFloat(look.outlineWidth) >= 2;
    });
    if (!worn) found.push(`${named(element)} has the focus and does not show it`);
    const { left, top, width, height } = element.getBoundingClientRect();
    // What is taller than the sheet shows a part of itself.
    const isSeen = [0.1, 0.3, 0.5, 0.7, 0.9].some((part) => {
      const at = document.elementFromPoint(left + width / 2, top + height * part);
      return at !== null && element.contains(at);
    });
    if (!isSeen) found.push(`${named(element)} has the focus out of sight`);
  }
  before?.focus?.({ preventScroll: true });
  return found;
}

/** Runs in the page: where "help" is: at the same height, and the same one of the corner, on every screen (WCAG 2.2, 3.2.6). */
export function placeOfHelp() {
  const key = document.querySelector(".bar-right [data-testid=help-menu]");
  if (key === null) return undefined;
  const nth = [...key.parentElement.querySelectorAll("button")].indexOf(key);
  return `${nth} ${Math.round(key.getBoundingClientRect().bottom / 4)}`;
}
