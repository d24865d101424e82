import { useLayoutEffect, useRef } from "react";
import { Button } from "./Button.tsx";
import { useFrame } from "./frame-context.ts";
import { Panel } from "./Panel.tsx";

interface AnswerTo {
  readonly words: string;
  readonly testId: string;
  /** Counter: the key that gives this answer. A function key: a scanner types letters and digits. */
  readonly byKey: string;
  readonly onAnswer: () => void;
}

interface QuestionPanelProps {
  readonly title: string;
  readonly answers: readonly AnswerTo[];
  readonly onClose: () => void;
}

/** One question with answers of the same size. */
export function QuestionPanel({ title, answers, onClose }: QuestionPanelProps) {
  const { mode } = useFrame();
  const latest = useRef(answers);
  useLayoutEffect(() => {
    latest.current = answers;
  });
  useLayoutEffect(() => {
    if (mode !== "counter") return;
    const heard = (event: KeyboardEvent) => {
      const answer = event.repeat ? undefined : latest.current.find(({ byKey }) => byKey === event.key);
      if (answer === undefined) return;
      event.preventDefault();
      answer.onAnswer();
    };
    window.addEventListener("keydown", heard);
    return () => window.removeEventListener("keydown", heard);
  }, [mode]);
  return (
    <Panel title={title} onClose={onClose}>
      <div className="panel-choices">
        {answers.map(({ words, testId, byKey, onAnswer }) => (
          <Button
            key={testId}
            kind="second"
            look="large"
            testId={testId}
            onClick={onAnswer}
            {...(mode === "counter" ? { keyHint: byKey } : {})}
          >
            {words}
          </Button>
        ))}
      </div>
    </Panel>
  );
}
