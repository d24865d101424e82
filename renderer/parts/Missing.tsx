import { PackageX } from "lucide-react";
import { COUNTER_WORDS } from "../words/counter-words.ts";
import { useFrame } from "./frame-context.ts";

/** Goods of a basket just taken up again that others have bought meanwhile. */
export function Missing({ names }: { readonly names: readonly string[] | undefined }) {
  const { language } = useFrame();
  if (names === undefined) return undefined;
  return (
    <div className="notice" role="status" data-testid="missing">
      <PackageX className="icon" aria-hidden="true" />
      <p>{COUNTER_WORDS[language].missing(names.join(", "))}</p>
    </div>
  );
}
