import { useState } from "react";
import { meanCount } from "../choosing.ts";
import { COUNTER_WORDS } from "../words/counter-words.ts";
import { Button } from "./Button.tsx";
import { useFrame } from "./frame-context.ts";
import { Keypad } from "./Keypad.tsx";
import { useSheetKeys } from "./keys.ts";
import { Panel } from "./Panel.tsx";

/** How many of the next good, by touch; on a keyboard "3 *" in the search does the same. */
export function CountPanel({ onClose }: { readonly onClose: () => void }) {
  const words = COUNTER_WORDS[useFrame().language];
  const [typed, setTyped] = useState("");
  const count = Number(typed);
  const type = (key: string) =>
    setTyped((now) => (key === "Backspace" ? now.slice(0, -1) : `${now}${key}`.replace(/^0+/, "").slice(0, 2)));
  const done = () => {
    if (count < 1) return;
    meanCount(count);
    onClose();
  };
  useSheetKeys((key) => {
    if (key === "Enter") done();
    else if (/^\d$/.test(key) || key === "Backspace") type(key);
    else return false;
    return true;
  });
  return (
    <Panel title={words.count} onClose={onClose}>
      <p className="count-typed" role="status" data-testid="count-typed" data-told>
        {`${count < 1 ? "–" : count} ×`}
      </p>
      <Keypad onKey={type} />
      <Button kind="primary" testId="count-done" disabled={count < 1} onClick={done}>
        {words.setCount}
      </Button>
    </Panel>
  );
}
