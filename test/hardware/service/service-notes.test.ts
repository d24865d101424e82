import { describe, expect, test } from "vitest";
import type { DeviceSpec } from "../../../hardware/contract.ts";
import { serviceNotes } from "../../../hardware/service/service-notes.ts";
import {
  DAYS_KEPT,
  HOURS_KEPT,
  NEW_RECORD,
  type ServiceRecord,
  withLine,
  withReceipt,
  withSwitched,
} from "../../../hardware/service/service-record.ts";

const LINE = { kind: "serial", path: "/dev/none", baudRate: 9_600 } as const;
const SLOT = { slot: "A1", channel: 1, pulseMs: 500, dropWindowMs: 3_000 };
const BOARD: Extract<DeviceSpec, { kind: "dispenser" }> = {
  id: "shelf",
  kind: "dispenser",
  driver: "lcus",
  line: LINE,
  channels: 4,
  slots: [SLOT],
};
const PRINTER: DeviceSpec = { id: "bar", kind: "printer", driver: "escpos", line: LINE, profile: "epson-80" };
const SCANNER: DeviceSpec = { id: "gun", kind: "scanner", driver: "serial", line: LINE };
const TODAY = 20_000;
const NOW_HOUR = TODAY * 24 + 13;

const switched = (times: Readonly<Record<string, number>>): ServiceRecord => ({ ...NEW_RECORD, switched: times });
const lately = (losses: number, asked = 0, unanswered = 0, day = TODAY): ServiceRecord => ({
  ...NEW_RECORD,
  days: [{ day, losses, asked, unanswered }],
});
const said = (spec: DeviceSpec, record: ServiceRecord) =>
  serviceNotes(spec, record, NOW_HOUR).map(({ what, isDue }) => `${isDue ? "! " : ""}${what}`);

describe("what is said of a device's wear and line", () => {
  test("nothing, of one of which nothing is known", () => {
    for (const spec of [BOARD, PRINTER, SCANNER]) expect(said(spec, NEW_RECORD)).toEqual([]);
  });

  test("a relay at four fifths of its life, and one beyond it, is due; of younger ones the oldest is told", () => {
    expect(said(BOARD, switched({ 1: 79_999, 2: 5 }))).toEqual([
      "Most used: output 1, switched 79,999 times, 80 % of what its relay is rated for.",
    ]);
    expect(said(BOARD, switched({ 1: 80_000, 3: 100_000 }))).toEqual([
      "! Output 3 has switched 100,000 times; its relay is rated for 100,000. Replace the board.",
      "! Output 1 has switched 80,000 times; its relay is rated for 100,000. Have a new board at hand.",
    ]);
    expect(said({ ...BOARD, ratedCycles: 1_000_000 }, switched({ 1: 100_000 }))).toEqual([
      "Most used: output 1, switched 100,000 times, 10 % of what its relay is rated for.",
    ]);
  });

  test("a printer's receipts and cuts", () => {
    expect(said(PRINTER, { ...NEW_RECORD, receipts: 1, cuts: 1 })).toEqual(["1 receipt and 1 cut so far."]);
    expect(said(PRINTER, { ...NEW_RECORD, receipts: 1_204, cuts: 1_210 })).toEqual([
      "1,204 receipts and 1,210 cuts so far.",
    ]);
  });

  test("a device that comes and goes has a bad cable from the fifth time in two days on", () => {
    expect(said(SCANNER, lately(4))).toEqual(["Lost and found again 4 times since yesterday."]);
    expect(said(SCANNER, lately(1, 0, 0, TODAY - 1))).toEqual(["Lost and found again 1 time since yesterday."]);
    expect(said(SCANNER, lately(5))[0]).toMatch(/^! Lost and found again 5 times since yesterday: a bad cable/);
    expect(said(SCANNER, lately(50, 0, 0, TODAY - 2))).toEqual([]);
  });

  test("questions without an answer are due from two in a hundred on, once enough were asked", () => {
    expect(said(BOARD, lately(0, 499, 400))).toEqual([]);
    expect(said(BOARD, lately(0, 1_000, 19))).toEqual([]);
    expect(said(BOARD, lately(0, 1_000, 20))[0]).toMatch(/^! 2\.0 % of all questions found no answer/);
  });

  test("answers twice as slow as when it was new are due, a small difference is not", () => {
    const slow = (usualReplyMs: number, replyMs: number) => said(BOARD, { ...NEW_RECORD, usualReplyMs, replyMs });
    expect(slow(40, 60)).toEqual(["Answers within 60 ms; 40 ms when it was new here."]);
    expect(slow(10, 55)).toEqual(["Answers within 55 ms; 10 ms when it was new here."]);
    expect(slow(60, 120)[0]).toMatch(/^! Answers take 120 ms, 60 ms when it was new here/);
    expect(said(SCANNER, { ...NEW_RECORD, usualReplyMs: 60, replyMs: 120 })).toEqual([]);
  });
});

describe("what is kept of a device", () => {
  const figures = (connections: number, asked = 0, unanswered = 0) => ({ connections, asked, unanswered });

  test("orders to switch by output, receipts and their cuts", () => {
    const record = withSwitched(withSwitched(withSwitched(NEW_RECORD, 2), 2), 1);
    expect(record.switched).toEqual({ 1: 1, 2: 2 });
    expect(withReceipt(withReceipt(NEW_RECORD, 1), 2)).toMatchObject({ receipts: 2, cuts: 3 });
  });

  test("a record names no more outputs than any board has", () => {
    let record = NEW_RECORD;
    for (let channel = 1; channel <= 600; channel += 1) record = withSwitched(record, channel);
    expect(Object.keys(record.switched)).toHaveLength(512);
    expect(withSwitched(record, 600).switched["600"]).toBeUndefined();
    expect(withSwitched(record, 512).switched["512"]).toBe(2);
  });

  test("the first connection of a process is no loss, each further one is; a new process counts from nothing", () => {
    const first = withLine(NEW_RECORD, NOW_HOUR, { now: figures(1, 10), before: undefined });
    expect(first.days).toEqual([{ day: TODAY, losses: 0, asked: 10, unanswered: 0 }]);
    const second = withLine(first, NOW_HOUR, { now: figures(3, 25, 2), before: figures(1, 10) });
    expect(second.days).toEqual([{ day: TODAY, losses: 2, asked: 25, unanswered: 2 }]);
    const anew = withLine(second, NOW_HOUR, { now: figures(1, 4), before: figures(3, 25, 2) });
    expect(anew.days).toEqual([{ day: TODAY, losses: 2, asked: 29, unanswered: 2 }]);
    const neverYet = withLine(NEW_RECORD, NOW_HOUR, { now: figures(0), before: undefined });
    expect(withLine(neverYet, NOW_HOUR, { now: figures(1), before: figures(0) }).days[0]?.losses).toBe(0);
  });

  test("a month of days is kept, the latest first, and what is usual stays what it was at first", () => {
    let record = NEW_RECORD;
    for (let day = TODAY; day < TODAY + 100; day += 1) {
      record = withLine(record, day * 24, { now: { ...figures(1), replyMs: day - TODAY + 10 }, before: undefined });
    }
    expect(record.days).toHaveLength(DAYS_KEPT);
    expect(record.days[0]?.day).toBe(TODAY + 99);
    expect(record).toMatchObject({ usualReplyMs: 10, replyMs: 109 });
  });
});

describe("what could not be understood", () => {
  const now = (misheard: number) => ({ connections: 1, asked: 10, unanswered: 0, misheard });

  test("is counted by the hour, over the process that counted it, and for two days", () => {
    const first = withLine(NEW_RECORD, NOW_HOUR, { now: now(3), before: undefined });
    const second = withLine(first, NOW_HOUR, { now: now(8), before: now(3) });
    expect(second.hours).toEqual([{ hour: NOW_HOUR, misheard: 8 }]);
    // Another process counts from nothing.
    const anew = withLine(second, NOW_HOUR + 1, {
      now: { ...now(2), asked: 1 },
      before: now(8),
    });
    expect(anew.hours).toEqual([
      { hour: NOW_HOUR + 1, misheard: 2 },
      { hour: NOW_HOUR, misheard: 8 },
    ]);
    expect(withLine(NEW_RECORD, NOW_HOUR, { now: now(0), before: undefined })).not.toHaveProperty("hours");
    let record: ServiceRecord = NEW_RECORD;
    for (let hour = NOW_HOUR; hour < NOW_HOUR + 100; hour++)
      record = withLine(record, hour, { now: now(1), before: undefined });
    expect(record.hours).toHaveLength(HOURS_KEPT);
    expect(withLine(record, NOW_HOUR + 1_000, { now: now(1), before: now(1) }).hours).toEqual([]);
  });

  test("is told when it happens, and due from the twentieth time in one hour on, for a day", () => {
    const heard = (...misheard: readonly number[]): ServiceRecord => ({
      ...NEW_RECORD,
      hours: misheard.map((times, at) => ({ hour: NOW_HOUR - at, misheard: times })),
    });
    expect(said(BOARD, heard(1))).toEqual(["Not understood 1 time in the last day."]);
    expect(said(BOARD, heard(19, 19))).toEqual(["Not understood 38 times in the last day."]);
    expect(said(BOARD, heard(5, 20))[0]).toMatch(
      /^! Not understood 20 times in one hour, 25 in the last day: wrong checksums or rubbish on the line\. Look at cable/,
    );
    expect(said(BOARD, { ...NEW_RECORD, hours: [{ hour: NOW_HOUR - 24, misheard: 900 }] })).toEqual([]);
  });
});
