import { Check } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { tell } from "../bridge.ts";
import { asAsked, lineKey, wholeName } from "../line-name.ts";
import { minorTyped, percentTyped } from "../typed-amount.ts";
import type { CounterView, ScreenAt } from "../view.ts";
import { COUNTER_WORDS } from "../words/counter-words.ts";
import { Button } from "./Button.tsx";
import { useFrame, useMoney } from "./frame-context.ts";
import { Panel } from "./Panel.tsx";
import { TypedField } from "./TypedField.tsx";

type Basket = ScreenAt<"goods">["basket"];

interface DiscountPanelProps {
  readonly basket: Basket;
  readonly discounts: NonNullable<CounterView["discounts"]>;
  readonly onClose: () => void;
}

/** Off what, how much, and why. Whether it takes a PIN is the terminal's affair: it is asked for once it refuses. */
export function DiscountPanel({ basket, discounts, onClose }: DiscountPanelProps) {
  const { language, currency } = useFrame();
  const words = COUNTER_WORDS[language];
  const [target, setTarget] = useState<string>();
  const [unit, setUnit] = useState<"percent" | "amount">("percent");
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState(discounts.reasons[0] ?? "");
  const [pin, setPin] = useState<string>();
  const [refused, setRefused] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const line = basket.lines.find((each) => lineKey(each) === target);
  const aim = line === undefined ? {} : { line: asAsked(line) };
  const off = offOf(unit, typed);
  const isGiven = target === undefined ? basket.discount !== undefined : line?.reduction?.of === "line";
  const give = async () => {
    if (off === undefined) return;
    const given = await tell("discount:give", { ...aim, off, reason, ...(pin === undefined ? {} : { pin }) });
    if (given !== undefined) onClose();
    else if (discounts.asksPin && pin === undefined) setPin("");
    else setRefused(true);
  };
  const takeBack = async () => {
    await tell("discount:remove", aim);
    onClose();
  };
  return (
    <Panel title={words.discount} look="panel-wide" onClose={onClose}>
      <TypedField
        label={words.howMuchOff}
        testId="discount-amount"
        value={typed}
        onType={setTyped}
        onEnter={() => void give()}
        field={field}
      />
      <Choices
        name="unit"
        legend={words.howMuchOff}
        look="choices-beside"
        choices={[
          { id: "percent", words: words.inPercent },
          { id: "amount", words: words.inMoney(currency) },
        ]}
        chosen={unit}
        onChoose={(id) => setUnit(id === "amount" ? "amount" : "percent")}
      />
      <Choices
        name="reason"
        legend={words.why}
        look="choices-beside"
        choices={discounts.reasons.map((each) => ({ id: each, words: each }))}
        chosen={reason}
        onChoose={setReason}
      />
      <Choices
        name="discount-off"
        legend={words.discountOf}
        choices={[{ id: "", words: words.wholeBasket }, ...basket.lines.map(lineChoice)]}
        chosen={target ?? ""}
        onChoose={(id) => setTarget(id === "" ? undefined : id)}
      />
      {pin === undefined ? undefined : (
        <PinField
          label={words.staffPin}
          means={words.pinNeeded}
          pin={pin}
          onType={setPin}
          onEnter={() => void give()}
        />
      )}
      {refused ? (
        <p className="notice" role="alert" data-testid="discount-refused">
          {words.notPossible}
        </p>
      ) : undefined}
      <Button kind="primary" testId="discount-give" disabled={off === undefined} onClick={() => void give()}>
        {words.takeOff}
      </Button>
      {isGiven ? (
        <Button kind="second" testId="discount-remove" onClick={() => void takeBack()}>
          {words.takeBack}
        </Button>
      ) : undefined}
    </Panel>
  );
}

function offOf(unit: "percent" | "amount", typed: string) {
  const percent = percentTyped(typed);
  const amount = minorTyped(typed);
  if (unit === "percent") return percent === undefined ? undefined : { by: unit, percent };
  return amount === undefined ? undefined : { by: unit, amount };
}

interface Choice {
  readonly id: string;
  readonly words: string;
  readonly line?: Basket["lines"][number];
}

function lineChoice(line: Basket["lines"][number]): Choice {
  return { id: lineKey(line), words: wholeName(line), line };
}

interface ChoicesProps {
  readonly name: string;
  readonly legend: string;
  readonly look?: "choices-beside";
  readonly choices: readonly Choice[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

function Choices({ name, legend, look, choices, chosen, onChoose }: ChoicesProps) {
  const money = useMoney();
  return (
    <fieldset className="choice-group">
      <legend className={name === "unit" ? "unseen" : "choice-legend"}>{legend}</legend>
      <div className={look === undefined ? "panel-choices" : `panel-choices ${look}`}>
        {choices.map(({ id, words, line }) => (
          <Button
            key={id}
            kind="plain"
            look="choice"
            testId={`${name}-${id === "" ? "all" : id}`}
            aria-pressed={id === chosen}
            onClick={() => onChoose(id)}
          >
            <span className="choice-name">{words}</span>
            {line === undefined ? undefined : <span className="choice-price">{money.exactly(line.gross)}</span>}
            <span className="choice-check">
              {id === chosen ? <Check className="icon" aria-hidden="true" /> : undefined}
            </span>
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

interface PinFieldProps {
  readonly label: string;
  readonly means: string;
  readonly pin: string;
  readonly onType: (typed: string) => void;
  readonly onEnter: () => void;
}

function PinField({ label, means, pin, onType, onEnter }: PinFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <>
      <p role="status">{means}</p>
      <TypedField
        label={label}
        testId="discount-pin"
        isSecret
        value={pin}
        onType={(typed) => onType(typed.replaceAll(/\D/g, "").slice(0, 12))}
        onEnter={onEnter}
        field={field}
      />
    </>
  );
}
