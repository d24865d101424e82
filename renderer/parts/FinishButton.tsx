import { ask } from "../bridge.ts";
import { Button } from "./Button.tsx";
import { useFrame, useWords } from "./frame-context.ts";
import { useKeys } from "./keys.ts";

/** Leaves a result at once. */
export function FinishButton({ kind }: { readonly kind: "primary" | "second" }) {
  const words = useWords();
  const { mode, facing } = useFrame();
  useKeys((key) => {
    if (key !== "Enter") return false;
    ask("finish", {});
    return true;
  });
  if (facing === "customer") return undefined;
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
