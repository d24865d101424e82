import { useEffect } from "react";
import { useStore } from "zustand";
import { ask } from "../bridge.ts";
import { pay, type Question, questionOf, stopWanting, wantingStore } from "../paying.ts";
import { unreachable } from "../unreachable.ts";
import type { ScreenAt } from "../view.ts";
import { FIRST_KEY, SECOND_KEY } from "./answer-keys.ts";
import { useFrame, useWords } from "./frame-context.ts";
import { QuestionPanel } from "./QuestionPanel.tsx";

type Basket = ScreenAt<"goods">["basket"];

/** Asks what has to be known before paying, one question after the other, and pays when all is answered. */
export function BeforePaying({ basket }: { readonly basket: Basket }) {
  const { leaving } = useFrame();
  const wants = useStore(wantingStore, (wanting) => wanting.wants);
  const question = questionOf(basket);
  useEffect(() => stopWanting, []);
  useEffect(() => {
    if (!wants || question !== undefined) return;
    stopWanting();
    pay(basket);
  }, [wants, question, basket]);
  // "Are you still there?" lies above everything.
  if (!wants || question === undefined || leaving !== undefined) return undefined;
  return <Asked question={question} />;
}

function Asked({ question }: { readonly question: Question }) {
  const words = useWords();
  switch (question.is) {
    case "serving":
      return (
        <QuestionPanel
          key="serving"
          title={words.servingQuestion}
          onClose={stopWanting}
          answers={[
            {
              words: words.servings["take-away"],
              testId: "answer-take-away",
              byKey: FIRST_KEY,
              onAnswer: () => ask("basket:serve", { serving: "take-away" }),
            },
            {
              words: words.servings["eat-in"],
              testId: "answer-eat-in",
              byKey: SECOND_KEY,
              onAnswer: () => ask("basket:serve", { serving: "eat-in" }),
            },
          ]}
        />
      );
    case "age":
      return (
        <QuestionPanel
          key="age"
          title={words.ageQuestion(question.years)}
          onClose={stopWanting}
          answers={[
            {
              words: words.ageSeen,
              testId: "answer-age-seen",
              byKey: FIRST_KEY,
              onAnswer: () => ask("basket:age", { years: question.years, oldEnough: true }),
            },
            {
              words: words.ageNotSeen,
              testId: "answer-too-young",
              byKey: SECOND_KEY,
              onAnswer: () => {
                stopWanting();
                ask("basket:age", { years: question.years, oldEnough: false });
              },
            },
          ]}
        />
      );
    default:
      return unreachable(question);
  }
}
