import { useRef } from "react";
import { lineKey } from "../line-name.ts";
import { percent } from "../money-text.ts";
import type { ScreenAt } from "../view.ts";
import { BasketLine } from "./BasketLine.tsx";
import { BasketReduction } from "./BasketReduction.tsx";
import { useFrame, useMoney, useWords } from "./frame-context.ts";
import { ScrollKeys } from "./ScrollKeys.tsx";
import { ServingChoice } from "./ServingChoice.tsx";

type BasketView = ScreenAt<"goods">["basket"];

/** What is being bought, newest at the bottom as it will stand on the receipt. */
export function Basket({ basket }: { readonly basket: BasketView }) {
  const words = useWords();
  const money = useMoney();
  const { language } = useFrame();
  const inside = useRef<HTMLDivElement>(null);
  if (basket.lines.length === 0)
    return (
      <section className="basket basket-empty" aria-label={words.basket}>
        <p className="basket-empty-words">{words.basketIsEmpty}</p>
        <p className="quiet">{words.basketStartsHere}</p>
      </section>
    );
  return (
    <section className="basket" aria-label={words.basket}>
      <div className="scroller basket-scroller">
        <div className="scroller-inside" ref={inside}>
          <ul className="basket-lines">
            {basket.lines.map((line) => (
              <BasketLine key={lineKey(line)} line={line} />
            ))}
          </ul>
        </div>
      </div>
      <BasketReduction basket={basket} />
      {basket.serving === undefined ? undefined : <ServingChoice serving={basket.serving} />}
      <div className="basket-foot">
        <div className="basket-vat">
          {basket.vat.map(({ rate, vat }) => (
            <p key={rate} className="quiet">
              {words.vatIncluded(percent(rate, language), money.exactly(vat))}
            </p>
          ))}
        </div>
        <ScrollKeys of={inside} />
      </div>
    </section>
  );
}
