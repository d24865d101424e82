import { agePerhaps, endedAdvice, endedHeadline, endedReason } from "../headlines.ts";
import { Amount } from "../parts/Amount.tsx";
import { FinishButton } from "../parts/FinishButton.tsx";
import { useFrame, useMoney, useWords } from "../parts/frame-context.ts";
import { Items } from "../parts/Items.tsx";
import { MoneyIcon } from "../parts/MoneyIcon.tsx";
import { ScreenLayout } from "../parts/ScreenLayout.tsx";
import { TryAgainButton } from "../parts/TryAgainButton.tsx";
import type { ScreenAt } from "../view.ts";

type EndedScreen = ScreenAt<"ended">;

/** No sale: first what happened to the money, then why, then the way on. */
export function Ended({ screen }: { readonly screen: EndedScreen }) {
  const words = useWords();
  const money = useMoney();
  const frame = useFrame();
  const { amount, items } = screen;
  return (
    <ScreenLayout
      at="ended"
      corner={<Amount amount={amount} />}
      actions={<WaysOn mayTryAgain={screen.mayTryAgain} />}
    >
      <div className="ended" data-testid="ended-words">
        <MoneyIcon state={screen.money} look="ended-icon" />
        <h1 className="screen-title" tabIndex={-1}>
          {endedHeadline(screen, words, money.inWords(amount))}
        </h1>
        <p className="lead">{endedReason(screen, words)}</p>
        <p className="lead">{endedAdvice(screen, frame, words).join(" ")}</p>
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

/** Back to what was chosen, or away from all of it: nobody finds the goods of somebody else. */
function WaysOn({ mayTryAgain }: { readonly mayTryAgain: boolean }) {
  if (!mayTryAgain) return <FinishButton kind="primary" />;
  return (
    <>
      <FinishButton kind="second" on="Escape" />
      <TryAgainButton />
    </>
  );
}
