import { ArrowRight } from "lucide-react";
import { ask } from "../bridge.ts";
import { Button } from "./Button.tsx";
import { useFrame, useWords } from "./frame-context.ts";

interface PayButtonProps {
  readonly disabled: boolean;
  readonly keyHint?: string;
}

/** Words and verb as the wallet's design guidelines allow: "Pay with Vipps", in the text's own type. */
export function PayButton({ disabled, keyHint }: PayButtonProps) {
  const words = useWords();
  const { wallet } = useFrame();
  return (
    <Button
      kind="primary"
      testId="pay"
      disabled={disabled}
      onClick={() => ask("pay:open", {})}
      {...(keyHint === undefined ? {} : { keyHint })}
    >
      {words.pay(wallet)}
      <ArrowRight className="icon" aria-hidden="true" />
    </Button>
  );
}
