import { ask } from "../bridge.ts";
import type { ScreenAt, Serving } from "../view.ts";
import { FIRST_KEY, SECOND_KEY } from "./answer-keys.ts";
import { Button } from "./Button.tsx";
import { useFrame, useWords } from "./frame-context.ts";
import { useKeys } from "./keys.ts";

const SERVINGS: readonly (readonly [Serving, string])[] = [
  ["take-away", FIRST_KEY],
  ["eat-in", SECOND_KEY],
];

/** Where the goods are eaten: asked beside the basket where it makes a difference, and changeable until they are paid. */
export function ServingChoice({
  serving,
}: {
  readonly serving: NonNullable<ScreenAt<"goods">["basket"]["serving"]>;
}) {
  const words = useWords();
  const { mode } = useFrame();
  useKeys(
    (key) => {
      const [chosen] = SERVINGS.find(([, byKey]) => byKey === key) ?? [];
      if (mode !== "counter" || chosen === undefined) return false;
      ask("basket:serve", { serving: chosen });
      return true;
    },
    [FIRST_KEY, SECOND_KEY],
  );
  return (
    <fieldset className="serving">
      <legend className="unseen">{words.servingQuestion}</legend>
      {SERVINGS.map(([each, byKey]) => (
        <Button
          key={each}
          kind="plain"
          look="choice serving-choice"
          testId={`serve-${each}`}
          aria-pressed={serving === each}
          onClick={() => ask("basket:serve", { serving: each })}
          {...(mode === "counter" ? { keyHint: byKey } : {})}
        >
          <span className="serving-words">{words.servings[each]}</span>
        </Button>
      ))}
    </fieldset>
  );
}
