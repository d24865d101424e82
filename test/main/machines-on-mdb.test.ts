import { describe, expect, test } from "vitest";
import { steadyTicker } from "../../hardware/steady-ticker.ts";
import { VendingMachine } from "../../simulator/devices/mdb/vending-machine.ts";
import { bytesPerSecond, pacePort } from "../../simulator/devices/paced-port.ts";
import { servePty, socatIsMissing } from "../../simulator/devices/pty.ts";
import { type Simulator, startSimulator } from "../../simulator/vipps/simulator.ts";
import { until } from "../hardware/transport/serial-bench.ts";
import { openTerminal, pay, payments, STEP_MS } from "./whole-terminal.ts";

const LONG_MS = 240_000;
const PRICE = 4_500;
const ADAPTERS = [
  { adapter: "qibixx", driver: "mdb-qibixx", baudRate: 115_200 },
  { adapter: "waferstar", driver: "mdb-waferstar", baudRate: 9_600 },
] as const;
/** Each of its own, so that nothing of one sale can stand in for another. */
const SLOTS = [
  { slot: "A1", channel: 11 },
  { slot: "A2", channel: 12 },
  { slot: "A3", channel: 13 },
  { slot: "A4", channel: 14 },
] as const;
type Slot = (typeof SLOTS)[number];
const [TO_SELL, TO_JAM, TO_PULL, TO_LEAVE] = SLOTS;

async function openMachine(
  { adapter, driver, baudRate }: (typeof ADAPTERS)[number],
  simulator: Simulator,
  atEnd: (close: () => Promise<void>) => void,
) {
  const machine = new VendingMachine({ ticker: steadyTicker, adapter, dispenseMs: 2_500 });
  const pty = await servePty({
    emulator: (port) =>
      machine.device(pacePort(port, { bytesPerSecond: bytesPerSecond(baudRate), ticker: steadyTicker })),
  });
  atEnd(() => pty.close());
  const slots = SLOTS.map((slot) => ({ ...slot, priceMinor: PRICE, pulseMs: 500, dropWindowMs: 10_000 }));
  const opened = openTerminal({ driver, path: pty.path, baudRate, channels: 20, slots }, simulator, atEnd);
  const screen = () => opened.shown.view?.screen;
  /** Its customer presses a key of the machine, and the terminal asks how to pay without being touched. */
  async function choose({ slot, channel }: Slot): Promise<void> {
    await until(() => screen()?.at === "attract", STEP_MS, "the attract screen");
    await until(() => machine.select(channel, PRICE), STEP_MS, `the machine asking for ${slot}`);
    await until(() => screen()?.at === "number", STEP_MS, "the question for the number");
  }
  return { ...opened, machine, pty, screen, choose };
}

describe
  .skipIf(socatIsMissing())
  .concurrent(
    "a machine with keys of its own on MDB, with real processes (skipped: socat is not installed)",
    () => {
      test.each(ADAPTERS)(
        "$driver: what the machine dispensed is paid for, what it could not or nobody can know is given back",
        async (adapter) => {
          const closings: (() => Promise<void>)[] = [];
          const simulator = await startSimulator();
          closings.push(() => simulator.close());
          try {
            const opened = await openMachine(adapter, simulator, (close) => closings.unshift(close));
            const { machine, pty, choose, fatal, shown, screen, terminal } = opened;

            await choose(TO_SELL);
            const sold = await pay(opened, simulator);
            expect(sold.end).toMatchObject({ at: "done", money: "paid", items: [{ state: "dropped" }] });
            expect(sold.payment).toMatchObject({ captured: PRICE, refunded: 0 });
            expect(machine.dropped).toEqual([TO_SELL.channel]);

            machine.isJammed = true;
            await choose(TO_JAM);
            const jammed = await pay(opened, simulator);
            expect(jammed.end).toMatchObject({
              at: "ended",
              why: "not-dropped",
              items: [{ state: "not-dropped" }],
            });
            expect(jammed.payment).toMatchObject({ captured: 0, cancelled: PRICE });
            machine.isJammed = false;

            await choose(TO_LEAVE);
            const asked = (await payments(simulator)).length;
            terminal.back();
            await until(() => machine.denials.includes(TO_LEAVE.channel), STEP_MS, "the machine being told no");
            expect(await payments(simulator)).toHaveLength(asked);

            await choose(TO_PULL);
            const before = machine.approvals.length;
            const pulling = until(() => machine.approvals.length > before, STEP_MS, "the approval").then(() =>
              pty.unplug(),
            );
            const pulled = await pay(opened, simulator);
            await pulling;
            expect(pulled.end).toMatchObject({ at: "ended", why: "unknown-drop", items: [{ state: "unknown" }] });
            expect(pulled.payment).toMatchObject({ captured: 0, cancelled: PRICE });
            const trouble = () => shown.view?.frame.troubles.find(({ id }) => id === "shelf")?.what ?? "";
            await until(() => /cable|There is no/i.test(trouble()), STEP_MS, "the cable's trouble on the screen");
            expect(trouble()).toMatch(/^[A-Z].*(connect|plug|cable).*\.$/i);

            expect(machine.approvals).toEqual([TO_SELL, TO_JAM, TO_PULL].map(({ channel }) => channel));
            expect([machine.outOfSequence, fatal]).toEqual([0, []]);
            expect(screen()).toBeDefined();
          } finally {
            for (const close of closings) await close();
          }
        },
        LONG_MS,
      );
    },
  );
