import { CALLING_CODE, grouped, PATTERN } from "../phone-text.ts";
import type { PhoneCountry } from "../view.ts";
import { useWords } from "./frame-context.ts";

interface NumberFieldProps {
  readonly country: PhoneCountry;
  readonly typed: string;
  readonly complaintId: string | undefined;
}

/** What has been typed, grouped as people write it. Not an input: no keyboard slides in and nothing offers to remember. */
export function NumberField({ country, typed, complaintId }: NumberFieldProps) {
  const words = useWords();
  const shown = grouped(country, typed);
  return (
    <output
      className="number-field"
      data-testid="number-field"
      aria-label={words.numberSoFar}
      aria-describedby={complaintId}
    >
      <span className="number-code">+{CALLING_CODE[country]}</span>
      <span className="number-digits">{shown}</span>
      <span className="number-caret" aria-hidden="true" />
      <span className="number-rest" data-rest={PATTERN[country].slice(shown.length)} aria-hidden="true" />
    </output>
  );
}
