import { RotateCcw } from "lucide-react";
import { ask } from "../bridge.ts";
import { Button } from "./Button.tsx";
import { useWords } from "./frame-context.ts";

/** Empties the basket; from an empty one it leads back to the first screen. */
export function StartOver({ empty, keyHint }: { readonly empty: boolean; readonly keyHint?: string }) {
  const words = useWords();
  return (
    <Button
      kind="quiet"
      look="bar-button"
      testId="start-over"
      icon={<RotateCcw className="icon" aria-hidden="true" />}
      onClick={() => (empty ? ask("back", {}) : ask("basket:clear", {}))}
      {...(keyHint === undefined ? {} : { keyHint })}
    >
      {words.startOver}
    </Button>
  );
}
