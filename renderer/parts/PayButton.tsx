import { ArrowRight } from "lucide-react";
import { pay } from "../paying.ts";
import type { ScreenAt } from "../view.ts";
import { BeforePaying } from "./BeforePaying.tsx";
import { Button } from "./Button.tsx";
import { useFrame, useWords } from "./frame-context.ts";

interface PayButtonProps {
  readonly basket: ScreenAt<"goods">["basket"];
  readonly available: boolean;
  readonly keyHint?: string;
}

/** Words and verb as the wallet's design guidelines allow: "Pay with Vipps", in the text's own type. */
export function PayButton({ basket, available, keyHint }: PayButtonProps) {
  const words = useWords();
  const { wallet } = useFrame();
  return (
    <>
      <Button
        kind="primary"
        testId="pay"
        disabled={basket.lines.length === 0 || !available}
        onClick={() => pay(basket)}
        {...(keyHint === undefined ? {} : { keyHint })}
      >
        {words.pay(wallet)}
        <ArrowRight className="icon" aria-hidden="true" />
      </Button>
      <BeforePaying basket={basket} />
    </>
  );
}
