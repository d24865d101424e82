import { Delete } from "lucide-react";
import { Button } from "./Button.tsx";
import { useWords } from "./frame-context.ts";

interface KeypadProps {
  /** "0" to "9" or "Backspace", the names physical keys have. */
  readonly onKey: (key: string) => void;
  /** For amounts: the key ".", as the language writes it. */
  readonly sign?: { readonly text: string; readonly name: string };
}

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** Laid out as on a phone. A press takes no focus, so that Enter on a keyboard still means the screen's answer. */
export function Keypad({ onKey, sign }: KeypadProps) {
  const words = useWords();
  const key = (digit: string) => (
    <Button
      key={digit}
      kind="plain"
      look="pad-key"
      testId={`key-${digit}`}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onKey(digit)}
    >
      {digit}
    </Button>
  );
  return (
    <div className="keypad">
      {DIGITS.map(key)}
      {sign === undefined ? (
        <span />
      ) : (
        <Button
          kind="plain"
          look="pad-key"
          testId="key-sign"
          aria-label={sign.name}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onKey(".")}
        >
          {sign.text}
        </Button>
      )}
      {key("0")}
      <Button
        kind="plain"
        look="pad-key pad-erase"
        testId="key-erase"
        aria-label={words.erase}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => onKey("Backspace")}
      >
        <Delete className="icon" aria-hidden="true" />
      </Button>
    </div>
  );
}
