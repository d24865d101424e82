import { CloudOff } from "lucide-react";
import { awayReason } from "../headlines.ts";
import type { ScreenAt } from "../view.ts";
import { useFrame, useWords } from "./frame-context.ts";

/** Said before anybody fills a basket in vain. */
export function NotPayingNow({ why }: { readonly why: ScreenAt<"attract">["why"] }) {
  const words = useWords();
  const frame = useFrame();
  return (
    <div className="notice" role="status">
      <CloudOff className="icon" aria-hidden="true" />
      <p>
        <strong>{words.notPayingNow(frame.wallet)}.</strong> {awayReason(why, frame, words).join(" ")}
      </p>
    </div>
  );
}
