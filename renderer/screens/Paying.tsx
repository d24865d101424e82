import { Check, Keyboard, QrCode as QrIcon, Smartphone, X } from "lucide-react";
import { ask } from "../bridge.ts";
import { payingHeadline } from "../headlines.ts";
import { Amount } from "../parts/Amount.tsx";
import { Button } from "../parts/Button.tsx";
import { useFrame, useMoney, useWords } from "../parts/frame-context.ts";
import { useKeys } from "../parts/keys.ts";
import { MoneyWords } from "../parts/MoneyWords.tsx";
import { PaymentSteps } from "../parts/PaymentSteps.tsx";
import { QrCode } from "../parts/QrCode.tsx";
import { QrTime } from "../parts/QrTime.tsx";
import { Ring } from "../parts/Ring.tsx";
import { ScreenLayout } from "../parts/ScreenLayout.tsx";
import { unreachable } from "../unreachable.ts";
import type { ScreenAt } from "../view.ts";
import { NumberEntry } from "./NumberEntry.tsx";

type PayingScreen = ScreenAt<"paying">;

/** The customer's turn on the phone, and every step around it. */
export function Paying({ screen }: { readonly screen: PayingScreen }) {
  const { amount, beside, qr, money, canCancel } = screen;
  if (beside === undefined || qr === undefined) return <OnePayment screen={screen} />;
  return <NumberEntry screen={{ ...beside, amount, canPush: true }} code={{ qr, money, canCancel }} />;
}

function OnePayment({ screen }: { readonly screen: PayingScreen }) {
  const words = useWords();
  const money = useMoney();
  const { mode, shopName, wallet } = useFrame();
  const { amount, flow, step, canCancel, canSwitch, offersCode } = screen;
  useKeys((key) => {
    if (key !== "Escape" || !canCancel) return false;
    ask("pay:cancel", {});
    return true;
  });
  const scanning = flow === "qr" && step === "waiting" && screen.qr !== undefined;
  return (
    <ScreenLayout
      at="paying"
      face={scanning ? "paying-qr" : "paying-push"}
      title={payingHeadline(screen, words, wallet)}
      corner={
        <>
          <Amount amount={amount} />
          <MoneyWords state={screen.money} amount={amount} />
        </>
      }
      aside={
        <>
          <p className="to-shop">{words.toShop(money.inWords(amount), shopName)}</p>
          <Guidance screen={screen} />
        </>
      }
      actions={
        canSwitch ? (
          <>
            {offersCode && flow === "push" ? <p className="code-offered">{words.codeOffered}</p> : undefined}
            <Button
              kind={offersCode ? "primary" : "second"}
              testId={flow === "push" ? "use-code" : "use-number"}
              icon={
                flow === "push" ? (
                  <QrIcon className="icon" aria-hidden="true" />
                ) : (
                  <Keyboard className="icon" aria-hidden="true" />
                )
              }
              onClick={() => ask("pay:switch", {})}
            >
              {flow === "push" ? words.useCode : words.useNumber}
            </Button>
          </>
        ) : undefined
      }
      back={
        canCancel ? (
          <Button
            kind="quiet"
            look="bar-button"
            testId="cancel"
            icon={<X className="icon" aria-hidden="true" />}
            onClick={() => ask("pay:cancel", {})}
            {...(mode === "counter" ? { keyHint: "Esc" } : {})}
          >
            {words.cancel}
          </Button>
        ) : undefined
      }
    >
      {scanning && screen.qr !== undefined ? (
        <div className="qr-and-time">
          <QrCode qr={screen.qr} />
          <QrTime qr={screen.qr} />
        </div>
      ) : (
        <Ring {...(step === "approved" ? { left: 1 } : {})}>
          {step === "approved" ? (
            <Check className="icon ring-icon" aria-hidden="true" />
          ) : (
            <Smartphone className="icon ring-icon" aria-hidden="true" />
          )}
        </Ring>
      )}
    </ScreenLayout>
  );
}

/** What to do now, or what happens now, in one or two sentences. */
function Guidance({ screen }: { readonly screen: PayingScreen }) {
  const words = useWords();
  const { wallet } = useFrame();
  const { flow, step, pickedUp, maskedNumber, showsWhereInApp, toOwnCode } = screen;
  switch (step) {
    case "asking":
    case "waiting":
      return (
        <>
          <PaymentSteps
            steps={[flow === "push" ? words.stepSent : words.stepScan, words.stepOpen(wallet), words.stepApprove]}
            now={stepOf(screen)}
          />
          {maskedNumber === undefined ? undefined : <p className="quiet">{words.sentTo(maskedNumber)}</p>}
          {toOwnCode ? <p className="quiet">{words.sentToOwnCode}</p> : undefined}
          {pickedUp ? <p>{words.approveThere}</p> : undefined}
          {flow === "qr" && step === "waiting" && !pickedUp ? (
            <p className="quiet">{words.scanMeans(wallet)}</p>
          ) : undefined}
          {showsWhereInApp && !pickedUp ? <p className="where-in-app">{words.whereInApp(wallet)}</p> : undefined}
        </>
      );
    case "approved":
      return <p>{words.approvedMeans}</p>;
    case "cancelling":
      return <p>{words.cancellingMeans}</p>;
    case "switching":
      return <p>{words.switchingMeans}</p>;
    case "checking":
      return <p>{words.checkingMeans}</p>;
    default:
      return unreachable(step);
  }
}

function stepOf({ flow, step, pickedUp }: PayingScreen): number {
  if (pickedUp) return 2;
  return flow === "push" && step === "waiting" ? 1 : 0;
}
