import type { ScreenAt } from "../view.ts";
import { useWords } from "./frame-context.ts";

type Code = NonNullable<ScreenAt<"paying">["qr"]>;

/** The code as main drew it: black on white with its quiet zone in every theme, one path, no image. */
export function QrCode({ qr }: { readonly qr: Code }) {
  const words = useWords();
  return (
    <div className="qr-plate">
      <svg
        className="qr"
        data-testid="qr"
        viewBox={`0 0 ${qr.modules} ${qr.modules}`}
        shapeRendering="crispEdges"
        role="img"
        aria-label={words.stepScan}
      >
        <path d={qr.path} />
      </svg>
    </div>
  );
}
