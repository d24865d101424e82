import { meanCount, useCountSaid } from "../choosing.ts";
import { COUNTER_WORDS } from "../words/counter-words.ts";
import { Button } from "./Button.tsx";
import { useFrame } from "./frame-context.ts";

/** "3 ×" beside the search: how many of the next good are meant. */
export function CountSaid() {
  const { language } = useFrame();
  const count = useCountSaid();
  if (count === undefined) return undefined;
  return (
    <Button
      kind="plain"
      look="count-said"
      testId="count-said"
      aria-label={COUNTER_WORDS[language].countOff(count)}
      onClick={() => meanCount(undefined)}
    >
      {`${count} ×`}
    </Button>
  );
}
