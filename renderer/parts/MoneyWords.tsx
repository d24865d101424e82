import { CircleCheck, CircleDashed, Clock, LockKeyhole, Undo2 } from "lucide-react";
import { unreachable } from "../unreachable.ts";
import type { Minor, MoneyState } from "../view.ts";
import { useMoney, useWords } from "./frame-context.ts";

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

function MoneyIcon({ state }: { readonly state: MoneyState }) {
  switch (state) {
    case "nothing-reserved":
      return <CircleDashed className="icon" aria-hidden="true" />;
    case "reserved":
      return <LockKeyhole className="icon" aria-hidden="true" />;
    case "paid":
      return <CircleCheck className="icon" aria-hidden="true" />;
    case "being-released":
    case "given-back":
      return <Undo2 className="icon" aria-hidden="true" />;
    case "being-checked":
      return <Clock className="icon" aria-hidden="true" />;
    default:
      return unreachable(state);
  }
}
