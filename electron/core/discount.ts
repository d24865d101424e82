import { type Minor, minor, minus, NOTHING, plus, sum } from "./money.ts";

/** What a cashier takes off a line or the whole basket, and the shop's word for why. */
export interface Discount {
  readonly off: Off;
  /** One of the shop's own list: what a cashier types could be about somebody. */
  readonly reason: string;
  /** Whole percent: never takes off a larger part than this, however the basket changes. Absent where it was given past the shop's bound. */
  readonly atMostPercent?: number;
}

export type Off =
  /** Whole percent, 1 to 100. */
  | { readonly by: "percent"; readonly percent: number }
  /** More than nothing. What exceeds the goods it is taken off, is not taken off. */
  | { readonly by: "amount"; readonly amount: Minor };

/** A discount as it was given on one line: for the journal, the paper and the screen. */
export interface Reduction {
  readonly amount: Minor;
  readonly reason: string;
  /** "basket": this line's share of what was taken off the whole. */
  readonly of: "line" | "basket";
  /** More than the shop's bound: with the staff's PIN, where one is configured. */
  readonly approved?: true;
}

/** A line before anything is taken off. */
export interface FullLine {
  readonly full: Minor;
  readonly discount?: Discount;
}

/** What is taken off goods that cost `full`: between nothing and all of it, a half coin rounded in the customer's favour. */
export function takenOff(full: Minor, { off, atMostPercent }: Discount): Minor {
  const wanted = off.by === "amount" ? off.amount : percentOf(full, off.percent);
  const most = atMostPercent === undefined ? full : percentOf(full, atMostPercent);
  return minor(Math.max(0, Math.min(wanted, most, full)));
}

function percentOf(full: Minor, percent: number): number {
  return Math.floor((full * percent) / 100 + 0.5);
}

/**
 * What each line is reduced by, in their order. A line has one discount at most: its own, else its share of the whole basket's,
 * which is therefore taken off the other lines alone. The shares add up to it to the coin.
 */
export function reductions(
  lines: readonly FullLine[],
  whole: Discount | undefined,
): readonly (Reduction | undefined)[] {
  const open = lines.map(({ full, discount }) => (discount === undefined ? full : NOTHING));
  const parts = whole === undefined ? [] : shares(takenOff(sum(open), whole), open);
  return lines.map(({ full, discount }, at) => {
    if (discount !== undefined) return reduction(takenOff(full, discount), discount, "line");
    const part = parts[at];
    return whole === undefined || part === undefined ? undefined : reduction(part, whole, "basket");
  });
}

function reduction(amount: Minor, { reason, atMostPercent }: Discount, of: Reduction["of"]): Reduction | undefined {
  if (amount <= 0) return undefined;
  return { amount, reason, of, ...(atMostPercent === undefined ? { approved: true as const } : {}) };
}

/**
 * Splits an amount in proportion to weights: whole coins, the left-over ones to the largest remainders and, among equal ones,
 * to the first. Nothing gets more than its weight, as long as the amount is no larger than all of them.
 */
export function shares(amount: Minor, weights: readonly Minor[]): Minor[] {
  const whole = BigInt(sum(weights));
  if (whole <= 0n) return weights.map(() => NOTHING);
  // Amount times weight passes 2^53 in a basket of a few large amounts.
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const parts = exact.map((each) => Number(each / whole));
  const left = amount - parts.reduce((held, part) => held + part, 0);
  const byRemainder = exact
    .map((each, at) => ({ at, remainder: each % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.at - b.at : a.remainder > b.remainder ? -1 : 1));
  const oneMore = new Set(byRemainder.slice(0, left).map(({ at }) => at));
  return parts.map((part, at) => minor(oneMore.has(at) ? part + 1 : part));
}

interface Reduced {
  readonly gross: Minor;
  readonly reduction?: Reduction;
}

/** A line as people read it, on the screen and on paper: without its share of what was taken off the whole, which is told once. */
export function toldAlone({ gross, reduction }: Reduced): Reduced {
  if (reduction === undefined) return { gross };
  return reduction.of === "line" ? { gross, reduction } : { gross: plus(gross, reduction.amount) };
}

/** What was taken off the whole: the shares of its lines together. Lines told alone come to so much more than is to be paid. */
export function offTheWhole(lines: readonly Pick<Reduced, "reduction">[]): Reduction | undefined {
  const parts = lines.flatMap(({ reduction: part }) => (part?.of === "basket" ? [part] : []));
  const [first] = parts;
  return first === undefined ? undefined : { ...first, amount: sum(parts.map(({ amount }) => amount)) };
}

/** Whether somebody without the staff's PIN may give so much off goods that cost `full`. */
export function staysWithin(full: Minor, off: Off, mostPercent: number): boolean {
  if (off.by === "percent") return off.percent <= mostPercent;
  return off.amount <= percentOf(full, mostPercent);
}

/** What is left to pay of a line. */
export function afterReduction(full: Minor, reduced: Reduction | undefined): Minor {
  return reduced === undefined ? full : minus(full, reduced.amount);
}
