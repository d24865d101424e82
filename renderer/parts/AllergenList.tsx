import { Info } from "lucide-react";
import { goodsByAllergen } from "../allergens.ts";
import { useCatalogue } from "./catalogue.ts";
import { useNamesLanguage, useWords } from "./frame-context.ts";

/** What each allergen is in, whole: a tile has room for three lines, a machine's tile for a mark alone. */
export function AllergenList() {
  const words = useWords();
  const named = useNamesLanguage();
  const { goods } = useCatalogue();
  const found = [...goodsByAllergen(goods)];
  if (found.length === 0) return undefined;
  return (
    <section data-testid="allergen-list">
      <h3 className="allergen-list-title">
        <Info className="icon" aria-hidden="true" />
        {words.allergens}
      </h3>
      <dl className="allergen-list">
        {found.map(([code, containing]) => (
          <div key={code}>
            <dt>{words.allergenNames[code]}</dt>
            <dd lang={named}>{containing.join(", ")}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
