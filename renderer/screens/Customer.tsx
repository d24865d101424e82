import { Smartphone } from "lucide-react";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { Screen } from "../../electron/ipc/contract.ts";
import { lineKey } from "../line-name.ts";
import { percent } from "../money-text.ts";
import { Amount } from "../parts/Amount.tsx";
import { BasketReduction } from "../parts/BasketReduction.tsx";
import { useFrame, useMoney, useNamesLanguage, useWords } from "../parts/frame-context.ts";
import { MoneyWords } from "../parts/MoneyWords.tsx";
import { NotPayingNow } from "../parts/NotPayingNow.tsx";
import { Picture } from "../parts/Picture.tsx";
import { Ring } from "../parts/Ring.tsx";
import { ScreenLayout } from "../parts/ScreenLayout.tsx";
import { StillLife } from "../parts/StillLife.tsx";
import type { ScreenAt } from "../view.ts";
import { Done } from "./Done.tsx";
import { Ended } from "./Ended.tsx";
import { Paying } from "./Paying.tsx";

type Basket = ScreenAt<"goods">["basket"];

/** More are not read at a glance. */
const LINES_MOST = 6;

/** The counter's second screen. It is looked at, never pressed: the cashier does what is to be done. */
export function Customer({ screen }: { readonly screen: Screen }) {
  switch (screen.at) {
    case "attract":
      return <Welcome screen={screen} />;
    case "goods":
      return <RungUp basket={screen.basket} />;
    case "number":
      return <TellNumber screen={screen} />;
    case "paying":
      return <Paying screen={screen} />;
    case "done":
      return <Done screen={screen} />;
    case "ended":
      return <Ended screen={screen} />;
    case "late":
      return <LateToo screen={screen} />;
    case "dispensing":
      // A counter dispenses nothing.
      return undefined;
  }
}

function Welcome({ screen }: { readonly screen: ScreenAt<"attract"> }) {
  const words = useWords();
  const { shopName, wallet } = useFrame();
  return (
    <ScreenLayout
      at="attract"
      title={shopName}
      actions={
        screen.available ? (
          <>
            <p className="customer-welcome">{words.welcome}</p>
            <p className="attract-pay">{words.payWithPhone(wallet)}</p>
          </>
        ) : (
          <NotPayingNow why={screen.why} />
        )
      }
    >
      <StillLife />
    </ScreenLayout>
  );
}

function RungUp({ basket }: { readonly basket: Basket }) {
  const words = useWords();
  return (
    <ScreenLayout
      at="goods"
      face="customer-goods"
      title={words.basket}
      corner={<Amount amount={basket.total} testId="basket-total" />}
      aside={<VatLines basket={basket} />}
    >
      <Lines basket={basket} />
    </ScreenLayout>
  );
}

function TellNumber({ screen }: { readonly screen: ScreenAt<"number"> }) {
  const words = useWords();
  const { wallet } = useFrame();
  return (
    <ScreenLayout
      at="number"
      face="customer-number"
      title={screen.canPush ? words.tellYourNumber : words.payWithPhone(wallet)}
      corner={
        <>
          <Amount amount={screen.amount} />
          <MoneyWords state="nothing-reserved" amount={screen.amount} />
        </>
      }
      aside={<p className="lead">{words.payWithPhone(wallet)}</p>}
    >
      <Ring>
        <Smartphone className="icon ring-icon" aria-hidden="true" />
      </Ring>
    </ScreenLayout>
  );
}

function LateToo({ screen }: { readonly screen: ScreenAt<"late"> }) {
  const words = useWords();
  const money = useMoney();
  return (
    <ScreenLayout
      at="late"
      title={words.late}
      corner={
        <>
          <Amount amount={screen.amount} />
          <MoneyWords state="reserved" amount={screen.amount} />
        </>
      }
    >
      <p className="lead">{words.lateMeans(money.inWords(screen.amount))}</p>
    </ScreenLayout>
  );
}

/** What is being bought, the newest last. What does not fit is counted. */
function Lines({ basket }: { readonly basket: Basket }) {
  const words = useWords();
  const named = useNamesLanguage();
  const money = useMoney();
  const section = useRef<HTMLElement>(null);
  const unseen = Math.max(basket.lines.length - useFitting(section, basket), 0);
  return (
    <section aria-label={words.basket} className="customer-basket" ref={section}>
      {unseen === 0 ? undefined : <p className="quiet">{words.andMore(unseen)}</p>}
      <ul className="customer-lines">
        {basket.lines.slice(unseen).map((line) => (
          <li key={lineKey(line)} className="customer-line">
            <Picture picture={line.picture} name={line.name} />
            <span className="customer-count">{line.count} ×</span>
            <span className="customer-name">
              <span className="line-name" lang={named}>
                {line.name}
              </span>
              {line.chosen === undefined ? undefined : (
                <span className="basket-chosen" lang={named}>
                  {line.chosen.map((option) => option.name).join(", ")}
                </span>
              )}
              {line.typedPrice === undefined || line.count === 1 ? undefined : (
                <span className="basket-chosen">{`${line.count} × ${money.exactly(line.typedPrice)}`}</span>
              )}
              {line.reduction === undefined ? undefined : (
                <span className="basket-chosen">{`${line.reduction.reason} −${money.exactly(line.reduction.amount)}`}</span>
              )}
            </span>
            <span className="basket-gross">{money.exactly(line.gross)}</span>
          </li>
        ))}
      </ul>
      <BasketReduction basket={basket} />
    </section>
  );
}

/** How many lines fit without scrolling, since nothing can be pressed here: found before anything is painted. */
function useFitting(box: RefObject<HTMLElement | null>, basket: Basket): number {
  const [fitting, setFitting] = useState({ basket, lines: LINES_MOST });
  const lines = fitting.basket === basket ? fitting.lines : LINES_MOST;
  useLayoutEffect(() => {
    const { scrollHeight = 0, clientHeight = 0 } = box.current ?? {};
    if (scrollHeight > clientHeight + 1 && lines > 1)
      setFitting({ basket, lines: Math.min(lines, basket.lines.length) - 1 });
  });
  return lines;
}

function VatLines({ basket }: { readonly basket: Basket }) {
  const words = useWords();
  const money = useMoney();
  const { language } = useFrame();
  return (
    <div>
      {basket.vat.map(({ rate, vat }) => (
        <p key={rate} className="quiet">
          {words.vatIncluded(percent(rate, language), money.exactly(vat))}
        </p>
      ))}
    </div>
  );
}
