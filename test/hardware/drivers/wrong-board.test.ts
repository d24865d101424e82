import { symlinkSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createBoard } from "../../../hardware/drivers/registry.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { openerFor } from "../../../hardware/transport/opener.ts";
import { BOARD_KINDS } from "../../../simulator/devices/boards/kinds.ts";
import { createPrinterEmulator } from "../../../simulator/devices/printer/printer-emulator.ts";
import { servePty, socatIsMissing } from "../../../simulator/devices/pty.ts";
import { until } from "../transport/serial-bench.ts";
import { openRig } from "./board-rig.ts";
import { FAMILIES } from "./families.ts";

const OWN: Readonly<Record<string, string>> = { "modbus-rtu": "modbus", "modbus-coils": "modbus" };
/** The letters of a Numato command are orders to a Devantech board: nothing but the right configuration helps. */
const SPEAKS_INTO = new Set(["numato on devantech"]);
/** An LCUS board answers KMTronic's question in the same form; only the first item shows that it obeys no order. */
const ANSWERS_ALIKE = new Set(["kmtronic on lcus"]);

describe.each(FAMILIES.map((family) => [`${family.driver}, ${family.pulseMs} ms`, family] as const))(
  "driver %s before a board that is not its own",
  (_, family) => {
    const others = Object.keys(BOARD_KINDS).filter((name) => name !== (OWN[family.driver] ?? family.driver));
    test.each(others)("%s: nothing is for sale, nothing goes on, and the reason is said", async (name) => {
      const kind = BOARD_KINDS[name];
      if (kind === undefined) throw new Error(`no emulated board is called ${name}`);
      const rig = openRig({
        ...family,
        emulate: (options) => kind.create({ ...options, channels: kind.channels, inputs: kind.inputs }),
      });
      await rig.ticker.advance(8_000);
      if (ANSWERS_ALIKE.has(`${family.driver} on ${name}`)) {
        expect((await rig.vend("A1")).is).toBe("unknown");
        expect(rig.emulated.bench.events).toEqual([]);
        return;
      }
      expect(rig.board.sellable("A1")).toBe(false);
      expect(rig.board.condition().state).not.toBe("ready");
      expect(rig.board.condition().what).toMatch(/^[A-Z].*\.$/);
      expect((await rig.vend("A1")).is).toBe("not-dropped");
      if (SPEAKS_INTO.has(`${family.driver} on ${name}`)) return;
      expect(rig.emulated.bench.events.filter((event) => event.event === "output" && event.on)).toEqual([]);
    });

    test("a printer: nothing is for sale, and no drawer opens", async () => {
      const printers: ReturnType<typeof createPrinterEmulator>[] = [];
      const rig = openRig({
        ...family,
        emulate: (options) => {
          const printer = createPrinterEmulator({ model: "epson-80", ticker: options.ticker });
          printers.push(printer);
          return { ...family.emulate(options), device: printer.plug };
        },
      });
      await rig.ticker.advance(8_000);
      expect(rig.board.sellable("A1")).toBe(false);
      expect(rig.board.condition().what).toMatch(/^[A-Z].*\.$/);
      expect(printers.map(({ drawerKicks }) => drawerKicks)).toEqual([0]);
      for (const printer of printers) printer.switchOff();
    });
  },
);

test.skipIf(socatIsMissing())(
  "two devices on one port under two names: one works, the other says that the port is in use (skipped: socat is not installed)",
  async ({ onTestFinished }) => {
    const kind = BOARD_KINDS["lcus"];
    if (kind === undefined) throw new Error("the emulators changed");
    const emulated = kind.create({ ticker: steadyTicker, channels: 8, inputs: 0, shelf: [] });
    const pty = await servePty({ emulator: emulated.device });
    onTestFinished(() => pty.close());
    const other = `${pty.path}-other`;
    symlinkSync(pty.terminal, other);
    const boards = await Promise.all(
      [pty.path, other].map((path, at) => {
        const line = { kind: "serial", path, baudRate: 9_600 } as const;
        const slots = [{ slot: `A${at}`, channel: 1, pulseMs: 500, dropWindowMs: 1_000 }];
        const spec = { id: `b${at}`, kind: "dispenser", driver: "lcus", line, channels: 8, slots } as const;
        return createBoard({ spec, opener: openerFor(line, steadyTicker), ticker: steadyTicker });
      }),
    );
    onTestFinished(async () => {
      for (const board of boards) await board.stop();
    });
    const words = () => boards.map((board) => board.condition());
    await until(
      () => words().some(({ state }) => state === "ready") && words().some(({ what }) => /in use by/.test(what)),
      40_000,
      "one board's readiness and the other's complaint",
    );
    expect(words().find(({ state }) => state !== "ready")?.what).toMatch(
      /is in use by another program; end that program or give the device another port/,
    );
  },
);

test("a port that is missing is said with what to do", async () => {
  const line = { kind: "serial", path: "/dev/ttyNONE9", baudRate: 9_600 } as const;
  const board = await createBoard({
    spec: {
      id: "shelf",
      kind: "dispenser",
      driver: "vmc",
      line,
      channels: 400,
      slots: [{ slot: "A1", channel: 301, pulseMs: 500, dropWindowMs: 8_000 }],
    },
    opener: openerFor(line, steadyTicker),
    ticker: steadyTicker,
  });
  const missing = "There is no /dev/ttyNONE9; plug the device in and check its cable and power.";
  await until(() => board.condition().what === missing, 20_000, "its words");
  expect(board.condition().state).toBe("absent");
  await board.stop();
});

test.each(FAMILIES.map((family) => [family.driver, family] as const))(
  "%s says how many outputs its kind has, where more are configured",
  async (_, family) => {
    const rig = openRig(family, { spec: { channels: 999 } });
    await rig.ticker.advance(3_000);
    expect(rig.board.condition()).toMatchObject({
      state: "fault",
      what: expect.stringMatching(/^This kind of board has 1 to \d+ outputs; 999 are configured\.$/),
    });
    expect(rig.board.sellable("A1")).toBe(false);
  },
);
