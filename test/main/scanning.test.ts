import { expect, test } from "vitest";
import type { View } from "../../electron/core/view.ts";
import { scanning } from "../../electron/main/scanning.ts";
import { sampleView } from "../../renderer/dev/sample-views.ts";
import { StillClock } from "../shell/still-clock.ts";

function opened(everyMs: number | undefined) {
  const clock = new StillClock();
  const shown: View[] = [];
  const scan = scanning({ everyMs, after: (ms, call) => clock.after(ms, call), show: (view) => shown.push(view) });
  return { clock, scan, turns: () => shown.map((view) => view.frame.scanTurn), shown };
}

const goods = sampleView("kiosk/goods/nb/light");
const paying = sampleView("kiosk/paying/nb/light");

test("without a switch views go through as they are, and no clock runs", () => {
  const { clock, scan, shown } = opened(undefined);
  scan.show(goods);
  expect(shown).toEqual([goods]);
  expect(clock.alarms).toBe(0);
});

test("the mark moves on by itself, and a new screen has its whole first turn", () => {
  const { clock, scan, turns } = opened(1_000);
  scan.show(goods);
  clock.pass(2_000);
  expect(turns()).toEqual([0, 1, 2]);
  clock.pass(900);
  scan.show(paying);
  clock.pass(999);
  expect(turns()).toEqual([0, 1, 2, 2]);
  clock.pass(1);
  expect(turns().at(-1)).toBe(3);
});

test("a screen that is drawn anew each second does not hold the mark up", () => {
  const { clock, scan, turns } = opened(1_500);
  scan.show(paying);
  for (let second = 0; second < 6; second += 1) {
    clock.pass(1_000);
    scan.show({ ...paying });
  }
  expect(turns().at(-1)).toBe(4);
  scan.stop();
  clock.pass(10_000);
  expect(turns().at(-1)).toBe(4);
});
