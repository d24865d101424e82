import { ArrowRight } from "lucide-react";
import { ask } from "../bridge.ts";
import { invitation } from "../headlines.ts";
import { Button } from "../parts/Button.tsx";
import { useCatalogue } from "../parts/catalogue.ts";
import { useFrame, useWords } from "../parts/frame-context.ts";
import { useKeys } from "../parts/keys.ts";
import { NotPayingNow } from "../parts/NotPayingNow.tsx";
import { Picture } from "../parts/Picture.tsx";
import { ScreenLayout } from "../parts/ScreenLayout.tsx";
import type { ScreenAt } from "../view.ts";

/** As many goods as fit into a still life. */
const SHOWN = 5;

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
            <Button kind="primary" look="start" testId="start" onClick={() => ask("start", {})}>
              {invitation(mode, words)}
              <ArrowRight className="icon" aria-hidden="true" />
            </Button>
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

/** Goods of the shop, different ones first, arranged as on a table. */
function StillLife() {
  const { goods } = useCatalogue();
  const shown = [...new Map(goods.filter((good) => good.picture).map((good) => [good.picture, good])).values()];
  return (
    <div className="still-life" aria-hidden="true">
      {shown.slice(0, SHOWN).map((good) => (
        <Picture key={good.sku} picture={good.picture} name={good.name} />
      ))}
    </div>
  );
}
