import { useState } from "react";
import type { SoldSale } from "../../electron/ipc/contract.ts";
import { tell } from "../bridge.ts";
import { figuresOf } from "../money-text.ts";
import type { Minor } from "../view.ts";
import { FINDING_WORDS } from "../words/finding-words.ts";
import type { StaffWords } from "../words/staff-words.ts";
import { Button } from "./Button.tsx";
import { useFrame, useMoney } from "./frame-context.ts";
import { Keypad } from "./Keypad.tsx";
import { ReceiptShown } from "./ReceiptShown.tsx";

interface StaffSaleProps {
  readonly sale: SoldSale;
  readonly words: StaffWords;
  readonly act: (done: Promise<unknown>) => Promise<void>;
  /** Begins the names of its buttons, where the same sale may stand in another list too. */
  readonly from?: string;
}

type Open = "give-back" | "receipt" | undefined;

/** One sale that took money: what is left of it, giving back, and its receipt. */
export function StaffSale({ sale, words, act, from = "" }: StaffSaleProps) {
  const money = useMoney();
  const { language } = useFrame();
  const [open, setOpen] = useState<Open>();
  const { reference, soldAtMs, total, left, orderNumber, receiptNumber } = sale;
  const finding = FINDING_WORDS[language];
  const time = new Date(soldAtMs).toLocaleTimeString(figuresOf(language), { hour: "2-digit", minute: "2-digit" });
  const said = [
    left === 0 ? words.allGivenBack : words.leftOf(money.exactly(left), money.exactly(total)),
    ...(orderNumber === undefined ? [] : [finding.order(String(orderNumber))]),
    ...(receiptNumber === undefined ? [] : [words.receipt(String(receiptNumber))]),
  ];
  const toggle = (which: Exclude<Open, undefined>) => setOpen(open === which ? undefined : which);
  return (
    <div className="staff-row">
      <strong className="staff-number">{time}</strong>
      <span>{said.join(" · ")}</span>
      {receiptNumber === undefined ? undefined : (
        <Button
          kind="quiet"
          testId={`${from}receipt-${reference}`}
          aria-label={`${finding.showReceipt}: ${time}, ${said.join(", ")}`}
          aria-expanded={open === "receipt"}
          onClick={() => toggle("receipt")}
        >
          {finding.showReceipt}
        </Button>
      )}
      {left === 0 ? undefined : (
        <Button
          kind="second"
          testId={`${from}give-back-${reference}`}
          aria-label={`${words.giveBack}: ${time}, ${words.leftOf(money.exactly(left), money.exactly(total))}`}
          aria-expanded={open === "give-back"}
          onClick={() => toggle("give-back")}
        >
          {words.giveBack}
        </Button>
      )}
      {open === "give-back" && left > 0 ? (
        <HowMuch
          left={left}
          words={words}
          onChosen={(amount) => {
            setOpen(undefined);
            void act(tell("staff:refund", { reference, amount }));
          }}
        />
      ) : undefined}
      {open === "receipt" ? <ReceiptShown sale={sale} act={act} from={from} /> : undefined}
    </div>
  );
}

interface HowMuchProps {
  readonly left: Minor;
  readonly words: StaffWords;
  readonly onChosen: (amount: number) => void;
}

/** All of it by one button, or a part typed in the smallest coin: 1, 2, 5, 0 is 12,50. */
function HowMuch({ left, words, onChosen }: HowMuchProps) {
  const money = useMoney();
  const [typed, setTyped] = useState("");
  const part = Number(typed) as Minor;
  return (
    <div className="staff-how-much">
      <p>{words.giveBackMeans}</p>
      <Button kind="primary" testId="give-back-all" onClick={() => onChosen(left)}>
        {words.giveBackAll(money.exactly(left))}
      </Button>
      <p>{words.anotherAmount}</p>
      <Keypad
        onKey={(key) => setTyped((now) => (key === "Backspace" ? now.slice(0, -1) : `${now}${key}`.slice(0, 8)))}
      />
      <Button
        kind="second"
        testId="give-back-part"
        disabled={part < 1 || part > left}
        onClick={() => onChosen(part)}
      >
        {words.giveBackPart(money.exactly(part))}
      </Button>
    </div>
  );
}
