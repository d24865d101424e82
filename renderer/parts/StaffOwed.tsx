import { tell } from "../bridge.ts";
import { figuresOf } from "../money-text.ts";
import { Button } from "./Button.tsx";
import { useFrame } from "./frame-context.ts";
import type { StaffListProps } from "./StaffSales.tsx";
import { StaffSection } from "./StaffSection.tsx";

/** Receipts that failed. They come out by themselves once the printer is fit; who stands before it need not wait. */
export function StaffOwed({ view, words, act }: StaffListProps) {
  const { language } = useFrame();
  if (view.owedReceipts.length === 0) return undefined;
  const time = (atMs: number) =>
    new Date(atMs).toLocaleTimeString(figuresOf(language), { hour: "2-digit", minute: "2-digit" });
  return (
    <StaffSection title={words.owed}>
      {view.owedReceipts.map(({ receiptNumber, sinceMs, copy }) => (
        <div className="staff-row" key={`${receiptNumber ?? ""} ${sinceMs}`}>
          <strong className="staff-number">{time(sinceMs)}</strong>
          <span>{words.owedIs(words.receipt(String(receiptNumber ?? "-")), copy)}</span>
        </div>
      ))}
      <div className="staff-row">
        <Button kind="second" testId="print-owed" onClick={() => void act(tell("staff:print-owed", {}))}>
          {words.printNow}
        </Button>
      </div>
    </StaffSection>
  );
}
