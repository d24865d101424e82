import { CircleCheck, ReceiptText, Undo2 } from "lucide-react";
import { doneHeadline, receiptSentences } from "../headlines.ts";
import { Amount } from "../parts/Amount.tsx";
import { FinishButton } from "../parts/FinishButton.tsx";
import { useFrame, useMoney, useWords } from "../parts/frame-context.ts";
import { Items } from "../parts/Items.tsx";
import { MachineFront } from "../parts/MachineFront.tsx";
import { MoneyWords } from "../parts/MoneyWords.tsx";
import { ScreenLayout } from "../parts/ScreenLayout.tsx";
import type { ScreenAt } from "../view.ts";

/** Thank you; what was paid; the number to listen for; where the receipt is. */
export function Done({ screen }: { readonly screen: ScreenAt<"done"> }) {
  const words = useWords();
  const money = useMoney();
  const frame = useFrame();
  const { amount, items, notDelivered, orderNumber, receipt } = screen;
  const vended = items.length > 0;
  const receiptWords = (
    <p className="receipt-words" data-testid="receipt-words" role="status">
      <ReceiptText className="icon" aria-hidden="true" />
      <span>{receiptSentences(receipt, frame, words).join(" ")}</span>
    </p>
  );
  return (
    <ScreenLayout
      at="done"
      face={vended ? "done-vending" : "done"}
      title={doneHeadline(screen, words)}
      corner={
        <>
          <Amount amount={amount} />
          <MoneyWords state={screen.money} amount={amount} />
        </>
      }
      {...(vended
        ? {
            aside: (
              <>
                <Items items={items} />
                {notDelivered > 0 ? (
                  <NotDelivered words={words.notDelivered[screen.notDeliveredIs](money.inWords(notDelivered))} />
                ) : undefined}
                {receiptWords}
              </>
            ),
          }
        : {})}
      actions={<FinishButton kind="second" />}
    >
      {vended ? (
        <MachineFront items={items} />
      ) : (
        <div className="order">
          {orderNumber === undefined ? (
            <CircleCheck className="icon done-icon" aria-hidden="true" />
          ) : (
            <OrderNumber number={orderNumber} />
          )}
          {notDelivered > 0 ? (
            <NotDelivered words={words.notDelivered[screen.notDeliveredIs](money.inWords(notDelivered))} />
          ) : undefined}
          {receiptWords}
        </div>
      )}
    </ScreenLayout>
  );
}

/** The number to listen for: the answer of this screen, so as large as its digits allow. */
function OrderNumber({ number }: { readonly number: number }) {
  const words = useWords();
  return (
    <>
      <p className="order-label">{words.yourOrderNumber}</p>
      <p className="order-number" data-testid="order-number" data-digits={String(number).length}>
        {number}
      </p>
      <p className="order-means">{words.orderNumberMeans}</p>
    </>
  );
}

function NotDelivered({ words }: { readonly words: string }) {
  return (
    <p className="notice notice-good">
      <Undo2 className="icon" aria-hidden="true" />
      <span>{words}</span>
    </p>
  );
}
