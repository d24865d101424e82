import { CircleSlash } from "lucide-react";
import { useWords } from "./frame-context.ts";

/** The cashier said no: what became of the goods, and of the money. */
export function TooYoung({ years }: { readonly years: number }) {
  const words = useWords();
  return (
    <div className="notice" role="status" data-testid="too-young">
      <CircleSlash className="icon" aria-hidden="true" />
      <p>{words.tooYoung(years)}</p>
    </div>
  );
}
