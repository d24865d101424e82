import type { LineFigures } from "./line-meter.ts";

/** One day's figures of a line, by the day's number since 1970 in UTC. */
export interface ServiceDay {
  readonly day: number;
  readonly losses: number;
  readonly asked: number;
  readonly unanswered: number;
}

/** What could not be understood in one hour, by the hour's number since 1970 in UTC. */
export interface ServiceHour {
  readonly hour: number;
  readonly misheard: number;
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
  /** Hours in which something could not be understood, the latest first. */
  readonly hours?: readonly ServiceHour[];
}

export const NEW_RECORD: ServiceRecord = { switched: {}, receipts: 0, cuts: 0, days: [] };

export const DAYS_KEPT = 31;
export const HOURS_KEPT = 48;
const HOURS_A_DAY = 24;
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

/** What a line did since it was read before; a process that began anew counts from nothing. `hour` since 1970 in UTC. */
export function withLine(
  record: ServiceRecord,
  hour: number,
  { now, before }: { readonly now: LineFigures; readonly before: LineFigures | undefined },
): ServiceRecord {
  const day = Math.floor(hour / HOURS_A_DAY);
  const isSame = before !== undefined && now.connections >= before.connections && now.asked >= before.asked;
  const misheard = Math.max(0, (now.misheard ?? 0) - (isSame ? (before.misheard ?? 0) : 0));
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
    ...withHour(record, hour, misheard),
  };
}

/** Hours without anything are not kept. */
function withHour({ hours }: ServiceRecord, hour: number, misheard: number): Pick<ServiceRecord, "hours"> {
  const kept = (hours ?? []).filter((each) => each.hour > hour - HOURS_KEPT);
  const now = kept.find((each) => each.hour === hour);
  if (misheard === 0) return hours === undefined ? {} : { hours: kept };
  const grown = { hour, misheard: misheard + (now?.misheard ?? 0) };
  return {
    hours: [grown, ...kept.filter((each) => each.hour !== hour)].toSorted((one, other) => other.hour - one.hour),
  };
}
