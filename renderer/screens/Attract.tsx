import { ArrowRight } from "lucide-react";
import { ask } from "../bridge.ts";
import { invitation } from "../headlines.ts";
import { Button } from "../parts/Button.tsx";
import { useFrame, useWords } from "../parts/frame-context.ts";
import { useKeys } from "../parts/keys.ts";
import { NotPayingNow } from "../parts/NotPayingNow.tsx";
import { ScreenLayout } from "../parts/ScreenLayout.tsx";
import { StillLife } from "../parts/StillLife.tsx";
import type { ScreenAt } from "../view.ts";

/** Nobody is here. From three metres: it is free, and this is what it sells. */
export function Attract({ screen }: { readonly screen: ScreenAt<"attract"> }) {
  const words = useWords();
  const { mode, shopName, wallet } = useFrame();
  useKeys((key) => {
    if (key !== "Enter" || !screen.available) return false;
    ask("start", {});
    return true;
  });
  return (
    <ScreenLayout
      at="attract"
      title={shopName}
      actions={
        screen.available ? (
          <>
            <p className="attract-pay">{words.payWithPhone(wallet)}</p>
            {screen.chooseOn === "machine" ? (
              <p className="attract-choose">{words.chooseOnMachine}</p>
            ) : (
              <Button kind="primary" look="start" testId="start" onClick={() => ask("start", {})}>
                {invitation(mode, words)}
                <ArrowRight className="icon" aria-hidden="true" />
              </Button>
            )}
          </>
        ) : (
          <NotPayingNow why={screen.why} />
        )
      }
    >
      <StillLife />
    </ScreenLayout>
  );
}
