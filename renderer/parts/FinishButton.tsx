import { ask } from "../bridge.ts";
import { Button } from "./Button.tsx";
import { useFrame, useWords } from "./frame-context.ts";
import { useKeys } from "./keys.ts";

/** Leaves a result at once. */
export function FinishButton({ kind }: { readonly kind: "primary" | "second" }) {
  const words = useWords();
  const { mode } = useFrame();
  useKeys((key) => {
    if (key !== "Enter") return false;
    ask("finish", {});
    return true;
  });
  return (
    <Button
      kind={kind}
      testId="finish"
      onClick={() => ask("finish", {})}
      {...(mode === "counter" ? { keyHint: "Enter" } : {})}
    >
      {words.finish}
    </Button>
  );
}
