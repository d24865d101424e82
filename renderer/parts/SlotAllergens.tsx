import { Wheat } from "lucide-react";
import { slotsByAllergen } from "../allergens.ts";
import { useCatalogue } from "./catalogue.ts";
import { useWords } from "./frame-context.ts";

/** A machine's tiles have room for a mark alone: here stands what each allergen is in. */
export function SlotAllergens() {
  const words = useWords();
  const { goods } = useCatalogue();
  const slots = [...slotsByAllergen(goods)];
  if (slots.length === 0) return undefined;
  return (
    <section data-testid="slot-allergens">
      <h3 className="slot-allergens-title">
        <Wheat className="icon" aria-hidden="true" />
        {words.allergens}
      </h3>
      <dl className="slot-allergens">
        {slots.map(([code, lying]) => (
          <div key={code}>
            <dt>{words.allergenNames[code]}</dt>
            <dd>{lying.join(", ")}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
