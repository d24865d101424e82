import type { Basket } from "../core/basket.ts";
import { chosenFrom } from "../core/choice.ts";
import type { Good } from "../core/good.ts";
import { barcodeKey, readScan, SCAN_MAX_LETTERS, type ScannedCode } from "../core/scanned-code.ts";
import type { ScanNote } from "../core/view.ts";
import type { BasketDesk } from "./basket-desk.ts";
import { finding } from "./front.ts";
import type { Stage } from "./stage.ts";

export interface ScanDeskParts {
  readonly stage: Stage;
  readonly goods: readonly Good[];
  readonly basket: Pick<BasketDesk, "add">;
  readonly isAvailable: () => boolean;
  /** The attract screen may be left for the goods. */
  readonly mayBegin: () => boolean;
  /** Begins a payment with the code a customer shows. */
  readonly payByOwnCode: (text: string) => boolean;
}

type ScannedGood = Exclude<ScannedCode, { readonly is: "wallet" }>;

/** A hand that trembles holds the same code before the scanner twice; two of one good are scanned more slowly. */
const REPEATED_WITHIN_MS = 1_000;
/** A phone is held there until something happens on it: however long, one showing is one act. */
const HELD_WITHIN_MS = 3_000;

/** What scanners read, from a serial line or from keys. `false` means "not now" and changes nothing. */
export class ScanDesk {
  readonly #parts: ScanDeskParts;
  readonly #goods: ReadonlyMap<string, Good>;
  /** May be somebody's own code: kept no longer than it is needed. */
  #last: { readonly text: string; readonly atMs: number; readonly basket: Basket } | undefined;
  #keepsLast: () => void = () => undefined;
  #nth = 0;

  constructor(parts: ScanDeskParts) {
    this.#parts = parts;
    this.#goods = new Map(
      parts.goods.flatMap((good) =>
        good.barcode === undefined ? [] : [[barcodeKey(good.barcode), good] as const],
      ),
    );
  }

  /**
   * Puts the good with this barcode in the basket, as many as were said before, or begins the payment of whoever shows their
   * own code; or says on the goods screen why it does not.
   */
  take(text: string): boolean {
    if (text.length > SCAN_MAX_LETTERS || !this.#parts.isAvailable()) return false;
    const scanned = readScan(text);
    return scanned.is === "wallet" ? this.#pay(scanned.text) : this.#takeGood(text, scanned);
  }

  /** What was scanned last, which may be somebody's own. */
  forget(): void {
    this.#keepsLast();
    this.#last = undefined;
  }

  #takeGood(text: string, scanned: ScannedGood): boolean {
    const { at } = this.#parts.stage.front;
    if ((at !== "goods" && at !== "attract") || (at === "attract" && !this.#parts.mayBegin())) return false;
    if (this.#isLast(text, REPEATED_WITHIN_MS)) return true;
    this.#keep(text, REPEATED_WITHIN_MS);
    if (at === "attract") this.#parts.stage.go("goods");
    return this.#ringUp(scanned);
  }

  #pay(text: string): boolean {
    const { stage, mayBegin, payByOwnCode } = this.#parts;
    // Whoever has changed the basket since shows it anew.
    const isHeld = this.#isLast(text, HELD_WITHIN_MS) && this.#last?.basket === stage.front.basket;
    if (!isHeld) {
      if (stage.front.at === "attract" && mayBegin()) stage.go("goods");
      if (!payByOwnCode(text)) return false;
    }
    this.#keep(text, HELD_WITHIN_MS);
    return true;
  }

  #isLast(text: string, withinMs: number): boolean {
    return this.#last?.text === text && this.#parts.stage.clock.nowMs() - this.#last.atMs < withinMs;
  }

  #keep(text: string, forMs: number): void {
    const { clock, front } = this.#parts.stage;
    this.forget();
    this.#last = { text, atMs: clock.nowMs(), basket: front.basket };
    this.#keepsLast = clock.after(forMs, () => {
      this.#last = undefined;
    });
  }

  #ringUp(scanned: ScannedGood): boolean {
    if (scanned.is === "misread") return this.#say({ is: "misread" });
    const good = this.#goods.get(scanned.is === "number" ? scanned.number : scanned.text);
    // What is no article's number may be somebody's own: it is not shown.
    if (good === undefined)
      return this.#say({ is: "unknown", ...(scanned.is === "number" ? { code: scanned.number } : {}) });
    if (good.openPrice !== undefined || chosenFrom(good.choices ?? [], []) === undefined) {
      this.#nth += 1;
      return this.#say({ is: "choose", sku: good.sku, nth: this.#nth });
    }
    const { countSaid = 1 } = this.#parts.stage.front;
    return this.#parts.basket.add(good.sku, [], countSaid) || this.#say({ is: "no-more", name: good.name });
  }

  #say(scan: ScanNote): true {
    const { stage } = this.#parts;
    return stage.touch(finding(stage.front, { scan }));
  }
}
