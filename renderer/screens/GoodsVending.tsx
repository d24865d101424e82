import { useState } from "react";
import { choose } from "../choosing.ts";
import { Amount } from "../parts/Amount.tsx";
import { Basket } from "../parts/Basket.tsx";
import { Button } from "../parts/Button.tsx";
import { countsOf, useCatalogue } from "../parts/catalogue.ts";
import { useFrame, useWords } from "../parts/frame-context.ts";
import { GoodSections } from "../parts/GoodSections.tsx";
import { useKeys } from "../parts/keys.ts";
import { NotPayingNow } from "../parts/NotPayingNow.tsx";
import { PayButton } from "../parts/PayButton.tsx";
import { Scanned } from "../parts/Scanned.tsx";
import { ScreenLayout } from "../parts/ScreenLayout.tsx";
import { StartOver } from "../parts/StartOver.tsx";
import { pay } from "../paying.ts";
import { goodIn, places, shelves } from "../slot-map.ts";
import type { ScreenAt } from "../view.ts";

/**
 * The machine, shelf by shelf. Its slots are named like squares on a chess board: letters down the side, numbers along
 * the bottom. Pressing a letter and then a number is the same as touching the picture where they meet.
 */
export function GoodsVending({ screen }: { readonly screen: ScreenAt<"goods"> }) {
  const words = useWords();
  const { soldOut } = useFrame();
  const { goods } = useCatalogue();
  const { basket, available, why } = screen;
  const empty = basket.lines.length === 0;
  const machine = shelves(goods);
  const [asked, setAsked] = useState<{ readonly name: string }>();
  const [lit, setLit] = useState<string>();
  const chosen = lit ?? machine[0]?.shelf ?? "";
  /** The next key names a place: it matters where shelves have numbers too. */
  const [placeNext, setPlaceNext] = useState(false);

  const sellable = (slot: string) => {
    const good = goodIn(goods, slot);
    if (good === undefined || soldOut.includes(good.sku) || soldOut.includes(slot)) return undefined;
    return good;
  };
  const choosePlace = (place: string) => {
    const good = sellable(`${chosen}${place}`);
    if (good !== undefined) choose(good);
  };
  useKeys((key) => {
    const name = key.toUpperCase();
    if (machine.some((row) => row.shelf === name) && !(placeNext && places(goods).includes(name))) {
      setAsked({ name });
      setLit(name);
      setPlaceNext(true);
    } else if (places(goods).includes(name)) {
      choosePlace(name);
      setPlaceNext(false);
    } else if (key === "Enter" && !empty && available) pay(basket);
    else return false;
    return true;
  });

  return (
    <ScreenLayout
      at="goods"
      face="goods-vending"
      title={available ? words.chooseSlot : words.basket}
      corner={<Amount amount={basket.total} testId="basket-total" />}
      aside={<Basket basket={basket} />}
      actions={<PayButton basket={basket} available={available} />}
      back={<StartOver empty={empty} />}
    >
      {available ? undefined : <NotPayingNow why={why} />}
      <Scanned scan={screen.scan} />
      <GoodSections
        sections={machine.map((row) => ({
          name: row.shelf,
          spoken: words.shelf(row.shelf),
          tabTestId: `slot-key-${row.shelf}`,
          goods: row.goods,
        }))}
        counts={countsOf(basket)}
        tabs="side"
        onLit={setLit}
        foot={
          <div className="slot-places" data-testid="slot-entry">
            {places(goods).map((place) => (
              <Button
                key={place}
                kind="plain"
                look="place-key"
                testId={`slot-key-${place}`}
                disabled={sellable(`${chosen}${place}`) === undefined}
                onClick={() => choosePlace(place)}
              >
                <span className="place-shelf">{chosen}</span>
                {place}
              </Button>
            ))}
          </div>
        }
        {...(asked === undefined ? {} : { asked })}
      />
    </ScreenLayout>
  );
}
