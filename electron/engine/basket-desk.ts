import {
  askedLineId,
  asksServing,
  type Basket,
  basketTotal,
  minimumAge,
  removeGood,
  serve,
  withAgeSeen,
  withoutAgeLimits,
} from "../core/basket.ts";
import type { Good } from "../core/good.ts";
import { LARGEST_PAYMENT, MARKETS } from "../core/market.ts";
import type { Minor } from "../core/money.ts";
import type { Sale } from "../core/sale.ts";
import type { Serving } from "../core/serving.ts";
import type { TerminalSettings } from "../core/settings.ts";
import type { Floor } from "./floor.ts";
import { isAllFree, more } from "./ring-up.ts";
import type { Stage } from "./stage.ts";

export interface BasketDeskParts {
  readonly stage: Stage;
  readonly goods: readonly Good[];
  readonly floor: Floor;
  readonly open: () => readonly Sale[];
  readonly isAvailable: () => boolean;
  /** Stores a fact about the terminal. */
  readonly note: (kind: string, body: unknown) => void;
}

/** The goods a customer has chosen so far. `false` means "not now" and changes nothing. */
export class BasketDesk {
  readonly #parts: BasketDeskParts;

  constructor(parts: BasketDeskParts) {
    this.#parts = parts;
  }

  /** So many units, all or none; a number said before is used up by it, one more without a number is not. `chosen` are ids of the good's options; `typedPrice` is of one unit, where its price is open. */
  add(sku: string, chosen: readonly string[] = [], count?: number, typedPrice?: Minor): boolean {
    const { stage, goods, isAvailable } = this.#parts;
    if (stage.front.at !== "goods" || !isAvailable()) return false;
    const wanted = { sku, chosen, count: count ?? 1, ...(typedPrice === undefined ? {} : { typedPrice }) };
    const basket = more(stage.front.basket, goods, wanted, this.#free());
    if (basket === undefined) return false;
    if (count !== undefined) {
      const { countSaid: _used, ...front } = stage.front;
      stage.front = front;
    }
    return this.#put(basket);
  }

  remove(sku: string, chosen: readonly string[] = [], typedPrice?: Minor): boolean {
    const { stage } = this.#parts;
    if (stage.front.at !== "goods") return false;
    const id = askedLineId({ sku, chosen, ...(typedPrice === undefined ? {} : { typedPrice }) });
    return this.#put(removeGood(stage.front.basket, id));
  }

  /** Where the goods are eaten; may be said again until the customer pays. */
  serve(serving: Serving): boolean {
    const { stage } = this.#parts;
    if (stage.front.at !== "goods" || stage.settings.mode === "vending") return false;
    const basket = serve(stage.front.basket, serving);
    return basketTotal(basket) <= LARGEST_PAYMENT && this.#put(basket);
  }

  /**
   * Attended counter: the cashier has looked at the customer. "Not old enough" takes the goods in question out again and is
   * stored; "old enough" is stored with the sale that follows. An answer about another age than the basket asks for now,
   * because a good was scanned meanwhile, is none.
   */
  seeAge(years: number, oldEnough: boolean): boolean {
    const { stage, note } = this.#parts;
    const { basket } = stage.front;
    if (stage.front.at !== "goods" || years !== ageToSee(basket, stage.settings)) return false;
    if (oldEnough) return this.#put(withAgeSeen(basket));
    note("age/refused", { years });
    return stage.touch({ basket: withoutAgeLimits(basket), tooYoungFor: years });
  }

  /** The screen of the next customer. Not while money is on its way. */
  clear(): boolean {
    const { stage } = this.#parts;
    if (stage.front.at === "sale") return false;
    stage.wipe();
    return stage.done();
  }

  /** Asked again before money, not only when each good was tapped. */
  mayBePaid(): boolean {
    const { stage, isAvailable } = this.#parts;
    const { basket } = stage.front;
    const { smallest } = MARKETS[stage.settings.market];
    return (
      isAvailable() &&
      basketTotal(basket) >= smallest &&
      isAllFree(basket, this.#free()) &&
      (basket.serving !== undefined || !asksServing(basket)) &&
      ageToSee(basket, stage.settings) === undefined
    );
  }

  #put(basket: Basket): true {
    const { stage } = this.#parts;
    const { tooYoungFor: _told, scan: _scan, missing: _missing, ...front } = stage.front;
    stage.front = front;
    const { discount: _off, ...undiscounted } = basket;
    return stage.touch({ basket: basket.lines.length === 0 ? undiscounted : basket });
  }

  #free(): (good: Good) => number {
    return this.#parts.floor.freeBeside(this.#parts.open());
  }
}

/** Years of age the cashier has still to see to; undefined where there is nothing to see, or nobody to look. */
export function ageToSee(basket: Basket, { mode }: Pick<TerminalSettings, "mode">): number | undefined {
  const years = minimumAge(basket);
  if (mode !== "counter" || years === undefined || years <= (basket.ageSeen ?? 0)) return undefined;
  return years;
}
