import { figuresOf } from "../money-text.ts";
import { CALLING_CODE } from "../phone-text.ts";
import type { PhoneCountry } from "../view.ts";
import { Button } from "./Button.tsx";
import { useFrame, useWords } from "./frame-context.ts";

interface CountryPickerProps {
  readonly countries: readonly PhoneCountry[];
  readonly chosen: PhoneCountry;
  readonly onChoose: (country: PhoneCountry) => void;
}

/** Whose number: code and name, no flags. All choices stand open; there are four at most. */
export function CountryPicker({ countries, chosen, onChoose }: CountryPickerProps) {
  const words = useWords();
  const { language } = useFrame();
  const names = new Intl.DisplayNames(figuresOf(language), { type: "region" });
  return (
    <fieldset className="countries" data-testid="country">
      <legend className="unseen">{words.country}</legend>
      {countries.map((country) => (
        <Button
          key={country}
          kind="plain"
          look="country"
          testId={`country-${country}`}
          aria-pressed={country === chosen}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(country)}
        >
          <span className="country-code">+{CALLING_CODE[country]}</span>
          <span className="country-name">{names.of(country) ?? country}</span>
        </Button>
      ))}
    </fieldset>
  );
}
