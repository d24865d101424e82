import { EMPTY_BASKET } from "../core/basket.ts";
import type { Good } from "../core/good.ts";
import type { Dispenser } from "../core/ports.ts";
import type { Sale } from "../core/sale.ts";
import type { Checkout } from "./checkout.ts";
import type { Floor } from "./floor.ts";
import { backToGoods } from "./front.ts";
import { oneMore } from "./ring-up.ts";
import type { Sales } from "./sales.ts";
import type { Stage } from "./stage.ts";

export interface MachineDeskParts {
  readonly stage: Stage;
  readonly goods: readonly Good[];
  readonly floor: Floor;
  readonly dispenser: Dispenser | undefined;
  readonly checkout: Checkout;
  readonly sales: () => Sales;
  /** Something can be sold here now, and no staff stand at the screen. */
  readonly isAvailable: () => boolean;
  /** A refusal that did not reach the machine. */
  readonly onNote: (what: string) => void;
}

/** A machine's state is told in steps: for so long after our word the choice it answers may still be told. */
const STALE_MS = 1_000;

/** A choice made while the line to the machine is still being set up waits so long for it before it is told no. */
const SETTING_UP_MS = 3_000;

/**
 * A machine with keys of its own: what its customer chose there is paid here at once, and it is told no as soon as nobody
 * pays for it any more. A choice it takes back ends the payment for it. One choice is served at a time; the next one waits
 * until money for the last one is no longer in the balance.
 */
export class MachineDesk {
  readonly #parts: MachineDeskParts;
  /** The choice that is being paid. */
  #served: string | undefined;
  #answered: { readonly slot: string; readonly atMs: number } | undefined;
  /** The sale whose machine was told no: an approval that comes late is given back without asking. */
  #calledOff: string | undefined;
  /** The choice that waits for its line, and since when. */
  #held: { readonly slot: string; readonly sinceMs: number } | undefined;
  #isLooking = false;

  constructor(parts: MachineDeskParts) {
    this.#parts = parts;
  }

  /** Looks at machine and screen, and brings them together. */
  look(): void {
    const { dispenser } = this.#parts;
    if (dispenser?.choice === undefined || this.#isLooking) return;
    this.#isLooking = true;
    try {
      this.#giveBackLate(this.#parts.stage.present());
      const choice = dispenser.choice();
      if (this.#served !== undefined) this.#follow(this.#served, choice);
      else if (choice === undefined) this.#forget();
      else if (!this.#isStale(choice) && !isInTheBalance(this.#parts.stage.present()) && !this.#isHeld(choice))
        this.#serve(choice);
    } finally {
      this.#isLooking = false;
    }
  }

  #forget(): void {
    this.#answered = undefined;
    this.#held = undefined;
  }

  /** The machine may ask as soon as it hears us, which is before its slots can be sold. */
  #isHeld(slot: string): boolean {
    const { dispenser, stage } = this.#parts;
    if (dispenser?.state().state !== "connecting") return false;
    const nowMs = stage.clock.nowMs();
    if (this.#held?.slot !== slot) {
      this.#held = { slot, sinceMs: nowMs };
      stage.clock.after(SETTING_UP_MS, () => stage.done());
    }
    return nowMs - this.#held.sinceMs < SETTING_UP_MS;
  }

  #serve(slot: string): void {
    this.#held = undefined;
    const { stage, goods, floor, sales, checkout, isAvailable } = this.#parts;
    const good = goods.find((each) => each.slot === slot);
    const free = floor.freeBeside(sales().open());
    const basket =
      good === undefined ? undefined : oneMore(EMPTY_BASKET, goods, { sku: good.sku, chosen: [] }, free);
    if (!isAvailable() || basket === undefined) {
      this.#refuse(slot);
      return;
    }
    // A result on the screen is another customer's; whoever set a language a moment ago is this one.
    if (stage.front.at === "sale") stage.wipe();
    stage.front = { ...backToGoods(stage.front, stage.clock.nowMs()), basket };
    this.#served = slot;
    if (!checkout.open()) this.#giveUp(slot);
  }

  #follow(slot: string, choice: string | undefined): void {
    const { stage } = this.#parts;
    const sale = stage.present();
    if (sale?.phase === "delivering") {
      // Approved: what becomes of it is between the sale and the machine.
      this.#served = undefined;
      this.#answered = { slot, atMs: stage.clock.nowMs() };
    } else if (choice !== slot) this.#takenBack(sale);
    else if (!this.#isWanted(sale)) this.#giveUp(slot);
  }

  /** Somebody at the screen is still on the way to pay. */
  #isWanted(sale: Sale | undefined): boolean {
    const { front } = this.#parts.stage;
    if (front.at === "number") return true;
    if (front.at !== "sale") return false;
    return (
      sale === undefined || (sale.phase === "paying" && (sale.wish === "buy" || front.afterwards === "number"))
    );
  }

  /** The goods are not to be had any more: nobody is asked whether they still want them. */
  #takenBack(sale: Sale | undefined): void {
    const { stage, sales } = this.#parts;
    this.#served = undefined;
    if (stage.front.at !== "sale") stage.wipe();
    else if (sale?.phase === "paying") {
      const { afterwards: _afterwards, next: _next, ...front } = stage.front;
      stage.front = front;
      if (sale.wish === "buy") sales().happen(sale.id, { is: "leave", customer: "gone" });
    }
  }

  #giveUp(slot: string): void {
    const { stage } = this.#parts;
    this.#served = undefined;
    this.#calledOff = stage.present()?.id;
    if (stage.front.at === "goods") stage.wipe();
    this.#refuse(slot);
  }

  #giveBackLate(sale: Sale | undefined): void {
    if (sale?.lateUntilMs !== undefined && sale.id === this.#calledOff)
      this.#parts.checkout.answerLate("give-back");
  }

  #refuse(slot: string): void {
    const { dispenser, stage, onNote } = this.#parts;
    this.#answered = { slot, atMs: stage.clock.nowMs() };
    void dispenser?.refuse?.(slot).then((isTold) => {
      if (!isTold)
        onNote(`the machine was not told that slot ${slot} is not paid; it asks no longer, or not for long`);
    });
    // The same key pressed again within the time may look like one long question.
    stage.clock.after(STALE_MS + 1, () => stage.done());
  }

  #isStale(slot: string): boolean {
    const { stage } = this.#parts;
    const { slot: last, atMs = 0 } = this.#answered ?? {};
    return last === slot && stage.clock.nowMs() - atMs <= STALE_MS;
  }
}

/** Money of a sale on the screen is being asked for, let go, or bought with. */
function isInTheBalance(sale: Sale | undefined): boolean {
  return sale !== undefined && (sale.phase === "paying" || sale.phase === "delivering");
}
