import type { ScreenAt } from "../view.ts";
import { COUNTER_WORDS } from "../words/counter-words.ts";
import { useFrame, useMoney } from "./frame-context.ts";

/** What was taken off the whole basket, as it will stand on the receipt: below the lines, with its reason and its sign. */
export function BasketReduction({ basket }: { readonly basket: ScreenAt<"goods">["basket"] }) {
  const money = useMoney();
  const { language } = useFrame();
  const { reduction } = basket;
  if (reduction === undefined) return undefined;
  return (
    <p className="basket-reduction" data-testid="basket-reduction">
      <span className="basket-reason">{`${COUNTER_WORDS[language].discount} ${reduction.reason}`}</span>{" "}
      <span className="basket-gross">{`−${money.exactly(reduction.amount)}`}</span>
    </p>
  );
}
