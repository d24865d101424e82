import { describe, expect, test } from "vitest";
import { createVmcBoard } from "../../../../hardware/drivers/vmc/vmc-board.ts";
import { encodeVmc, PROGRESS, VMC } from "../../../../hardware/frames/vmc/vmc.ts";
import type { WireFault } from "../../../../simulator/devices/boards/board-shell.ts";
import { createVmcBoardEmulator } from "../../../../simulator/devices/boards/vmc-board.ts";
import { type Family, openRig, type RigOptions } from "../board-rig.ts";

const VMC_FAMILY: Family = {
  driver: "vmc",
  channels: 60,
  inputs: 1,
  pulseMs: 500,
  make: createVmcBoard,
  startsPulse: ([, , command]) => command === VMC.drive,
  emulate: createVmcBoardEmulator,
};

function open(options: RigOptions = {}) {
  return openRig(VMC_FAMILY, { wiring: { dropWindowMs: 8_000 }, ...options });
}

/** The given fault on the first drive, health otherwise. */
function openWith(fault: WireFault) {
  let spoilt = 0;
  return open({
    emulator: {
      fault: (request) => {
        if (!VMC_FAMILY.startsPulse(request) || spoilt > 0) return undefined;
        spoilt += 1;
        return fault;
      },
    },
  });
}

describe("a vending machine controller", () => {
  test("is ready once it polls, and sells one item with one drive", async () => {
    const rig = open();
    expect(rig.board.sellable("A1")).toBe(false);
    await rig.ready();
    expect(await rig.vend("A1")).toEqual({
      is: "dropped",
      evidence: "The machine reported success; the drop sensor was on.",
    });
    expect(rig.emulated.bench.dropped("A1")).toBe(1);
    expect(rig.emulated.requests.filter((request) => VMC_FAMILY.startsPulse(request))).toHaveLength(1);
  });

  test("that reports a jam has sold nothing, and the slot is locked after the second", async () => {
    const rig = open();
    await rig.ready();
    rig.emulated.bench.jam("A1");
    expect((await rig.vend("A1")).is).toBe("not-dropped");
    expect((await rig.vend("A1")).is).toBe("not-dropped");
    expect(rig.board.sellable("A1")).toBe(false);
    expect(rig.board.lockedSlots()).toEqual(["A1"]);
    expect(rig.board.condition().state).toBe("degraded");
    rig.board.unlock("A1");
    expect(rig.board.sellable("A1")).toBe(true);
  });

  test("that does not know an aisle, or is not polling, starts no motor", async () => {
    const rig = open({ spec: { channels: 900 }, wiring: { channel: 800 } });
    await rig.ready();
    expect(await rig.vend("A1")).toEqual({
      is: "not-dropped",
      evidence: "No motor was started. The machine has no such aisle.",
    });
    rig.cable.unplug();
    await rig.ticker.advance(1_000);
    expect((await rig.vend("A1")).is).toBe("not-dropped");
    expect(rig.emulated.requests.filter((request) => VMC_FAMILY.startsPulse(request))).toHaveLength(0);
  });

  const rows: readonly [WireFault, readonly string[], number][] = [
    ["deaf", ["unknown"], 0],
    ["silent", ["unknown"], 1],
    ["late", ["dropped"], 1],
    ["garbled", ["dropped"], 1],
    ["half", ["dropped"], 1],
    ["noise", ["dropped"], 1],
    ["doubled", ["dropped"], 1],
    ["split", ["dropped"], 1],
    ["stall", ["dropped"], 1],
    ["reset", ["unknown"], 0],
    ["hang-up", ["unknown"], 1],
  ];
  for (const [fault, words, drops] of rows) {
    test(`with ${fault} on the drive is ${words.join(" or ")} and never driven twice`, async () => {
      const rig = openWith(fault);
      await rig.ready();
      const outcome = await rig.vend("A1");
      await rig.ticker.advance(10_000);
      expect(words).toContain(outcome.is);
      expect(rig.emulated.bench.dropped("A1")).toBe(drops);
      expect(rig.emulated.requests.filter((request) => VMC_FAMILY.startsPulse(request))).toHaveLength(1);
    });
  }

  test("is not driven again before the last word about an earlier item has come", async () => {
    const rig = open({ wiring: { dropWindowMs: 300 }, spec: { failuresToLock: 9 } });
    await rig.ready();
    expect((await rig.vend("A1")).is).toBe("unknown");
    expect(rig.board.sellable("A2")).toBe(false);
    expect((await rig.vend("A2")).evidence).toContain("has not said yet");
    await rig.ticker.advance(1_000);
    expect(rig.board.sellable("A2")).toBe(true);
  });

  test("that never says the last word is believed to have none after a minute", async () => {
    const rig = openWith("reset");
    await rig.ready();
    expect((await rig.vend("A1")).is).toBe("unknown");
    await rig.ticker.advance(30_000);
    expect(rig.board.sellable("A2")).toBe(false);
    await rig.ticker.advance(30_000);
    expect(rig.board.sellable("A2")).toBe(true);
  });

  test("that stops polling is not sold from, and is again when it polls", async () => {
    const rig = open();
    await rig.ready();
    rig.cable.unplug();
    await rig.ticker.advance(2_000);
    expect(rig.board.sellable("A1")).toBe(false);
    rig.cable.plug();
    await rig.ready();
    await rig.finish(rig.board.stop());
    await rig.ticker.advance(20_000);
    expect(rig.board.sellable("A1")).toBe(false);
  });
});

test("the words of a progress report lead to the outcomes of the table", async () => {
  const outcomes: Record<number, string> = {};
  for (const status of [PROGRESS.success, PROGRESS.jam, PROGRESS.motorDoesNotStop, PROGRESS.noMotor, 9]) {
    let write: ((bytes: Uint8Array) => void) | undefined;
    const rig = openRig(
      {
        ...VMC_FAMILY,
        emulate: (options) => {
          const emulated = createVmcBoardEmulator({ ...options, fault: () => undefined });
          return {
            ...emulated,
            device: (port) => {
              write = (bytes) => port.write(bytes);
              emulated.device(port);
            },
          };
        },
      },
      { wiring: { dropWindowMs: 8_000 } },
    );
    await rig.ready();
    const vend = rig.board.vend("A1");
    while (rig.emulated.bench.pulses(1) === 0) await rig.ticker.advance(5);
    write?.(encodeVmc({ command: VMC.progress, body: Uint8Array.of(9, status, 0, 1) }));
    outcomes[status] = (await rig.finish(vend)).is;
  }
  expect(outcomes).toEqual({ 2: "dropped", 3: "not-dropped", 4: "unknown", 6: "not-dropped", 9: "unknown" });
});
