import { afterEach, expect, test } from "vitest";
import type { LockableBoard } from "../../../hardware/dispensing/vending-board.ts";
import { createVmcBoard } from "../../../hardware/drivers/vmc/vmc-board.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { openerFor } from "../../../hardware/transport/opener.ts";
import { BOARD_KINDS } from "../../../simulator/devices/boards/kinds.ts";
import { createVmcBoardEmulator } from "../../../simulator/devices/boards/vmc-board.ts";
import { bytesPerSecond, pacePort } from "../../../simulator/devices/paced-port.ts";
import { type ServedPty, servePty, socatIsMissing } from "../../../simulator/devices/pty.ts";
import type { Family } from "./board-rig.ts";
import { FAMILIES, MODBUS } from "./families.ts";

const VMC_FAMILY: Family = {
  driver: "vmc",
  channels: 60,
  inputs: 1,
  pulseMs: 1_000,
  make: createVmcBoard,
  startsPulse: () => false,
  emulate: createVmcBoardEmulator,
};

const opened: { pty: ServedPty; board: LockableBoard }[] = [];

afterEach(async () => {
  for (const { pty, board } of opened.splice(0)) {
    await board.stop();
    await pty.close();
  }
});

/** The driver on a kernel terminal, the board behind it at the speed of its real line. */
async function plugIn(family: Family, kindName: string) {
  const baudRate = BOARD_KINDS[kindName]?.baudRate ?? 9_600;
  const sensor = family.inputs > 0 ? { dropInput: 1 } : {};
  const { channels, inputs } = family;
  const watchers = new Set<() => void>();
  const emulated = family.emulate({
    ticker: steadyTicker,
    onEvent: () => {
      for (const watcher of watchers) watcher();
    },
    channels,
    inputs,
    // A busy machine looks away for a while; the sensor holds longer than that.
    beamMs: 1_000,
    shelf: [{ slot: "A1", channel: 1, ...sensor }],
  });
  const pty = await servePty({
    emulator: (port) =>
      emulated.device(pacePort(port, { bytesPerSecond: bytesPerSecond(baudRate), ticker: steadyTicker })),
  });
  // Long enough for two answers of a slow line on a busy machine.
  const pulseMs = family.pulseMs % 1_000 === 0 ? family.pulseMs : 1_200;
  const line = { kind: "serial", path: pty.path, baudRate } as const;
  const board = family.make({
    spec: {
      id: "shelf",
      kind: "dispenser",
      driver: family.driver,
      line,
      channels,
      slots: [{ slot: "A1", channel: 1, pulseMs, dropWindowMs: 3_000, ...sensor }],
    },
    opener: openerFor(line, steadyTicker),
    ticker: steadyTicker,
    onChange: () => {
      for (const watcher of watchers) watcher();
    },
  });
  opened.push({ pty, board });
  const until = (isSo: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        if (!isSo()) return;
        watchers.delete(look);
        resolve();
      };
      watchers.add(look);
      look();
    });
  return { emulated, pty, board, until };
}

const KIND_OF: Readonly<Record<string, string>> = { "modbus-rtu": "modbus", "modbus-coils": "modbus" };

test.skipIf(socatIsMissing()).each([...FAMILIES, VMC_FAMILY].map((family) => [family.driver, family] as const))(
  "on a real terminal %s sells one item with one pulse (skipped: socat is not installed)",
  async (driver, family) => {
    const { emulated, board, until } = await plugIn(family, KIND_OF[driver] ?? driver);
    await until(() => board.sellable("A1"));
    expect(await board.vend("A1")).toMatchObject({ is: "dropped" });
    expect(emulated.bench.dropped("A1")).toBe(1);
    expect(emulated.bench.pulses(1)).toBe(1);
    // A vending machine controller has no such command.
    expect(await board.allOff()).toBe(driver !== "vmc");
  },
);

test.skipIf(socatIsMissing())(
  "a cable pulled in the middle of a pulse is unknown, and the board is proven off when it comes back (skipped: socat is not installed)",
  async () => {
    const { emulated, pty, board, until } = await plugIn(MODBUS, "modbus");
    await until(() => board.sellable("A1"));
    const vend = board.vend("A1");
    await until(() => emulated.bench.pulses(1) === 1);
    await pty.unplug();
    expect((await vend).is).toBe("unknown");
    expect(board.sellable("A1")).toBe(false);
    await pty.plug();
    await until(() => board.sellable("A1"));
    expect(emulated.bench.outputs.some((on) => on)).toBe(false);
    expect(emulated.bench.pulses(1)).toBe(1);
  },
);
