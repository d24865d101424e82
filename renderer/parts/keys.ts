import { useEffect, useLayoutEffect, useRef } from "react";

/**
 * Physical keys for the whole screen, heard only while it is drawn and nothing lies above it. Enter and Space stay with
 * a focused button; what is typed into a field stays with the field, but for the keys named in `alsoInFields`.
 */
export function useKeys(onKey: (key: string) => boolean, alsoInFields: readonly string[] = []): void {
  const latest = useRef(onKey);
  const fields = useRef(alsoInFields);
  // Before the next key can arrive: a scanner types faster than the page is painted.
  useLayoutEffect(() => {
    latest.current = onKey;
    fields.current = alsoInFields;
  });
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (document.querySelector('[aria-modal="true"]') !== null) return;
      const target = event.target;
      if (target instanceof HTMLInputElement && !fields.current.includes(event.key)) return;
      if (target instanceof HTMLButtonElement && (event.key === "Enter" || event.key === " ")) return;
      if (latest.current(event.key)) event.preventDefault();
    };
    window.addEventListener("keydown", heard);
    return () => window.removeEventListener("keydown", heard);
  }, []);
}
