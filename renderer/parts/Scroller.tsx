import { type ReactNode, useRef } from "react";
import { ScrollKeys } from "./ScrollKeys.tsx";

interface ScrollerProps {
  readonly look?: string;
  readonly children: ReactNode;
}

/** A part of a screen that may be longer than its place. */
export function Scroller({ look = "", children }: ScrollerProps) {
  const inside = useRef<HTMLDivElement>(null);
  return (
    <div className={`scroller ${look}`}>
      <div className="scroller-inside" ref={inside}>
        {children}
      </div>
      <ScrollKeys of={inside} />
    </div>
  );
}
