import { type RefObject, useEffect, useState } from "react";

export interface Overflow {
  readonly up: boolean;
  readonly down: boolean;
}

const FITS: Overflow = { up: false, down: false };

/** Whether a scrolling element has more above or below, kept true while it scrolls, grows and shrinks. */
export function useOverflow(ref: RefObject<HTMLElement | null>): Overflow {
  const [overflow, setOverflow] = useState(FITS);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () => {
      const up = element.scrollTop > 4;
      const down = element.scrollTop + element.clientHeight < element.scrollHeight - 4;
      setOverflow((held) => (held.up === up && held.down === down ? held : { up, down }));
    };
    measure();
    element.addEventListener("scroll", measure, { passive: true });
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    for (const child of element.children) sizes.observe(child);
    const children = new MutationObserver(() => {
      for (const child of element.children) sizes.observe(child);
      measure();
    });
    children.observe(element, { childList: true, subtree: true });
    return () => {
      element.removeEventListener("scroll", measure);
      sizes.disconnect();
      children.disconnect();
    };
  }, [ref]);
  return overflow;
}
