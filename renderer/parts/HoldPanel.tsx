import { useEffect, useRef, useState } from "react";
import { ask } from "../bridge.ts";
import { figuresOf } from "../money-text.ts";
import type { CounterView } from "../view.ts";
import { COUNTER_WORDS } from "../words/counter-words.ts";
import { Button } from "./Button.tsx";
import { useFrame, useMoney } from "./frame-context.ts";
import { Panel } from "./Panel.tsx";
import { TypedField } from "./TypedField.tsx";

/** Puts the basket on the screen aside. */
export function HoldPanel({ counter, onClose }: { readonly counter: CounterView; readonly onClose: () => void }) {
  const words = COUNTER_WORDS[useFrame().language];
  const [name, setName] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const hold = () => {
    ask("basket:hold", { name });
    onClose();
  };
  if (counter.isFull)
    return (
      <Panel title={words.hold} onClose={onClose}>
        <p data-testid="held-full">{words.heldIsFull}</p>
      </Panel>
    );
  return (
    <Panel title={words.hold} onClose={onClose}>
      <p className="quiet">{words.holdMeans}</p>
      <TypedField
        label={words.heldName}
        testId="held-name"
        value={name}
        onType={setName}
        onEnter={hold}
        field={field}
      />
      <Button kind="primary" testId="hold-now" onClick={hold}>
        {words.hold}
      </Button>
    </Panel>
  );
}

/** Baskets that wait, the longest waiting first. */
export function HeldPanel({ held, onClose }: Pick<CounterView, "held"> & { readonly onClose: () => void }) {
  const words = COUNTER_WORDS[useFrame().language];
  const [discarding, setDiscarding] = useState<number>();
  return (
    <Panel title={words.heldBaskets} look="panel-wide" onClose={onClose}>
      {held.length === 0 ? <p>{words.noneHeld}</p> : undefined}
      <ul className="held-list">
        {held.map((basket) => (
          <li className="held-row" key={basket.number}>
            <HeldButton
              basket={basket}
              onPress={() => {
                ask("basket:resume", { number: basket.number });
                onClose();
              }}
            />
            <Button
              kind="quiet"
              testId={`discard-${basket.number}`}
              aria-label={`${words.discard}: ${basket.number}`}
              aria-expanded={discarding === basket.number}
              onClick={() => setDiscarding(discarding === basket.number ? undefined : basket.number)}
            >
              {words.discard}
            </Button>
            {discarding === basket.number ? <DiscardWhy number={basket.number} /> : undefined}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

type Held = CounterView["held"][number];

function HeldButton({ basket, onPress }: { readonly basket: Held; readonly onPress: () => void }) {
  const { language } = useFrame();
  const money = useMoney();
  const { number, name, heldAtMs, total, units } = basket;
  const time = new Date(heldAtMs).toLocaleTimeString(figuresOf(language), { hour: "2-digit", minute: "2-digit" });
  return (
    <Button kind="plain" look="choice" testId={`held-${number}`} onClick={onPress}>
      <strong>{number}</strong>
      <span className="choice-name">
        {name === undefined ? undefined : <span>{name} </span>}
        <span className="quiet">{`${time} · ${COUNTER_WORDS[language].heldUnits(units)}`}</span>
      </span>
      <span className="choice-price">{money.exactly(total)}</span>
    </Button>
  );
}

function DiscardWhy({ number }: { readonly number: number }) {
  const words = COUNTER_WORDS[useFrame().language];
  return (
    <div className="panel-choices choices-beside">
      {(["left", "mistake", "other"] as const).map((why) => (
        <Button
          key={why}
          kind="second"
          testId={`discard-${why}`}
          onClick={() => ask("basket:discard", { number, why })}
        >
          {words.discardWhy[why]}
        </Button>
      ))}
    </div>
  );
}
