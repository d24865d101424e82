import type { Minor } from "../view.ts";
import { useMoney } from "./frame-context.ts";

interface AmountProps {
  readonly amount: Minor;
  readonly testId?: string;
}

/** The amount, always top right and always in this form, from the first good to the receipt. */
export function Amount({ amount, testId = "amount" }: AmountProps) {
  const money = useMoney();
  return (
    <p className="amount" data-testid={testId}>
      {money.exactly(amount)}
    </p>
  );
}
