import { Minus, Plus } from "lucide-react";
import { ask } from "../bridge.ts";
import type { ScreenAt } from "../view.ts";
import { Button } from "./Button.tsx";
import { useMoney, useWords } from "./frame-context.ts";
import { Picture } from "./Picture.tsx";

type Line = ScreenAt<"goods">["basket"]["lines"][number];

/** One line: less, how many, more, what, how much. */
export function BasketLine({ line }: { readonly line: Line }) {
  const words = useWords();
  const money = useMoney();
  return (
    <li className="basket-line" data-testid={`basket-line-${line.sku}`}>
      <Picture picture={line.picture} name={line.name} />
      <span className="basket-name">{line.name}</span>
      <span className="basket-counter">
        <Button
          kind="plain"
          look="count-key"
          testId={`basket-remove-${line.sku}`}
          aria-label={words.removeOne(line.name)}
          onClick={() => ask("basket:remove", { sku: line.sku })}
        >
          <Minus className="icon" aria-hidden="true" />
        </Button>
        <span className="basket-count">{line.count}</span>
        <Button
          kind="plain"
          look="count-key"
          testId={`basket-add-${line.sku}`}
          aria-label={words.addOne(line.name)}
          onClick={() => ask("basket:add", { sku: line.sku })}
        >
          <Plus className="icon" aria-hidden="true" />
        </Button>
      </span>
      <span className="basket-gross">{money.exactly(line.gross)}</span>
    </li>
  );
}
