import type { Minor, MoneyState } from "../view.ts";
import { useMoney, useWords } from "./frame-context.ts";
import { MoneyIcon } from "./MoneyIcon.tsx";

interface MoneyWordsProps {
  readonly state: MoneyState;
  readonly amount: Minor;
}

/** Where the money is: icon, colour and words, never colour alone. Read aloud whenever it changes. */
export function MoneyWords({ state, amount }: MoneyWordsProps) {
  const words = useWords();
  const money = useMoney();
  return (
    <p className={`money-words money-${state}`} data-testid="money-words" role="status">
      <MoneyIcon state={state} />
      <span>{words.money[state](money.inWords(amount))}</span>
    </p>
  );
}
