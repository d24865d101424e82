import { type Minor, NOTHING, plus, sum } from "./money.ts";
import { must } from "./must.ts";
import { isLive, openAmount, type Payment, standing, takenAmount } from "./payment.ts";
import { type Deed, livePayment, type Sale } from "./sale.ts";

/**
 * What must hold after every step, whatever happened. A broken one is a bug: it stops the machine before the step is
 * stored or anything is done.
 */
export function checkSale(before: Sale, after: Sale, deeds: readonly Deed[]): void {
  mustHold(after, after.payments.filter(isLive).length <= 1, "two payments could take money for one sale");
  mustHold(
    after,
    after.payments.slice(0, -1).every((each) => each.state !== "planned"),
    "a planned payment is not the last one",
  );
  mustHold(after, after.payments.length >= before.payments.length, "a payment was forgotten");
  mustHold(
    after,
    sum(after.lines.map((line) => line.gross)) === after.total,
    "the lines do not add up to the total",
  );
  for (const payment of after.payments) checkPayment(after, payment);
  checkGoods(after, deeds);
  checkPaper(before, after, deeds);
  if (after.phase === "closed") {
    mustHold(
      after,
      after.payments.every((payment) => payment.state === "closed"),
      "closed with a payment still open",
    );
    mustHold(
      after,
      after.items.every((item) => item.state !== "coming"),
      "closed with an item on its way",
    );
    mustHold(after, after.end !== undefined, "closed without an end");
  }
}

function checkPayment(sale: Sale, payment: Payment): void {
  mustHold(sale, payment.amount === sale.total, "a payment asks for another amount than the sale");
  mustHold(sale, (payment.keep ?? NOTHING) <= payment.amount, "more is kept than was asked");
  mustHold(
    sale,
    payment.refunded <= payment.captured && payment.captured <= payment.authorized,
    "amounts contradict each other",
  );
  mustHold(sale, (payment.state === "closed") === (payment.outcome !== undefined), "closed and outcome disagree");
}

/** Goods move only on money that is proven, covers them, and that no cancel of ours can undo. */
function checkGoods(sale: Sale, deeds: readonly Deed[]): void {
  const vends = deeds.filter((deed) => deed.do === "vend");
  mustHold(sale, vends.length <= 1, "two items were started at once");
  if (vends.length === 0) return;
  const live = livePayment(sale);
  const cover: Minor = live === undefined ? NOTHING : plus(openAmount(live), takenAmount(live));
  const out = sum(
    sale.items.filter((item) => item.state === "dropped" || item.state === "coming").map((item) => item.price),
  );
  mustHold(
    sale,
    live !== undefined && standing(live) === "money" && !live.cancelDoubt,
    "goods without proven money",
  );
  mustHold(sale, out <= cover, "goods worth more than is reserved");
}

/** At most one original receipt; whatever is printed after it is a copy. */
function checkPaper(before: Sale, after: Sale, deeds: readonly Deed[]): void {
  const originals = deeds.filter((deed) => deed.do === "print" && !deed.copy).length;
  mustHold(after, originals <= (before.receiptNumber === undefined ? 1 : 0), "a second original receipt");
  mustHold(
    after,
    before.receiptNumber === undefined || after.receiptNumber === before.receiptNumber,
    "a receipt number was changed",
  );
}

function mustHold(sale: Sale, holds: boolean, what: string): void {
  must(holds, `sale ${sale.id}: ${what}`);
}
