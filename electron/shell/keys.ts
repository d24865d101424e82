/** A key as Electron's `before-input-event` tells it. */
export interface Key {
  /** `KeyboardEvent.key`: "a", "Enter", "F5". */
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

/** Keys with a name that move about a page or edit a field. */
export const EDITING_KEYS: ReadonlySet<string> = new Set([
  "Enter",
  "Tab",
  "Escape",
  "Backspace",
  "Delete",
  "Insert",
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "Home",
  "End",
  "PageUp",
  "PageDown",
  "Shift",
  "CapsLock",
  "NumLock",
  "Clear",
  "Dead",
  "Process",
]);

/**
 * Help on every screen, and the cashier's: search, discount, hold, two answers, start over, pay, find a sale. Chromium
 * itself does nothing with them in a bare window.
 */
export const CASHIER_KEYS: ReadonlySet<string> = new Set(["F1", "F2", "F3", "F4", "F6", "F7", "F8", "F9", "F10"]);

/** Single characters, editing keys and the cashier's; nothing with Ctrl, Alt or Meta, and no other function key. */
export function isAllowedKey({ key, control, alt, meta }: Key): boolean {
  if (control || alt || meta) return false;
  return [...key].length === 1 || EDITING_KEYS.has(key) || CASHIER_KEYS.has(key);
}
