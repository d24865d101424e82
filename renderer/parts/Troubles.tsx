import { Wrench } from "lucide-react";
import { useFrame, useWords } from "./frame-context.ts";

/** For the staff: a small mark in the corner, and at the counter what it is about in words. */
export function Troubles() {
  const words = useWords();
  const { troubles, mode } = useFrame();
  if (troubles.length === 0) return undefined;
  return (
    <p className="troubles" data-testid="troubles">
      <Wrench className="icon" aria-hidden="true" />
      {mode === "counter" ? (
        <span className="troubles-words">{troubles.map((device) => device.what).join(" · ")}</span>
      ) : (
        <span className="unseen">{words.staffNeeded}</span>
      )}
    </p>
  );
}
