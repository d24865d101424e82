import { comingHeadline } from "../headlines.ts";
import { Amount } from "../parts/Amount.tsx";
import { useWords } from "../parts/frame-context.ts";
import { Items } from "../parts/Items.tsx";
import { MachineFront } from "../parts/MachineFront.tsx";
import { MoneyWords } from "../parts/MoneyWords.tsx";
import { ScreenLayout } from "../parts/ScreenLayout.tsx";
import type { ScreenAt } from "../view.ts";

/** The goods are coming, one by one. */
export function Dispensing({ screen }: { readonly screen: ScreenAt<"dispensing"> }) {
  const words = useWords();
  const { amount, items } = screen;
  return (
    <ScreenLayout
      at="dispensing"
      title={comingHeadline(screen, words)}
      corner={
        <>
          <Amount amount={amount} />
          <MoneyWords state="reserved" amount={amount} />
        </>
      }
      aside={
        <>
          <Items items={items} />
          <p className="coming-means">{words.comingMeans}</p>
        </>
      }
    >
      <MachineFront items={items} />
    </ScreenLayout>
  );
}
