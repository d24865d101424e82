import { Check } from "lucide-react";
import { useState } from "react";
import { allergenNames } from "../allergens.ts";
import { put } from "../choosing.ts";
import { ownPrice } from "../good-price.ts";
import type { Good } from "../view.ts";
import type { Words } from "../words/words.ts";
import { Button } from "./Button.tsx";
import { useMoney, useNamesLanguage, useWords } from "./frame-context.ts";
import { Panel } from "./Panel.tsx";
import { useEatsIn } from "./serving.ts";

type Group = NonNullable<Good["choices"]>[number];
type Option = Group["options"][number];

/** Which one, and what with it. Where exactly one is to be chosen, the shop's first is chosen already. */
export function ChoicePanel({ good, onClose }: { readonly good: Good; readonly onClose: () => void }) {
  const words = useWords();
  const named = useNamesLanguage();
  const groups = good.choices ?? [];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(groups.flatMap(atFirst)));
  const brought = groups.flatMap(({ options }) => options.filter(({ id }) => chosen.has(id)));
  const allergens = [good, ...brought].flatMap((each) => each.allergens ?? []);
  const countIn = (group: Group): number => group.options.filter(({ id }) => chosen.has(id)).length;
  return (
    <Panel title={good.name} titleLanguage={named} onClose={onClose}>
      {allergens.length === 0 ? undefined : (
        <p className="quiet" data-testid="choice-allergens" data-told role="status">
          {words.contains(allergenNames(allergens, words))}
        </p>
      )}
      {groups.map((group) => (
        <fieldset className="choice-group" key={group.name}>
          <legend className="choice-legend">
            <span lang={named}>{group.name}</span> <span className="quiet">{howMany(group, words)}</span>
          </legend>
          <div className="panel-choices">
            {group.options.map((option) => (
              <OptionButton
                key={option.id}
                option={option}
                on={chosen.has(option.id)}
                full={group.max > 1 && countIn(group) >= group.max}
                onPress={() => setChosen(afterPress(chosen, group, option.id))}
              />
            ))}
          </div>
        </fieldset>
      ))}
      <Button
        kind="primary"
        testId="choice-add"
        disabled={groups.some((group) => countIn(group) < group.min)}
        onClick={() => {
          const options = groups.flatMap((group) => group.options);
          put(good.sku, { chosen: options.map(({ id }) => id).filter((id) => chosen.has(id)) });
          onClose();
        }}
      >
        {words.addToBasket}
      </Button>
    </Panel>
  );
}

interface OptionProps {
  readonly option: Option;
  readonly on: boolean;
  /** As many are chosen as may be. */
  readonly full: boolean;
  readonly onPress: () => void;
}

function OptionButton({ option, on, full, onPress }: OptionProps) {
  const words = useWords();
  const money = useMoney();
  const named = useNamesLanguage();
  const eatsIn = useEatsIn();
  const { id, name, adds, allergens = [] } = option;
  const price = ownPrice(option, eatsIn);
  const more = adds === 0 ? "" : `+ ${money.inWords(adds)}`;
  return (
    <Button
      kind="plain"
      look="choice"
      testId={`option-${id}`}
      aria-pressed={on}
      disabled={full && !on}
      onClick={onPress}
    >
      <span className="choice-name">
        <span lang={named}>{name}</span>
        {allergens.length === 0 ? undefined : (
          <span className="choice-allergens">{words.contains(allergenNames(allergens, words))}</span>
        )}
      </span>
      <span className="choice-price">{price === undefined ? more : money.inWords(price)}</span>
      <span className="choice-check">{on ? <Check className="icon" aria-hidden="true" /> : undefined}</span>
    </Button>
  );
}

function atFirst({ min, max, options }: Group): readonly string[] {
  const first = options[0];
  return min === 1 && max === 1 && first !== undefined ? [first.id] : [];
}

/** Where one is chosen at most, another press chooses instead; one that must be chosen stays. */
function afterPress(chosen: ReadonlySet<string>, { min, max, options }: Group, id: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (max === 1) {
    for (const option of options) next.delete(option.id);
    if (!chosen.has(id) || min === 1) next.add(id);
  } else if (!next.delete(id)) next.add(id);
  return next;
}

function howMany({ min, max }: Group, words: Words): string {
  if (min === 1 && max === 1) return words.chooseOne;
  return min === 0 ? words.chooseUpTo(max) : words.chooseBetween(min, max);
}
