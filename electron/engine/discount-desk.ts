import { type Basket, type BasketLine, fullPrice, lineId } from "../core/basket.ts";
import { type Discount, type Off, staysWithin } from "../core/discount.ts";
import { type Minor, sum } from "../core/money.ts";
import type { Stage } from "./stage.ts";

export interface DiscountDeskParts {
  readonly stage: Stage;
  /** Whether this is the staff's PIN. True for any text at a counter without one. */
  readonly admits: (pin: string) => boolean;
  /** A PIN is configured. */
  readonly asksPin: boolean;
}

export interface GivenDiscount {
  /** Absent: off the whole basket. */
  readonly lineId?: string;
  readonly off: Off;
  readonly reason: string;
  readonly pin?: string;
}

/**
 * What the cashier takes off, until the customer pays. `false` means "not so" and changes nothing. What was taken off is stored
 * with the lines of the sale that follows.
 */
export class DiscountDesk {
  readonly #parts: DiscountDeskParts;

  constructor(parts: DiscountDeskParts) {
    this.#parts = parts;
  }

  /** Instead of what was taken off the same line, or the same whole, before. */
  give({ lineId: id, off, reason, pin }: GivenDiscount): boolean {
    const { stage } = this.#parts;
    const rules = stage.settings.discounts;
    if (stage.front.at !== "goods" || rules === undefined || !rules.reasons.includes(reason)) return false;
    const { basket } = stage.front;
    const full = fullPriceOf(basket, id);
    if (full <= 0) return false;
    const bound = this.#bound(off, full, rules.withoutPinPercent, pin);
    if (bound === undefined) return false;
    return stage.touch({ basket: discounted(basket, id, { off, reason, ...bound }) });
  }

  remove(id: string | undefined): boolean {
    const { stage } = this.#parts;
    if (stage.front.at !== "goods") return false;
    return stage.touch({ basket: discounted(stage.front.basket, id, undefined) });
  }

  /** A PIN is asked for only where the shop's bound is passed, and lifts it. `undefined`: no right PIN was given. */
  #bound(
    off: Off,
    full: Minor,
    mostPercent: number,
    pin: string | undefined,
  ): Pick<Discount, "atMostPercent"> | undefined {
    if (staysWithin(full, off, mostPercent)) return { atMostPercent: mostPercent };
    const { admits, asksPin } = this.#parts;
    // Nobody has typed anything yet: that is no wrong PIN.
    if (asksPin && pin === undefined) return undefined;
    return admits(pin ?? "") ? {} : undefined;
  }
}

/** Of a line, or of all lines that a discount of the whole would be taken off. */
function fullPriceOf(basket: Basket, id: string | undefined): Minor {
  const lines = basket.lines.filter((line) =>
    id === undefined ? line.discount === undefined : lineId(line) === id,
  );
  return sum(lines.map(fullPrice));
}

function discounted(basket: Basket, id: string | undefined, discount: Discount | undefined): Basket {
  if (id === undefined) {
    const { discount: _before, ...rest } = basket;
    return discount === undefined ? rest : { ...rest, discount };
  }
  return {
    ...basket,
    lines: basket.lines.map((line) => (lineId(line) === id ? withDiscount(line, discount) : line)),
  };
}

function withDiscount({ discount: _before, ...line }: BasketLine, discount: Discount | undefined): BasketLine {
  return discount === undefined ? line : { ...line, discount };
}
