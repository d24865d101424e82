import { EventEmitter } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App } from "electron";
import { expect, expectTypeOf, onTestFinished, test } from "vitest";
import { type GpuApp, spareBrokenGpu } from "../../electron/shell/gpu-falls.ts";

const DAY_MS = 24 * 60 * 60_000;

class FakeApp extends EventEmitter implements GpuApp {
  accelerated = true;
  disableHardwareAcceleration(): void {
    this.accelerated = false;
  }
}

function file(): string {
  const folder = mkdtempSync(join(tmpdir(), "myntfri-gpu-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "gpu-falls.json");
}

function started(path: string, nowMs: number) {
  const app = new FakeApp();
  const notes: string[] = [];
  spareBrokenGpu({ app, file: path, nowMs: () => nowMs, note: (what) => notes.push(what) });
  return {
    app,
    notes,
    fall: (type = "GPU", reason = "crashed") => app.emit("child-process-gone", {}, { type, reason }),
  };
}

test("after three falls within a day the next start draws without the graphics process, for a day", () => {
  const path = file();
  for (let start = 0; start < 3; start += 1) {
    const { app, fall } = started(path, 1_000 + start);
    expect(app.accelerated).toBe(true);
    fall();
  }
  expect(started(path, 2_000).app.accelerated).toBe(false);
  expect(started(path, 1_000 + DAY_MS - 1).app.accelerated).toBe(false);
  expect(started(path, 1_000 + DAY_MS + 2).app.accelerated).toBe(true);
});

test("other processes and clean ends are no falls", () => {
  const path = file();
  const { fall } = started(path, 1);
  for (let each = 0; each < 5; each += 1) {
    fall("Utility");
    fall("GPU", "clean-exit");
  }
  expect(started(path, 2).app.accelerated).toBe(true);
});

test.each(["", "{", '{"a":1}', '["x", null]', "[9e99, 9e99, 9e99]"])(
  "a broken memory (%j) stops nobody",
  (text) => {
    const path = file();
    writeFileSync(path, text);
    expect(started(path, 5).app.accelerated).toBe(true);
  },
);

test("a fall that cannot be remembered is noted", () => {
  const { fall, notes } = started(join(file(), "nowhere", "falls.json"), 5);
  fall();
  expect(notes).toEqual([
    "the graphics process fell (crashed)",
    expect.stringContaining("could not be remembered"),
  ]);
  expectTypeOf<App>().toExtend<GpuApp>();
});
