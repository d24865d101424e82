import { useState } from "react";
import { tell } from "../bridge.ts";
import { tellSentences } from "../speech/guide.ts";
import { DICTIONARY } from "../words/dictionary.ts";
import type { StaffWords } from "../words/staff-words.ts";
import { Button } from "./Button.tsx";
import { useFrame } from "./frame-context.ts";
import { Keypad } from "./Keypad.tsx";
import { useSheetKeys } from "./keys.ts";

const DIGITS_MAX = 12;

/** The PIN lives here while it is typed, is sent once, and is gone. The voice says how many digits there are, never which. */
export function StaffPin({ words }: { readonly words: StaffWords }) {
  const { language } = useFrame();
  const [pin, setPin] = useState("");
  const [refused, setRefused] = useState(false);
  const type = (key: string) => {
    const typed = key === "Backspace" ? pin.slice(0, -1) : `${pin}${key}`.slice(0, DIGITS_MAX + 1);
    setPin(typed);
    tellSentences([DICTIONARY[language].digitsTyped(typed.length)]);
  };
  const send = async () => {
    if (pin === "") return;
    setPin("");
    // Longer than any PIN: an article held before a scanner that types. It is no try.
    const opened = pin.length > DIGITS_MAX ? undefined : await tell("staff:open", { pin });
    setRefused(opened === undefined);
    if (opened === undefined) tellSentences([words.wrongPin]);
  };
  useSheetKeys((key) => {
    if (key === "Enter") void send();
    else if (/^\d$/.test(key) || key === "Backspace") type(key);
    else return false;
    return true;
  });
  return (
    <div className="staff-pin" data-secret>
      <p className="staff-dots" role="status" aria-label={words.pin} data-testid="staff-dots" data-told>
        {pin === "" ? words.pin : "•".repeat(pin.length)}
      </p>
      {refused ? (
        <p className="notice staff-refused" role="alert" data-testid="staff-refused">
          {words.wrongPin}
        </p>
      ) : undefined}
      <Keypad onKey={type} />
      <Button
        kind="primary"
        look="staff-open"
        testId="staff-open"
        disabled={pin === ""}
        onClick={() => void send()}
      >
        {words.open}
      </Button>
    </div>
  );
}
