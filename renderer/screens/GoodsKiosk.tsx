import { useMemo } from "react";
import { Amount } from "../parts/Amount.tsx";
import { Basket } from "../parts/Basket.tsx";
import { countsOf, sectionsOf, useCatalogue } from "../parts/catalogue.ts";
import { useWords } from "../parts/frame-context.ts";
import { GoodSections } from "../parts/GoodSections.tsx";
import { NotPayingNow } from "../parts/NotPayingNow.tsx";
import { PayButton } from "../parts/PayButton.tsx";
import { Scanned } from "../parts/Scanned.tsx";
import { ScreenLayout } from "../parts/ScreenLayout.tsx";
import { StartOver } from "../parts/StartOver.tsx";
import type { ScreenAt } from "../view.ts";

/** Pictures by category, with the basket running along. */
export function GoodsKiosk({ screen }: { readonly screen: ScreenAt<"goods"> }) {
  const words = useWords();
  const { categories, goods } = useCatalogue();
  const { basket, available, why } = screen;
  const empty = basket.lines.length === 0;
  const sections = useMemo(() => sectionsOf(categories, goods), [categories, goods]);
  return (
    <ScreenLayout
      at="goods"
      face="goods-kiosk"
      title={words.chooseGoods}
      corner={<Amount amount={basket.total} testId="basket-total" />}
      aside={<Basket basket={basket} />}
      actions={<PayButton basket={basket} available={available} />}
      back={<StartOver empty={empty} />}
    >
      {available ? undefined : <NotPayingNow why={why} />}
      <Scanned scan={screen.scan} />
      <GoodSections sections={sections} counts={countsOf(basket)} tabs="top" />
    </ScreenLayout>
  );
}
