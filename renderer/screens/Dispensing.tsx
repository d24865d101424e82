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
  const settled = items.filter((item) => item.state !== "waiting" && item.state !== "coming").length;
  return (
    <ScreenLayout
      at="dispensing"
      title={words.coming(Math.min(settled + 1, items.length), items.length)}
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
