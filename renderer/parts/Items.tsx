import { CircleCheck, CircleX, Clock, LoaderCircle } from "lucide-react";
import { useEffect, useRef } from "react";
import { unreachable } from "../unreachable.ts";
import type { Item } from "../view.ts";
import { useNamesLanguage, useWords } from "./frame-context.ts";
import { Picture } from "./Picture.tsx";

/** Each thing the machine is to give, where it lies, and what has become of it. */
export function Items({ items }: { readonly items: readonly Item[] }) {
  const words = useWords();
  const named = useNamesLanguage();
  const list = useRef<HTMLUListElement>(null);
  const coming = items.findIndex((item) => item.state === "coming");
  // More than the window holds: the one whose turn it is stays in sight.
  useEffect(() => {
    list.current?.children[coming]?.scrollIntoView({ block: "nearest" });
  }, [coming]);
  return (
    <ul className={items.length > 1 ? "items" : "items items-one"} ref={list} aria-live="polite">
      {keyed(items).map(({ key, item }) => (
        <li key={key} className={`item item-${item.state}`} data-testid={`item-${item.slot}`}>
          <Picture picture={item.picture} name={item.name} />
          <span className="item-words">
            <span className="item-name" lang={named}>
              {item.name}
            </span>
            <span className="item-state">
              <ItemIcon state={item.state} />
              {words.item[item.state]}
            </span>
            <span className="item-slot">{words.slot(item.slot)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function ItemIcon({ state }: { readonly state: Item["state"] }) {
  switch (state) {
    case "waiting":
      return <Clock className="icon" aria-hidden="true" />;
    case "coming":
      return <LoaderCircle className="icon icon-turning" aria-hidden="true" />;
    case "dropped":
      return <CircleCheck className="icon" aria-hidden="true" />;
    case "not-dropped":
      return <CircleX className="icon" aria-hidden="true" />;
    case "unknown":
      return <Clock className="icon" aria-hidden="true" />;
    default:
      return unreachable(state);
  }
}

/** A slot may stand twice in one sale, so its turn is part of its name. */
function keyed(items: readonly Item[]): readonly { readonly key: string; readonly item: Item }[] {
  const turns = new Map<string, number>();
  return items.map((item) => {
    const turn = (turns.get(item.slot) ?? 0) + 1;
    turns.set(item.slot, turn);
    return { key: `${item.slot} ${turn}`, item };
  });
}
