import { askedLineId, type Basket, EMPTY_BASKET, lineId, serve } from "../core/basket.ts";
import type { HeldView } from "../core/counter-view.ts";
import { type DiscardReason, freePlace, type HeldBasket, heldBasket } from "../core/held-basket.ts";
import type { Entry } from "../core/ports.ts";
import type { BasketDeskParts } from "./basket-desk.ts";
import { more } from "./ring-up.ts";

/**
 * Baskets put aside for later. The journal says of each that it was held and, before it lies on the screen again, that it was
 * taken up: so a basket is on the screen or waits, never both, whenever the power goes. `false` means "not now" and changes
 * nothing.
 */
export class HoldDesk {
  readonly #parts: BasketDeskParts;
  readonly #held = new Map<number, HeldBasket>();
  /** What the cashier called them: may be somebody's name, so it stands in memory only and is gone with the program. */
  readonly #names = new Map<number, string>();

  constructor(parts: BasketDeskParts) {
    this.#parts = parts;
  }

  /** Every entry, of earlier runs and of this one. */
  remember({ kind, body }: Entry): void {
    if (kind === "basket/held") {
      const held = body as HeldBasket;
      this.#held.set(held.number, held);
    }
    if (kind !== "basket/resumed" && kind !== "basket/discarded") return;
    const { number } = body as { readonly number: number };
    this.#held.delete(number);
    this.#names.delete(number);
  }

  /** The longest waiting first. */
  list(): readonly HeldView[] {
    return [...this.#held.values()].map(({ number, heldAtMs, total, lines }) => {
      const name = this.#names.get(number);
      const units = lines.reduce((count, line) => count + line.count, 0);
      return { number, heldAtMs, total, units, ...(name === undefined ? {} : { name }) };
    });
  }

  /** Puts the basket on the screen aside, and makes room for the next customer. */
  hold(name: string): boolean {
    const { stage, note } = this.#parts;
    const { basket } = stage.front;
    const number = freePlace([...this.#held.values()]);
    if (!this.#isAtCounter() || basket.lines.length === 0 || number === undefined) return false;
    note("basket/held", heldBasket(basket, number, stage.clock.wallMs()));
    const trimmed = name.trim();
    if (trimmed !== "") this.#names.set(number, trimmed);
    stage.wipe();
    return stage.done();
  }

  /** Only onto an empty screen. What is not to be had any more is left out, and said. */
  resume(number: number): boolean {
    const { stage, note } = this.#parts;
    const held = this.#held.get(number);
    if (!this.#isAtCounter() || stage.front.basket.lines.length > 0 || held === undefined) return false;
    const { basket, missing } = this.#rungUp(held);
    note("basket/resumed", { number, missing });
    return stage.touch({ basket, ...(missing.length === 0 ? {} : { missing }) });
  }

  discard(number: number, why: DiscardReason): boolean {
    if (!this.#isAtCounter() || !this.#held.has(number)) return false;
    this.#parts.note("basket/discarded", { number, why });
    return this.#parts.stage.touch();
  }

  #isAtCounter(): boolean {
    const { stage } = this.#parts;
    return stage.settings.mode === "counter" && stage.front.at === "goods";
  }

  /** By today's catalogue, prices and shelves. */
  #rungUp({ lines, serving, discount }: HeldBasket): { basket: Basket; missing: readonly string[] } {
    const { goods, floor, open } = this.#parts;
    const free = floor.freeBeside(open());
    const missing: string[] = [];
    let basket: Basket = serving === undefined ? EMPTY_BASKET : serve(EMPTY_BASKET, serving);
    if (discount !== undefined) basket = { ...basket, discount };
    for (const line of lines) {
      const added = more(basket, goods, line, free);
      if (added === undefined) missing.push(goods.find((good) => good.sku === line.sku)?.name ?? line.sku);
      else basket = withDiscountOf(added, line);
    }
    return { basket: basket.lines.length === 0 ? EMPTY_BASKET : basket, missing };
  }
}

function withDiscountOf(basket: Basket, { discount, ...line }: HeldBasket["lines"][number]): Basket {
  if (discount === undefined) return basket;
  const id = askedLineId(line);
  return { ...basket, lines: basket.lines.map((each) => (lineId(each) === id ? { ...each, discount } : each)) };
}
