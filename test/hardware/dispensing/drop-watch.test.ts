import { describe, expect, test } from "vitest";
import { DropWatch, SENSOR_HOLD_MS } from "../../../hardware/dispensing/drop-watch.ts";

/** Readings every 50 ms from 0 to the end; `active` says when the sensor is. */
function watched(endMs: number, active: (atMs: number) => boolean): DropWatch {
  const watch = new DropWatch(0, 1_000);
  for (let atMs = 0; atMs <= endMs; atMs += 50) watch.note(active(atMs), atMs, atMs + 20);
  return watch;
}

describe("a drop sensor through one vend", () => {
  test("active and at rest again is a drop, whatever follows", () => {
    const watch = watched(1_000, (atMs) => atMs >= 300 && atMs < 500);
    expect(watch.fallen).toBe(true);
    expect(watch.verdict()).toBe("seen");
  });

  test("at rest to the end, watched without a gap, is no drop", () => {
    expect(watched(1_000, () => false).verdict()).toBe("not-seen");
  });

  test("active and staying so is a product in the beam, not a drop", () => {
    const watch = watched(1_000, (atMs) => atMs >= 300);
    expect(watch.active).toBe(true);
    expect(watch.verdict()).toBe("stuck");
  });

  test("a gap longer than the sensor holds could hide a drop", () => {
    const watch = new DropWatch(0, 1_000);
    watch.note(false, 0, 20);
    watch.note(false, SENSOR_HOLD_MS, SENSOR_HOLD_MS + 20);
    for (let atMs = 250; atMs <= 1_000; atMs += 50) watch.note(false, atMs, atMs + 20);
    expect(watch.verdict()).toBe("not-watched");
  });

  test("a watch that ended early, or never began, could have missed it", () => {
    expect(watched(500, () => false).verdict()).toBe("not-watched");
    expect(new DropWatch(0, 1_000).verdict()).toBe("not-watched");
  });

  test("a drop seen in spite of a gap is a drop", () => {
    const watch = new DropWatch(0, 1_000);
    watch.note(true, 600, 620);
    watch.note(false, 900, 920);
    expect(watch.verdict()).toBe("seen");
  });
});
