import { randomUUID } from "node:crypto";
import { createConnection } from "node:net";
import { expect, test } from "vitest";
import { Lifeline, LifelineEar, lifelineName } from "../../../hardware/hosts/lifeline.ts";
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
