import type { ScreenAt } from "../view.ts";
import { useWords } from "./frame-context.ts";
import { Ring } from "./Ring.tsx";

type Code = NonNullable<ScreenAt<"paying">["qr"]>;

/** How long the code works still: a small ring, and minutes and seconds counted down. Not read out as it runs. */
export function QrTime({ qr }: { readonly qr: Code }) {
  const words = useWords();
  return (
    <div className="qr-time">
      <Ring left={qr.secondsTotal > 0 ? qr.secondsLeft / qr.secondsTotal : 0} />
      <p role="timer">{words.codeLasts(clockText(qr.secondsLeft))}</p>
    </div>
  );
}

/** "6:52". Written so in all six languages. */
function clockText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
