import { Receipt, Undo2 } from "lucide-react";
import { Amount } from "../parts/Amount.tsx";
import { FinishButton } from "../parts/FinishButton.tsx";
import { useFrame, useMoney, useWords } from "../parts/frame-context.ts";
import { Items } from "../parts/Items.tsx";
import { MoneyWords } from "../parts/MoneyWords.tsx";
import { ScreenLayout } from "../parts/ScreenLayout.tsx";
import type { ScreenAt } from "../view.ts";

/** Thank you; what was paid; the number to listen for; where the receipt is. */
export function Done({ screen }: { readonly screen: ScreenAt<"done"> }) {
  const words = useWords();
  const money = useMoney();
  const { wallet } = useFrame();
  const { amount, items, notDelivered, orderNumber, receipt } = screen;
  const anyDropped = items.some((item) => item.state === "dropped");
  return (
    <ScreenLayout
      at="done"
      title={anyDropped ? words.takeGoods : words.thanks}
      corner={
        <>
          <Amount amount={amount} />
          <MoneyWords state={screen.money} amount={amount} />
        </>
      }
      aside={
        <>
          {notDelivered > 0 ? (
            <p className="notice notice-good">
              <Undo2 className="icon" aria-hidden="true" />
              <span>{words.notDelivered(money.inWords(notDelivered))}</span>
            </p>
          ) : undefined}
          <p className="receipt-words" data-testid="receipt-words" role="status">
            <Receipt className="icon" aria-hidden="true" />
            <span>{words.receipt[receipt](wallet)}</span>
          </p>
        </>
      }
      actions={<FinishButton kind="second" />}
    >
      {orderNumber === undefined ? undefined : (
        <div className="order">
          <p className="order-label">{words.yourOrderNumber}</p>
          <p className="order-number" data-testid="order-number">
            {orderNumber}
          </p>
          <p className="quiet">{words.orderNumberMeans}</p>
        </div>
      )}
      {items.length > 0 ? <Items items={items} /> : undefined}
    </ScreenLayout>
  );
}
