import { Minus, Plus } from "lucide-react";
import { memo } from "react";
import { ask } from "../bridge.ts";
import { asAsked, lineKey, wholeName } from "../line-name.ts";
import { saysSame } from "../says-same.ts";
import type { ScreenAt } from "../view.ts";
import { Button } from "./Button.tsx";
import { useMoney, useNamesLanguage, useWords } from "./frame-context.ts";
import { Picture } from "./Picture.tsx";

type Line = ScreenAt<"goods">["basket"]["lines"][number];

/** One line: less, how many, more, what, how much. Of a long basket only lines that changed are drawn again. */
export const BasketLine = memo(
  Drawn,
  ({ line: before }: { readonly line: Line }, { line }: { readonly line: Line }) => saysSame(before, line),
);

function Drawn({ line }: { readonly line: Line }) {
  const words = useWords();
  const named = useNamesLanguage();
  const money = useMoney();
  const key = lineKey(line);
  const each = line.typedPrice === undefined ? undefined : money.exactly(line.typedPrice);
  const name = each === undefined ? wholeName(line) : `${wholeName(line)}, ${each}`;
  return (
    <li className="basket-line" data-testid={`basket-line-${key}`}>
      <Picture picture={line.picture} name={line.name} />
      <span className="basket-name">
        <span className="line-name" lang={named}>
          {line.name}
        </span>
        {line.chosen === undefined ? undefined : (
          <span className="basket-chosen" lang={named}>
            {line.chosen.map((option) => option.name).join(", ")}
          </span>
        )}
        {each === undefined || line.count === 1 ? undefined : (
          <span className="basket-chosen">{`${line.count} × ${each}`}</span>
        )}
        {line.reduction === undefined ? undefined : (
          <span className="basket-chosen" data-testid={`reduction-${key}`}>
            {`${line.reduction.reason} −${money.exactly(line.reduction.amount)}`}
          </span>
        )}
      </span>
      <span className="basket-counter">
        <Button
          kind="plain"
          look="count-key"
          testId={`basket-remove-${key}`}
          aria-label={words.removeOne(name)}
          onClick={() => ask("basket:remove", asAsked(line))}
        >
          <Minus className="icon" aria-hidden="true" />
        </Button>
        <span className="basket-count">{line.count}</span>
        <Button
          kind="plain"
          look="count-key"
          testId={`basket-add-${key}`}
          aria-label={words.addOne(name)}
          onClick={() => ask("basket:add", asAsked(line))}
        >
          <Plus className="icon" aria-hidden="true" />
        </Button>
      </span>
      <span className="basket-gross">{money.exactly(line.gross)}</span>
    </li>
  );
}
