import { Info } from "lucide-react";
import { memo } from "react";
import { allergenNames } from "../allergens.ts";
import { choose } from "../choosing.ts";
import { priceOnTile } from "../good-price.ts";
import { inWords } from "../money-text.ts";
import type { Currency, Good, Language } from "../view.ts";
import { DICTIONARY } from "../words/dictionary.ts";
import { Button } from "./Button.tsx";
import { useFrame } from "./frame-context.ts";
import { Picture } from "./Picture.tsx";
import { useEatsIn } from "./serving.ts";

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
  const eatsIn = useEatsIn() && good.eatIn !== undefined;
  return (
    <DrawnTile
      good={good}
      count={count}
      marked={marked}
      gone={gone}
      eatsIn={eatsIn}
      currency={currency}
      language={language}
    />
  );
}

interface DrawnTileProps extends Required<GoodTileProps> {
  readonly gone: boolean;
  readonly eatsIn: boolean;
  readonly currency: Currency;
  readonly language: Language;
}

/** Each view is a new one; of two thousand tiles only those are drawn again in which something differs. */
const DrawnTile = memo(function DrawnTile({
  good,
  count,
  marked,
  gone,
  eatsIn,
  currency,
  language,
}: DrawnTileProps) {
  const words = DICTIONARY[language];
  const price = inWords(priceOnTile(good, eatsIn), currency, language);
  const allergens = allergenNames(good.allergens ?? [], words);
  const priceTag = good.priceFrom === undefined ? price : words.fromPrice(price);
  // A machine's tile has room for a mark alone: the words are for the ear, and stand in the help.
  const inMachine = good.slot !== undefined;
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
        {allergens === "" || !inMachine ? undefined : (
          <span className="good-allergen-mark" role="img" aria-label={words.contains(allergens)} data-spoken>
            <Info aria-hidden="true" />
          </span>
        )}
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
      {allergens === "" || inMachine ? undefined : (
        <span className="good-allergens">{words.contains(allergens)}</span>
      )}
    </Button>
  );
});
