import { BadgePercent, Hash, PauseCircle, PlayCircle } from "lucide-react";
import type { CounterView, ScreenAt } from "../view.ts";
import { COUNTER_WORDS } from "../words/counter-words.ts";
import { Button } from "./Button.tsx";
import { CountPanel } from "./CountPanel.tsx";
import { DiscountPanel } from "./DiscountPanel.tsx";
import { useFrame } from "./frame-context.ts";
import { HeldPanel, HoldPanel } from "./HoldPanel.tsx";

export type Tool = "discount" | "hold" | "held" | "count";

interface CounterToolsProps {
  readonly basket: ScreenAt<"goods">["basket"];
  readonly counter: CounterView;
  readonly open: Tool | undefined;
  readonly onOpen: (tool: Tool | undefined) => void;
}

/** What F4 means now: a basket is put aside, an empty screen takes one up. */
export function holdingTool(basket: CounterToolsProps["basket"]): "hold" | "held" {
  return basket.lines.length > 0 ? "hold" : "held";
}

/** What the cashier does with a basket beside ringing up, and the sheets for it. */
export function CounterTools({ basket, counter, open, onOpen }: CounterToolsProps) {
  const words = COUNTER_WORDS[useFrame().language];
  const { discounts, held } = counter;
  const isEmpty = basket.lines.length === 0;
  return (
    <div className="counter-tools">
      <Button
        kind="quiet"
        testId="count-menu"
        aria-haspopup="dialog"
        icon={<Hash className="icon" aria-hidden="true" />}
        keyHint="*"
        onClick={() => onOpen("count")}
      >
        {words.count}
      </Button>
      {discounts === undefined ? undefined : (
        <Button
          kind="quiet"
          testId="discount-menu"
          aria-haspopup="dialog"
          disabled={isEmpty}
          icon={<BadgePercent className="icon" aria-hidden="true" />}
          keyHint="F3"
          onClick={() => onOpen("discount")}
        >
          {words.discount}
        </Button>
      )}
      <Button
        kind="quiet"
        testId="hold-menu"
        aria-haspopup="dialog"
        disabled={isEmpty && held.length === 0}
        icon={
          isEmpty ? (
            <PlayCircle className="icon" aria-hidden="true" />
          ) : (
            <PauseCircle className="icon" aria-hidden="true" />
          )
        }
        keyHint="F4"
        onClick={() => onOpen(holdingTool(basket))}
      >
        {isEmpty ? words.takeUp(held.length) : words.hold}
      </Button>
      <ToolPanel basket={basket} counter={counter} open={open} onClose={() => onOpen(undefined)} />
    </div>
  );
}

function ToolPanel({
  basket,
  counter,
  open,
  onClose,
}: Omit<CounterToolsProps, "onOpen"> & { readonly onClose: () => void }) {
  const { discounts } = counter;
  switch (open) {
    case "count":
      return <CountPanel onClose={onClose} />;
    case "discount":
      return discounts === undefined ? undefined : (
        <DiscountPanel basket={basket} discounts={discounts} onClose={onClose} />
      );
    case "hold":
      return <HoldPanel counter={counter} onClose={onClose} />;
    case "held":
      return <HeldPanel held={counter.held} onClose={onClose} />;
    case undefined:
      return undefined;
  }
}
