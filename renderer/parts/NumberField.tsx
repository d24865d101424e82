import { CALLING_CODE, grouped, PATTERN } from "../phone-text.ts";
import type { PhoneCountry } from "../view.ts";
import { useWords } from "./frame-context.ts";

interface NumberFieldProps {
  readonly country: PhoneCountry;
  readonly typed: string;
  readonly complaintId: string | undefined;
}

/**
 * What has been typed, grouped as people write it. The field itself says what it is for (WCAG 1.3.5) and holds the same words,
 * unseen: it takes neither focus nor touch, so no keyboard slides in, nothing can be copied out of it and nothing offers to
 * remember. Keys are heard by the whole screen.
 */
export function NumberField({ country, typed, complaintId }: NumberFieldProps) {
  const words = useWords();
  const shown = grouped(country, typed);
  return (
    <output className="number-field" data-testid="number-field">
      <span className="number-code">+{CALLING_CODE[country]}</span>
      <span className="number-digits">{shown}</span>
      <span className="number-caret" aria-hidden="true" />
      <span className="number-rest" data-rest={PATTERN[country].slice(shown.length)} aria-hidden="true" />
      <input
        className="number-purpose"
        type="tel"
        autoComplete="tel-national"
        inputMode="none"
        readOnly
        tabIndex={-1}
        aria-label={words.numberSoFar}
        aria-describedby={complaintId}
        value={shown}
      />
    </output>
  );
}
