import { ChevronDown, ChevronUp } from "lucide-react";
import type { RefObject } from "react";
import { Button } from "./Button.tsx";
import { useWords } from "./frame-context.ts";
import { useOverflow } from "./overflow.ts";

interface ScrollKeysProps {
  readonly of: RefObject<HTMLElement | null>;
  readonly look?: string;
  readonly onScroll?: () => void;
}

/** Nothing here depends on dragging: whatever scrolls can also be pressed further, and shows that there is more. */
export function ScrollKeys({ of, look = "", onScroll }: ScrollKeysProps) {
  const words = useWords();
  const { up, down } = useOverflow(of);
  if (!up && !down) return undefined;
  const further = (direction: 1 | -1) => {
    onScroll?.();
    const element = of.current;
    element?.scrollBy({ top: direction * element.clientHeight * 0.8 });
  };
  return (
    <div className={`scroll-keys ${look}`}>
      <Button kind="plain" look="scroll-key" disabled={!up} aria-label={words.scrollUp} onClick={() => further(-1)}>
        <ChevronUp className="icon" aria-hidden="true" />
      </Button>
      <Button
        kind="plain"
        look="scroll-key"
        disabled={!down}
        aria-label={words.scrollDown}
        onClick={() => further(1)}
      >
        <ChevronDown className="icon" aria-hidden="true" />
      </Button>
    </div>
  );
}
