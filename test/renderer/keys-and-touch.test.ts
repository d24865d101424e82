import { describe, expect, test } from "vitest";
import { nearest } from "../../renderer/five-keys.ts";
import { TOUCH_INTERVAL_MS, watchTouches } from "../../renderer/touch.ts";
import { judged, NO_CHROMIUM } from "./judged.ts";

/** An event that happened at a moment of our choosing. */
function at(type: string, timeStamp: number): Event {
  return Object.defineProperty(new Event(type), "timeStamp", { value: timeStamp });
}

describe("touches told to the terminal", () => {
  test("are told at once, then at most once a second, from pointer and keys alike", () => {
    const target = new EventTarget();
    const told: number[] = [];
    let now = 0;
    const off = watchTouches(target, () => told.push(now));
    for (const [type, time] of [
      ["pointerdown", 50],
      ["keydown", 300],
      ["pointerdown", 50 + TOUCH_INTERVAL_MS - 1],
      ["keydown", 50 + TOUCH_INTERVAL_MS],
      ["pointermove", 9000],
    ] as const) {
      now = time;
      target.dispatchEvent(at(type, time));
    }
    expect(told).toEqual([50, 50 + TOUCH_INTERVAL_MS]);
    off();
    now = 20_000;
    target.dispatchEvent(at("pointerdown", now));
    expect(told).toHaveLength(2);
  });
});

describe("four arrows", () => {
  const grid = [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => ({ x: column * 100, y: row * 100 })));
  const centre = { x: 100, y: 100 };

  test("lead to the neighbour they point at", () => {
    expect(nearest(centre, grid, "ArrowUp")).toEqual({ x: 100, y: 0 });
    expect(nearest(centre, grid, "ArrowDown")).toEqual({ x: 100, y: 200 });
    expect(nearest(centre, grid, "ArrowLeft")).toEqual({ x: 0, y: 100 });
    expect(nearest(centre, grid, "ArrowRight")).toEqual({ x: 200, y: 100 });
  });

  test("cross a gap to the only thing that lies that way", () => {
    expect(nearest(centre, [{ x: 400, y: 900 }], "ArrowDown")).toEqual({ x: 400, y: 900 });
  });

  test("meet a wide button from anywhere above it, before a narrow one further on", () => {
    const wide = { x: 500, y: 200, halfWidth: 450, halfHeight: 40 };
    const narrow = { x: 60, y: 300, halfWidth: 40, halfHeight: 30 };
    expect(nearest({ x: 60, y: 100, halfWidth: 40 }, [narrow, wide], "ArrowDown")).toEqual(wide);
    expect(nearest(wide, [narrow], "ArrowDown")).toEqual(narrow);
  });

  test("stay where nothing lies that way, and for any other key", () => {
    expect(nearest({ x: 0, y: 0 }, grid, "ArrowUp")).toBeUndefined();
    expect(nearest(centre, grid, "Enter")).toBeUndefined();
  });

  test("reach every button of a grid from every other", () => {
    const reached = new Set([JSON.stringify(grid[0])]);
    const open = [grid[0]];
    for (let from = open.pop(); from !== undefined; from = open.pop())
      for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]) {
        const next = nearest(from, grid, key);
        if (next === undefined || reached.has(JSON.stringify(next))) continue;
        reached.add(JSON.stringify(next));
        open.push(next);
      }
    expect(reached.size).toBe(grid.length);
  });
});

describe("touches that nobody means, in a real browser", () => {
  test.skipIf(NO_CHROMIUM !== "")(
    `a palm, ten fingers and double taps do one thing at most; a stuck touch does nothing and blocks nothing, a jammed key is one press${NO_CHROMIUM}`,
    async () => {
      const lines = (await judged("touches.mjs", [])).trim().split("\n");
      const told: { what: string; asked: string[] }[] = lines.map((line) => JSON.parse(line));
      expect(Object.fromEntries(told.map(({ what, asked }) => [what, asked.join(" ")]))).toEqual({
        "one tap": "basket:add",
        "two things at once": "",
        "one finger after the other, lifted together": "",
        "ten fingers across the goods and the button that pays": "",
        "a palm that rolls across the goods": "",
        "a triple tap on the button that pays": "pay:open",
        "a touch that has just become stuck": "",
        "one tap beside it": "basket:add",
        "another tap beside it": "basket:add",
        "two fingers beside it": "",
        "a triple tap beside it on the button that pays": "pay:open",
        "the stuck touch ends": "",
        "a jammed Enter on a good": "basket:add",
        "a jammed Escape while paying": "pay:cancel",
        "a jammed key of the machine's own pad": "basket:add",
      });
    },
    120_000,
  );
});
