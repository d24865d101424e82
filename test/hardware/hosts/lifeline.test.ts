import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { Lifeline, LifelineEar, lifelineName, sweepLifelines } from "../../../hardware/hosts/lifeline.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { until } from "../transport/serial-bench.ts";

const LONG_MS = 20_000;

function ear(atEnd: (close: () => void) => void) {
  const name = lifelineName(randomUUID());
  const counted = { heard: 0, deaths: 0 };
  const listening = new LifelineEar(
    name,
    () => {
      counted.heard += 1;
    },
    () => {
      counted.deaths += 1;
    },
  );
  atEnd(() => listening.close());
  return { name, counted };
}

test("a vend is heard while it lasts, and its end is no death", async ({ onTestFinished }) => {
  const { name, counted } = ear(onTestFinished);
  const line = new Lifeline(name, steadyTicker);
  const vend = { over: () => undefined as unknown };
  const lasting = line.during(
    () =>
      new Promise<void>((resolve) => {
        vend.over = () => resolve();
      }),
  );
  await until(() => counted.heard > 0, LONG_MS, "the first word");
  vend.over();
  await lasting;
  await until(() => counted.heard > 1, LONG_MS, "the last word");
  // A second vend has a line of its own: by then the first one's end has been noticed.
  await line.during(() => until(() => counted.heard > 2, LONG_MS, "the second vend's word"));
  expect(counted.deaths).toBe(0);
});

test("a line that ends in the middle of a vend belonged to a dead host", async ({ onTestFinished }) => {
  const { name, counted } = ear(onTestFinished);
  const socket = createConnection(name);
  socket.write("v");
  await until(() => counted.heard > 0, LONG_MS, "the word");
  socket.destroy();
  await until(() => counted.deaths === 1, LONG_MS, "the death being noticed");
  // One that never said a word was not dispensing.
  const other = createConnection(name);
  await new Promise((resolve) => other.once("connect", resolve));
  other.destroy();
  const third = createConnection(name);
  third.write("v");
  await until(() => counted.heard > 1, LONG_MS, "the third one's word");
  expect(counted.deaths).toBe(1);
  third.destroy();
});

test.skipIf(process.platform === "win32")(
  "names of terminals that were killed are taken away, those of running ones and of strangers stay (skipped: Windows keeps none)",
  ({ onTestFinished }) => {
    const folder = mkdtempSync(join(tmpdir(), "lifelines-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const dead = spawnSync(process.execPath, ["-e", ""]).pid;
    const names = [lifelineName("a", dead), lifelineName("b"), lifelineName("c", 1)].map((name) => basename(name));
    for (const name of [...names, "myntfri-other.sock", "somebody-1-x.sock"]) writeFileSync(join(folder, name), "");
    sweepLifelines(folder);
    const are = (name: string) => existsSync(join(folder, name));
    expect(names.map(are)).toEqual([false, true, true]);
    expect(["myntfri-other.sock", "somebody-1-x.sock"].map(are)).toEqual([true, true]);
  },
);
