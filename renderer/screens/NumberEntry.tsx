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
  readonly code?: CodeBeside;
}

interface CodeBeside extends Pick<ScreenAt<"paying">, "money" | "canCancel"> {
  readonly qr: NonNullable<ScreenAt<"paying">["qr"]>;
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
  useEffect(() => {
    if (told !== undefined) document.getElementById(COMPLAINT_ID)?.scrollIntoView({ block: "nearest" });
  }, [told]);
  const send = () => {
    if (canPush && typed !== "") ask("pay:push", { country, typed });
  };
  const mayLeave = code?.canCancel !== false;
  useKeys((key) => {
    if (key === "Enter") send();
    else if (key === "Escape" && mayLeave) ask("back", {});
    else if (canPush && (key === "Backspace" || /^\d$/.test(key))) press(key);
    else return false;
    return true;
  });

  // A machine's window is low: there the second way stands in the bar, beside the way back.
  const inMachine = code === undefined && mode === "vending" && canPush;
  const codeInBar = inMachine && !largeText;
  // In large text it stands after what is read, so that the keys and the sending stay in sight.
  const codeInAside = inMachine && largeText;
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
  const field = (
    <NumberField country={country} typed={typed} complaintId={complaint === undefined ? undefined : COMPLAINT_ID} />
  );
  // Large text scrolls: what is typed goes with the key that sends it.
  const fieldBesideSend = largeText && code === undefined;
  const asked = mode === "counter" ? words.customersNumber : words.yourNumber;
  const question = canPush ? asked : words.noPushHere;
  return (
    <ScreenLayout
      at={code === undefined ? "number" : "paying"}
      face={code === undefined ? "number" : "number-beside"}
      title={code === undefined ? question : words.scanOrType(wallet)}
      corner={
        <>
          <Amount amount={amount} />
          <MoneyWords state={code?.money ?? "nothing-reserved"} amount={amount} />
        </>
      }
      aside={
        <>
          {canPush ? (
            <>
              <CountryPicker countries={countries} chosen={country} onChoose={setCountry} />
              {fieldBesideSend ? undefined : field}
            </>
          ) : undefined}
          {complaint === undefined ? (
            canPush ? (
              <p className="quiet number-means">{words.numberMeans(wallet)}</p>
            ) : undefined
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
          {codeInAside ? useCode : undefined}
        </>
      }
      actions={
        <>
          {canPush && fieldBesideSend ? field : undefined}
          {codeInBar || codeInAside || code !== undefined ? undefined : useCode}
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
          {mayLeave ? (
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
          ) : undefined}
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
            <Code qr={code.qr} />
            <QrTime qr={code.qr} />
          </div>
          <Keypad onKey={press} />
        </div>
      )}
    </ScreenLayout>
  );
}
