import { Search } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { ask } from "../bridge.ts";
import { choose, meanCount } from "../choosing.ts";
import { findSale } from "../finding.ts";
import { Amount } from "../parts/Amount.tsx";
import { Basket } from "../parts/Basket.tsx";
import { CounterTools, holdingTool, type Tool } from "../parts/CounterTools.tsx";
import { CountSaid } from "../parts/CountSaid.tsx";
import { countsOf, sectionsOf, useCatalogue } from "../parts/catalogue.ts";
import { useWords } from "../parts/frame-context.ts";
import { GoodSections } from "../parts/GoodSections.tsx";
import { useKeys } from "../parts/keys.ts";
import { Missing } from "../parts/Missing.tsx";
import { NotPayingNow } from "../parts/NotPayingNow.tsx";
import { PayButton } from "../parts/PayButton.tsx";
import { Scanned } from "../parts/Scanned.tsx";
import { ScreenLayout } from "../parts/ScreenLayout.tsx";
import type { Section } from "../parts/SectionTabs.tsx";
import { StartOver } from "../parts/StartOver.tsx";
import { TooYoung } from "../parts/TooYoung.tsx";
import { pay } from "../paying.ts";
import { useScanKeys } from "../scan-keys.ts";
import { findGoods } from "../search.ts";
import { countTyped } from "../typed-amount.ts";
import type { Catalogue, ScreenAt } from "../view.ts";
import type { Words } from "../words/words.ts";

/** Keys that are heard while the cashier types in the search field. */
const COUNTER_KEYS = ["Enter", "Escape", "ArrowDown", "ArrowUp", "F2", "F3", "F4", "F8", "F9", "F10"];

/** The cashier's screen: everything can be done without leaving the keyboard, and the basket never scrolls away. */
export function GoodsCounter({ screen }: { readonly screen: ScreenAt<"goods"> }) {
  const words = useWords();
  const catalogue = useCatalogue();
  const { basket, available, why, tooYoungFor, scan, counter } = screen;
  const [typed, setTyped] = useState("");
  const [marked, setMarked] = useState(0);
  const [tool, setTool] = useState<Tool>();
  const field = useRef<HTMLInputElement>(null);
  const empty = basket.lines.length === 0;
  const found = typed.trim() === "" ? [] : findGoods(catalogue.goods, typed, words);
  const shelves = useMemo(() => atRest(catalogue, words), [catalogue, words]);
  const chosen = found[Math.min(marked, found.length - 1)];

  useEffect(() => field.current?.focus(), []);
  const search = (text: string) => {
    const count = countTyped(text);
    if (count !== undefined) meanCount(count);
    setTyped(count === undefined ? text : "");
    setMarked(0);
  };
  useScanKeys((text) => ask("scan", { text }));
  useKeys((key) => {
    switch (key) {
      case "Enter":
        if (chosen === undefined) return false;
        choose(chosen);
        search("");
        return true;
      case "Escape":
        search("");
        if (counter?.countSaid !== undefined) meanCount(undefined);
        field.current?.focus();
        return true;
      case "ArrowDown":
      case "ArrowUp":
        if (found.length === 0) return false;
        setMarked((held) => Math.max(0, Math.min(found.length - 1, held + (key === "ArrowDown" ? 1 : -1))));
        return true;
      case "F2":
        field.current?.focus();
        return true;
      case "F3":
        if (!empty && counter?.discounts !== undefined) setTool("discount");
        return true;
      case "F4":
        if (counter !== undefined && (!empty || counter.held.length > 0)) setTool(holdingTool(basket));
        return true;
      case "F10":
        findSale();
        return true;
      case "F8":
        ask("basket:clear", {});
        return true;
      case "F9":
        if (!empty && available) pay(basket);
        return true;
      default:
        if (key.length !== 1 || key === " ") return false;
        // Typing anywhere is searching.
        search(typed + key);
        field.current?.focus();
        return true;
    }
  }, COUNTER_KEYS);

  return (
    <ScreenLayout
      at="goods"
      face="goods-counter"
      title={
        <label className="search">
          <Search className="icon" aria-hidden="true" />
          <span className="unseen">{words.search}</span>
          <CountSaid />
          <input
            ref={field}
            data-testid="search"
            type="text"
            autoComplete="off"
            spellCheck={false}
            placeholder={words.search}
            value={typed}
            onChange={(event) => search(event.target.value)}
          />
          <kbd className="key-hint">F2</kbd>
        </label>
      }
      corner={<Amount amount={basket.total} testId="basket-total" />}
      aside={<Basket basket={basket} />}
      actions={
        <>
          {counter === undefined ? undefined : (
            <CounterTools basket={basket} counter={counter} open={tool} onOpen={setTool} />
          )}
          <PayButton basket={basket} available={available} keyHint="F9" />
        </>
      }
      back={<StartOver empty={empty} keyHint="F8" />}
    >
      {available ? undefined : <NotPayingNow why={why} />}
      {tooYoungFor === undefined ? undefined : <TooYoung years={tooYoungFor} />}
      <Scanned scan={scan} />
      <Missing names={counter?.missing} />
      {typed.trim() !== "" && found.length === 0 ? (
        <p className="nothing-found">{words.nothingFound}</p>
      ) : (
        <GoodSections
          sections={found.length > 0 ? [{ name: words.search, goods: found }] : shelves}
          counts={countsOf(basket)}
          tabs="top"
          {...(chosen === undefined ? {} : { markedSku: chosen.sku })}
        />
      )}
    </ScreenLayout>
  );
}

/** Quick keys first; every good stands once, so that its place can be learned. */
function atRest({ categories, goods }: Catalogue, words: Words): readonly Section[] {
  const quick = goods.filter((good) => good.quickKey === true);
  const rest = sectionsOf(
    categories,
    goods.filter((good) => good.quickKey !== true),
  );
  return quick.length === 0 ? rest : [{ name: words.quickKeys, goods: quick }, ...rest];
}
