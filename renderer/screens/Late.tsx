import { PackageCheck, Undo2 } from "lucide-react";
import { ask } from "../bridge.ts";
import { Amount } from "../parts/Amount.tsx";
import { Button } from "../parts/Button.tsx";
import { useMoney, useWords } from "../parts/frame-context.ts";
import { MoneyWords } from "../parts/MoneyWords.tsx";
import { ScreenLayout } from "../parts/ScreenLayout.tsx";
import type { ScreenAt } from "../view.ts";

/** Approved while we were cancelling: both ways are fair, so both are offered as large as each other. */
export function Late({ screen }: { readonly screen: ScreenAt<"late"> }) {
  const words = useWords();
  const money = useMoney();
  return (
    <ScreenLayout
      at="late"
      title={words.late}
      corner={
        <>
          <Amount amount={screen.amount} />
          <MoneyWords state="reserved" amount={screen.amount} />
        </>
      }
      actions={
        <>
          <Button
            kind="second"
            look="large"
            testId="late-give-back"
            icon={<Undo2 className="icon" aria-hidden="true" />}
            onClick={() => ask("pay:late", { choice: "give-back" })}
          >
            {words.lateGiveBack(money.inWords(screen.amount))}
          </Button>
          <Button
            kind="primary"
            look="large"
            testId="late-take"
            icon={<PackageCheck className="icon" aria-hidden="true" />}
            onClick={() => ask("pay:late", { choice: "take" })}
          >
            {words.lateTake}
          </Button>
        </>
      }
    >
      <p className="lead">{words.lateMeans(money.inWords(screen.amount))}</p>
    </ScreenLayout>
  );
}
