import { Info } from "lucide-react";
import { memo } from "react";
import { allergenNames } from "../allergens.ts";
import { choose } from "../choosing.ts";
import { priceOnTile } from "../good-price.ts";
import { inWords } from "../money-text.ts";
import type { Currency, Good, Language } from "../view.ts";
import { DICTIONARY } from "../words/dictionary.ts";
import { PRICE_WORDS } from "../words/price-words.ts";
import { Button } from "./Button.tsx";
import { Picture } from "./Picture.tsx";

interface GoodTileProps {
  readonly good: Good;
  /** How many lie in the basket. */
  readonly count: number;
  readonly marked: boolean;
  readonly gone: boolean;
  /** Its price is that of eating in, where it has one. */
  readonly eatsIn: boolean;
  readonly currency: Currency;
  readonly language: Language;
  /** What its name is written in, where that is another language. */
  readonly named: Language | undefined;
}

/** One good: picture, name, price. A press puts one in the basket, or asks which one first. */
export const GoodTile = memo(function GoodTile({
  good,
  count,
  marked,
  gone,
  eatsIn,
  currency,
  language,
  named,
}: GoodTileProps) {
  const words = DICTIONARY[language];
  const price = inWords(priceOnTile(good, eatsIn && good.eatIn !== undefined), currency, language);
  const allergens = allergenNames(good.allergens ?? [], words);
  const ownTag = good.priceFrom === undefined ? price : words.fromPrice(price);
  const priceTag = good.openPrice === undefined ? ownTag : PRICE_WORDS[language].onTile;
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
      <span className="good-words">
        <span className="good-name" lang={named}>
          {good.name}
        </span>
        <span className="good-price">
          {gone ? words.soldOut : priceTag}
          {good.minimumAge === undefined ? undefined : (
            <span className="good-age">{words.fromAge(good.minimumAge)}</span>
          )}
        </span>
        {allergens === "" || inMachine ? undefined : (
          <span className="good-allergens">{words.contains(allergens)}</span>
        )}
      </span>
    </Button>
  );
});
