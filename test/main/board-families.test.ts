import { describe, expect, test } from "vitest";
import { steadyTicker } from "../../hardware/steady-ticker.ts";
import type { BenchEvent } from "../../simulator/devices/boards/bench.ts";
import { BOARD_KINDS } from "../../simulator/devices/boards/kinds.ts";
import { bytesPerSecond, pacePort } from "../../simulator/devices/paced-port.ts";
import { servePty, socatIsMissing } from "../../simulator/devices/pty.ts";
import { type Simulator, startSimulator } from "../../simulator/vipps/simulator.ts";
import type { Family } from "../hardware/drivers/board-rig.ts";
import { ALL_FAMILIES } from "../hardware/drivers/families.ts";
import { until } from "../hardware/transport/serial-bench.ts";
import { openTerminal, pay, STEP_MS } from "./whole-terminal.ts";

const LONG_MS = 240_000;
const PRICE = 4_500;
/** To be sold, to jam, and to be pulled; a slot whose item nobody could watch is locked, and the next one is tried. */
const [TO_SELL, TO_JAM, TO_PULL] = [
  ["A1", "A2"],
  ["A3", "A4", "A5", "A6"],
  ["A7", "A8"],
] as const;
const SLOTS: readonly string[] = [...TO_SELL, ...TO_JAM, ...TO_PULL];
/** A machine that speaks its own mind is waited for longer. */
const windowMsOf = ({ driver, pulseMs }: Family): number => (driver === "vmc" ? 8_000 : pulseMs + 500);

/** A whole terminal with a board of this family on a terminal line of its own. */
async function openMachine(family: Family, simulator: Simulator, atEnd: (close: () => Promise<void>) => void) {
  const { driver, channels, inputs, pulseMs } = family;
  const kind = Object.values(BOARD_KINDS).find(({ create }) => create === family.emulate);
  const baudRate = kind?.baudRate ?? 9_600;
  const sensor = inputs > 0 ? { dropInput: 1 } : {};
  const shelf = SLOTS.map((slot, index) => ({ slot, channel: index + 1, ...sensor }));
  const motors = { turned: (_channel: number): void => undefined };
  const onEvent = (event: BenchEvent): void => {
    if (event.event === "output" && event.on) motors.turned(event.channel);
  };
  const board = family.emulate({ ticker: steadyTicker, channels, inputs, shelf, onEvent });
  const pty = await servePty({
    emulator: (port) =>
      board.device(pacePort(port, { bytesPerSecond: bytesPerSecond(baudRate), ticker: steadyTicker })),
  });
  atEnd(() => pty.close());
  const slots = shelf.map((slot) => ({ ...slot, pulseMs, dropWindowMs: windowMsOf(family) }));
  const opened = openTerminal({ driver, path: pty.path, baudRate, channels, slots }, simulator, atEnd);
  return { ...opened, board, pty, motors };
}

type Opened = Awaited<ReturnType<typeof openMachine>>;

/** Buys what is in a slot, approves it on the phone, and waits for the last screen and a settled payment. */
async function buy(opened: Opened, simulator: Simulator, slot: string) {
  const { terminal, shown, fleet } = opened;
  await until(() => fleet.board("shelf")?.sellable(slot) === true, STEP_MS, `${slot} being for sale`);
  await until(() => shown.view?.screen.at === "attract", STEP_MS, "the attract screen");
  terminal.begin();
  await until(() => terminal.basket.add(slot), STEP_MS, `${slot} in the basket`);
  terminal.checkout.open();
  return pay(opened, simulator);
}

/**
 * On a busy machine a board is not always watched without a gap: such an item is honestly unknown, and the next slot is
 * tried; so is one whose board was off sale in the moment, when the fate `wanted` needs a pulse. Whatever is said of an item, bank and shelf agree with it.
 */
async function buyOneOf(opened: Opened, simulator: Simulator, slots: readonly string[], wanted?: "unknown") {
  for (const [index, slot] of slots.entries()) {
    const sale = await buy(opened, simulator, slot);
    const state = sale.end?.at === "done" || sale.end?.at === "ended" ? sale.end.items[0]?.state : undefined;
    const { bench } = opened.board;
    expect(bench.pulses(SLOTS.indexOf(slot) + 1), slot).toBeLessThanOrEqual(1);
    if (state === "dropped") {
      expect(sale.payment).toMatchObject({ captured: PRICE, refunded: 0 });
      expect(bench.dropped(slot)).toBe(1);
    } else {
      expect(sale.payment).toMatchObject({ captured: 0, cancelled: PRICE });
      if (state === "not-dropped") expect(bench.dropped(slot)).toBe(0);
    }
    const isIt = wanted === undefined ? state !== "unknown" : state === wanted;
    if (isIt || index === slots.length - 1) return sale;
  }
  throw new Error("there was no slot to try");
}

describe
  .skipIf(socatIsMissing())
  .concurrent(
    "a vending machine on each family of boards, with real processes (skipped: socat is not installed)",
    () => {
      test.each(ALL_FAMILIES)(
        "$driver, pulses of $pulseMs ms: what fell is paid for, what jammed and what nobody can know is given back",
        async (family) => {
          const closings: (() => Promise<void>)[] = [];
          const own = await startSimulator();
          closings.push(() => own.close());
          try {
            const opened = await openMachine(family, own, (close) => closings.unshift(close));
            const { board, motors, pty, fatal } = opened;

            const sold = await buyOneOf(opened, own, TO_SELL);
            expect(sold.end).toMatchObject({ at: "done", money: "paid", items: [{ state: "dropped" }] });

            if (family.inputs > 0) {
              for (const slot of TO_JAM) board.bench.jam(slot);
              const jammed = await buyOneOf(opened, own, TO_JAM);
              expect(jammed.end).toMatchObject({
                at: "ended",
                why: "not-dropped",
                items: [{ state: "not-dropped" }],
              });
            }

            motors.turned = () => void pty.unplug();
            const pulled = await buyOneOf(opened, own, TO_PULL, "unknown");
            expect(pulled.end).toMatchObject({ at: "ended", why: "unknown-drop", items: [{ state: "unknown" }] });
            const trouble = () => opened.shown.view?.frame.troubles.find(({ id }) => id === "shelf")?.what ?? "";
            await until(() => /cable|There is no/i.test(trouble()), STEP_MS, "the cable's trouble on the screen");
            expect(trouble()).toMatch(/^[A-Z].*(connect|plug|cable).*\.$/i);
            expect(fatal).toEqual([]);
          } finally {
            for (const close of closings) await close();
          }
        },
        LONG_MS,
      );
    },
  );
