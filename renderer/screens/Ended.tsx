import { CircleSlash, Undo2 } from "lucide-react";
import { agePerhaps, endedHeadline, endedReason } from "../headlines.ts";
import { Amount } from "../parts/Amount.tsx";
import { FinishButton } from "../parts/FinishButton.tsx";
import { useMoney, useWords } from "../parts/frame-context.ts";
import { Items } from "../parts/Items.tsx";
import { ScreenLayout } from "../parts/ScreenLayout.tsx";
import type { ScreenAt } from "../view.ts";

type EndedScreen = ScreenAt<"ended">;

/** No sale: first what happened to the money, then why, then the way on. */
export function Ended({ screen }: { readonly screen: EndedScreen }) {
  const words = useWords();
  const money = useMoney();
  const { amount, items, why } = screen;
  const nothing = screen.money === "nothing-reserved";
  return (
    <ScreenLayout at="ended" corner={<Amount amount={amount} />} actions={<FinishButton kind="primary" />}>
      <div className="ended" data-testid="ended-words">
        {nothing ? (
          <CircleSlash className="icon ended-icon" aria-hidden="true" />
        ) : (
          <Undo2 className="icon ended-icon" aria-hidden="true" />
        )}
        <h1 className="screen-title" tabIndex={-1}>
          {endedHeadline(screen, words, money.inWords(amount))}
        </h1>
        <p className="lead">{endedReason(screen, words)}</p>
        <p className="lead">{words.whatNow[why]}</p>
        {agePerhaps(screen, words).map((sentence) => (
          <p className="lead" key={sentence}>
            {sentence}
          </p>
        ))}
      </div>
      {items.length > 0 ? <Items items={items} /> : undefined}
    </ScreenLayout>
  );
}
