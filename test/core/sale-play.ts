import { fault, type Outcome } from "../../electron/core/fault.ts";
import type { Mode } from "../../electron/core/mode.ts";
import { type Minor, minor, NOTHING } from "../../electron/core/money.ts";
import type { Flow, Proof, VendOutcome } from "../../electron/core/ports.ts";
import { beginSale, type Deed, type Happening, type Sale, type SaleTerms } from "../../electron/core/sale.ts";
import { saleDueMs, step } from "../../electron/core/sale-step.ts";
import { vatRate } from "../../electron/core/vat.ts";

export const START_MS = 1_800_000_000_000;

/** A sale played by hand: happenings go in, the deeds that came out are kept. Nothing here knows the rules. */
export class Play {
  sale: Sale;
  nowMs = START_MS;
  /** Deeds of the latest happening. */
  deeds: readonly Deed[] = [];
  readonly allDeeds: Deed[] = [];
  readonly reference = "k1-SALE-1";

  constructor(mode: Mode, terms: Partial<SaleTerms> = {}, prices: readonly number[] = [4_500]) {
    this.sale = beginSale({
      id: "SALE",
      startedAtMs: START_MS,
      lines: prices.map((price, index) => ({
        id: `good-${index}`,
        name: `Good ${index}`,
        quantity: 1,
        unitPrice: minor(price),
        gross: minor(price),
        vat: vatRate(1_500),
      })),
      items:
        mode === "vending"
          ? prices.map((price, index) => ({
              sku: `good-${index}`,
              name: `Good ${index}`,
              slot: `A${index + 1}`,
              price: minor(price),
            }))
          : [],
      terms: { mode, provider: "epayment", currency: "NOK", captureAt: "on-order", paper: true, ...terms },
    });
  }

  hear(what: Happening, afterMs = 0): this {
    this.nowMs += afterMs;
    const { sale, deeds } = step(this.sale, what, this.nowMs, { order: 7, receipt: 100 });
    this.sale = sale;
    this.deeds = deeds;
    this.allDeeds.push(...deeds);
    return this;
  }

  pay(flow: Flow = "push", reference = this.reference): this {
    return this.hear({ is: "pay", flow, reference });
  }

  created(reference = this.reference): this {
    return this.hear({ is: "create-answered", reference, outcome: { is: "done", value: {} } }, 200);
  }

  answered(
    what: "cancel" | "capture" | "refund",
    outcome: Outcome<undefined> = { is: "done", value: undefined },
  ): this {
    return this.hear({ is: `${what}-answered`, reference: this.live(), outcome }, 100);
  }

  read(proof: Partial<Omit<Proof, "reference">> = {}): this {
    return this.hear(
      { is: "read-answered", reference: this.live(), outcome: { is: "done", value: proofOf(this.live(), proof) } },
      100,
    );
  }

  readFails(code: "gateway/no-answer" | "gateway/not-found" | "gateway/unreachable"): this {
    const reason = fault(code, "in this test");
    const outcome: Outcome<Proof> =
      code === "gateway/no-answer" ? { is: "unknown", fault: reason } : { is: "refused", fault: reason };
    return this.hear({ is: "read-answered", reference: this.live(), outcome }, 100);
  }

  vended(item: number, is: VendOutcome["is"]): this {
    return this.hear({ is: "vend-answered", item, outcome: { is, evidence: `the test said ${is}` } }, 3_000);
  }

  /** Lets time pass up to the next moment the sale has something to do. */
  wait(): this {
    const due = saleDueMs(this.sale);
    if (due === undefined) throw new Error("the sale waits for nothing");
    this.nowMs = Math.max(this.nowMs, due);
    return this.hear({ is: "time" });
  }

  live(): string {
    return (
      this.sale.payments.find((payment) => payment.state !== "closed" && payment.state !== "planned")?.reference ??
      this.reference
    );
  }

  names(deeds: readonly Deed[] = this.deeds): string[] {
    return deeds.map((deed) => deed.do);
  }
}

export function proofOf(reference: string, proof: Partial<Omit<Proof, "reference">>): Proof {
  const none: Minor = NOTHING;
  return {
    reference,
    word: "pending",
    authorized: none,
    captured: none,
    cancelled: none,
    refunded: none,
    ...proof,
  };
}

/** Proof of a reservation of `amount` with this much captured, cancelled and refunded. */
export function money(
  amount: number,
  captured = 0,
  cancelled = 0,
  refunded = 0,
): Partial<Omit<Proof, "reference">> {
  return {
    word: "authorized",
    authorized: minor(amount),
    captured: minor(captured),
    cancelled: minor(cancelled),
    refunded: minor(refunded),
  };
}
