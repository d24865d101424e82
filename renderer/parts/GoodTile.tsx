import { memo } from "react";
import { choose } from "../choosing.ts";
import { inWords } from "../money-text.ts";
import type { Currency, Good, Language } from "../view.ts";
import { DICTIONARY } from "../words/dictionary.ts";
import { Button } from "./Button.tsx";
import { useFrame } from "./frame-context.ts";
import { Picture } from "./Picture.tsx";

interface GoodTileProps {
  readonly good: Good;
  /** How many lie in the basket. */
  readonly count: number;
  readonly marked?: boolean;
}

/** One good: picture, name, price. A press puts one in the basket, or asks which one first. */
export function GoodTile({ good, count, marked = false }: GoodTileProps) {
  const { currency, language, soldOut } = useFrame();
  const gone = soldOut.includes(good.sku) || (good.slot !== undefined && soldOut.includes(good.slot));
  return (
    <DrawnTile good={good} count={count} marked={marked} gone={gone} currency={currency} language={language} />
  );
}

interface DrawnTileProps extends Required<GoodTileProps> {
  readonly gone: boolean;
  readonly currency: Currency;
  readonly language: Language;
}

/** Each view is a new one; of two thousand tiles only those are drawn again in which something differs. */
const DrawnTile = memo(function DrawnTile({ good, count, marked, gone, currency, language }: DrawnTileProps) {
  const words = DICTIONARY[language];
  const price = inWords(good.priceFrom ?? good.price, currency, language);
  const priceTag = good.priceFrom === undefined ? price : words.fromPrice(price);
  return (
    <Button
      kind="plain"
      look={marked ? "good good-marked" : "good"}
      testId={`good-${good.sku}`}
      disabled={gone}
      onClick={() => choose(good)}
    >
      <span className="good-plate">
        <Picture picture={good.picture} name={good.name} />
        {good.slot === undefined ? undefined : <span className="good-slot">{good.slot}</span>}
        {count === 0 ? undefined : (
          <span className="good-count" key={count} role="img" aria-label={words.inBasket(count)}>
            {count}
          </span>
        )}
      </span>
      <span className="good-name">{good.name}</span>
      <span className="good-price">
        {gone ? words.soldOut : priceTag}
        {good.minimumAge === undefined ? undefined : (
          <span className="good-age">{words.fromAge(good.minimumAge)}</span>
        )}
      </span>
    </Button>
  );
});
