import { ask } from "../bridge.ts";
import { Button } from "./Button.tsx";
import { useFrame, useWords } from "./frame-context.ts";
import { useKeys } from "./keys.ts";

interface FinishButtonProps {
  readonly kind: "primary" | "second";
  /** Of the counter. Escape where Enter does something else. */
  readonly on?: "Enter" | "Escape";
}

/** Leaves a result at once, and the basket with it. */
export function FinishButton({ kind, on = "Enter" }: FinishButtonProps) {
  const words = useWords();
  const { mode, facing } = useFrame();
  useKeys((key) => {
    if (key !== on) return false;
    ask("finish", {});
    return true;
  });
  if (facing === "customer") return undefined;
  return (
    <Button
      kind={kind}
      testId="finish"
      onClick={() => ask("finish", {})}
      {...(mode === "counter" ? { keyHint: on === "Escape" ? "Esc" : on } : {})}
    >
      {words.finish}
    </Button>
  );
}
