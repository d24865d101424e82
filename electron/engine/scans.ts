import { chosenFrom } from "../core/choice.ts";
import type { Good } from "../core/good.ts";
import { barcodeKey, readScan, SCAN_MAX_LETTERS } from "../core/scanned-code.ts";
import type { ScanNote } from "../core/view.ts";
import type { BasketDesk } from "./basket-desk.ts";
import { finding } from "./front.ts";
import type { Stage } from "./stage.ts";

export interface ScanDeskParts {
  readonly stage: Stage;
  readonly goods: readonly Good[];
  readonly basket: Pick<BasketDesk, "add">;
  readonly isAvailable: () => boolean;
}

/** A hand that trembles holds the same code before the scanner twice; two of one good are scanned more slowly. */
const REPEATED_WITHIN_MS = 1_000;

/** What scanners read, from a serial line or from keys. `false` means "not now" and changes nothing. */
export class ScanDesk {
  readonly #parts: ScanDeskParts;
  readonly #goods: ReadonlyMap<string, Good>;
  #last: { readonly text: string; readonly atMs: number } | undefined;
  #nth = 0;

  constructor(parts: ScanDeskParts) {
    this.#parts = parts;
    this.#goods = new Map(
      parts.goods.flatMap((good) =>
        good.barcode === undefined ? [] : [[barcodeKey(good.barcode), good] as const],
      ),
    );
  }

  /** Puts so many of the good with this barcode in the basket, or says on the goods screen why it does not. */
  take(text: string, count = 1): boolean {
    const { stage, isAvailable } = this.#parts;
    const { at } = stage.front;
    if (text.length > SCAN_MAX_LETTERS || (at !== "goods" && at !== "attract") || !isAvailable()) return false;
    const nowMs = stage.clock.nowMs();
    const isRepeated = this.#last?.text === text && nowMs - this.#last.atMs < REPEATED_WITHIN_MS;
    if (isRepeated) return true;
    this.#last = { text, atMs: nowMs };
    if (at === "attract") stage.go("goods");
    return this.#ringUp(text, count);
  }

  #ringUp(text: string, count: number): boolean {
    const scanned = readScan(text);
    if (scanned.is === "misread") return this.#say({ is: "misread" });
    const good = this.#goods.get(scanned.is === "number" ? scanned.number : scanned.text);
    // What is no article's number may be somebody's own: it is not shown.
    if (good === undefined)
      return this.#say({ is: "unknown", ...(scanned.is === "number" ? { code: scanned.number } : {}) });
    if (good.openPrice !== undefined || chosenFrom(good.choices ?? [], []) === undefined) {
      this.#nth += 1;
      return this.#say({ is: "choose", sku: good.sku, nth: this.#nth });
    }
    return this.#parts.basket.add(good.sku, [], count) || this.#say({ is: "no-more", name: good.name });
  }

  #say(scan: ScanNote): true {
    const { stage } = this.#parts;
    return stage.touch(finding(stage.front, { scan }));
  }
}
