import { memo } from "react";
import type { Currency, Good, Language } from "../view.ts";
import { useFrame, useNamesLanguage } from "./frame-context.ts";
import { GoodTile } from "./GoodTile.tsx";
import { useEatsIn } from "./serving.ts";

interface GoodGridProps {
  readonly goods: readonly Good[];
  /** Units in the basket by SKU. */
  readonly counts: ReadonlyMap<string, number>;
  readonly markedSku?: string | undefined;
}

/** So many tiles are looked at together when a new view comes: a press changes one, and a shop may have two thousand. */
const TOGETHER = 48;

/** The tiles of one section. */
export function GoodGrid({ goods, counts, markedSku }: GoodGridProps) {
  const { currency, language, soldOut } = useFrame();
  const eatsIn = useEatsIn();
  const named = useNamesLanguage();
  // Where one of them says what it contains, all keep a line for it: pictures stand in one line.
  const containing = goods.some(({ allergens, slot }) => slot === undefined && (allergens?.length ?? 0) > 0);
  return (
    <div className={containing ? "good-grid good-grid-containing" : "good-grid"}>
      {Array.from({ length: Math.ceil(goods.length / TOGETHER) }, (_, part) => (
        <Tiles
          key={goods[part * TOGETHER]?.sku}
          goods={goods.slice(part * TOGETHER, (part + 1) * TOGETHER)}
          counts={counts}
          markedSku={markedSku}
          soldOut={soldOut}
          eatsIn={eatsIn}
          currency={currency}
          language={language}
          named={named}
        />
      ))}
    </div>
  );
}

interface TilesProps extends GoodGridProps {
  /** Slots and SKUs. */
  readonly soldOut: readonly string[];
  readonly eatsIn: boolean;
  readonly currency: Currency;
  readonly language: Language;
  /** Changes with `language` alone. */
  readonly named: Language | undefined;
}

/** Every view brings new objects that mostly say the same: only tiles of which something new is said are drawn again. */
const Tiles = memo(function Tiles({ goods, eatsIn, currency, language, named, ...said }: TilesProps) {
  return goods.map((good) => (
    <GoodTile
      key={good.sku}
      good={good}
      {...saidOf(good, said)}
      eatsIn={eatsIn}
      currency={currency}
      language={language}
      named={named}
    />
  ));
}, saySame);

type Said = Pick<TilesProps, "counts" | "markedSku" | "soldOut">;

function saidOf(good: Good, { counts, markedSku, soldOut }: Said) {
  return {
    count: counts.get(good.sku) ?? 0,
    marked: good.sku === markedSku,
    gone: soldOut.includes(good.sku) || (good.slot !== undefined && soldOut.includes(good.slot)),
  };
}

function saySame(before: TilesProps, now: TilesProps): boolean {
  if (before.eatsIn !== now.eatsIn || before.currency !== now.currency || before.language !== now.language)
    return false;
  if (before.goods.length !== now.goods.length) return false;
  return now.goods.every((good, at) => {
    if (good !== before.goods[at]) return false;
    const [was, is] = [saidOf(good, before), saidOf(good, now)];
    return was.count === is.count && was.marked === is.marked && was.gone === is.gone;
  });
}
