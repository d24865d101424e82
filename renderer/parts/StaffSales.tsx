import { useState } from "react";
import type { StaffView } from "../../electron/ipc/contract.ts";
import { tell } from "../bridge.ts";
import { figuresOf } from "../money-text.ts";
import type { Minor } from "../view.ts";
import type { StaffWords } from "../words/staff-words.ts";
import { Button } from "./Button.tsx";
import { useFrame, useMoney } from "./frame-context.ts";
import { Keypad } from "./Keypad.tsx";
import { StaffSection } from "./StaffSection.tsx";

export interface StaffListProps {
  readonly view: StaffView;
  readonly words: StaffWords;
  readonly act: (done: Promise<unknown>) => Promise<void>;
}

/** Orders that wait, then the last sales with what is left of them. */
export function StaffSales({ view, words, act }: StaffListProps) {
  const money = useMoney();
  const { language } = useFrame();
  const [chosen, setChosen] = useState<string>();
  const [calledOff, setCalledOff] = useState<number>();
  const time = (atMs: number) =>
    new Date(atMs).toLocaleTimeString(figuresOf(language), { hour: "2-digit", minute: "2-digit" });
  return (
    <>
      <StaffSection title={words.orders} {...(view.orders.length === 0 ? { empty: words.noOrders } : {})}>
        {view.orders.map(({ orderNumber, total, lines, startedAtMs }) => (
          <div className="staff-row" key={orderNumber}>
            <strong className="staff-number">{orderNumber}</strong>
            <span>
              {time(startedAtMs)} · {money.exactly(total)} ·{" "}
              {lines.map(({ name, quantity }) => `${quantity} ${name}`).join(", ")}
            </span>
            <Button
              kind="second"
              testId={`hand-over-${orderNumber}`}
              aria-label={`${words.handedOver}: ${orderNumber}`}
              onClick={() => void act(tell("staff:hand-over", { orderNumber }))}
            >
              {words.handedOver}
            </Button>
            <Button
              kind="quiet"
              testId={`call-off-${orderNumber}`}
              aria-expanded={calledOff === orderNumber}
              onClick={() => setCalledOff(calledOff === orderNumber ? undefined : orderNumber)}
            >
              {words.callOff}
            </Button>
            {calledOff === orderNumber ? (
              <div className="staff-how-much">
                <p>{words.callOffMeans(money.exactly(total))}</p>
                <Button
                  kind="second"
                  testId="call-off-now"
                  onClick={() => {
                    setCalledOff(undefined);
                    void act(tell("staff:call-off", { orderNumber }));
                  }}
                >
                  {words.callOffNow(String(orderNumber))}
                </Button>
              </div>
            ) : undefined}
          </div>
        ))}
      </StaffSection>
      <StaffSection title={words.sales} {...(view.sales.length === 0 ? { empty: words.noSales } : {})}>
        {view.sales.map(({ reference, soldAtMs, total, left, receiptNumber }) => (
          <div className="staff-row" key={reference}>
            <strong className="staff-number">{time(soldAtMs)}</strong>
            <span>
              {left === 0 ? words.allGivenBack : words.leftOf(money.exactly(left), money.exactly(total))}
              {receiptNumber === undefined ? undefined : ` · ${words.receipt(String(receiptNumber))}`}
            </span>
            {left === 0 ? undefined : (
              <Button
                kind="second"
                testId={`give-back-${reference}`}
                aria-label={`${words.giveBack}: ${time(soldAtMs)}, ${words.leftOf(money.exactly(left), money.exactly(total))}`}
                aria-expanded={chosen === reference}
                onClick={() => setChosen(chosen === reference ? undefined : reference)}
              >
                {words.giveBack}
              </Button>
            )}
            {chosen === reference && left > 0 ? (
              <HowMuch
                left={left}
                words={words}
                onChosen={(amount) => {
                  setChosen(undefined);
                  void act(tell("staff:refund", { reference, amount }));
                }}
              />
            ) : undefined}
          </div>
        ))}
      </StaffSection>
    </>
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
