import { describe, expect, test } from "vitest";
import type { CardOutcome } from "../../../../hardware/contract.ts";
import {
  type CardReaderParts,
  createQibixxCardReader,
  createWaferCardReader,
} from "../../../../hardware/drivers/mdb/card-reader.ts";
import { steadyTicker } from "../../../../hardware/steady-ticker.ts";
import { createMemoryCable } from "../../../../hardware/transport/memory.ts";
import { openerFor } from "../../../../hardware/transport/opener.ts";
import { ManualTicker } from "../../../../simulator/devices/manual-ticker.ts";
import { BoughtReader } from "../../../../simulator/devices/mdb/bought-reader.ts";
import { MACHINE_FAULTS, type MachineFault } from "../../../../simulator/devices/mdb/vending-machine.ts";
import { bytesPerSecond, pacePort } from "../../../../simulator/devices/paced-port.ts";
import { servePty, socatIsMissing } from "../../../../simulator/devices/pty.ts";
import { LINE_FAULTS, type LineFault } from "../../../../simulator/devices/simulations/faults.ts";
import { SpoiltLine } from "../../../../simulator/devices/simulations/spoilt-line.ts";
import { seededRandom } from "../../../rig/seeded-random.ts";
import { until as comes } from "../../transport/serial-bench.ts";

const ADAPTERS = [
  { adapter: "qibixx", create: createQibixxCardReader, baudRate: 115_200 },
  { adapter: "waferstar", create: createWaferCardReader, baudRate: 9_600 },
] as const;

type Adapter = (typeof ADAPTERS)[number];

const NOK = 578;

function openRig(
  { adapter, create, baudRate }: Adapter,
  options: { cardAfterMs?: number; currency?: number } = {},
) {
  const ticker = new ManualTicker();
  const bought = new BoughtReader({ ticker, adapter, cardAfterMs: 1_000, ...options });
  const spoilt = new SpoiltLine(ticker);
  const device = spoilt.wrap((port) =>
    bought.device(pacePort(port, { bytesPerSecond: bytesPerSecond(baudRate), ticker })),
  );
  const cable = createMemoryCable({ ticker, device });
  const parts: CardReaderParts = { opener: cable.opener, ticker, currency: NOK };
  const reader = create(parts);
  const until = async (isSo: () => boolean, mostMs = 200_000) => {
    for (let waitedMs = 0; !isSo(); waitedMs += 20) {
      if (waitedMs > mostMs) throw new Error(`it never came to that: ${reader.condition().what}`);
      await ticker.advance(20);
    }
  };
  const finish = async <T>(act: Promise<T>): Promise<T> => {
    const ended: T[] = [];
    void act.then((outcome) => ended.push(outcome));
    await until(() => ended.length > 0);
    return act;
  };
  const ready = () => until(() => reader.condition().state === "ready");
  return { ticker, bought, spoilt, cable, reader, until, finish, ready };
}

describe.each(ADAPTERS)("a bought reader behind $adapter", (adapter) => {
  test("is asked once, takes the money, and keeps it when the goods came out; the next one too", async () => {
    const { bought, reader, finish, ready } = openRig(adapter);
    for (const price of [4_500, 3_900]) {
      await ready();
      expect(await finish(reader.pay(price, 5))).toEqual({ is: "paid" });
      expect(bought.purse.kept).not.toContain(price);
      expect(await finish(reader.settle(true))).toBe(true);
    }
    expect(bought.purse).toEqual({ kept: [4_500, 3_900], refunded: [], violations: [] });
  });

  test("gives the money back when the goods did not come out", async () => {
    const { bought, reader, finish, ready } = openRig(adapter);
    await ready();
    expect(await finish(reader.pay(4_500, 5))).toEqual({ is: "paid" });
    expect(await finish(reader.settle(false))).toBe(true);
    expect(bought.purse).toEqual({ kept: [], refunded: [4_500], violations: [] });
    expect(await reader.settle(true)).toBe(false);
  });

  test("a card that is refused takes nothing", async () => {
    const { bought, reader, finish, ready } = openRig(adapter);
    bought.answers = "deny";
    await ready();
    expect(await finish(reader.pay(4_500, 5))).toMatchObject({ is: "not-paid" });
    bought.answers = "approve";
    await ready();
    expect(await finish(reader.pay(4_500, 5))).toEqual({ is: "paid" });
    expect(bought.purse.violations).toEqual([]);
  });

  test("a customer who leaves, or never shows a card, takes the question back", async () => {
    const { ticker, bought, reader, finish, ready } = openRig(adapter, { cardAfterMs: 90_000 });
    await ready();
    const left = reader.pay(4_500, 5);
    await ticker.advance(3_000);
    reader.cancel();
    reader.cancel();
    expect(await finish(left)).toMatchObject({ is: "not-paid" });
    await ready();
    expect(await finish(reader.pay(4_500, 5))).toMatchObject({ is: "not-paid" });
    await ticker.advance(2_000);
    expect(bought.present()).toBe(adapter.adapter === "qibixx");
    await ticker.advance(2_000);
    expect(bought.purse).toEqual({ kept: [], refunded: [], violations: [] });
  });

  test("an approval that crosses the customer's leaving is given back", async () => {
    const { ticker, bought, reader, finish, ready } = openRig(adapter, { cardAfterMs: 90_000 });
    await ready();
    const paying = reader.pay(4_500, 5);
    await ticker.advance(2_000);
    bought.present();
    for (let step = 0; step < 400 && bought.slave.state !== "approved"; step++) await ticker.advance(1);
    reader.cancel();
    expect(await finish(paying)).toMatchObject({ is: "not-paid" });
    await ticker.advance(10_000);
    expect(bought.purse).toMatchObject({ kept: [], violations: [] });
  });

  test("a reader that thinks for too long is asked no further; where it does not say so, nobody knows", async () => {
    const { bought, reader, finish, ready } = openRig(adapter);
    bought.answers = "silence";
    await ready();
    expect(await finish(reader.pay(4_500, 5))).toMatchObject({ is: "not-paid" });
    expect(bought.purse).toEqual({ kept: [], refunded: [], violations: [] });
  });

  test("one payment at a time, none before it is set up, none after it was stopped", async () => {
    const { bought, ticker, reader, finish, ready } = openRig(adapter);
    expect(await reader.pay(4_500, 5)).toMatchObject({ is: "not-paid" });
    await ready();
    const first = reader.pay(4_500, 5);
    expect(await reader.pay(3_900, 6)).toMatchObject({ is: "not-paid" });
    expect(await finish(first)).toEqual({ is: "paid" });
    // What is paid and not settled is given back when the program ends.
    await finish(reader.stop());
    expect(bought.purse).toEqual({ kept: [], refunded: [4_500], violations: [] });
    expect(await reader.pay(4_500, 5)).toMatchObject({ is: "not-paid" });
    await ticker.advance(1_000);
    await reader.stop();
  });

  test("what nobody settles is given back", async () => {
    const { ticker, bought, reader, finish, ready } = openRig(adapter);
    await ready();
    await finish(reader.pay(4_500, 5));
    await ticker.advance(125_000);
    expect(bought.purse).toMatchObject({ kept: [], refunded: [4_500] });
  });

  test.each(["reset", "unplugged"] as const)("%s after the question: unknown, and set up again", async (how) => {
    const { ticker, bought, cable, reader, finish, ready, until } = openRig(adapter);
    bought.answers = "silence";
    await ready();
    const paying = reader.pay(4_500, 5);
    await until(() => bought.slave.state === "vend");
    await ticker.advance(1_000);
    if (how === "reset") bought.reset();
    else cable.unplug();
    expect(await finish(paying)).toMatchObject({ is: "unknown" });
    cable.plug();
    await until(() => reader.condition().state === "ready");
    bought.answers = "approve";
    expect(await finish(reader.pay(4_500, 5))).toEqual({ is: "paid" });
  });

  test.each(["reset", "unplugged"] as const)("%s before the goods came out: nothing is confirmed", async (how) => {
    const { bought, cable, reader, finish, ready, ticker } = openRig(adapter);
    await ready();
    await finish(reader.pay(4_500, 5));
    if (how === "reset") bought.reset();
    else cable.unplug();
    await ticker.advance(500);
    expect(await finish(reader.settle(true))).toBe(false);
  });

  test.each(MACHINE_FAULTS)("%s in place of its words: never a false one, never two charges", async (fault) => {
    for (const word of [0, 1, 2, 3]) {
      for (const isDispensed of [true, false]) {
        const { bought, cable, ticker, reader, finish, ready } = openRig(adapter);
        await ready();
        bought.faults.push(...Array<undefined>(word).fill(undefined), fault);
        await oneSale({ bought, reader, finish }, isDispensed);
        bought.faults.splice(0);
        cable.plug();
        await ticker.advance(10_000);
        await ready();
        expect(await finish(reader.pay(1_000, 5))).toEqual({ is: "paid" });
      }
    }
  });

  test.each(LINE_FAULTS.filter((fault) => fault !== "unplug"))(
    "a line with %s from the question on: never a false word, and good again when the line is",
    async (fault) => {
      const { bought, spoilt, ticker, reader, finish, ready } = openRig(adapter);
      await ready();
      spoilt.begin(fault);
      await oneSale({ bought, reader, finish }, true);
      spoilt.heal();
      await ticker.advance(10_000);
      await ready();
      expect(await finish(reader.pay(1_000, 5))).toEqual({ is: "paid" });
    },
  );

  test("on a real terminal line: paid, kept (skipped without socat)", async (context) => {
    if (socatIsMissing()) context.skip("socat is not installed");
    const bought = new BoughtReader({ ticker: steadyTicker, adapter: adapter.adapter, cardAfterMs: 100 });
    const pty = await servePty({ emulator: bought.device });
    const line = { kind: "serial", path: pty.path, baudRate: adapter.baudRate } as const;
    const opener = openerFor(line, steadyTicker);
    const reader = adapter.create({ opener, ticker: steadyTicker, currency: NOK });
    try {
      await comes(() => reader.condition().state === "ready", 10_000, "the reader being ready");
      expect(await reader.pay(4_500, 5)).toEqual({ is: "paid" });
      expect(await reader.settle(true)).toBe(true);
      expect(bought.purse).toEqual({ kept: [4_500], refunded: [], violations: [] });
    } finally {
      await reader.stop();
      await pty.close();
    }
  });
});

test("a reader set to another currency is not asked for anything, and it is said", async () => {
  const { ticker, bought, reader } = openRig(ADAPTERS[1], { currency: 0x1978 });
  await ticker.advance(5_000);
  expect(reader.condition()).toMatchObject({
    state: "degraded",
    what: "The card reader is set to currency 1978, not 578. Have its supplier set it.",
  });
  expect(await reader.pay(4_500, 5)).toMatchObject({ is: "not-paid" });
  expect(bought.purse.violations).toEqual([]);
});

type Sale = Pick<ReturnType<typeof openRig>, "bought" | "reader" | "finish">;

/** One payment and its end; throws where the driver said what is not so. */
async function oneSale({ bought, reader, finish }: Sale, isDispensed: boolean): Promise<string> {
  const { kept, refunded } = bought.purse;
  const before = { kept: kept.length, refunded: refunded.length };
  const outcome: CardOutcome = await finish(reader.pay(4_500, 5));
  const isConfirmed = outcome.is === "paid" ? await finish(reader.settle(isDispensed)) : undefined;
  const now = { kept: kept.length - before.kept, refunded: refunded.length - before.refunded };
  expect(now.kept + now.refunded, `charges: ${outcome.is}`).toBeLessThanOrEqual(1);
  if (outcome.is === "not-paid") expect(now.kept, outcome.what).toBe(0);
  if (isConfirmed === true) expect(now).toEqual({ kept: isDispensed ? 1 : 0, refunded: isDispensed ? 0 : 1 });
  return outcome.is === "paid" ? `paid ${isConfirmed}` : outcome.is;
}

const RUNS = Number(process.env["MYNTFRI_SEEDS"] ?? 100);

test.each(ADAPTERS)(
  `$adapter: ${RUNS} seeded lives of two payments never confirm what the reader did not do, nor charge twice`,
  async (adapter) => {
    const tally = new Map<string, number>();
    for (let seed = 1; seed <= RUNS; seed++) {
      const random = seededRandom(seed);
      const { bought, spoilt, cable, ticker, reader, finish, ready } = openRig(adapter);
      for (let sale = 0; sale < 2; sale++) {
        await ready();
        bought.answers = random() < 0.2 ? "deny" : random() < 0.1 ? "silence" : "approve";
        for (let word = 0; word < 6; word++)
          bought.faults.push(random() < 0.15 ? one(random, WORD_FAULTS) : undefined);
        if (random() < 0.2) spoilt.begin(one(random, LINE));
        const said = await oneSale({ bought, reader, finish }, random() < 0.7);
        tally.set(said, (tally.get(said) ?? 0) + 1);
        bought.faults.splice(0);
        spoilt.heal();
        cable.plug();
        await ticker.advance(10_000);
      }
    }
    for (const said of ["paid true", "not-paid", "unknown"])
      expect(tally.get(said) ?? 0, said).toBeGreaterThan(RUNS / 50);
  },
  600_000,
);

const WORD_FAULTS: readonly MachineFault[] = MACHINE_FAULTS;
const LINE: readonly LineFault[] = LINE_FAULTS.filter((fault) => fault !== "unplug");

function one<T>(random: () => number, among: readonly T[]): T {
  const found = among[Math.floor(random() * among.length)];
  if (found === undefined) throw new Error("nothing to choose among");
  return found;
}
