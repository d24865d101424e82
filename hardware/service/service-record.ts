import type { LineFigures } from "./line-meter.ts";

/** One day's figures of a line, by the day's number since 1970 in UTC. */
export interface ServiceDay {
  readonly day: number;
  readonly losses: number;
  readonly asked: number;
  readonly unanswered: number;
}

/** What is kept of one device, over restarts. Nothing in it is about anybody. */
export interface ServiceRecord {
  /** Orders to switch, by output: an order that failed before its pulse is counted as well. */
  readonly switched: Readonly<Record<string, number>>;
  readonly receipts: number;
  readonly cuts: number;
  /** What this device's answers took when it was first known. */
  readonly usualReplyMs?: number;
  readonly replyMs?: number;
  /** The latest first. */
  readonly days: readonly ServiceDay[];
}

export const NEW_RECORD: ServiceRecord = { switched: {}, receipts: 0, cuts: 0, days: [] };

export const DAYS_KEPT = 31;
/** More outputs than any board has: a record that names more is damaged. */
const OUTPUTS_MAX = 512;

/** One more order to switch this output. */
export function withSwitched(record: ServiceRecord, channel: number): ServiceRecord {
  const name = String(channel);
  const known = record.switched[name];
  if (known === undefined && Object.keys(record.switched).length >= OUTPUTS_MAX) return record;
  return { ...record, switched: { ...record.switched, [name]: (known ?? 0) + 1 } };
}

/** One more receipt on paper, or perhaps on paper, cut so often. */
export function withReceipt(record: ServiceRecord, cuts: number): ServiceRecord {
  return { ...record, receipts: record.receipts + 1, cuts: record.cuts + cuts };
}

/** What a line did since it was read before; a process that began anew counts from nothing. */
export function withLine(
  record: ServiceRecord,
  day: number,
  { now, before }: { readonly now: LineFigures; readonly before: LineFigures | undefined },
): ServiceRecord {
  const isSame = before !== undefined && now.connections >= before.connections && now.asked >= before.asked;
  const since = (name: "connections" | "asked" | "unanswered") => now[name] - (isSame ? before[name] : 0);
  // The first connection of a process is no loss.
  const losses = Math.max(0, since("connections") - (isSame && before.connections > 0 ? 0 : 1));
  const today = record.days.find((each) => each.day === day) ?? { day, losses: 0, asked: 0, unanswered: 0 };
  const grown: ServiceDay = {
    day,
    losses: today.losses + losses,
    asked: today.asked + since("asked"),
    unanswered: today.unanswered + since("unanswered"),
  };
  const others = record.days.filter((each) => each.day !== day && each.day > day - DAYS_KEPT);
  const usualReplyMs = record.usualReplyMs ?? now.replyMs;
  return {
    ...record,
    ...(usualReplyMs === undefined ? {} : { usualReplyMs }),
    ...(now.replyMs === undefined ? {} : { replyMs: now.replyMs }),
    days: [grown, ...others].toSorted((one, other) => other.day - one.day),
  };
}
