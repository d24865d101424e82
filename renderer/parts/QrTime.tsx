import { figuresOf } from "../money-text.ts";
import type { Language, ScreenAt } from "../view.ts";
import { useFrame, useWords } from "./frame-context.ts";
import { Ring } from "./Ring.tsx";

type Code = NonNullable<ScreenAt<"paying">["qr"]>;

/** How long the code works: a small ring and the words, in whole minutes until the last one. */
export function QrTime({ qr }: { readonly qr: Code }) {
  const words = useWords();
  const { language } = useFrame();
  return (
    <div className="qr-time">
      <Ring left={qr.secondsTotal > 0 ? qr.secondsLeft / qr.secondsTotal : 0} />
      <p>{words.codeLasts(timeText(qr.secondsLeft, language))}</p>
    </div>
  );
}

function timeText(seconds: number, language: Language): string {
  const minutes = Math.ceil(seconds / 60);
  const [value, unit] = seconds > 60 ? [minutes, "minute"] : [seconds, "second"];
  return new Intl.NumberFormat(figuresOf(language), { style: "unit", unit, unitDisplay: "long" }).format(value);
}
