import { ArrowLeft, QrCode, Send, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { ask } from "../bridge.ts";
import { ageBesideNumber } from "../headlines.ts";
import { Amount } from "../parts/Amount.tsx";
import { Button } from "../parts/Button.tsx";
import { CountryPicker } from "../parts/CountryPicker.tsx";
import { useFrame, useWords } from "../parts/frame-context.ts";
import { Keypad } from "../parts/Keypad.tsx";
import { useKeys } from "../parts/keys.ts";
import { MoneyWords } from "../parts/MoneyWords.tsx";
import { NumberField } from "../parts/NumberField.tsx";
import { QrCode as Code } from "../parts/QrCode.tsx";
import { QrTime } from "../parts/QrTime.tsx";
import { ScreenLayout } from "../parts/ScreenLayout.tsx";
import { typedAfter } from "../phone-text.ts";
import { tellDigits } from "../speech/guide.ts";
import type { ScreenAt } from "../view.ts";

interface NumberEntryProps {
  readonly screen: Pick<
    ScreenAt<"number">,
    "amount" | "canPush" | "complaint" | "told" | "countries" | "country"
  > & {
    readonly basket?: ScreenAt<"number">["basket"];
  };
  /** A code that can be scanned instead, at the same time. */
  readonly code?: NonNullable<ScreenAt<"paying">["qr"]>;
}

const COMPLAINT_ID = "number-complaint";

/**
 * The number. What is typed lives in this component alone and is gone with it; it crosses the bridge once, when the
 * request is sent.
 */
export function NumberEntry({ screen, code }: NumberEntryProps) {
  const words = useWords();
  const { largeText, mode, wallet } = useFrame();
  const [typed, setTyped] = useState("");
  const [country, setCountry] = useState(screen.country);
  const { amount, canPush, complaint, countries, told } = screen;

  const press = (key: string) => setTyped((held) => typedAfter(held, key));
  useEffect(() => {
    if (typed !== "") tellDigits(typed);
  }, [typed]);
  const send = () => {
    if (canPush && typed !== "") ask("pay:push", { country, typed });
  };
  useKeys((key) => {
    if (key === "Enter") send();
    else if (key === "Escape") ask("back", {});
    else if (canPush && (key === "Backspace" || /^\d$/.test(key))) press(key);
    else return false;
    return true;
  });

  // A machine's window is low: there the second way stands in the bar, beside the way back.
  const codeInBar = code === undefined && mode === "vending" && canPush && !largeText;
  const useCode = (
    <Button
      kind={codeInBar ? "quiet" : canPush ? "second" : "primary"}
      testId="use-code"
      icon={<QrCode className="icon" aria-hidden="true" />}
      onClick={() => ask("pay:code", {})}
    >
      {canPush ? words.orScanCode : words.showCode}
    </Button>
  );
  const question = mode === "counter" ? words.customersNumber : words.yourNumber;
  return (
    <ScreenLayout
      at={code === undefined ? "number" : "paying"}
      face={code === undefined ? "number" : "number-beside"}
      title={code === undefined ? question : words.scanOrType(wallet)}
      corner={
        <>
          <Amount amount={amount} />
          <MoneyWords state="nothing-reserved" amount={amount} />
        </>
      }
      aside={
        <>
          {canPush ? (
            <>
              <CountryPicker countries={countries} chosen={country} onChoose={setCountry} />
              <NumberField
                country={country}
                typed={typed}
                complaintId={complaint === undefined ? undefined : COMPLAINT_ID}
              />
            </>
          ) : undefined}
          {complaint === undefined ? (
            <p className="quiet number-means">{canPush ? words.numberMeans(wallet) : words.noPushHere}</p>
          ) : (
            <p className="complaint" key={told} id={COMPLAINT_ID} data-testid="complaint" role="alert">
              <TriangleAlert className="icon" aria-hidden="true" />
              <span>{words.complaint[complaint](wallet)}</span>
            </p>
          )}
          {ageBesideNumber(screen, mode, words).map((sentence) => (
            <p className="quiet number-means" key={sentence}>
              {sentence}
            </p>
          ))}
        </>
      }
      actions={
        <>
          {codeInBar || code !== undefined ? undefined : useCode}
          {canPush ? (
            <Button
              kind="primary"
              testId="send-request"
              disabled={typed === ""}
              icon={<Send className="icon" aria-hidden="true" />}
              onClick={send}
              {...(mode === "counter" ? { keyHint: "Enter" } : {})}
            >
              {words.sendRequest}
            </Button>
          ) : undefined}
        </>
      }
      back={
        <>
          <Button
            kind="quiet"
            look="bar-button"
            testId={code === undefined ? "back" : "cancel"}
            icon={<ArrowLeft className="icon" aria-hidden="true" />}
            onClick={() => ask("back", {})}
            {...(mode === "counter" ? { keyHint: "Esc" } : {})}
          >
            {code === undefined ? words.back : words.cancel}
          </Button>
          {codeInBar ? useCode : undefined}
        </>
      }
    >
      {code === undefined ? (
        canPush ? (
          <Keypad onKey={press} />
        ) : undefined
      ) : (
        <div className="beside">
          <div className="qr-and-time">
            <Code qr={code} />
            <QrTime qr={code} />
          </div>
          <Keypad onKey={press} />
        </div>
      )}
    </ScreenLayout>
  );
}
