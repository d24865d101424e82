import type { WebContents } from "electron";
import { expect, expectTypeOf, test } from "vitest";
import { PULSE_CHANNEL } from "../../electron/ipc/channels.ts";
import { FALLS_WITHIN_MS, PULSE_EVERY_MS, type WatchedPage, watchPage } from "../../electron/shell/watch-page.ts";
import { FakePage } from "./fake-page.ts";
import { StillClock } from "./still-clock.ts";

function watched() {
  const page = new FakePage();
  const clock = new StillClock();
  const notes: string[] = [];
  const ends: string[] = [];
  let loads = 0;
  const watch = watchPage({
    page,
    clock,
    note: (what) => notes.push(what),
    load: () => {
      loads += 1;
    },
    giveUp: (why) => ends.push(why),
  });
  return {
    page,
    clock,
    notes,
    ends,
    watch,
    loads: () => loads,
    /** Lets pulses go by; `answers` says whether the page gives them back. */
    pulses: (count: number, answers: boolean) => {
      for (let each = 0; each < count; each += 1) {
        clock.pass(PULSE_EVERY_MS);
        const [, number] = page.sent.at(-1) ?? [];
        if (answers && typeof number === "number") watch.beat(number);
      }
    },
    fall: (reason = "crashed") => page.emit("render-process-gone", {}, { reason }),
  };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

test("a page that answers its pulses is left alone", () => {
  const { page, pulses, notes, ends, loads } = watched();
  pulses(100, true);
  expect(page.sent.slice(0, 3)).toEqual([
    [PULSE_CHANNEL, 1],
    [PULSE_CHANNEL, 2],
    [PULSE_CHANNEL, 3],
  ]);
  expect([page.crashes, notes, ends, loads()]).toEqual([0, [], [], 0]);
});

test("after three missed pulses a page is asked where it hangs, crashed and loaded anew", async () => {
  const { page, clock, pulses, notes, loads, fall } = watched();
  page.mainFrame = { collectJavaScriptCallStack: () => Promise.resolve("at spin (till://app/a.js:1:1)") };
  pulses(5, true);
  pulses(3, false);
  expect(page.crashes).toBe(0);
  clock.pass(PULSE_EVERY_MS);
  await settled();
  expect([page.crashes, notes]).toEqual([1, ["the page hangs at\nat spin (till://app/a.js:1:1)"]]);
  fall("killed");
  expect(loads()).toBe(1);
  expect(notes.at(-1)).toBe("the page fell (killed) and is loaded anew");
});

test("a page that does not even tell where it hangs is crashed after a second", () => {
  const { page, clock, pulses } = watched();
  page.mainFrame = { collectJavaScriptCallStack: () => new Promise(() => page.isDestroyed()) };
  pulses(1, true);
  pulses(4, false);
  expect(page.crashes).toBe(0);
  clock.pass(1_000);
  expect(page.crashes).toBe(1);
});

test("an older Electron that cannot tell where a page hangs crashes it all the same, once", async () => {
  const { page, clock, pulses, notes } = watched();
  pulses(1, true);
  pulses(4, false);
  await settled();
  clock.pass(1_000);
  expect([page.crashes, notes]).toEqual([1, ["the page hangs, at a place that is not told"]]);
});

test("a page that hangs and cannot be crashed ends the program", async () => {
  const { pulses, ends } = watched();
  pulses(1, true);
  pulses(4, false);
  await settled();
  pulses(10, false);
  expect(ends).toEqual(["the page hangs and cannot be crashed"]);
});

test("a late answer is an answer", () => {
  const { page, pulses, watch } = watched();
  pulses(1, true);
  for (let each = 0; each < 20; each += 1) {
    pulses(2, false);
    watch.beat(2);
  }
  expect(page.crashes).toBe(0);
});

test("a page has longer to load, but not for ever", async () => {
  const { page, pulses } = watched();
  pulses(8, false);
  expect(page.crashes).toBe(0);
  pulses(1, false);
  await settled();
  expect(page.crashes).toBe(1);
});

test("a page may fall three times in ten minutes; the fourth fall ends the program", () => {
  const { fall, ends, loads, clock } = watched();
  fall();
  fall("oom");
  fall();
  expect([ends, loads()]).toEqual([[], 3]);
  fall("killed");
  expect([ends, loads()]).toEqual([["the page fell 4 times in ten minutes; last: killed"], 3]);
  fall();
  expect(ends).toHaveLength(1);
  expect(clock.alarms).toBe(0);
});

test("falls that lie further apart are forgiven", () => {
  const { fall, ends, loads, pulses } = watched();
  for (let each = 0; each < 12; each += 1) {
    fall();
    pulses(FALLS_WITHIN_MS / PULSE_EVERY_MS / 3 + 1, true);
  }
  expect([ends, loads()]).toEqual([[], 12]);
});

test("a page that does not load counts as fallen; a load that was replaced by another does not", () => {
  const { page, loads, notes } = watched();
  page.emit("did-fail-load", {}, -3, "ERR_ABORTED", "till://app/index.html", true);
  page.emit("did-fail-load", {}, -6, "ERR_FILE_NOT_FOUND", "till://app/frame.html", false);
  expect(loads()).toBe(0);
  page.emit("did-fail-load", {}, -6, "ERR_FILE_NOT_FOUND", "till://app/index.html", true);
  expect([loads(), notes]).toEqual([
    1,
    ["the page fell (it did not load: ERR_FILE_NOT_FOUND (-6)) and is loaded anew"],
  ]);
});

test("changed program files and a page that went elsewhere end the program at once", () => {
  const first = watched();
  first.fall("integrity-failure");
  expect(first.ends).toEqual(["the page's files are not those that were packed"]);
  const second = watched();
  second.page.emit("did-navigate", {}, "till://app/index.html");
  expect(second.ends).toEqual([]);
  second.page.emit("did-navigate", {}, "https://example.test/");
  expect(second.ends).toEqual(["the page went somewhere else"]);
});

test("when the program leaves by itself, a page that goes is no fall", () => {
  const { watch, fall, clock, ends, loads } = watched();
  watch.stop();
  fall("clean-exit");
  expect([clock.alarms, ends, loads()]).toEqual([0, [], 0]);
});

test("Electron's own page fits", () => {
  expectTypeOf<WebContents>().toExtend<WatchedPage>();
});
