import type { DeviceCondition } from "../../contract.ts";
import type { PrinterStatus } from "../../frames/escpos/status.ts";

/**
 * What came out since the printer first said that its paper is nearly used up. How much is left then depends on where the
 * sensor sits; a shop that sees this figure when a roll ends knows it from the second roll on.
 */
export class EndOfRoll {
  #receipts = 0;
  #mm = 0;

  used(paperMm: number, status: PrinterStatus | undefined): void {
    if (status?.paper === "enough") this.#forget();
    else if (status?.paper === "near-end") {
      this.#receipts++;
      this.#mm += paperMm;
    }
  }

  /** The printer's state with that figure, where there is one. */
  seenIn(condition: DeviceCondition, status: PrinterStatus): DeviceCondition {
    if (status.paper === "enough") this.#forget();
    if (status.paper === "enough" || this.#receipts === 0) return condition;
    const receipts = this.#receipts === 1 ? "1 receipt" : `${this.#receipts} receipts`;
    const since = `${receipts}, about ${(this.#mm / 1_000).toFixed(1)} m, came out since the roll's end was first seen.`;
    return { ...condition, what: `${condition.what} ${since}` };
  }

  #forget(): void {
    this.#receipts = 0;
    this.#mm = 0;
  }
}
