import { useLayoutEffect, useRef } from "react";
import { useFrame } from "./frame-context.ts";

/** Keys that go on while they are held down: all others, a jammed one too, are one press. */
const HELD = /^(Backspace|Arrow)/;

/**
 * Physical keys for the whole screen, heard only while it is drawn and nothing lies above it. Enter and Space stay with
 * a focused button; what is typed into a field stays with the field, but for the keys named in `alsoInFields`.
 */
export function useKeys(onKey: (key: string) => boolean, alsoInFields: readonly string[] = []): void {
  useHeard(onKey, alsoInFields, () => document.querySelector('[aria-modal="true"]') === null);
}

/** The same for the sheet that lies above everything. */
export function useSheetKeys(onKey: (key: string) => boolean): void {
  useHeard(onKey, [], () => true);
}

function useHeard(onKey: (key: string) => boolean, alsoInFields: readonly string[], mayHear: () => boolean): void {
  const { charactersAreOff } = useFrame();
  const latest = useRef({ onKey, alsoInFields, mayHear, charactersAreOff });
  // Before the next key can arrive: a scanner types faster than the page is painted.
  useLayoutEffect(() => {
    latest.current = { onKey, alsoInFields, mayHear, charactersAreOff };
  });
  // With the screen, not after it is painted: on a slow machine a cashier's next key is sooner.
  useLayoutEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.repeat && !HELD.test(event.key)) return;
      if (!latest.current.mayHear()) return;
      if (latest.current.charactersAreOff && isCharacter(event.key)) return;
      const target = event.target;
      if (target instanceof HTMLInputElement && !latest.current.alsoInFields.includes(event.key)) return;
      if (target instanceof HTMLButtonElement && (event.key === "Enter" || event.key === " ")) return;
      if (latest.current.onKey(event.key)) event.preventDefault();
    };
    window.addEventListener("keydown", heard);
    return () => window.removeEventListener("keydown", heard);
  }, []);
}

/** WCAG 2.1.4: what one press types. Keys with a name of their own, F2 or Backspace, type nothing. */
function isCharacter(key: string): boolean {
  return [...key].length === 1;
}
