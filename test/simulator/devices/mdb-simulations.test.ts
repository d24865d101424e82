import { expect, test } from "vitest";
import { createQibixxCardReader, createWaferCardReader } from "../../../hardware/drivers/mdb/card-reader.ts";
import { createMemoryCable } from "../../../hardware/transport/memory.ts";
import { openBench } from "../../../scripts/devices/simulated-bench.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";
import { SIMULATIONS } from "../../../simulator/devices/simulations/simulations.ts";

const READERS = [
  { name: "mdb-reader", create: createQibixxCardReader },
  { name: "mdb-reader-waferstar", create: createWaferCardReader },
] as const;

function open({ name, create }: (typeof READERS)[number], flags: Readonly<Record<string, readonly string[]>> = {}) {
  const simulation = SIMULATIONS[name];
  if (simulation === undefined) throw new Error(`no ${name}`);
  const ticker = new ManualTicker();
  const said: { readonly event?: string; readonly what?: string }[] = [];
  const bench = openBench(simulation, {
    ticker,
    say: (event) => said.push(event),
    flags: new Map(Object.entries(flags)),
    faults: [],
  });
  const cable = createMemoryCable({ ticker, device: bench.device });
  const reader = create({ opener: cable.opener, ticker, currency: 578 });
  const until = async (isSo: () => boolean) => {
    for (let waitedMs = 0; !isSo(); waitedMs += 50) {
      if (waitedMs > 100_000) throw new Error(`it never came to that: ${reader.condition().what}`);
      await ticker.advance(50);
    }
  };
  const finish = async <T>(act: Promise<T>): Promise<T> => {
    let isOver = false;
    void act.then(() => {
      isOver = true;
    });
    await until(() => isOver);
    return act;
  };
  return { ...bench, ticker, said, reader, until, finish };
}

test.each(READERS)("$name takes a card by hand, refuses it, loses power, and is good again", async (kind) => {
  const { order, said, reader, until, finish, ticker, stop } = open(kind);
  await order("card");
  expect(said.at(-1)?.what).toContain("not switched on");
  await until(() => reader.condition().state === "ready");
  const paying = reader.pay(4_500, 5);
  await ticker.advance(2_000);
  await order("card");
  expect(await finish(paying)).toEqual({ is: "paid" });
  expect(await finish(reader.settle(true))).toBe(true);
  await order("deny");
  await ticker.advance(2_000);
  const refused = reader.pay(4_500, 5);
  await ticker.advance(2_000);
  await order("card");
  expect(await finish(refused)).toMatchObject({ is: "not-paid" });
  await ticker.advance(2_000);
  await order("health");
  await order("fault reset");
  await ticker.advance(20_000);
  await until(() => reader.condition().state === "ready");
  await order("state");
  expect(said.at(-1)).toMatchObject({ kept: [4_500], refunded: [], violations: [] });
  await order("dance");
  expect(said.at(-1)?.what).toContain("orders are");
  await finish(reader.stop());
  stop();
});

test.each(READERS)("$name shows a card by itself when it is told to", async (kind) => {
  const { reader, until, finish } = open(kind, { card: ["700"] });
  await until(() => reader.condition().state === "ready");
  expect(await finish(reader.pay(4_500, 5))).toEqual({ is: "paid" });
  expect(await finish(reader.settle(false))).toBe(true);
});
