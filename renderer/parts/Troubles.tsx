import { Wrench } from "lucide-react";
import { TROUBLE_KIND, troubleIn } from "../words/trouble-words.ts";
import { useFrame, useWords } from "./frame-context.ts";

/** For the staff: a small mark in the corner, and at the counter what it is about in words. */
export function Troubles() {
  const words = useWords();
  const { troubles, mode, language } = useFrame();
  if (troubles.length === 0) return undefined;
  return (
    <p className="troubles" data-testid="troubles">
      <Wrench className="icon" aria-hidden="true" />
      {mode === "counter" ? (
        <span className="troubles-words">
          {troubles.map(({ id, kind, trouble, slots, what }, at) => (
            <span key={id}>
              {at === 0 ? undefined : " · "}
              {trouble === undefined ? (
                <span lang="en">{what}</span>
              ) : (
                `${TROUBLE_KIND[language][kind]}: ${troubleIn(language, trouble, slots)}`
              )}
            </span>
          ))}
        </span>
      ) : (
        <span className="unseen">{words.staffNeeded}</span>
      )}
    </p>
  );
}
