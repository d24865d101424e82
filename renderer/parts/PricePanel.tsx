import { useState } from "react";
import { put, useCountSaid } from "../choosing.ts";
import { decimalSign } from "../money-text.ts";
import { afterPriceKey, minorTyped } from "../typed-amount.ts";
import type { Good, Minor } from "../view.ts";
import { PRICE_WORDS, type PriceWords } from "../words/price-words.ts";
import { Button } from "./Button.tsx";
import { type MoneyText, useFrame, useMoney, useNamesLanguage, useWords } from "./frame-context.ts";
import { Keypad } from "./Keypad.tsx";
import { useSheetKeys } from "./keys.ts";
import { Panel } from "./Panel.tsx";

type Bounds = NonNullable<Good["openPrice"]>;

interface PricePanelProps {
  readonly good: Good;
  readonly bounds: Bounds;
  readonly onClose: () => void;
}

/** What one of these costs today: typed by the pad or the keyboard, with a comma, a point or neither. */
export function PricePanel({ good, bounds, onClose }: PricePanelProps) {
  const words = useWords();
  const money = useMoney();
  const named = useNamesLanguage();
  const { language, currency } = useFrame();
  const count = useCountSaid();
  const [typed, setTyped] = useState("");
  const [told, setTold] = useState(false);
  const ours = PRICE_WORDS[language];
  const sign = decimalSign(currency, language);
  const price = minorTyped(typed);
  const complaint = complaintOf(price, bounds, ours, money);
  const type = (key: string) => {
    setTold(false);
    setTyped((now) => afterPriceKey(now, key));
  };
  const done = () => {
    if (price === undefined || complaint !== undefined) return setTold(true);
    put(good.sku, { typedPrice: price });
    onClose();
  };
  useSheetKeys((key) => {
    if (key === "Enter") done();
    else if (/^[\d.,]$/.test(key) || key === "Backspace") type(key);
    else return false;
    return true;
  });
  return (
    <Panel title={good.name} titleLanguage={named} onClose={onClose}>
      <div>
        <p className="choice-legend">{ours.ofOne}</p>
        <p className="count-typed" role="status" data-testid="price-typed" data-told>
          {`${count === undefined ? "" : `${count} × `}${typed === "" ? "–" : typed.replace(".", sign)}`}
        </p>
        {told && complaint !== undefined ? (
          <p className="notice" role="alert" data-testid="price-complaint">
            {complaint}
          </p>
        ) : (
          <p className="quiet">{ours.between(money.inWords(bounds.min), money.inWords(bounds.max))}</p>
        )}
      </div>
      <Keypad onKey={type} sign={{ text: sign, name: ours.decimalSign }} />
      <Button kind="primary" testId="price-done" keyHint="Enter" onClick={done}>
        {words.addToBasket}
      </Button>
    </Panel>
  );
}

function complaintOf(
  price: Minor | undefined,
  { min, max }: Bounds,
  words: PriceWords,
  money: MoneyText,
): string | undefined {
  if (price === undefined) return words.none;
  if (price < min) return words.tooLow(money.inWords(min));
  return price > max ? words.tooHigh(money.inWords(max)) : undefined;
}
