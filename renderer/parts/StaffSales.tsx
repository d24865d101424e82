import { useState } from "react";
import type { StaffView } from "../../electron/ipc/contract.ts";
import { tell } from "../bridge.ts";
import { figuresOf } from "../money-text.ts";
import type { StaffWords } from "../words/staff-words.ts";
import { Button } from "./Button.tsx";
import { useFrame, useMoney } from "./frame-context.ts";
import { StaffSale } from "./StaffSale.tsx";
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
        {view.sales.map((sale) => (
          <StaffSale key={sale.reference} sale={sale} words={words} act={act} />
        ))}
      </StaffSection>
    </>
  );
}
