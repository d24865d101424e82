import { Check } from "lucide-react";

interface PaymentStepsProps {
  /** In the order the customer meets them. */
  readonly steps: readonly string[];
  /** Index of the step whose turn it is; steps before it are done. */
  readonly now: number;
}

/** How far the payment has come, from top to bottom. */
export function PaymentSteps({ steps, now }: PaymentStepsProps) {
  return (
    <ol className="steps">
      {steps.map((step, index) => (
        <li
          key={step}
          className={index < now ? "step step-done" : index === now ? "step step-now" : "step"}
          aria-current={index === now ? "step" : undefined}
        >
          <span className="step-mark" aria-hidden="true">
            {index < now ? <Check className="icon" /> : index + 1}
          </span>
          <span>{step}</span>
        </li>
      ))}
    </ol>
  );
}
