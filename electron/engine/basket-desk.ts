import { basketTotal, removeGood } from "../core/basket.ts";
import type { Good } from "../core/good.ts";
import { MARKETS } from "../core/market.ts";
import type { Sale } from "../core/sale.ts";
import type { Floor } from "./floor.ts";
import { isAllFree, oneMore } from "./ring-up.ts";
import type { Stage } from "./stage.ts";

export interface BasketDeskParts {
  readonly stage: Stage;
  readonly goods: readonly Good[];
  readonly floor: Floor;
  readonly open: () => readonly Sale[];
  readonly isAvailable: () => boolean;
}

/** The goods a customer has chosen so far. `false` means "not now" and changes nothing. */
export class BasketDesk {
  readonly #parts: BasketDeskParts;

  constructor(parts: BasketDeskParts) {
    this.#parts = parts;
  }

  /** `chosen` are ids of the good's options. */
  add(sku: string, chosen: readonly string[] = []): boolean {
    const { stage, goods, isAvailable } = this.#parts;
    if (stage.front.at !== "goods" || !isAvailable()) return false;
    const basket = oneMore(stage.front.basket, goods, { sku, chosen }, this.#free());
    return basket !== undefined && stage.touch({ basket });
  }

  remove(sku: string, chosen: readonly string[] = []): boolean {
    const { stage } = this.#parts;
    if (stage.front.at !== "goods") return false;
    return stage.touch({ basket: removeGood(stage.front.basket, [sku, ...chosen].join(".")) });
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
    return isAvailable() && basketTotal(basket) >= smallest && isAllFree(basket, this.#free());
  }

  #free(): (good: Good) => number {
    return this.#parts.floor.freeBeside(this.#parts.open());
  }
}
