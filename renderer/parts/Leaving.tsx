import { useEffect, useLayoutEffect, useRef } from "react";
import { ask } from "../bridge.ts";
import { useFrame, useWords } from "./frame-context.ts";
import { Ring } from "./Ring.tsx";

/** A number is shown only when it has become worth counting. */
const COUNTED_SECONDS = 20;

/** "Are you still there?", above whatever screen is open. Main counts; this draws. */
export function Leaving() {
  const words = useWords();
  const { leaving } = useFrame();
  const answer = useRef<HTMLButtonElement>(null);
  const before = useRef<Element>(null);
  useLayoutEffect(() => {
    before.current = document.activeElement;
    answer.current?.focus();
  }, []);
  // Once the screen below can be reached again, whoever works by keys goes on where they were.
  useEffect(
    () => () => {
      if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
    },
    [],
  );
  if (leaving === undefined) return undefined;
  const { secondsLeft, secondsTotal } = leaving;
  return (
    <div
      className="leaving"
      data-testid="leaving"
      role="alertdialog"
      aria-modal="true"
      aria-labelledby="leaving-title"
    >
      <div className="leaving-sheet">
        <h2 className="leaving-title" id="leaving-title">
          {words.stillThere}
        </h2>
        <p className="leaving-means">{words.stillThereMeans}</p>
        <Ring left={secondsTotal > 0 ? secondsLeft / secondsTotal : 0}>
          {secondsLeft <= COUNTED_SECONDS ? (
            <span className="ring-number" role="img" aria-label={words.secondsLeft(secondsLeft)}>
              {secondsLeft}
            </span>
          ) : undefined}
        </Ring>
        <button
          type="button"
          className="button button-primary"
          data-testid="more-time"
          ref={answer}
          onClick={() => ask("more-time", {})}
        >
          <span className="button-words">{words.moreTime}</span>
        </button>
      </div>
    </div>
  );
}
