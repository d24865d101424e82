import type { DeviceSpec } from "../contract.ts";
import type { ServiceDay, ServiceRecord } from "./service-record.ts";

/** One figure in plain words. `isDue` when somebody should do something about it soon, although everything still works. */
export interface ServiceNote {
  readonly what: string;
  readonly isDue: boolean;
}

/** What a small relay lasts under load, by its maker's sheet; a dispenser's `ratedCycles` says otherwise. */
export const RATED_CYCLES = 100_000;
const DUE_SHARE = 0.8;
/** A device that was lost so often in two days has a bad cable. */
const LOSSES_DUE = 5;
/** Fewer questions say nothing about a line. */
const ASKED_LEAST = 500;
const UNANSWERED_DUE = 0.02;
/** A good line brings none in weeks: so many in one hour are no accident. */
const MISHEARD_DUE = 20;
const HOURS_LATELY = 24;
/** Slower than usual by this factor and this much. */
const SLOWER_BY = 2;
const SLOWER_MS = 50;

/** What is due first, then the figures. `hour` is this hour's number since 1970 in UTC. */
export function serviceNotes(spec: DeviceSpec, record: ServiceRecord, hour: number): readonly ServiceNote[] {
  const day = Math.floor(hour / HOURS_LATELY);
  const notes = [...wear(spec, record), ...line(record, day), ...misheard(record, hour), ...answers(spec, record)];
  return [...notes.filter(({ isDue }) => isDue), ...notes.filter(({ isDue }) => !isDue)];
}

function wear(spec: DeviceSpec, record: ServiceRecord): readonly ServiceNote[] {
  if (spec.kind === "printer") {
    if (record.receipts === 0) return [];
    return [
      { isDue: false, what: `${count(record.receipts, "receipt")} and ${count(record.cuts, "cut")} so far.` },
    ];
  }
  if (spec.kind !== "dispenser") return [];
  const rated = spec.ratedCycles ?? RATED_CYCLES;
  const outputs = Object.entries(record.switched).toSorted(([, one], [, other]) => other - one);
  const worn = outputs.filter(([, times]) => times >= rated * DUE_SHARE);
  const due = worn.map(([output, times]) => ({
    isDue: true,
    what: `Output ${output} has switched ${figure(times)} times; its relay is rated for ${figure(rated)}. ${
      times >= rated ? "Replace the board." : "Have a new board at hand."
    }`,
  }));
  const [most] = outputs;
  if (most === undefined || worn.length > 0) return due;
  const share = Math.round((most[1] / rated) * 100);
  const what = `Most used: output ${most[0]}, switched ${figure(most[1])} times, ${share} % of what its relay is rated for.`;
  return [{ isDue: false, what }];
}

function line(record: ServiceRecord, day: number): readonly ServiceNote[] {
  const lately = record.days.filter((each) => each.day >= day - 1);
  const losses = total(lately, "losses");
  const [asked, unanswered] = [total(lately, "asked"), total(lately, "unanswered")];
  const notes: ServiceNote[] = [];
  if (losses >= LOSSES_DUE) {
    notes.push({
      isDue: true,
      what: `Lost and found again ${losses} times since yesterday: a bad cable, a worn plug or interference. Replace the cable, and keep it away from motors.`,
    });
  } else if (losses > 0) {
    notes.push({ isDue: false, what: `Lost and found again ${count(losses, "time")} since yesterday.` });
  }
  if (asked >= ASKED_LEAST && unanswered / asked >= UNANSWERED_DUE) {
    const share = ((unanswered / asked) * 100).toFixed(1);
    notes.push({
      isDue: true,
      what: `${share} % of all questions found no answer since yesterday: look at cable, plugs, shielding and termination.`,
    });
  }
  return notes;
}

function misheard(record: ServiceRecord, hour: number): readonly ServiceNote[] {
  const lately = (record.hours ?? []).filter((each) => each.hour > hour - HOURS_LATELY && each.hour <= hour);
  const worst = Math.max(0, ...lately.map((each) => each.misheard));
  const all = lately.reduce((sum, each) => sum + each.misheard, 0);
  if (all === 0) return [];
  const isDue = worst >= MISHEARD_DUE;
  if (!isDue) return [{ isDue, what: `Not understood ${count(all, "time")} in the last day.` }];
  return [
    {
      isDue,
      what: `Not understood ${figure(worst)} times in one hour, ${figure(all)} in the last day: wrong checksums or rubbish on the line. Look at cable, plugs, shielding and the speed setting.`,
    },
  ];
}

function answers(spec: DeviceSpec, { replyMs, usualReplyMs }: ServiceRecord): readonly ServiceNote[] {
  if (spec.kind !== "printer" && spec.kind !== "dispenser") return [];
  if (replyMs === undefined || usualReplyMs === undefined) return [];
  if (replyMs < usualReplyMs * SLOWER_BY || replyMs < usualReplyMs + SLOWER_MS) {
    return [{ isDue: false, what: `Answers within ${replyMs} ms; ${usualReplyMs} ms when it was new here.` }];
  }
  return [
    {
      isDue: true,
      what: `Answers take ${replyMs} ms, ${usualReplyMs} ms when it was new here: its power supply or its line may be failing.`,
    },
  ];
}

function total(days: readonly ServiceDay[], name: "losses" | "asked" | "unanswered"): number {
  return days.reduce((sum, each) => sum + each[name], 0);
}

const figure = (value: number): string => value.toLocaleString("en-GB");
const count = (value: number, what: string): string => `${figure(value)} ${what}${value === 1 ? "" : "s"}`;
