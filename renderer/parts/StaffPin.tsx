import { useEffect, useState } from "react";
import { tell } from "../bridge.ts";
import type { StaffWords } from "../words/staff-words.ts";
import { Button } from "./Button.tsx";
import { Keypad } from "./Keypad.tsx";

const DIGITS_MAX = 12;

/** The PIN lives here while it is typed, is sent once, and is gone. */
export function StaffPin({ words }: { readonly words: StaffWords }) {
  const [pin, setPin] = useState("");
  const [refused, setRefused] = useState(false);
  const type = (key: string) =>
    setPin((typed) => (key === "Backspace" ? typed.slice(0, -1) : `${typed}${key}`.slice(0, DIGITS_MAX)));
  const send = async () => {
    const opened = await tell("staff:open", { pin });
    setPin("");
    setRefused(opened === undefined);
  };
  useEffect(() => {
    const typed = ({ key }: KeyboardEvent) => {
      if (/^\d$/.test(key) || key === "Backspace") type(key);
    };
    window.addEventListener("keydown", typed);
    return () => window.removeEventListener("keydown", typed);
  });
  return (
    <div className="staff-pin">
      <p className="staff-dots" role="status" aria-label={words.pin} data-testid="staff-dots">
        {pin === "" ? words.pin : "•".repeat(pin.length)}
      </p>
      {refused ? <p className="notice">{words.wrongPin}</p> : undefined}
      <Keypad onKey={type} />
      <Button kind="primary" testId="staff-open" disabled={pin === ""} onClick={() => void send()}>
        {words.open}
      </Button>
    </div>
  );
}
