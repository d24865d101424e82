import { ShoppingBasket } from "lucide-react";
import { ask } from "../bridge.ts";
import { Button } from "./Button.tsx";
import { useFrame, useWords } from "./frame-context.ts";
import { useKeys } from "./keys.ts";

/** From a sale that came to nothing back to its goods. */
export function TryAgainButton() {
  const words = useWords();
  const { mode, facing } = useFrame();
  useKeys((key) => {
    if (key !== "Enter") return false;
    ask("try-again", {});
    return true;
  });
  if (facing === "customer") return undefined;
  return (
    <Button
      kind="primary"
      testId="try-again"
      icon={<ShoppingBasket className="icon" aria-hidden="true" />}
      onClick={() => ask("try-again", {})}
      {...(mode === "counter" ? { keyHint: "Enter" } : {})}
    >
      {words.backToBasket}
    </Button>
  );
}
