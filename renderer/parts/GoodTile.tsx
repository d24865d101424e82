import { ask } from "../bridge.ts";
import type { Good } from "../view.ts";
import { Button } from "./Button.tsx";
import { useFrame, useMoney, useWords } from "./frame-context.ts";
import { Picture } from "./Picture.tsx";

interface GoodTileProps {
  readonly good: Good;
  /** How many lie in the basket. */
  readonly count: number;
  readonly marked?: boolean;
}

/** One good: picture, name, price. A press puts one in the basket. */
export function GoodTile({ good, count, marked = false }: GoodTileProps) {
  const words = useWords();
  const money = useMoney();
  const { soldOut } = useFrame();
  const gone = soldOut.includes(good.sku) || (good.slot !== undefined && soldOut.includes(good.slot));
  return (
    <Button
      kind="plain"
      look={marked ? "good good-marked" : "good"}
      testId={`good-${good.sku}`}
      disabled={gone}
      onClick={() => ask("basket:add", { sku: good.sku })}
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
        {gone ? words.soldOut : money.inWords(good.price)}
        {good.minimumAge === undefined ? undefined : (
          <span className="good-age">{words.fromAge(good.minimumAge)}</span>
        )}
      </span>
    </Button>
  );
}
