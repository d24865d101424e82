import { CloudOff } from "lucide-react";
import type { ScreenAt } from "../view.ts";
import { useFrame, useWords } from "./frame-context.ts";

/** Said before anybody fills a basket in vain. */
export function NotPayingNow({ why }: { readonly why: ScreenAt<"attract">["why"] }) {
  const words = useWords();
  const { wallet } = useFrame();
  return (
    <div className="notice" role="status">
      <CloudOff className="icon" aria-hidden="true" />
      <p>
        <strong>{words.notPayingNow(wallet)}</strong> {why === undefined ? undefined : words.whyNot[why]}
      </p>
    </div>
  );
}
