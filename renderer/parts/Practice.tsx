import { FlaskConical } from "lucide-react";
import { useFrame, useWords } from "./frame-context.ts";

/** Shown as long as play money is about, so that nobody takes it for real. */
export function Practice() {
  const words = useWords();
  const { practice } = useFrame();
  if (!practice) return undefined;
  return (
    <header className="practice" data-testid="practice">
      <FlaskConical className="icon" aria-hidden="true" />
      <span>{words.practice}</span>
    </header>
  );
}
