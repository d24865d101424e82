import type { RefObject } from "react";

interface TypedFieldProps {
  readonly label: string;
  readonly testId: string;
  readonly value: string;
  readonly onType: (typed: string) => void;
  readonly onEnter: () => void;
  readonly field?: RefObject<HTMLInputElement | null>;
  /** A PIN: nobody reads it over a shoulder, and nothing offers to remember it. */
  readonly isSecret?: boolean;
  readonly most?: number;
}

/** A line to type in, with its label above it. Enter does what the sheet is for. */
export function TypedField({ label, testId, value, onType, onEnter, field, isSecret, most = 20 }: TypedFieldProps) {
  return (
    <label className="typed-field">
      <span className="choice-legend">{label}</span>
      <input
        ref={field}
        data-testid={testId}
        data-arrows="lead-out"
        type={isSecret === true ? "password" : "text"}
        autoComplete="off"
        spellCheck={false}
        maxLength={most}
        value={value}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          if (!event.repeat) onEnter();
        }}
      />
    </label>
  );
}
